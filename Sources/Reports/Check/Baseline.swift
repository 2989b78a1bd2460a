package import SourceModel

/// The raw uses that `check` lets pass, as a file keeps them: a line a use,
/// without line numbers, so that edits elsewhere and moves leave it as it is.
package struct Baseline: Hashable, Sendable {
  /// How much is known of a raw use; a site may rise, not fall.
  package enum Standing: String, Sendable, Codable, Comparable {
    /// No site, because it was not compiled: in an arm that is skipped, in a file
    /// that no compile command covers, in a macro that nothing expands, or in code
    /// that clang could not make sense of.
    case inactive, uncovered, unexpanded, unexplained
    /// It needs no size, or cannot be migrated as things are.
    case raw
    case unsized
    case inferred
    case proven

    package static func < (left: Standing, right: Standing) -> Bool { left.rank < right.rank }

    /// Whether the use was compiled.
    package var isSite: Bool {
      switch self {
      case .raw, .unsized, .inferred, .proven: true
      case .inactive, .uncovered, .unexpanded, .unexplained: false
      }
    }

    private var rank: Int {
      switch self {
      case .inactive, .uncovered, .unexpanded, .unexplained, .raw, .unsized: 0
      case .inferred: 1
      case .proven: 2
      }
    }
  }

  /// Uses of one family function in one function are told apart by their standing
  /// alone.
  package struct Entry: Hashable, Sendable {
    package var file: FilePath
    /// The enclosing function or macro; empty at file scope and for what was not
    /// compiled.
    package var scope: String
    package var callee: String
    package var standing: Standing
  }

  /// Sorted; an entry for each use.
  package var entries: [Entry]

  /// What a project has now.
  package init(_ program: ProgramFacts, decisions: [Decision], copies: RefactoredCopies) {
    self.init(Self.uses(program, decisions: decisions, copies: copies).map(\.entry))
  }

  private init(_ entries: [Entry]) {
    self.entries = entries.sorted {
      ($0.name, $0.standing.rawValue) < ($1.name, $1.standing.rawValue)
    }
  }

  /// Each raw use of a program with its entry, the sites first, in source order.
  static func uses(
    _ program: ProgramFacts, decisions: [Decision], copies: RefactoredCopies
  ) -> [(location: SourceLocation, entry: Entry)] {
    let decisions = Dictionary(
      decisions.map { ($0.site, $0) }, uniquingKeysWith: { first, _ in first })
    let sites = program.sites.map { site in
      let identity = site.identity
      let entry = Entry(
        file: copies.reported(identity.file), scope: identity.scope, callee: identity.callee,
        standing: Standing(decisions[identity]))
      return (site.location, entry)
    }
    let uncompiled = program.occurrences.compactMap { occurrence in
      Standing(uncompiled: occurrence).map { standing in
        let file = copies.reported(occurrence.location.file)
        return (
          occurrence.location,
          Entry(file: file, scope: "", callee: occurrence.name, standing: standing)
        )
      }
    }
    return sites + uncompiled
  }

  // MARK: The file

  /// Schema 1, without a line that says so, listed sites alone.
  private static let schema = "schema: 2"

  private static let head = [
    "# The raw uses of allocation functions that 'allocmigrate check' lets pass, as 'allocmigrate",
    "# check --update' writes them. Where two branches change it, keep the lines of both",
    "# ('merge=union' in .gitattributes does).",
    schema,
  ]

  /// The file's text.
  package var text: String {
    (Self.head + entries.map { "\($0.name) \($0.standing.rawValue)" })
      .map { $0 + "\n" }.joined()
  }

  /// Reads what `text` gives.
  package init(text: String) throws(Unreadable) {
    var entries: [Entry] = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.contains(Self.schema[...]) else { throw .otherSchema }
    for (index, line) in lines.enumerated()
    where !line.isEmpty && !line.hasPrefix("#") && line != Self.schema {
      guard let entry = Entry(line) else { throw .badLine(index + 1) }
      entries.append(entry)
    }
    self.init(entries)
  }

  /// Why a file cannot be read.
  package enum Unreadable: Error, Hashable {
    /// It was written by a version of the tool that lists other things.
    case otherSchema
    /// A line, counted from 1, is no entry.
    case badLine(Int)
  }
}

extension Baseline.Standing {
  /// `nil` for what was compiled, and for names of something else.
  fileprivate init?(uncompiled occurrence: Occurrence) {
    switch occurrence.category {
    case .inactive: self = .inactive
    case .uncovered: self = .uncovered
    case .macroBody where occurrence.expansions == 0: self = .unexpanded
    case .unexplained: self = .unexplained
    case .call, .macroBody, .addressTaken, .declaration, .shadowed, .discarded, .directive:
      return nil
    }
  }

  fileprivate init(_ decision: Decision?) {
    guard let decision, case .migrate = decision.action else {
      self = .raw
      return
    }
    switch decision.grade {
    case .proven: self = .proven
    case .inferred: self = .inferred
    case .unsized: self = .unsized
    case nil: self = .raw
    }
  }
}

extension Baseline.Entry {
  /// `src/vm.c:vm_free:free`.
  fileprivate var name: String { "\(file):\(scope):\(callee)" }

  fileprivate init?(_ line: Substring) {
    guard let blank = line.lastIndex(of: " "),
      let standing = Baseline.Standing(rawValue: String(line[blank...].dropFirst()))
    else { return nil }
    // An entry stands for uses in general, not for one of a number.
    guard let site = SiteIdentity("\(line[..<blank])#1") else { return nil }
    self.init(file: site.file, scope: site.scope, callee: site.callee, standing: standing)
  }
}
