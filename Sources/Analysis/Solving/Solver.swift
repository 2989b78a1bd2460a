/// Solves inclusion constraints (Andersen 1994) by difference propagation
/// (Pearce, Kelly and Hankin 2003) over a work list in topological order.
/// Cycles of copies are collapsed before the start and again whenever enough
/// edges were added meanwhile (in the manner of Pereira and Berlin's wave
/// propagation, 2009), so that the passes are logarithmic in number.
///
/// Nodes that a `Substitution` knows to be equal share their place from the
/// start.
///
/// Whatever is loaded through a pointer passes through one place of its own,
/// and so does whatever is stored through it: k loads through a pointer to n
/// objects make n + k edges instead of n × k.
///
/// The solution is the least one and therefore unique: it depends neither on
/// the order of the constraints nor on that of the work list.
struct Solver {
  /// Told of functions that reach a watched node; returns the constraints
  /// that follow. It may have made new nodes and objects.
  typealias Resolver = (_ watch: Int32, _ object: ObjectID) -> [Constraint]

  /// The node that stands for what an object contains; -1 for none.
  typealias Contents = (ObjectID) -> NodeID

  /// A place in the solver's own numbering; -1 for none.
  private typealias Place = Int32

  /// What a place passes on changed.
  private struct Derived: Hashable {
    var source: Place
    var kind: Constraint.Kind
    var target: Place
    var object: ObjectID
  }

  private let substitution: Substitution
  private let contents: Contents
  private let functions: () -> PointerSet
  private let resolver: Resolver
  /// The place of each node.
  private var places: [Place] = []
  private var sets = UnionFind()
  private var points: [PointerSet] = []
  private var pending: [PointerSet] = []
  private var copies: [[Place]] = []
  /// What is loaded through a place, and what is stored.
  private var loaded: [Place] = []
  private var stored: [Place] = []
  private var derived: [[Derived]] = []
  private var watches: [[Int32]] = []
  private var edges: Set<UInt64> = []
  private var allDerived: Set<Derived> = []
  private var edgesAtLastCollapse = 0
  private var queue = WorkQueue()
  /// Places that have turned out to be equal.
  private var equals: [(Place, Place)] = []
  /// When each place was last met by `contents(of:)`.
  private var visits: [Int32] = []
  private var visit: Int32 = 0

  /// How many sets were merged into others, as a measure of the work done.
  private(set) var operations = 0

  /// How many words of sets were read or written, the measure of the time that
  /// solving takes on any machine.
  private(set) var work = 0

  /// Whether solving was given up: the sets are then too small to rely on.
  private(set) var isExhausted = false

  /// Whether a constraint was added after the start that the substitution did
  /// not allow for: some sets may be too large then.
  private(set) var contradictsSubstitution = false
  private var isStarted = false

  /// - Parameters:
  ///   - substitution: what is known of the constraints that come first.
  ///   - contents: the node of an object's contents.
  ///   - functions: pointers to all functions that there are by now; the
  ///     resolver is told of no other object.
  init(
    substitution: Substitution = Substitution(), contents: @escaping Contents,
    functions: @escaping () -> PointerSet = { PointerSet() },
    resolver: @escaping Resolver = { _, _ in [] }
  ) {
    self.substitution = substitution
    self.contents = contents
    self.functions = functions
    self.resolver = resolver
    for _ in 0..<substitution.count { _ = makePlace() }
    places = substitution.classes
  }

  /// What `node` can point at; empty for a node without constraints.
  func pointsTo(_ node: NodeID) -> PointerSet {
    representative(of: node).map { points[Int($0)] } ?? PointerSet()
  }

  /// What stands for all nodes that were found to point at the same; `nil` for a node
  /// without constraints.
  func representative(of node: NodeID) -> Int32? {
    guard places.indices.contains(Int(node)), places[Int(node)] >= 0 else { return nil }
    return sets.root(places[Int(node)])
  }

  /// What any of some nodes can point at.
  func pointsToAny(of nodes: some Sequence<NodeID>) -> PointerSet {
    Set(nodes.lazy.compactMap(representative)).reduce(into: PointerSet()) {
      _ = $0.formUnion(points[Int($1)])
    }
  }

