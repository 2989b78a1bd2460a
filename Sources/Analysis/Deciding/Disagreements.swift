import SourceModel

/// Says where the rules want two subsystems for memory that must share one, and
/// where the units do not make one program.
struct Disagreements {
  let rules: RuleSet
  let program: ProgramFacts
  let ownership: Ownership
  let choice: SubsystemChoice
  let chain: FlowChain
  /// Where functions are defined that several places define, by name.
  let definitions: [String: Set<SourceLocation>]

  /// One warning for each class whose allocation sites different subsystems
  /// claim, with the places that join the two sides, and one for each macro body
  /// with an allocation whose expansions they claim.
  func diagnostics(_ verdicts: [ClassVerdict]) -> [Diagnostic] {
    var result = unknownSites() + severalPrograms()
    for (members, verdict) in zip(ownership.classes, verdicts) {
      guard case .migrate(let chosen, _) = verdict, choice.namings(of: members).isEmpty else {
        continue
      }
      result += members.sites.compactMap { divided($0, chosen) }
      let votes = choice.votes(of: members)
      guard votes.count > 1, let winner = votes[chosen]?.first else { continue }
      for (other, sites) in votes.sorted(by: { $0.key < $1.key }) where other != chosen {
        guard let loser = sites.first else { continue }
        result.append(warning(winner, chosen, loser, other, count: sites.count))
      }
    }
    return result
  }

  /// A warning where the expansions of a macro are those of several subsystems.
  private func divided(_ index: Int, _ chosen: Int) -> Diagnostic? {
    let votes = choice.votes(ofExpansions: index).sorted { $0.key < $1.key }
    let site = program.sites[index]
    guard votes.count > 1, case .macroBody(let body) = site.form else { return nil }
    let names = rules.subsystems.map(\.name)
    let parts = votes.map { subsystem, uses in
      let more = uses.count > 1 ? " and \(uses.count - 1) more" : ""
      return "\(names[subsystem]) (\(uses[0].location)\(more))"
    }
    return Diagnostic(
      severity: .warning, location: site.location,
      message: "different subsystems match the expansions of \(body.name): "
        + "\(parts.joined(separator: ", ")); all of them get \(names[chosen]), because the body is "
        + "one: use another macro in some of them, or match all of them by one subsystem")
  }

  /// A warning for each site under `classes` that the program does not have.
  private func unknownSites() -> [Diagnostic] {
    let known = Set(program.sites.map(\.identity))
    return rules.classes.keys.filter { !known.contains($0) }.sorted().map { site in
      Diagnostic(
        severity: .warning,
        message: "'classes' names the site \(site), which the program does not have; "
          + "'allocmigrate plan' lists the classes")
    }
  }

  /// A note on functions that several programs of the tree define.
  private func severalPrograms() -> [Diagnostic] {
    // Each program has a main, which nothing calls.
    let names = definitions.keys.filter { $0 != "main" }.sorted()
    guard let first = names.first, let places = definitions[first]?.sorted() else { return [] }
    let functions = names.count == 1 ? "1 function is" : "\(names.count) functions are"
    let locations = places.prefix(2).map { "\($0)" }.joined(separator: " and ")
    return [
      Diagnostic(
        severity: .note,
        message: "\(functions) defined in several places, as by several programs (\(first) at "
          + "\(locations)); each name is analysed as one function that does what all of them do, "
          + "which is safe but leaves more sizes unknown: give a compile database of one program "
          + "with -p, or list the programs under 'programs' in allocmigrate.yml and name one with "
          + "--program, to have it analysed alone")
    ]
  }

  private func warning(
    _ winner: Int, _ chosen: Int, _ loser: Int, _ other: Int, count: Int
  ) -> Diagnostic {
    let names = rules.subsystems.map(\.name)
    let sites = program.sites
    let path = path(from: loser, to: winner)
    let joined = path.map { "\($0.location.map { "\($0): " } ?? "")\($0.text)" }
      .joined(separator: "; ")
    return Diagnostic(
      severity: .warning, location: sites[loser].location,
      message: "\(count) allocation\(count == 1 ? "" : "s") that \(names[other]) matches "
        + "share\(count == 1 ? "s" : "") a class with \(sites[winner].location) of "
        + "\(names[chosen]), which all of them get: \(joined); match all of them by one subsystem "
        + "to choose another")
  }

  /// The shortest way between two sites of a class over releases that both
  /// sides reach: breadth-first, each hop from an allocation to a release or
  /// back.
  private func path(from start: Int, to goal: Int) -> [Evidence] {
    let (reaching, reached) = edges(within: ownership.classOfSite[start])
    var previous: [Int: Int] = [start: start]
    var queue = [start]
    var head = 0
    while head < queue.count, previous[goal] == nil {
      let site = queue[head]
      head += 1
      for next in (reaching[site] ?? []) + (reached[site] ?? []) where previous[next] == nil {
        previous[next] = site
        queue.append(next)
      }
    }
    var path = [goal]
    while let last = path.last, let before = previous[last], before != last { path.append(before) }
    return path.reversed().map {
      Evidence(location: program.sites[$0].location, text: program.sites[$0].function.name)
    }
  }

  private func edges(within number: Int) -> (reaching: [Int: [Int]], reached: [Int: [Int]]) {
    var reaching: [Int: Set<Int>] = [:]
    var reached: [Int: Set<Int>] = [:]
    for site in ownership.classes[number].sites {
      for point in ownership.releases.points[site] ?? [] {
        for object in point.heap {
          guard let allocation = ownership.site(of: object) else { continue }
          reaching[site, default: []].insert(allocation)
          reached[allocation, default: []].insert(site)
        }
      }
    }
    return (reaching.mapValues { $0.sorted() }, reached.mapValues { $0.sorted() })
  }
}
