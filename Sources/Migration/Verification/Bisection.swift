import Reports
import SourceModel

/// `verify --bisect`: which ownership classes' migration causes what was found.
struct Bisection {
  let trees: VerifyTrees
  let runner: VerifyRunner
  let observer: Verify.Observer

  /// The smallest set of classes that fails when it alone is migrated.
  ///
  /// - Parameters:
  ///   - problems: what was found; their sites' classes are tried first.
  ///   - own: the program's own findings, by kind and allocation.
  /// - Returns: `nil` when there is nothing to compare with.
  func run(
    _ problems: [VerifyReport.Problem], own: Set<String>
  ) throws(MigrationError) -> VerifyReport.Bisection? {
    guard let before = trees.before else { return nil }
    let hunks = ClassHunks(
      untouched: trees.stage.untouched, migrated: trees.stage.migrated,
      paths: trees.after.program.files, sites: Array(zip(before.program.sites, before.decisions)))
    try trees.copyUntouched(to: trees.stage.bisected)
    var classes: [SiteIdentity: SiteIdentity] = [:]
    for (site, decision) in zip(before.program.sites, before.decisions) {
      classes[site.identity] = decision.ownershipClass ?? site.identity
    }
    let suspected = Set(problems.compactMap { $0.site.flatMap { classes[$0] } })
    let suspects = hunks.groups.indices.filter { group in
      hunks.groups[group].contains(where: suspected.contains)
    }
    var probes = 0
    let smallest = try Minimizer.smallest(
      of: Array(hunks.groups.indices), suspects: suspects
    ) { chosen throws(MigrationError) in
      probes += 1
      observer.doing(
        "bisecting: probe \(probes), \(Wording.count(chosen.count, "class", "classes"))", 0)
      let written = try hunks.write(chosen, below: trees.stage.bisected)
      trees.renewSources(below: trees.stage.bisected, after: written)
      return try runner.fails(in: trees.stage.bisected, own: own)
    }
    return VerifyReport.Bisection(
      classes: smallest.flatMap { hunks.groups[$0] }.sorted().map { name in
        let members = zip(before.program.sites, before.decisions).filter {
          ($0.1.ownershipClass ?? $0.0.identity) == name
        }
        return .init(name: name, sites: members.map(\.0.location.description))
      },
      all: hunks.groups.count, probes: probes)
  }
}
