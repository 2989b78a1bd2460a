import Migration
import Reports
import SourceModel

/// `allocmigrate explain`: why a site is treated as it is.
struct ExplainCommand: Command {
  private static let place = Parameter.argument(
    "place", placeholder: "FILE:LINE[:COLUMN]",
    help: "A line with a use of an allocation function, or of a macro that has one in its body.",
    completion: .file, isRequired: true)

  var declaration: CommandDeclaration {
    CommandDeclaration(
      "explain", abstract: "Say what becomes of a site, and why.",
      discussion: """
        Prints the decision for every allocation function on the line: the subsystem, the size \
        and how sure it is, the source lines that led to it, the assumptions that it rests on, \
        what you can write to raise its grade, or what keeps the site as it is. The whole \
        project is read, since the reasons may lie in other files.
        """,
      arguments: [Self.place.specification], groups: [ProjectOptions.group],
      trailing: ProjectOptions.trailing,
      examples: [
        .init("allocmigrate explain src/vm.c:120", "Explain the sites of this line."),
        .init("allocmigrate explain -p build src/vm.c:120:5", "Explain one of several."),
      ],
      exitCodes: [.done, .usage, .partial])
  }

  func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws -> ExitCode {
    let text = arguments[Self.place] ?? ""
    guard var place = PlaceText(text) else { throw Self.notAPlace(text) }
    let scanned = try arguments.scan(terminal)
    var file = try scanned.path(ofFileNamed: place.file)
    if let copy = scanned.inCopy(file, line: place.line) {
      terminal.note("\(file):\(place.line) is \(copy.file):\(copy.line) in the refactored copy")
      (file, place.line, place.column) = (copy.file, copy.line, nil)
    }
    let explanation = Explanation(
      program: scanned.program,
      decisions: try scanned.decisions(asWrittenFor: place.line, of: file), file: file,
      line: place.line, column: place.column)
    guard !explanation.isEmpty else {
      let places = scanned.places(on: place.line, in: file)
      if let column = place.column, !places.isEmpty {
        throw MigrationError.nothingAtColumn(
          place: "\(file):\(place.line):\(column)", others: places)
      }
      if let reason = scanned.leftOut(file) {
        throw MigrationError.notInScope(place: "\(file):\(place.line)", reason)
      }
      throw MigrationError.nothingToExplain(
        place: "\(file):\(place.line)", nearest: scanned.nearestSites(to: place.line, in: file))
    }
    try terminal.write(explanation.text(sourceLine: scanned.sourceLine))
    return scanned.isPartial ? .partial : .done
  }

  private static func notAPlace(_ text: String) -> UsageError {
    .badValue(
      option: "FILE:LINE[:COLUMN]", value: text,
      expected: "a file, a colon and a line number, such as src/vm.c:120",
      path: ["allocmigrate", "explain"])
  }
}

/// `FILE:LINE` or `FILE:LINE:COLUMN`, as compilers print it.
struct PlaceText {
  var file: String
  var line: Int
  var column: Int?

  /// `nil` when there is no line number.
  init?(_ text: String) {
    var parts = text.split(separator: ":", omittingEmptySubsequences: false)
    // A location copied from a message may end in a colon.
    if parts.last?.isEmpty == true { parts.removeLast() }
    var numbers: [Int] = []
    while numbers.count < 2, parts.count > 1, let number = parts.last.flatMap({ Int($0) }),
      number > 0
    {
      numbers.insert(number, at: 0)
      parts.removeLast()
    }
    guard let line = numbers.first, parts.contains(where: { !$0.isEmpty }) else { return nil }
    file = parts.joined(separator: ":")
    self.line = line
    column = numbers.dropFirst().first
  }
}
