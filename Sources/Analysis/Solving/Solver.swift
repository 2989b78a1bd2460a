/// Solves inclusion constraints (Andersen 1994) by difference propagation
/// (Pearce, Kelly and Hankin 2003) over a work list in topological order.
/// Cycles of copies are collapsed before the start and again whenever enough
/// edges were added meanwhile (in the manner of Pereira and Berlin's wave
/// propagation, 2009), so that the passes are logarithmic in number.
///
/// The solution is the least one and therefore unique: it depends neither on
/// the order of the constraints nor on that of the work list.
struct Solver {
  /// Told of functions that reach a watched node; returns the constraints
  /// that follow. It may have made new nodes and objects.
  typealias Resolver = (_ watch: Int32, _ object: ObjectID) -> [Constraint]

  /// The node that stands for what an object contains; -1 for none.
  typealias Contents = (ObjectID) -> NodeID

  private let contents: Contents
  private let resolver: Resolver
  private var sets: UnionFind
  private var points: [PointerSet] = []
  private var pending: [PointerSet] = []
  private var copies: [[NodeID]] = []
  private var loads: [[NodeID]] = []
  private var stores: [[NodeID]] = []
  private var derived: [[Constraint]] = []
  private var watches: [[Int32]] = []
  private var edges: Set<UInt64> = []
  private var edgesAtLastCollapse = 0
  private var queue = WorkQueue()

  /// How many sets were merged into others, as a measure of the work done.
  private(set) var operations = 0

  /// How many set elements were read or written, the measure of the time that
  /// solving takes on any machine.
  private(set) var work = 0

  /// Whether solving was given up: the sets are then too small to rely on.
  private(set) var isExhausted = false

  init(contents: @escaping Contents, resolver: @escaping Resolver = { _, _ in [] }) {
    self.contents = contents
    self.resolver = resolver
    sets = UnionFind()
  }

  /// What `node` can point at; empty for a node without constraints.
  func pointsTo(_ node: NodeID) -> PointerSet {
    guard Int(node) < points.count, node >= 0 else { return PointerSet() }
    return points[Int(sets.root(node))]
  }

  /// Adds constraints and solves all.
  ///
  /// - Parameter budget: the most `work` to do before giving up.
  mutating func solve(_ constraints: [Constraint], budget: Int = .max) {
    for constraint in constraints { add(constraint) }
    collapseCycles()
    while let node = queue.popFirst() {
      let node = sets.find(node)
      let delta = pending[Int(node)]
      guard !delta.isEmpty else { continue }
      guard work < budget else {
        isExhausted = true
        return
      }
      pending[Int(node)] = PointerSet()
      process(node, delta)
      if edges.count > 1000 + edgesAtLastCollapse * 2 { collapseCycles() }
    }
  }

  private mutating func process(_ node: NodeID, _ delta: PointerSet) {
    let index = Int(node)
    if !loads[index].isEmpty || !stores[index].isEmpty { dereference(node, delta) }
    for watch in watches[index] {
      for pointer in delta.pointers where !pointer.isInterior {
        for constraint in resolver(watch, pointer.object) { add(constraint) }
      }
    }
    for target in copies[index] { include(delta, in: target) }
    for constraint in derived[index] { include(apply(constraint, to: delta), in: constraint.b) }
  }

  private mutating func dereference(_ node: NodeID, _ delta: PointerSet) {
    var last: NodeID = -1
    for pointer in delta.pointers {
      let inside = contents(pointer.object)
      guard inside >= 0, inside != last else { continue }
      last = inside
      for target in loads[Int(node)] { addCopy(from: inside, to: target) }
      for source in stores[Int(node)] { addCopy(from: source, to: inside) }
    }
  }

  private func apply(_ constraint: Constraint, to set: PointerSet) -> PointerSet {
    switch constraint.kind {
    case .interior: set.interiors()
    case .base: set.bases()
    case .copyExcept: set.without(constraint.c)
    default: set
    }
  }

  private mutating func include(_ set: PointerSet, in node: NodeID) {
    guard !set.isEmpty else { return }
    operations += 1
    let node = sets.find(node)
    work += points[Int(node)].count + set.count
    let new = points[Int(node)].formUnion(set)
    guard !new.isEmpty else { return }
    _ = pending[Int(node)].formUnion(new)
    queue.insert(node)
  }

