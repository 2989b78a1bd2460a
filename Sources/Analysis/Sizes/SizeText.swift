import SourceModel

/// Writes a size as C text that means at the release what it meant at the
/// allocation.
struct SizeText {
  private let request: SizeRequest
  /// The text of a variable or field; `nil` when it cannot be named.
  private let name: (Expression) -> String?

  init(_ request: SizeRequest, name: @escaping (Expression) -> String? = { _ in nil }) {
    self.request = request
    self.name = name
  }

  /// The text, or `nil` when something in it has no name at the release.
  func text(_ expression: Expression) -> String? {
    part(expression, precedence: 0, depth: 0)?.text
  }

  /// A part of the text.
  private struct Part {
    var text: String
    /// Whether it is surely computed with as many bits as a `size_t` has.
    var isWide: Bool
  }

  private func part(_ expression: Expression, precedence: Int, depth: Int) -> Part? {
    guard depth < 64 else { return nil }
    if let name = name(expression) { return Part(text: name, isWide: isWide(expression)) }
    switch expression {
    case .constant(let value):
      return value >= 0 ? Part(text: String(value), isWide: value > Int(Int32.max)) : nil
    case .sizeOf(let type, let bytes):
      return size(of: type, bytes: bytes).map { Part(text: $0, isWide: true) }
    case .binary(let sign, let left, let right):
      guard let own = Self.precedence[sign],
        var first = part(left, precedence: own, depth: depth + 1),
        let second = part(right, precedence: own + 1, depth: depth + 1)
      else { return nil }
      if sign == "*", !first.isWide, !second.isWide, !expression.isOfConstants,
        let factor = part(left, precedence: Self.cast, depth: depth + 1)
      {
        // The cast that the size may have had is not known any more.
        first = Part(text: "(size_t)\(factor.text)", isWide: true)
      }
      let joined = "\(first.text) \(sign) \(second.text)"
      return Part(
        text: own < precedence ? "(\(joined))" : joined,
        isWide: first.isWide || second.isWide && !["<<", ">>"].contains(sign))
    default: return nil
    }
  }

  private func isWide(_ expression: Expression) -> Bool {
    switch expression {
    case .call("strlen", _): true
    case .variable(let variable):
      request.context.graph.nodeID(of: variable, unit: request.call.unit)
        .flatMap { request.context.scopes[$0]?.type }
        .map(Self.wideTypes.contains) ?? false
    default: false
    }
  }

  private static let wideTypes: Set = [
    "long", "unsigned long", "long long", "unsigned long long", "size_t", "ssize_t",
  ]

  /// Casts bind more tightly than any operator here.
  private static let cast = 7

  private static let precedence = [
    "|": 1, "^": 2, "&": 3, "<<": 4, ">>": 4, "+": 5, "-": 5, "*": 6, "/": 6, "%": 6,
  ]

  /// `sizeof *p` where the pointer tells the type, else `sizeof(type)`.
  func size(of type: String, bytes: Int) -> String? {
    if let pointer = pointerText, let argument = request.pointerArgument,
      argument.pointeeSize == bytes,
      argument.pointee == type || type.isEmpty && isScalar(argument.pointee)
    {
      return "sizeof *\(pointer.operand)"
    }
    return isNameable(type, bytes: bytes) ? "sizeof(\(type))" : nil
  }

  /// Whether a type is one that the front end cannot name in a `sizeof`.
  private func isScalar(_ type: String?) -> Bool {
    type.map { $0.hasSuffix("*") || Self.isBuiltIn($0) } ?? false
  }

  /// The pointer's own text, if it can be repeated.
  var pointerText: PointerText? {
    PointerText(request.pointer, expression: request.pointerExpression)
  }

  /// Whether a canonical type can be written, complete, at the release.
  private func isNameable(_ type: String, bytes: Int) -> Bool {
    guard !type.isEmpty, !type.contains("("), !type.contains("/") else { return false }
    if type.hasSuffix("*") { return isNameablePointee(String(type.dropLast())) }
    let element = String(type.prefix { $0 != "[" }).trimmingBlanks
    if Self.isBuiltIn(element) { return true }
    let place = request.call.facts.location
    let record = request.context.record(element, visibleAt: place, unit: request.call.unit)
    guard let record, !isLocalName(element) else { return false }
    return element != type || record.size == bytes
  }

  /// Whether something in the releasing function has a type's name.
  private func isLocalName(_ type: String) -> Bool {
    let call = request.call
    guard let usr = call.function,
      let function = request.context.definition(of: usr, unit: call.unit)
    else { return false }
    let nodes = request.context.graph.program.units[call.unit].flow.nodes
    return function.names.contains(type)
      || function.locals.contains { nodes[Int($0.node)].name == type }
  }

  private func isNameablePointee(_ type: String) -> Bool {
    let element = type.filter { $0 != "*" }.trimmingBlanks
    if Self.isBuiltIn(element) || element.hasPrefix("struct ") { return true }
    let place = request.call.facts.location
    return !isLocalName(element)
      && request.context.record(element, visibleAt: place, unit: request.call.unit) != nil
  }

  private static let words: Set<String> = [
    "char", "signed", "unsigned", "short", "int", "long", "float", "double", "_Bool", "void",
    "const",
  ]

  private static func isBuiltIn(_ type: String) -> Bool {
    let parts = type.split(separator: " ")
    return !parts.isEmpty && parts.allSatisfy { words.contains(String($0)) }
  }
}

extension String {
  /// Without blanks at either end.
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
