import SourceModel

/// Writes flow facts as text: one line an edge, a call, a store or a write, in
/// the order of the source.
struct FlowDump {
  let flow: FlowFacts

  /// Temporaries as `t1`, `t2` …, everything else by its name.
  private func name(_ id: FlowNodeID) -> String { name(flow.nodes[Int(id)]) }

  private func name(_ node: FlowNode) -> String {
    switch node {
    case .temporary(let number): "t\(number)"
    case .result(let function): "result(\(short(function)))"
    case .parameter(let function, let index, let name):
      "\(name.isEmpty ? "#\(index)" : name)@\(short(function))"
    case .field(_, let name): "." + name
    case .local(_, _, let name), .global(_, let name): name
    }
  }

  /// The last part of a USR.
  private func short(_ usr: String) -> String {
    usr.split(separator: "@").last.map(String.init) ?? usr
  }

  func functions() -> [String] {
    flow.functions.map { function in
      var text =
        "\(function.name)(\(function.parameterPointees.map { $0 ?? "-" }.joined(separator: ", ")))"
      text += " -> \(function.resultPointee ?? "-")"
      if function.isDefined { text += " defined" }
      if function.isExternal { text += " external" }
      if function.isVariadic { text += " variadic" }
      if function.isAddressTaken { text += " address-taken" }
      for local in function.locals {
        text += "\n    \(local.isStatic ? "static " : "")\(local.type) \(name(local.node))"
        text += " [\(local.scope.lower), \(local.scope.upper))"
      }
      return text
    } + flow.brokenFunctions.map { "broken: \(short($0))" }
      + (flow.addressTaken.isEmpty
        ? []
        : ["address taken: " + Set(flow.addressTaken.map(name)).sorted().joined(separator: ", ")])
  }

  func records() -> [String] {
    flow.records.map {
      "\($0.type) \($0.size) bytes\($0.isUnion ? " union" : "")"
        + ($0.hasFlexibleArray ? " flexible" : "")
    }
  }

  func lines() -> [String] {
    var all: [(SourceLocation, String)] = []
    all += flow.edges.map { ($0.location, edge($0)) }
    all += flow.functions.flatMap(\.returns).map {
      ($0.location, "return \(name($0.variable)) [\($0.order) in \($0.block)]")
    }
    all += flow.calls.enumerated().map { ($1.location, call($1, $0)) }
    all += flow.stores.map { ($0.location, store($0)) }
    all += flow.characterWrites.map {
      ($0.location, "write through \(name($0.pointer))\($0.isNonZero ? " not 0" : "")")
    }
    let comparisons = flow.comparisons.map { "\(name($0.one)) compared with \(name($0.other))" }
    return comparisons
      + all.enumerated()
      .sorted {
        ($0.element.0.file, $0.element.0.line, $0.offset)
          < ($1.element.0.file, $1.element.0.line, $1.offset)
      }
      .map { "\($0.element.0.file):\($0.element.0.line): \($0.element.1)" }
  }

  private func edge(_ edge: FlowEdge) -> String {
    switch edge.kind {
    case .copy(let from, let to): "\(name(to)) = copy \(name(from))"
    case .overlay(let from, let to): "\(name(to)) = overlay \(name(from))"
    case .load(let pointer, let to): "\(name(to)) = *\(name(pointer))"
    case .store(let from, let pointer): "*\(name(pointer)) = \(name(from))"
    case .address(let object, let to): "\(name(to)) = \(self.object(object))"
    case .interior(let from, let to): "\(name(to)) = inside \(name(from))"
    case .base(let from, let to): "\(name(to)) = base of \(name(from))"
    case .transfer(let from, let to): "*\(name(to)) = all of *\(name(from))"
    }
  }

  private func object(_ object: FlowObject) -> String {
    switch object {
    case .heap(let call): "heap#\(call)"
    case .place(let node): "&\(name(node))"
    case .function(let usr): "function \(short(usr))"
    case .literal: "literal"
    case .library: "library"
    }
  }

  private func call(_ call: FlowCall, _ index: Int) -> String {
    let callee =
      switch call.callee {
      case .direct(_, let name): name
      case .indirect(let node): "(*\(self.name(node)))"
      }
    let arguments = call.arguments.map { argument in
      let node = argument.node.map { name($0) + ": " } ?? ""
      return node + expression(argument.expression)
    }
    var text = "call#\(index) \(callee)(\(arguments.joined(separator: ", ")))"
    if let result = call.result { text += " -> \(name(result))" }
    if let integer = call.integer { text += " -> integer \(name(integer))" }
    if let pointee = call.resultPointee { text += " as \(pointee) *" }
    if call.familyFunction != nil { text += " family" }
    if call.site != call.location { text += " site \(call.site.line):\(call.site.column)" }
    return text + place(order: call.order, block: call.block, isRepeated: call.isRepeated)
  }

  private func store(_ store: FlowStore) -> String {
    let base = store.base.map { expression($0) + "->" } ?? ""
    var text = "store \(base)\(name(store.target)) := \(expression(store.value))"
    if store.isNull { text += " null" }
    if let call = store.call { text += " from call#\(call)" }
    return text + place(order: store.order, block: store.block, isRepeated: store.isRepeated)
  }

  private func place(order: Int, block: Int, isRepeated: Bool) -> String {
    " [\(order) in \(block)\(isRepeated ? ", repeated" : "")]"
  }

  private func expression(_ expression: Expression) -> String {
    switch expression {
    case .constant(let value): "\(value)"
    case .sizeOf(let type, let bytes): "sizeof(\(type))=\(bytes)"
    case .variable(let node): name(node)
    case .field(let base, let field): "(\(self.expression(base)))\(name(field))"
    case .dereference(let base): "*\(self.expression(base))"
    case .element(let base, let index): "\(self.expression(base))[\(self.expression(index))]"
    case .binary(let sign, let left, let right, let type):
      "(\(self.expression(left)) \(sign)\(type == .int ? "" : ":\(type)") \(self.expression(right)))"
    case .orInstead(let value, let other): "(\(self.expression(value)) ?: \(other))"
    case .call(let function, let arguments):
      "\(function)(\(arguments.map { self.expression($0) }.joined(separator: ", ")))"
    case .opaque: "?"
    }
  }
}
