import SourceModel

/// The ownership classes of a program: the connected components of the graph
/// between releases and the allocations whose blocks reach them. All sites of
/// a class must share one allocator.
struct Ownership {
  /// One class.
  struct Class {
    /// Positions in `ProgramFacts.sites`, ascending.
    var sites: [Int] = []
    /// Where memory comes in that a foreign function allocated.
    var arrivals: [Evidence] = []
    /// Where else memory comes in or goes out that is not the migration's.
    var foreign: [Evidence] = []
    /// Why the class may have members that the analysis does not see.
    var unknown: [Evidence] = []
    /// Its sites that have been migrated, by their places.
    var migrated: [MigratedUse] = []
    /// Where its blocks are given to functions of which no rule says anything,
    /// or to clients.
    var escapes: [Evidence] = []
  }

  /// The classes by their first site, in order.
  private(set) var classes: [Class] = []
  /// For each site its class; -1 for none.
  private(set) var classOfSite: [Int]
  /// What reaches each release and resize site, one entry a compiled use.
  private(set) var points: [Int: [ReleasePoint]] = [:]
  /// For each object, the undescribed functions that get it.
  private(set) var escapes: [ObjectID: [ProgramGraph.Escape]] = [:]

  /// Sites that take addresses which may be compared with those of others.
  var compared: Set<Int> = []

  /// Tells what reaches a release.
  let reader: ReleaseReader

  let solution: Solution
  private var union: UnionFind
  private(set) var siteIndices: [SourceLocation: Int] = [:]
  private var arrivals: [(site: Int, Evidence)] = []
  private var foreign: [(site: Int, Evidence)] = []
  var unknown: [(site: Int, Evidence)] = []
  var given: [(site: Int, Evidence)] = []
  private var migrated: [(site: Int, MigratedUse)] = []

  init(_ solution: Solution) {
    self.solution = solution
    reader = ReleaseReader(solution)
    let sites = solution.graph.program.sites
    union = UnionFind(count: sites.count)
    classOfSite = Array(repeating: -1, count: sites.count)
    for (index, site) in sites.enumerated() { siteIndices[site.location] = index }
    readReleases()
    readAddresses()
    readForeignReleases()
    readMigratedReleases()
    readEscapes()
    readClients()
    form(sites)
  }

  /// The site at which an object is allocated; `nil` when it is none of ours.
  func site(of object: ObjectID) -> Int? {
    switch solution.kind(object) {
    case .heap(let key): siteIndices[key.site]
    case .throughAddress(let site, _): siteIndices[site]
    default: nil
    }
  }

  /// The class of a site; `nil` for a query.
  func classOf(_ site: Int) -> Class? { classes[safe: classOfSite[site]] }

  /// Whether memory of foreign functions can reach a release or resize site.
  func isReachedByForeignMemory(_ site: Int) -> Bool {
    (points[site] ?? []).contains { point in
      point.foreign.contains { object in
        if case .foreign = solution.kind(object) { true } else { false }
      }
    }
  }

  /// Makes the sites one class.
  mutating func join(_ sites: [Int]) {
    for site in sites.dropFirst() { union.union(Int32(sites[0]), Int32(site)) }
  }

  // MARK: Reading

  private mutating func readReleases() {
    for call in solution.graph.calls where call.facts.familyFunction?.role.releases == true {
      guard !call.isRepetition, let site = siteIndices[call.facts.site] else { continue }
      take(reader.point(of: call), at: site)
    }
    for release in solution.graph.addressReleases {
      let point = reader.point(of: release)
      guard let site = siteIndices[release.site] else {
        // Its name is spelled where nothing can be rewritten.
        let text = "a function whose address is taken there releases the block"
        for other in (point.heap + point.foreign).compactMap({ self.site(of: $0) }) {
          foreign.append((other, Evidence(location: release.site, text: text)))
        }
        continue
      }
      take(point, at: site)
    }
  }

  private mutating func take(_ point: ReleasePoint, at site: Int) {
    points[site, default: []].append(point)
    for object in point.heap + point.foreign {
      if let other = self.site(of: object) { union.union(Int32(site), Int32(other)) }
      switch solution.kind(object) {
      case .foreign(let name, let location):
        arrivals.append(
          (site, Evidence(location: location, text: "\(name) allocates memory that comes here")))
      case .throughAddress(let location, let name) where self.site(of: object) == nil:
        foreign.append(
          (site, Evidence(location: location, text: "the address of \(name) is taken")))
      default: break
      }
    }
    for use in point.migrated { migrated.append((site, use)) }
    let doubtful =
      point.lent.map { "\($0) may return the block" }
      + point.assigned.map { "\($0) may assign the block" }
    for text in point.unknown + doubtful {
      unknown.append((site, Evidence(location: point.location, text: text)))
    }
  }

  private mutating func readForeignReleases() {
    for release in solution.graph.foreignReleases {
      let text = "\(release.name) releases or takes over the block"
      for object in solution.objects(of: release.node) {
        guard let site = site(of: object) else { continue }
        foreign.append((site, Evidence(location: release.location, text: text)))
      }
    }
  }

