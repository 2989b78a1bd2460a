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
    /// The part of that which rules could tell.
    var undescribed: [Evidence] = []
    /// The part of it for which `rules suggest` prints an entry.
    var describable: Set<Evidence> = []
    /// Its sites that have been migrated, by their places.
    var migrated: [MigratedUse] = []
    /// Where its blocks are given to functions of which no rule says anything,
    /// or to clients.
    var escapes: [Evidence] = []
    /// Whether clients that are not seen may get its blocks, and pass them on.
    var isGivenToClients = false
    /// Where a function of the C library asks about its blocks.
    var queries: [Evidence] = []
  }

  /// The classes by their first site, in order.
  private(set) var classes: [Class] = []
  /// For each site its class; -1 for none.
  private(set) var classOfSite: [Int]
  /// Sites that take addresses which may be compared with those of others.
  var compared: Set<Int> = []

  let releases: Releases
  var solution: Solution { releases.solution }
  private var union: UnionFind
  private var arrivals: [(site: Int, Evidence)] = []
  private var foreign: [(site: Int, Evidence)] = []
  var unknown: [(site: Int, Evidence)] = []
  /// For each site the blocks of which it is not known whether they come from the
  /// program, with the first release that each reaches.
  private var doubts: [Int: [ObjectID: SourceLocation]] = [:]
  private var given: [(site: Int, Evidence)] = []
  private var migrated: [(site: Int, MigratedUse)] = []

  init(_ releases: Releases) {
    self.releases = releases
    let sites = releases.solution.graph.program.sites
    union = UnionFind(count: sites.count)
    classOfSite = Array(repeating: -1, count: sites.count)
    readReleases()
    readAddresses()
    readForeignReleases()
    readMigratedReleases()
    readClients()
    form(sites)
  }

  /// The site at which an object is allocated; `nil` when it is none of ours.
  func site(of object: ObjectID) -> Int? { releases.site(of: object) }

  /// The class of a site; `nil` for a query.
  func classOf(_ site: Int) -> Class? { classes[safe: classOfSite[site]] }

  /// Makes the sites one class.
  mutating func join(_ sites: [Int]) {
    for site in sites.dropFirst() { union.union(Int32(sites[0]), Int32(site)) }
  }

  // MARK: Reading

  private mutating func readReleases() {
    for (site, points) in releases.points {
      for point in points { take(point, at: site) }
    }
    for point in releases.unspelled {
      // Its name is spelled where nothing can be rewritten.
      let text = "a function whose address is taken there releases the block"
      for site in (point.heap + point.foreign).compactMap(site) {
        foreign.append((site, Evidence(location: point.address, text: text)))
      }
    }
  }

  private mutating func take(_ point: ReleasePoint, at site: Int) {
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
    for object in point.undescribed + point.unlikely {
      let first = doubts[site]?[object] ?? point.location
      doubts[site, default: [:]][object] = min(first, point.location)
    }
    for text in point.gaps {
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
    let uses = solution.graph.migrated
    if uses.isEmpty { return }
    let escapes = solution.graph.escapes.compactMap { escape in
      uses[escape.location].map { (node: escape.node, use: $0) }
    }
    for release in solution.graph.migratedReleases + escapes {
      for site in solution.objects(of: release.node).compactMap(site) {
        migrated.append((site, release.use))
      }
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
    let takers = releases.points.filter { $0.value.contains(where: \.takesAny) }.keys.sorted()
    if takers.isEmpty { return }
    let released = Set(releases.points.keys.map { union.find(Int32($0)) })
    var blocks: Set<Int> = []
    for (type, node) in solution.graph.nodes.clients {
      for site in solution.objects(of: node).compactMap(site)
      where !solution.graph.isRecord(type) || !released.contains(union.find(Int32(site))) {
        blocks.insert(site)
      }
    }
    if !blocks.isEmpty { join(takers + blocks.sorted()) }
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
    readDoubts()
    for (site, evidence) in given where classOfSite[site] >= 0 {
      classes[classOfSite[site]].escapes.append(evidence)
      classes[classOfSite[site]].isGivenToClients = true
    }
    readOutsideCalls()
    readQueries()
    for (object, list) in releases.escapes.sorted(by: { $0.key < $1.key }) {
      guard let site = site(of: object), classOfSite[site] >= 0,
        classes[classOfSite[site]].escapes.count < Releases.callsKept
      else { continue }
      classes[classOfSite[site]].escapes += list.prefix(Releases.callsKept).map {
        Evidence(location: $0.location, text: "\($0.name) gets the block")
      }
    }
    for index in classes.indices {
      classes[index].arrivals = Self.distinct(classes[index].arrivals)
      classes[index].foreign = Self.distinct(classes[index].foreign)
      classes[index].migrated = Set(classes[index].migrated).sorted { $0.location < $1.location }
      classes[index].unknown = Self.distinct(classes[index].unknown)
      classes[index].undescribed = Self.distinct(classes[index].undescribed)
      classes[index].escapes = Self.distinct(classes[index].escapes)
      classes[index].queries = Self.distinct(classes[index].queries)
    }
  }

  /// Each block in doubt counts once in a class, at the first release.
  private mutating func readDoubts() {
    var doubtsOfClass: [Int: [ObjectID: SourceLocation]] = [:]
    for (site, blocks) in doubts {
      doubtsOfClass[classOfSite[site], default: [:]].merge(blocks) { min($0, $1) }
    }
    for (index, blocks) in doubtsOfClass {
      for (object, location) in blocks {
        guard let text = releases.reader.doubt(about: object) else { continue }
        let evidence = Evidence(location: location, text: text)
        classes[index].unknown.append(evidence)
        if releases.isUndescribed(object) { classes[index].undescribed.append(evidence) }
        if releases.reader.remedy(for: object) != nil {
          classes[index].describable.insert(evidence)
        }
      }
    }
  }

  /// A call that may run a function from outside the program gives it blocks.
  private mutating func readOutsideCalls() {
    let graph = solution.graph
    var lastCall = Array(repeating: -1, count: classes.count)
    for index in graph.outsideCalls {
      let call = graph.calls[index]
      for argument in call.arguments {
        for object in argument.map(solution.objects) ?? [] {
          guard let site = site(of: object), classOfSite[site] >= 0,
            lastCall[classOfSite[site]] != index
          else { continue }
          lastCall[classOfSite[site]] = index
          let text = "\(ProgramGraph.outsideFunction) gets the block"
          classes[classOfSite[site]].escapes.append(
            Evidence(location: call.facts.location, text: text))
        }
      }
    }
  }

  private mutating func readQueries() {
    for call in solution.graph.calls {
      guard let function = call.facts.familyFunction, function.role == .query else { continue }
      for object in call.argument(function.pointer).map(solution.objects) ?? [] {
        guard let site = site(of: object), classOfSite[site] >= 0 else { continue }
        classes[classOfSite[site]].queries.append(
          Evidence(location: call.facts.location, text: "\(function.name) asks about the block"))
      }
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