  /// Adds constraints and solves all.
  ///
  /// - Parameter budget: the most `work` to do before giving up.
  mutating func solve(_ constraints: [Constraint], budget: Int = .max) {
    for constraint in constraints { add(constraint) }
    isStarted = true
    collapseCycles()
    while let place = queue.popFirst() {
      let place = sets.find(place)
      let delta = pending[Int(place)]
      guard !delta.isEmpty else { continue }
      guard work < budget else {
        isExhausted = true
        return
      }
      pending[Int(place)] = PointerSet()
      process(place, delta)
      if edges.count > 1000 + edgesAtLastCollapse * 5 / 4 { collapseCycles() }
    }
  }

  private mutating func process(_ place: Place, _ delta: PointerSet) {
    let index = Int(place)
    if loaded[index] >= 0 || stored[index] >= 0 {
      let (loaded, stored) = (loaded[index], stored[index])
      for inside in contents(of: delta) {
        if loaded >= 0 { addCopy(from: inside, to: loaded) }
        if stored >= 0 { addCopy(from: stored, to: inside) }
      }
    }
    if !watches[index].isEmpty {
      let reached = delta.intersection(functions())
      for watch in reached.isEmpty ? [] : watches[index] {
        for pointer in reached.pointers {
          for constraint in resolver(watch, pointer.object) { add(constraint) }
        }
      }
    }
    for target in copies[index] { include(delta, in: target) }
    for derived in derived[index] { include(Self.apply(derived, to: delta), in: derived.target) }
  }

  private static func apply(_ derived: Derived, to set: PointerSet) -> PointerSet {
    switch derived.kind {
    case .interior: set.interiors()
    case .base: set.bases()
    case .copyExcept: set.without(derived.object)
    default: set
    }
  }

  private mutating func include(_ set: PointerSet, in place: Place) {
    guard !set.isEmpty else { return }
    operations += 1
    let place = sets.find(place)
    work += points[Int(place)].size + set.size
    let new = points[Int(place)].formUnion(set)
    guard !new.isEmpty else { return }
    _ = pending[Int(place)].formUnion(new)
    queue.insert(place)
  }

  private mutating func add(_ constraint: Constraint) {
    if isStarted, constraint.kind == .copy || constraint.derivesSecond,
      substitution.isFixed[safe: Int(constraint.b)] == true
    {
      contradictsSubstitution = true
    }
    switch constraint.kind {
    case .address: include(PointerSet(constraint.a << 1), in: place(of: constraint.b))
    case .copy: addCopy(from: place(of: constraint.a), to: place(of: constraint.b))
    case .load:
      let pointer = sets.find(place(of: constraint.a))
      if loaded[Int(pointer)] < 0 {
        let all = makePlace()
        loaded[Int(pointer)] = all
        for inside in contents(of: points[Int(pointer)]) { addCopy(from: inside, to: all) }
      }
      addCopy(from: loaded[Int(pointer)], to: place(of: constraint.b))
    case .store:
      let pointer = sets.find(place(of: constraint.b))
      if stored[Int(pointer)] < 0 {
        let all = makePlace()
        stored[Int(pointer)] = all
        for inside in contents(of: points[Int(pointer)]) { addCopy(from: all, to: inside) }
      }
      addCopy(from: place(of: constraint.a), to: stored[Int(pointer)])
    case .interior, .base, .copyExcept:
      let source = sets.find(place(of: constraint.a))
      let derived = Derived(
        source: source, kind: constraint.kind, target: place(of: constraint.b),
        object: constraint.c)
      guard allDerived.insert(derived).inserted else { return }
      self.derived[Int(source)].append(derived)
      include(Self.apply(derived, to: points[Int(source)]), in: derived.target)
    case .watch:
      let place = sets.find(place(of: constraint.a))
      watches[Int(place)].append(constraint.b)
      // What is there already is delivered as if it were new.
      _ = pending[Int(place)].formUnion(points[Int(place)])
      queue.insert(place)
    }
  }

  /// The places of what objects contain, each once.
  private mutating func contents(of pointers: PointerSet) -> [Place] {
    visit += 1
    var result: [Place] = []
    for pointer in pointers.pointers {
      let node = contents(pointer.object)
      guard node >= 0 else { continue }
      let place = sets.find(place(of: node))
      guard visits[Int(place)] != visit else { continue }
      visits[Int(place)] = visit
      result.append(place)
    }
    return result
  }