  /// A site that has been migrated releases or resizes what it is given.
  private mutating func readMigratedReleases() {
    for escape in Set(solution.graph.escapes) {
      guard let use = solution.graph.migrated[escape.location] else { continue }
      for object in solution.objects(of: escape.node) {
        if let site = site(of: object) { migrated.append((site, use)) }
      }
    }
  }

  /// How many calls of one undescribed function are kept for an object: enough
  /// for the reasoning, where a test suite passes each block to thousands.
  private static let callsKept = 16

  private mutating func readEscapes() {
    let siteOfObject = (0..<ObjectID(solution.graph.objects.count)).map { site(of: $0) != nil }
    var counts: [(name: String, calls: Int)] = Array(
      repeating: ("", 0), count: siteOfObject.count)
    for escape in Set(solution.graph.escapes).sorted(by: {
      ($0.name, $0.location, $0.isMember ? 1 : 0, $0.node)
        < ($1.name, $1.location, $1.isMember ? 1 : 0, $1.node)
    }) where solution.graph.migrated[escape.location] == nil {
      for pointer in solution.pointsTo(escape.node).pointers {
        let object = Int(pointer.object)
        guard siteOfObject[object] else { continue }
        if counts[object].name != escape.name { counts[object] = (escape.name, 0) }
        guard counts[object].calls < Self.callsKept,
          escapes[pointer.object]?.last?.location != escape.location
        else { continue }
        counts[object].calls += 1
        escapes[pointer.object, default: []].append(escape)
      }
    }
    for object in escapes.keys {
      escapes[object]?.sort { ($0.location, $0.name) < ($1.location, $1.name) }
    }
  }

  /// A client may release what it gets, unless it is a record, for which it has
  /// the program's own function.
  private mutating func readClients() {
    let graph = solution.graph
    for (type, node) in graph.nodes.clients where !graph.isRecord(type) {
      for object in solution.objects(of: node) {
        guard let site = site(of: object) else { continue }
        given.append(
          (site, Evidence(text: "callers outside the program get the block as a `\(type) *`")))
      }
    }
    joinAnyReleases()
  }

  /// What releases a client's `void *` gets the blocks that clients get: all but
  /// records which something else releases.
  private mutating func joinAnyReleases() {
    let releases = points.filter { $0.value.contains(where: \.takesAny) }.keys.sorted()
    if releases.isEmpty { return }
    let released = Set(points.keys.map { union.find(Int32($0)) })
    var blocks: Set<Int> = []
    for (type, node) in solution.graph.nodes.clients {
      for site in solution.objects(of: node).compactMap(site)
      where !solution.graph.isRecord(type) || !released.contains(union.find(Int32(site))) {
        blocks.insert(site)
      }
    }
    if !blocks.isEmpty { join(releases + blocks.sorted()) }
  }

  private mutating func form(_ sites: [Site]) {
    var numbers: [Int32: Int] = [:]
    for (index, site) in sites.enumerated() where site.function.role != .query {
      let root = union.find(Int32(index))
      let number = numbers[root] ?? classes.count
      if number == classes.count {
        numbers[root] = number
        classes.append(Class())
      }
      classes[number].sites.append(index)
      classOfSite[index] = number
    }
    for (site, evidence) in arrivals { classes[classOfSite[site]].arrivals.append(evidence) }
    for (site, evidence) in foreign { classes[classOfSite[site]].foreign.append(evidence) }
    for (site, use) in migrated { classes[classOfSite[site]].migrated.append(use) }
    for (site, evidence) in unknown { classes[classOfSite[site]].unknown.append(evidence) }
    for (site, evidence) in given where classOfSite[site] >= 0 {
      classes[classOfSite[site]].escapes.append(evidence)
    }
    for (object, list) in escapes.sorted(by: { $0.key < $1.key }) {
      guard let site = site(of: object), classOfSite[site] >= 0,
        classes[classOfSite[site]].escapes.count < Self.callsKept
      else { continue }
      classes[classOfSite[site]].escapes += list.prefix(Self.callsKept).map {
        Evidence(location: $0.location, text: "\($0.name) gets the block")
      }
    }
    for index in classes.indices {
      classes[index].arrivals = Self.distinct(classes[index].arrivals)
      classes[index].foreign = Self.distinct(classes[index].foreign)
      classes[index].migrated = Set(classes[index].migrated).sorted { $0.location < $1.location }
      classes[index].unknown = Self.distinct(classes[index].unknown)
      classes[index].escapes = Self.distinct(classes[index].escapes)
    }
  }

  /// Each once, sorted by place.
  private static func distinct(_ evidence: [Evidence]) -> [Evidence] {
    Set(evidence).sorted { left, right in
      guard let a = left.location, let b = right.location, a != b else {
        return (left.location == nil ? 0 : 1, left.text)
          < (right.location == nil ? 0 : 1, right.text)
      }
      return a < b
    }
  }
}
