import SourceModel

extension SourceLocation {
  /// The members `file`, `line`, `column` and `offset` of an object that stands
  /// for something in a source file.
  var jsonMembers: [JSONValue.Member] {
    [
      .init("file", .string(file.string)), .init("line", .integer(line)),
      .init("column", .integer(column)), .init("offset", .integer(offset)),
    ]
  }
}

extension Diagnostic {
  /// As an object; `file`, `line`, `column` and `offset` are null for one that
  /// is about the whole run.
  var json: JSONValue {
    let place =
      location?.jsonMembers
      ?? ["file", "line", "column", "offset"].map { JSONValue.Member($0, .null) }
    return .object(
      [.init("severity", .string(severity.rawValue))] + place + [
        .init("message", .string(message))
      ])
  }
}

extension Accounting {
  /// As an object of one member a category, the total first.
  var json: JSONValue {
    .members([
      "total": .integer(total), "calls": .integer(calls), "macroBodies": .integer(macroBodies),
      "addresses": .integer(addresses), "declarations": .integer(declarations),
      "shadowed": .integer(shadowed), "discarded": .integer(discarded),
      "inactive": .integer(inactive), "directives": .integer(directives),
      "uncovered": .integer(uncovered), "unexplained": .integer(unexplained),
    ])
  }
}

extension RoleCounts {
  /// As an object of one member a group of roles.
  var json: JSONValue {
    .members([
      "allocations": .integer(allocations), "resizes": .integer(resizes),
      "releases": .integer(releases), "queries": .integer(queries),
    ])
  }
}
