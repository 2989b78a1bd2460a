/// A place that can hold a pointer (or, for counters, an integer), named so
/// that the same place has the same name in every unit.
///
/// Arrays collapse into the place that declares them. A record's fields are one
/// place for all its instances (field-based).
package enum FlowNode: Hashable, Sendable, Codable {
  /// A local variable, by the position of its declaration.
  case local(file: FilePath, offset: Int, name: String)
  /// A variable with static storage duration, local ones included, by its USR.
  /// USRs of variables with internal linkage hold their file's last component.
  case global(usr: String, name: String)
  /// A member of a record, by its USR; `name` is `Record.member`.
  case field(usr: String, name: String)
  /// A parameter of a function with a known declaration, counted from 0. The
  /// parameter variable inside the function's body is this same node. The
  /// arguments behind `...` are one more parameter, behind the last that has a
  /// name.
  case parameter(function: String, index: Int, name: String)
  /// What a function returns.
  case result(function: String)
  /// The value of a sub-expression; unit-local, never linked.
  case temporary(Int)

  /// The name of the parameter that stands for the arguments behind `...`.
  package static let variableArguments = "variable arguments"

  /// The name that people know it by.
  package var name: String {
    switch self {
    case .local(_, _, let name), .global(_, let name), .field(_, let name),
      .parameter(_, _, let name):
      name
    // A C function's USR ends in its name.
    case .result(let function): "result of \(function.split(separator: "@").last ?? "a function")"
    case .temporary: "expression"
    }
  }

  /// The name that stands in the source: a member's without its record.
  package var spelling: String {
    guard case .field = self else { return name }
    return name.split(separator: ".").last.map(String.init) ?? name
  }

  /// The USR of the record that it is a member of; `nil` for what is none.
  package var record: String? {
    if case .field(let usr, _) = self { Self.record(ofField: usr) } else { nil }
  }

  /// The USR of the record in that of a field, `R@FI@name`; `nil` for another.
  package static func record(ofField usr: String) -> String? {
    let bytes = usr.utf8
    var rest = bytes[...]
    while let at = rest.firstIndex(of: UInt8(ascii: "@")) {
      rest = bytes[at...]
      if rest.starts(with: "@FI@".utf8) { return String(usr[..<at]) }
      rest = rest.dropFirst()
    }
    return nil
  }
}

/// Something that a pointer can point at.
package enum FlowObject: Hashable, Sendable, Codable {
  /// The block that an allocation call returns: index into `FlowFacts.calls`.
  case heap(call: Int)
  /// A variable, field or array whose address is taken or that decays.
  case place(FlowNodeID)
  /// A function.
  case function(usr: String)
  /// A string literal or compound literal: never freed lawfully.
  case literal
  /// What a library's variable points at.
  case library
}

/// Index into `FlowFacts.nodes`.
package typealias FlowNodeID = Int32
