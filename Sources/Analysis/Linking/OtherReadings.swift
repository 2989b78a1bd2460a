import SourceModel

/// Finds the sites whose token some unit compiles as something else: a source that includes
/// another one, with macros of its own, as tests do. An edit that is right for the one would
/// change what the other does.
struct OtherReadings {
  fileprivate struct Unit {
    let source: FilePath
    /// The functions at the tokens that are sites for this unit.
    let sites: [SourceLocation: FamilyFunction]
    let occurrences: [SourceLocation: Occurrence.Category]
    let skipped: [FilePath: [ByteRange]]
    let broken: Set<FilePath>
  }

  /// The units of the files that several of them read.
  private let readers: [FilePath: [Unit]]

  init(_ units: [FileFacts]) {
    var counts: [FilePath: Int] = [:]
    for unit in units { for file in unit.files { counts[file, default: 0] += 1 } }
    let shared = Set(counts.lazy.filter { $0.value > 1 }.map(\.key))
      .intersection(units.flatMap(\.sites).map(\.location.file))
    var readers: [FilePath: [Unit]] = [:]
    for unit in units {
      let files = unit.files.filter(shared.contains)
      guard !files.isEmpty else { continue }
      let reader = Unit(unit, files: Set(files))
      for file in files { readers[file, default: []].append(reader) }
    }
    self.readers = readers
  }

  /// The site with the first unit that reads it as something else.
  func marking(_ site: Site) -> Site {
    guard let units = readers[site.location.file],
      let other = units.first(where: { $0.disagrees(with: site) }),
      let unit = units.first(where: { $0.sites[site.location] == site.function })
    else { return site }
    var site = site
    site.disagreement = Site.Disagreement(source: unit.source, other: other.source)
    return site
  }
}

extension OtherReadings.Unit {
  fileprivate init(_ unit: FileFacts, files: Set<FilePath>) {
    source = unit.source
    sites = Dictionary(
      unit.sites.lazy.filter { files.contains($0.location.file) }
        .map { ($0.location, $0.function) },
      uniquingKeysWith: { first, _ in first })
    occurrences = Dictionary(
      unit.occurrences.lazy.filter { files.contains($0.location.file) }
        .map { ($0.location, $0.category) },
      uniquingKeysWith: min)
    skipped = unit.skipped
    broken = Set(unit.diagnostics.compactMap { $0.location?.file })
  }

  /// Whether the unit compiles a site's token, but not as that site.
  fileprivate func disagrees(with site: Site) -> Bool {
    let file = site.location.file
    if let function = sites[site.location] { return function != site.function }
    let isBody = if case .macroBody = site.form { true } else { false }
    switch occurrences[site.location] {
    case .shadowed: return true
    // A macro that is another name of the function is so where it is not expanded, too.
    case .declaration: return !isBody
    case nil: break
    default: return false
    }
    // Where a macro is not expanded, its body is nothing.
    if isBody { return false }
    guard site.alias != nil, !broken.contains(file) else { return false }
    return !(skipped[file] ?? []).contains { $0.contains(site.location.offset) }
  }
}
