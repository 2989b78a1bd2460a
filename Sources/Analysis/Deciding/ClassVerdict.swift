import SourceModel

/// Whether an ownership class is migrated, and to which subsystem.
enum ClassVerdict {
  /// All its sites go to the subsystem at this position in the rules.
  case migrate(subsystem: Int, evidence: [Evidence])
  /// All its sites stay as they are.
  case leave(Blocker, evidence: [Evidence])
}

/// Decides class by class.
///
/// The policy, from what is certain to what is not:
///
/// - A class that holds foreign memory, or whose memory foreign code releases,
///   is left raw as a whole: `free` is right for the foreign block, so each
///   other block that the same `free` gets must come from `malloc`, and so on
///   through the class. Foreign memory that only comes in is no obstacle when
///   the rules adopt it and the subsystem is backed by the platform: the
///   releases that it reaches then use the target's adopting forms.
/// - So is a class with a site that cannot be rewritten (an address for which
///   the target has no callback, a call that is split over macros, a function
///   without a template): the rest would hand its blocks to that site or get
///   them from it.
/// - So is a class without a block of the program's own that undescribed
///   functions may fill: what they allocate is theirs.
/// - Another class of which not all members are known (a release that nothing
///   known reaches, or that an undescribed function's result reaches) is migrated
///   only if the program has one subsystem and it is backed by the platform: a
///   pointer from outside is then a `malloc` pointer whichever of the two
///   functions releases it. Sizes are not written for what is not known.
/// - A class of which a part has been migrated, in an earlier run or by hand,
///   follows it to its subsystem. It stays when that is not known or when it is
///   two.
/// - A class in an arena or pool must also be tight: no block of it may be
///   given to a function of which the rules say nothing, or to a caller outside
///   the program as anything but a record, since that code may release it. Nor
///   may one be asked about by a function that knows the C library's blocks only.
struct ClassJudge {
  let ownership: Ownership
  let rules: RuleSet
  let sites: [Site]
  /// Why a site cannot be rewritten whatever its class; `nil` if it can.
  let obstacle: (Int) -> Blocker?
  let choice: SubsystemChoice

  /// Two subsystems that `classes` names for one class; `nil` when it does not.
  private func contradiction(_ members: Ownership.Class) -> Blocker? {
    let named = choice.namings(of: members)
    guard let first = named.first,
      let other = named.first(where: { $0.subsystem != first.subsystem })
    else { return nil }
    return Blocker(
      .noSubsystem,
      "'classes' puts this memory into \(first.subsystem) by \(sites[first.site].identity) and "
        + "into \(other.subsystem) by \(sites[other.site].identity), but it must share one "
        + "allocator; remove one")
  }

  func verdict(on members: Ownership.Class) -> ClassVerdict {
    if let foreign = members.foreign.first ?? (adopts(members) ? nil : members.arrivals.first) {
      let place = foreign.location.map { " at \($0)" } ?? ""
      let isAdoptable = members.foreign.isEmpty && mayAdopt(members)
      return .leave(
        Blocker(
          .foreignMemory,
          "\(foreign.text)\(place), so this memory stays with the C library's functions"
            + (isAdoptable ? "; 'foreign-memory: adopt' in the rules would take it along" : "")
            + (members.isGivenToClients && members.sites.count > 1
              ? "; 'clients: none', if nothing but these sources uses what their headers declare, "
                + "may part more memory from it"
              : ""),
          isAdoptable: isAdoptable),
        evidence: members.foreign + members.arrivals)
    }
    if let (site, blocker) = firstObstacle(members) {
      return .leave(
        Blocker(blocker.reason, "shares memory with \(sites[site].location): \(blocker.detail)"),
        evidence: [Evidence(location: sites[site].location, text: blocker.detail)])
    }
    if let contradiction = contradiction(members) { return .leave(contradiction, evidence: []) }
    if let source = members.undescribed.first, !hasOwnBlocks(members) {
      return .leave(
        Blocker(
          .unknownAllocator,
          "\(source.text), and no allocation of the program reaches what releases it: it is likely "
            + "the library's; describe the function in a rule file\(Self.entry)"),
        evidence: members.undescribed)
    }
    let chosen: (index: Int, evidence: [Evidence])
    switch choose(members) {
    case .success(let found): chosen = found
    case .failure(let refusal):
      return .leave(
        refusal.blocker,
        evidence: members.migrated.map { Evidence(location: $0.location, text: $0.name) }
          + members.unknown)
    }
    let subsystem = rules.subsystems[chosen.index]
    let isFree = choice.claimants.count <= 1 && subsystem.strategy == .platform
    if let unknown = members.unknown.first, !isFree {
      let place = unknown.location.map { " (\($0))" } ?? ""
      let advice =
        (unknown.text.hasPrefix(ProgramGraph.outsideFunction) ? adviceOnOutsiders : nil)
        ?? (unknown.text == ReleaseReader.parseErrors ? Self.adviceOnErrors : nil)
        ?? "describe it in a rule file\(members.describable.contains(unknown) ? Self.entry : "")"
      // Without others, whose blocks may come back from there, it is the program's only allocator.
      let alone =
        subsystem.strategy == .platform
        ? ", give all that is migrated to one subsystem, with which this memory can move too" : ""
      return .leave(
        Blocker(
          .unknownAllocator,
          "\(unknown.text)\(place); \(advice)\(alone), or see to it by hand"),
        evidence: members.unknown)
    }
    if let escape = members.escapes.first, subsystem.strategy != .platform {
      let place = escape.location.map { " at \($0)" } ?? ""
      return .leave(
        Blocker(
          .unknownAllocator,
          "\(escape.text)\(place) and may release it, which only a platform allocator bears"),
        evidence: members.escapes)
    }
    if let query = members.queries.first, subsystem.strategy != .platform {
      let place = query.location.map { " at \($0)" } ?? ""
      return .leave(
        Blocker(.query, "\(query.text)\(place) and knows those of a platform allocator only"),
        evidence: members.queries)
    }
    return .migrate(subsystem: chosen.index, evidence: chosen.evidence)
  }

