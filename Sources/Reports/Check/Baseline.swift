package import SourceModel

/// The raw sites that `check` lets pass, as a file keeps them: a line a site,
/// without line numbers, so that edits elsewhere and moves leave it as it is.
package struct Baseline: Hashable, Sendable {
  /// How much is known of a raw site; a site may rise, not fall.
  package enum Standing: String, Sendable, Codable, Comparable, CaseIterable {
    /// It needs no size, or cannot be migrated as things are.
    case raw
    case unsized
    case inferred
    case proven

    package static func < (left: Standing, right: Standing) -> Bool { left.rank < right.rank }

    private var rank: Int {
      switch self {
      case .raw, .unsized: 0
      case .inferred: 1
      case .proven: 2
      }
    }
  }

  /// Uses of one family function in one function are told apart by their standing
  /// alone.
  package struct Entry: Hashable, Sendable {
    package var file: FilePath
    /// The enclosing function or macro; empty at file scope.
    package var scope: String
    package var callee: String
    package var standing: Standing
  }

  /// Sorted; an entry for each site.
  package var entries: [Entry]

  /// What a project has now.
  package init(sites: [Site], decisions: [Decision]) {
    self.init(Self.standings(sites, decisions).map(\.entry))
  }

  private init(_ entries: [Entry]) {
    self.entries = entries.sorted {
      ($0.name, $0.standing.rawValue) < ($1.name, $1.standing.rawValue)
    }
  }

  /// Each site with its entry, in the order of the sites.
  static func standings(_ sites: [Site], _ decisions: [Decision]) -> [(site: Site, entry: Entry)] {
    let decisions = Dictionary(
      decisions.map { ($0.site, $0) }, uniquingKeysWith: { first, _ in first })
    return sites.map { site in
      let identity = site.identity
      let entry = Entry(
        file: identity.file, scope: identity.scope, callee: identity.callee,
        standing: Standing(decisions[identity]))
      return (site, entry)
    }
  }

  // MARK: The file

  private static let head = [
    "# The raw allocation sites that 'allocmigrate check' lets pass, as 'allocmigrate check --update'",
    "# writes them. Where two branches change it, keep the lines of both ('merge=union' in",
    "# .gitattributes does).",
  ]

  /// The file's text.
  package var text: String {
    (Self.head + entries.map { "\($0.name) \($0.standing.rawValue)" })
      .map { $0 + "\n" }.joined()
  }

  /// Reads what `text` gives.
  ///
  /// - Throws: the number of the first line that is no entry, from 1.
  package init(text: String) throws(BadLine) {
    var entries: [Entry] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    where !line.isEmpty && !line.hasPrefix("#") {
      guard let entry = Entry(line) else { throw BadLine(number: index + 1) }
      entries.append(entry)
    }
    self.init(entries)
  }

  /// A line that is no entry.
  package struct BadLine: Error, Hashable {
    package var number: Int
  }
}

extension Baseline.Standing {
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