  private mutating func add(_ constraint: Constraint) {
    grow(for: constraint)
    switch constraint.kind {
    case .address: include(PointerSet(sorted: [constraint.a << 1]), in: constraint.b)
    case .copy: addCopy(from: constraint.a, to: constraint.b)
    case .load:
      let pointer = sets.find(constraint.a)
      loads[Int(pointer)].append(constraint.b)
      for inside in contentsOfAll(pointer) { addCopy(from: inside, to: constraint.b) }
    case .store:
      let pointer = sets.find(constraint.b)
      stores[Int(pointer)].append(constraint.a)
      for inside in contentsOfAll(pointer) { addCopy(from: constraint.a, to: inside) }
    case .interior, .base, .copyExcept:
      let source = sets.find(constraint.a)
      derived[Int(source)].append(constraint)
      include(apply(constraint, to: points[Int(source)]), in: constraint.b)
    case .watch:
      let node = sets.find(constraint.a)
      watches[Int(node)].append(constraint.b)
      // What is there already is delivered as if it were new.
      _ = pending[Int(node)].formUnion(points[Int(node)])
      queue.insert(node)
    }
  }

  private func contentsOfAll(_ node: NodeID) -> [NodeID] {
    Set(points[Int(node)].pointers.map { contents($0.object) }.filter { $0 >= 0 }).sorted()
  }

  private mutating func addCopy(from: NodeID, to: NodeID) {
    grow(to: Int(max(from, to)) + 1)
    let from = sets.find(from)
    let to = sets.find(to)
    guard from != to else { return }
    let key = UInt64(UInt32(bitPattern: from)) << 32 | UInt64(UInt32(bitPattern: to))
    guard edges.insert(key).inserted else { return }
    copies[Int(from)].append(to)
    include(points[Int(from)], in: to)
  }

  private mutating func grow(for constraint: Constraint) {
    let isObject = constraint.kind == .address
    let isWatch = constraint.kind == .watch
    grow(to: Int(max(isObject ? 0 : constraint.a, isWatch ? 0 : constraint.b)) + 1)
  }

  private mutating func grow(to count: Int) {
    guard count > points.count else { return }
    let missing = count - points.count
    sets.grow(to: count)
    points.append(contentsOf: repeatElement(PointerSet(), count: missing))
    pending.append(contentsOf: repeatElement(PointerSet(), count: missing))
    copies.append(contentsOf: repeatElement([], count: missing))
    loads.append(contentsOf: repeatElement([], count: missing))
    stores.append(contentsOf: repeatElement([], count: missing))
    derived.append(contentsOf: repeatElement([], count: missing))
    watches.append(contentsOf: repeatElement([], count: missing))
  }
}

// MARK: Cycles

extension Solver {
  /// Joins the nodes of each cycle of copies and orders the work list by the
  /// direction of the copies.
  private mutating func collapseCycles() {
    for node in copies.indices where !copies[node].isEmpty {
      copies[node] = copies[node].map { sets.find($0) }
    }
    let targets = copies
    let components = StrongComponents(nodes: points.count) { targets[Int($0)] }
    var first = Array(repeating: NodeID(-1), count: Int(components.count))
    for node in 0..<NodeID(points.count) where sets.find(node) == node {
      let component = Int(components.component[Int(node)])
      if first[component] < 0 {
        first[component] = node
      } else {
        merge(node, into: first[component])
      }
    }
    queue.rank = components.component.map { components.count - $0 }
    rebuildEdges()
    queue.reorder()
    edgesAtLastCollapse = edges.count
  }

  /// `target` is the smaller number, so it represents both afterwards.
  private mutating func merge(_ node: NodeID, into target: NodeID) {
    sets.union(node, target)
    let (n, t) = (Int(node), Int(target))
    let seenByNode = points[n].subtracting(pending[n])
    let seenByTarget = points[t].subtracting(pending[t])
    let newToNode = points[t].subtracting(seenByNode)
    let newToTarget = points[n].subtracting(seenByTarget)
    _ = points[t].formUnion(points[n])
    _ = pending[t].formUnion(newToNode)
    _ = pending[t].formUnion(newToTarget)
    _ = pending[t].formUnion(pending[n])
    points[n] = PointerSet()
    pending[n] = PointerSet()
    copies[t] += Self.take(&copies[n])
    loads[t] += Self.take(&loads[n])
    stores[t] += Self.take(&stores[n])
    derived[t] += Self.take(&derived[n])
    watches[t] += Self.take(&watches[n])
    if !pending[t].isEmpty { queue.insert(target) }
  }

  private static func take<T>(_ list: inout [T]) -> [T] {
    let old = list
    list = []
    return old
  }

  private mutating func rebuildEdges() {
    edges.removeAll(keepingCapacity: true)
    for node in copies.indices where !copies[node].isEmpty {
      let from = UInt64(node) << 32
      var kept: [NodeID] = []
      for target in copies[node] {
        let to = sets.find(target)
        guard to != NodeID(node) else { continue }
        if edges.insert(from | UInt64(UInt32(bitPattern: to))).inserted { kept.append(to) }
      }
      copies[node] = kept
    }
  }
}
