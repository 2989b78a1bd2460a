import Foundation
package import SourceModel

/// Joins the facts of all units into those of the program.
///
/// The result does not depend on the order of `units`. A site's uses lose
/// their `flowCall`, which only means something beside its own unit.
///
/// - Parameter files: every C source and header in scope.
package func link(_ units: [FileFacts], files: [FilePath]) -> ProgramFacts {
  let units = sortedUnits(units)
  let readings = OtherReadings(units)
  let sites = SiteMerger.merge(units.flatMap(\.sites)).map(readings.marking)
  return ProgramFacts(
    units: units,
    sites: sites,
    occurrences: mergeOccurrences(units.flatMap(\.occurrences), sites: sites),
    migrated: mergeMigrated(units.flatMap(\.migrated)),
    wrappers: WrapperMerger(units).wrappers(),
    diagnostics: mergeDiagnostics(units.flatMap(\.diagnostics)),
    missingHeaders: mergeMissingHeaders(units),
    includes: mergeIncludes(units),
    files: Set(files).sorted())
}

/// Sorts by source; units of one source (other flags) by their contents.
private func sortedUnits(_ units: [FileFacts]) -> [FileFacts] {
  units.sorted { left, right in
    if left.source != right.source { return left.source < right.source }
    let (leftSize, rightSize) = (sizes(left), sizes(right))
    if leftSize != rightSize { return leftSize.lexicographicallyPrecedes(rightSize) }
    if isSame(left, right) { return false }
    let (leftNames, rightNames) = (names(left), names(right))
    if leftNames != rightNames { return leftNames.lexicographicallyPrecedes(rightNames) }
    return encoded(left).lexicographicallyPrecedes(encoded(right))
  }
}

/// Figures that mostly tell two units apart.
private func sizes(_ unit: FileFacts) -> [Int] {
  [
    unit.sites.count, unit.occurrences.count, unit.flow.nodes.count, unit.flow.edges.count,
    unit.flow.calls.count, unit.flow.stores.count,
  ]
}

/// Names that tell most others apart: a header that only one of them reads,
/// functions that a macro renames.
private func names(_ unit: FileFacts) -> [String] {
  unit.files.map(\.string)
    + unit.flow.calls.compactMap { call in
      if case .direct(let usr, _) = call.callee { usr } else { call.function }
    }
}

/// Whether two units tell the same, as those of a source that is compiled for
/// a static and a shared library do.
private func isSame(_ left: FileFacts, _ right: FileFacts) -> Bool {
  left.flow.edges == right.flow.edges && left.flow.calls == right.flow.calls
    && left.flow.stores == right.flow.stores && left.flow.nodes == right.flow.nodes
    && left.flow.functions == right.flow.functions && left.sites == right.sites
    && left.occurrences == right.occurrences && left.diagnostics == right.diagnostics
    && left.includes == right.includes && left.files == right.files
}

private func encoded(_ unit: FileFacts) -> Data {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys]
  return (try? encoder.encode(unit)) ?? Data()
}

/// One occurrence a token: the best category that any unit saw. A macro body's
/// expansions are those of its site, which counts each place once.
private func mergeOccurrences(_ all: [Occurrence], sites: [Site]) -> [Occurrence] {
  var best: [SourceLocation: Occurrence] = [:]
  for occurrence in all {
    guard var old = best[occurrence.location] else {
      best[occurrence.location] = occurrence
      continue
    }
    let expansions = max(old.expansions, occurrence.expansions)
    let new = (occurrence.category, occurrence.reason, occurrence.name)
    if new < (old.category, old.reason, old.name) { old = occurrence }
    old.expansions = expansions
    best[occurrence.location] = old
  }
  for site in sites {
    guard case .macroBody = site.form, best[site.location]?.category == .macroBody else {
      continue
    }
    let places = Set(site.uses.map(\.location)).count
    best[site.location]?.expansions = places
  }
  return best.values.sorted { $0.location < $1.location }
}

private func mergeMigrated(_ all: [MigratedUse]) -> [MigratedUse] {
  Set(all).sorted {
    ($0.location, $0.name, $0.enclosingFunction) < ($1.location, $1.name, $1.enclosingFunction)
  }
}

/// Each diagnostic once; those about the whole run come first.
private func mergeDiagnostics(_ all: [Diagnostic]) -> [Diagnostic] {
  Set(all).sorted { left, right in
    switch (left.location, right.location) {
    case (let left?, let right?) where left != right: left < right
    case (nil, .some): true
    case (.some, nil): false
    default: (left.message, left.severity.rawValue) < (right.message, right.severity.rawValue)
    }
  }
}

private func mergeMissingHeaders(_ units: [FileFacts]) -> [MissingHeader] {
  var wanting: [String: (units: Set<FilePath>, sites: Set<SourceLocation>)] = [:]
  for unit in units {
    for name in Set(unit.missingHeaders) {
      wanting[name, default: ([], [])].units.insert(unit.source)
      wanting[name]?.sites.formUnion(unit.sites.map(\.location))
    }
  }
  return wanting.map { name, found in
    MissingHeader(name: name, units: found.units.sorted(), sitesAffected: found.sites.count)
  }
  .sorted { $0.name < $1.name }
}

/// A file's directives are the same in every unit but for what they resolve
/// to: the first unit that found the file tells.
private func mergeIncludes(_ units: [FileFacts]) -> [FilePath: IncludeFacts] {
  var joined: [FilePath: IncludeFacts] = [:]
  for unit in units {
    for (file, facts) in unit.includes {
      guard var old = joined[file] else {
        joined[file] = facts
        continue
      }
      guard old.directives.map(\.range) == facts.directives.map(\.range) else { continue }
      for index in old.directives.indices where old.directives[index].resolved == nil {
        old.directives[index].resolved = facts.directives[index].resolved
      }
      joined[file] = old
    }
  }
  return joined
}