  private mutating func addCopy(from: Place, to: Place) {
    let from = sets.find(from)
    let to = sets.find(to)
    guard from != to, edges.insert(Self.edge(from, to)).inserted else { return }
    copies[Int(from)].append(to)
    include(points[Int(from)], in: to)
  }

  private static func edge(_ from: Place, _ to: Place) -> UInt64 {
    UInt64(UInt32(bitPattern: from)) << 32 | UInt64(UInt32(bitPattern: to))
  }

  private mutating func place(of node: NodeID) -> Place {
    let missing = Int(node) + 1 - places.count
    if missing > 0 { places.append(contentsOf: repeatElement(-1, count: missing)) }
    if places[Int(node)] < 0 { places[Int(node)] = makePlace() }
    return places[Int(node)]
  }

  private mutating func makePlace() -> Place {
    let place = Place(points.count)
    sets.grow(to: points.count + 1)
    points.append(PointerSet())
    pending.append(PointerSet())
    copies.append([])
    loaded.append(-1)
    stored.append(-1)
    derived.append([])
    watches.append([])
    visits.append(0)
    return place
  }
}

// MARK: Cycles

extension Solver {
  /// Joins the places of each cycle of copies and orders the work list by the
  /// direction of the copies.
  private mutating func collapseCycles() {
    for place in copies.indices where !copies[place].isEmpty {
      copies[place] = copies[place].map { sets.find($0) }
    }
    let components = StrongComponents(nodes: points.count) { [copies] in copies[Int($0)][...] }
    var first = Array(repeating: Place(-1), count: Int(components.count))
    for place in 0..<Place(points.count) where sets.find(place) == place {
      let component = Int(components.component[Int(place)])
      if first[component] < 0 {
        first[component] = place
      } else {
        merge(place, into: first[component])
      }
    }
    // What goes through equal pointers is equal, too.
    while let (one, other) = equals.popLast() {
      let (one, other) = (sets.find(one), sets.find(other))
      if one != other { merge(max(one, other), into: min(one, other)) }
    }
    queue.rank = components.component.map { components.count - $0 }
    rebuildEdges()
    queue.reorder()
    edgesAtLastCollapse = edges.count
  }

  /// `target` is the smaller number, so it represents both afterwards.
  private mutating func merge(_ place: Place, into target: Place) {
    sets.union(place, target)
    let (p, t) = (Int(place), Int(target))
    let seenByPlace = points[p].subtracting(pending[p])
    let seenByTarget = points[t].subtracting(pending[t])
    let newToPlace = points[t].subtracting(seenByPlace)
    let newToTarget = points[p].subtracting(seenByTarget)
    _ = points[t].formUnion(points[p])
    _ = pending[t].formUnion(newToPlace)
    _ = pending[t].formUnion(newToTarget)
    _ = pending[t].formUnion(pending[p])
    points[p] = PointerSet()
    pending[p] = PointerSet()
    copies[t] += Self.take(&copies[p])
    derived[t] += Self.take(&derived[p])
    watches[t] += Self.take(&watches[p])
    noteEqual(Self.join(&loaded, p, t))
    noteEqual(Self.join(&stored, p, t))
    if !pending[t].isEmpty { queue.insert(target) }
  }

  /// Gives `t` the entry of `p`, or both when they are two.
  private static func join(_ list: inout [Place], _ p: Int, _ t: Int) -> (Place, Place)? {
    guard list[t] >= 0, list[p] >= 0 else {
      list[t] = max(list[t], list[p])
      return nil
    }
    return (list[p], list[t])
  }

  private mutating func noteEqual(_ pair: (Place, Place)?) {
    if let pair { equals.append(pair) }
  }

  private static func take<T>(_ list: inout [T]) -> [T] {
    let old = list
    list = []
    return old
  }

  private mutating func rebuildEdges() {
    edges.removeAll(keepingCapacity: true)
    for place in copies.indices where !copies[place].isEmpty {
      var kept: [Place] = []
      for target in copies[place] {
        let to = sets.find(target)
        guard to != Place(place) else { continue }
        if edges.insert(Self.edge(Place(place), to)).inserted { kept.append(to) }
      }
      copies[place] = kept
    }
  }
}
