import SourceModel

/// What reaches each release of a program, and what functions of which no rule
/// says anything get of its blocks: all that sizes ask of ownership.
struct Releases {
  /// What reaches each release and resize site, one entry a compiled use.
  private(set) var points: [Int: [ReleasePoint]] = [:]
  /// What is released through addresses that no site takes.
  private(set) var unspelled: [ReleasePoint] = []
  /// For each object, the undescribed functions that get it.
  private(set) var escapes: [ObjectID: [ProgramGraph.Escape]] = [:]

  /// Tells what reaches a release.
  let reader: ReleaseReader
  let solution: Solution
  let siteIndices: [SourceLocation: Int]
  /// For each object the site at which it is allocated; -1 for none of ours.
  private let siteOfObject: [Int32]

  init(_ solution: Solution) {
    self.solution = solution
    reader = ReleaseReader(solution)
    let sites = solution.graph.program.sites
    let indices = Dictionary(
      sites.indices.map { (sites[$0].location, $0) }, uniquingKeysWith: { _, last in last })
    siteIndices = indices
    siteOfObject = solution.graph.objects.kinds.map { kind in
      switch kind {
      case .heap(let key): Int32(indices[key.site] ?? -1)
      case .throughAddress(let site, _): Int32(indices[site] ?? -1)
      default: -1
      }
    }
    readReleases()
    readEscapes()
  }

  /// The site at which an object is allocated; `nil` when it is none of ours.
  func site(of object: ObjectID) -> Int? {
    let site = siteOfObject[Int(object)]
    return site < 0 ? nil : Int(site)
  }

  /// The allocation sites whose blocks can reach a release or resize site.
  func allocations(releasedAt site: Int) -> Set<Int> {
    Set((points[site] ?? []).lazy.flatMap(\.heap).compactMap(self.site))
  }

  /// Whether memory of foreign functions can reach a release or resize site.
  func isReachedByForeignMemory(_ site: Int) -> Bool {
    (points[site] ?? []).contains { point in
      point.foreign.contains { object in
        if case .foreign = solution.kind(object) { true } else { false }
      }
    }
  }

  /// Whether memory of functions of which no rule says anything can reach one.
  func isReachedByUndescribedMemory(_ site: Int) -> Bool {
    (points[site] ?? []).contains { $0.undescribed.contains(where: isUndescribed) }
  }

  /// Whether a rule could tell what an object is that is not known.
  func isUndescribed(_ object: ObjectID) -> Bool {
    if case .unknown(let name, _) = solution.kind(object) {
      name != ProgramGraph.outsideFunction
    } else {
      false
    }
  }

  private mutating func readReleases() {
    for call in solution.graph.calls where call.facts.familyFunction?.role.releases == true {
      guard !call.isRepetition, let site = siteIndices[call.facts.site] else { continue }
      points[site, default: []].append(reader.point(of: call))
    }
    for release in solution.graph.addressReleases {
      let point = reader.point(of: release)
      if let site = siteIndices[release.site] {
        points[site, default: []].append(point)
      } else {
        unspelled.append(point)
      }
    }
  }

  /// How many calls of one undescribed function are kept for an object: enough
  /// for the reasoning, where a test suite passes each block to thousands.
  static let callsKept = 16

  private mutating func readEscapes() {
    var ours = PointerSet()
    for object in siteOfObject.indices where siteOfObject[object] >= 0 {
      ours.insert(ObjectID(object) << 1)
    }
    _ = ours.formUnion(ours.interiors())
    let found = solution.graph.escapes.filter {
      !solution.pointsTo($0.node).isDisjoint(from: ours)
        && solution.graph.migrated[$0.location] == nil
    }
    let ordered = found.sorted {
      ($0.location, $0.name, $0.isMember ? 1 : 0, $0.node)
        < ($1.location, $1.name, $1.isMember ? 1 : 0, $1.node)
    }
    var kept: [String: KeptCalls] = [:]
    for escape in ordered {
      var calls = kept.removeValue(forKey: escape.name) ?? KeptCalls(objects: ours)
      for pointer in solution.pointsTo(escape.node).intersection(calls.objects).pointers
      where calls.keep(escape.location, of: pointer.object) {
        escapes[pointer.object, default: []].append(escape)
      }
      kept[escape.name] = calls
    }
  }

  /// The calls of one undescribed function that are kept.
  private struct KeptCalls {
    /// Of which objects more are to be kept.
    var objects: PointerSet
    private var calls: [ObjectID: (count: Int, last: SourceLocation)] = [:]

    init(objects: PointerSet) { self.objects = objects }

    /// Whether a call is to be kept for an object that it gets: each is once.
    mutating func keep(_ location: SourceLocation, of object: ObjectID) -> Bool {
      let known = calls[object]
      if let known, known.last == location { return false }
      let count = (known?.count ?? 0) + 1
      calls[object] = (count, location)
      if count == Releases.callsKept { objects = objects.without(object) }
      return true
    }
  }
}