  /// What would tell that no code outside of the program sets a function pointer; `nil`
  /// when the rules say so.
  private var adviceOnOutsiders: String? {
    let hasOthers = ownership.solution.graph.program.hasOtherUnits
    if !hasOthers, rules.hasNoClients { return nil }
    let clients =
      "say 'clients: none' in the rule file if nothing but these sources uses what their headers "
      + "declare"
    // As long as these count, what the rules say of clients does not.
    let others =
      "take the units that are not read (in other languages, excluded) out of the compile database "
      + "if none of them sets the pointer that is called there"
    return hasOthers ? others + (rules.hasNoClients ? "" : " and " + clients) : clients
  }

  private static let adviceOnErrors =
    "correct its compile command, or take it out of the compile database if it is no part of the "
    + "program"

  private static let entry = " (its entry is in what 'allocmigrate rules suggest' prints)"

  /// The subsystem of the part that has been migrated, else the one that the
  /// rules choose.
  private func choose(
    _ members: Ownership.Class
  ) -> Result<(index: Int, evidence: [Evidence]), Refusal> {
    let chosen = choice.subsystem(for: members)
    switch choice.migrated(of: members) {
    case .failure(let refusal): return .failure(refusal)
    case .success(let migrated?):
      let name = rules.subsystems[migrated.index].name
      let place = "\(migrated.use.name) at \(migrated.use.location)"
      if let named = choice.namings(of: members).first, named.subsystem != name {
        return .failure(
          Refusal(
            blocker: Blocker(
              .noSubsystem,
              "'classes' puts this memory into \(named.subsystem), but it is shared with \(place), "
                + "which was migrated to \(name); change one of them")))
      }
      let evidence = Evidence(
        location: migrated.use.location, text: "\(migrated.use.name) was migrated to \(name)")
      return .success((migrated.index, [evidence]))
    case .success(nil):
      if let chosen { return .success(chosen) }
      return .failure(Refusal(blocker: noSubsystem(members)))
    }
  }

  /// Why the rules choose no subsystem: a class without an allocation has nothing
  /// that they could match.
  private func noSubsystem(_ members: Ownership.Class) -> Blocker {
    Blocker(
      .noSubsystem,
      hasOwnBlocks(members)
        ? "no subsystem of the rules matches an allocation of this memory"
        : "no allocation that the analysis sees reaches this memory, so the rules do not tell which "
          + "of the program's subsystems it is of; see to it by hand")
  }

  /// Whether the foreign memory of a class comes along.
  private func adopts(_ members: Ownership.Class) -> Bool {
    rules.adoptsForeignMemory && mayAdopt(members)
  }

  /// Whether it could, if the rules said so.
  private func mayAdopt(_ members: Ownership.Class) -> Bool {
    guard case .success(let chosen) = choose(members) else { return false }
    return rules.subsystems[chosen.index].strategy == .platform
  }

  /// Whether blocks that the program allocates are among those of a class.
  private func hasOwnBlocks(_ members: Ownership.Class) -> Bool {
    !members.migrated.isEmpty
      || members.sites.contains { sites[$0].function.role.allocates }
  }

  private func firstObstacle(_ members: Ownership.Class) -> (Int, Blocker)? {
    for site in members.sites {
      if let blocker = obstacle(site) { return (site, blocker) }
    }
    return nil
  }
}
