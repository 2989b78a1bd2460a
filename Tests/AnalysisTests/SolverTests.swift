import Testing

@testable import Analysis

/// Follows every constraint until nothing changes: slow and obvious.
private struct NaiveSolver {
  var points: [Set<Int32>]

  init(_ constraints: [Constraint], nodes: Int, contents: (ObjectID) -> NodeID) {
    points = Array(repeating: [], count: nodes)
    var changed = true
    while changed {
      changed = false
      func include(_ set: Set<Int32>, _ node: Int32) {
        if !set.isSubset(of: points[Int(node)]) {
          points[Int(node)].formUnion(set)
          changed = true
        }
      }
      for constraint in constraints {
        let (a, b) = (constraint.a, constraint.b)
        switch constraint.kind {
        case .address: include([a << 1], b)
        case .copy: include(points[Int(a)], b)
        case .load:
          for inside in points[Int(a)].map({ contents($0 >> 1) }) where inside >= 0 {
            include(points[Int(inside)], b)
          }
        case .store:
          for inside in points[Int(b)].map({ contents($0 >> 1) }) where inside >= 0 {
            include(points[Int(a)], inside)
          }
        case .interior: include(Set(points[Int(a)].map { $0 | 1 }), b)
        case .base: include(points[Int(a)].union(points[Int(a)].map { $0 & ~1 }), b)
        case .copyExcept: include(points[Int(a)].filter { $0 >> 1 != constraint.c }, b)
        case .watch: break
        }
      }
    }
  }
}

/// A small generator of equal numbers for equal seeds (Vigna's SplitMix64, 2015).
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

@Suite struct SolverTests {
  private static let kinds: [Constraint.Kind] = [
    .address, .copy, .copy, .copy, .load, .store, .interior, .base, .copyExcept,
  ]

  private func random(_ seed: UInt64) -> (constraints: [Constraint], nodes: Int) {
    var generator = SplitMix(state: seed)
    let nodes = Int.random(in: 4...30, using: &generator)
    let count = Int.random(in: 5...90, using: &generator)
    let constraints = (0..<count).map { _ in
      let kind = Self.kinds.randomElement(using: &generator) ?? .copy
      return Constraint(
        kind, Int32.random(in: 0..<Int32(nodes), using: &generator),
        Int32.random(in: 0..<Int32(nodes), using: &generator),
        Int32.random(in: 0..<Int32(nodes), using: &generator))
    }
    return (constraints, nodes)
  }

  @Test func agreesWithTheNaiveSolverInAnyOrder() {
    for seed in 0..<400 as Range<UInt64> {
      let (constraints, nodes) = random(seed)
      // Every node is also an object that contains itself.
      let expected = NaiveSolver(constraints, nodes: nodes) { $0 }.points
      var generator = SplitMix(state: seed &+ 77)
      var solver = Solver(contents: { $0 })
      let shuffled = constraints.shuffled(using: &generator)
      // In two goes, as the resolver adds constraints later.
      let half = shuffled.count / 2
      solver.solve(Array(shuffled[..<half]))
      solver.solve(Array(shuffled[half...]))
      let found = (0..<nodes).map { Set(solver.pointsTo(NodeID($0)).values) }
      #expect(found == expected, "seed \(seed)")
    }
  }

  @Test func substitutionChangesNoSet() {
    var merged = 0
    for seed in 0..<600 as Range<UInt64> {
      let (constraints, nodes) = random(seed)
      // The first third contain themselves, the others nothing.
      let contents: (ObjectID) -> NodeID = { $0 < nodes / 3 ? $0 : -1 }
      let expected = NaiveSolver(constraints, nodes: nodes, contents: contents).points
      let first = Array(constraints.prefix(constraints.count * 3 / 4))
      let second = Array(constraints[first.count...])
      let late = Set(second.map(\.b))
      let substitution = Substitution(nodes: nodes, constraints: first) {
        $0 < nodes / 3 || late.contains($0)
      }
      merged += nodes - Int(substitution.count)
      var solver = Solver(substitution: substitution, contents: contents)
      solver.solve(first)
      solver.solve(second)
      let found = (0..<nodes).map { Set(solver.pointsTo(NodeID($0)).values) }
      #expect(found == expected, "seed \(seed)")
      #expect(!solver.contradictsSubstitution)
    }
    #expect(merged > 600)
  }

  @Test func tellsWhenAConstraintContradictsTheSubstitution() {
    let constraints = [
      Constraint(.address, 5, 0), Constraint(.copy, 0, 1), Constraint(.copy, 1, 2),
    ]
    let substitution = Substitution(nodes: 3, constraints: constraints) { $0 == 2 }
    #expect(substitution.classes[0] == substitution.classes[1])
    var solver = Solver(substitution: substitution, contents: { _ in -1 })
    solver.solve(constraints)
    solver.solve([Constraint(.address, 6, 2)])
    #expect(!solver.contradictsSubstitution)
    #expect(solver.pointsTo(1).count == 1)
    solver.solve([Constraint(.address, 7, 1)])
    #expect(solver.contradictsSubstitution)
  }

  @Test func tellsTheResolverOfEachFunctionAndTakesItsConstraints() {
    var solver = Solver(
      contents: { _ in -1 },
      functions: { [1, 3].reduce(into: PointerSet()) { _ = $0.formUnion(PointerSet($1 << 1)) } },
      resolver: { watch, object in [Constraint(.copy, 10 + object, 20 + watch)] })
    solver.solve([
      Constraint(.address, 1, 0), Constraint(.copy, 0, 2), Constraint(.watch, 2, 5),
      Constraint(.address, 7, 11), Constraint(.address, 3, 0), Constraint(.address, 9, 13),
    ])
    #expect(solver.pointsTo(25).pointers.map(\.object) == [7, 9])
  }

  @Test(arguments: [false, true]) func isLinearOnChainsAndRings(isRing: Bool) {
    let count: Int32 = 100_000
    var constraints = (1..<count).map { Constraint(.copy, $0 - 1, $0) }
    if isRing { constraints.append(Constraint(.copy, count - 1, 0)) }
    for object in 0..<4 as Range<Int32> { constraints.append(Constraint(.address, object, object)) }
    var solver = Solver(contents: { _ in -1 })
    solver.solve(constraints.reversed())
    #expect(solver.pointsTo(count - 1).count == 4)
    #expect(solver.operations < 4 * Int(count))
  }

  @Test func closesALongRingThatGrowsEdgeByEdge() {
    let count: Int32 = 20_000
    // Each copy comes to light by a load through its own pointer.
    var constraints: [Constraint] = []
    for node in 0..<count {
      constraints.append(Constraint(.address, node, count + node))
      constraints.append(Constraint(.load, count + node, (node + 1) % count))
    }
    constraints.append(Constraint(.address, count * 3, 0))
    var solver = Solver(contents: { $0 < count ? $0 : -1 })
    solver.solve(constraints)
    #expect(solver.pointsTo(count - 1).count == 1)
    #expect(solver.operations < 20 * Int(count))
  }
}

@Suite struct PointerSetTests {
  @Test func agreesWithSets() {
    for seed in 0..<300 as Range<UInt64> {
      var generator = SplitMix(state: seed)
      let limit = Int32.random(in: 4...3000, using: &generator)
      func random() -> Set<Int32> {
        let count = Int.random(in: 0...40, using: &generator)
        return Set((0..<count).map { _ in Int32.random(in: 0...limit, using: &generator) })
      }
      let (one, other) = (random(), random())
      var set = Self.set(one)
      #expect(set.subtracting(Self.set(other)) == Self.set(one.subtracting(other)))
      #expect(set.interiors() == Self.set(Set(one.map { $0 | 1 })))
      #expect(set.bases() == Self.set(one.union(one.map { $0 & ~1 })))
      let object = limit / 3
      #expect(set.without(object) == Self.set(one.filter { $0 >> 1 != object }))
      #expect((0...limit).allSatisfy { set.contains($0) == one.contains($0) })
      #expect(set.formUnion(Self.set(other)) == Self.set(other.subtracting(one)))
      #expect(set == Self.set(one.union(other)))
      #expect(set.values == one.union(other).sorted())
      #expect(set.count == one.union(other).count)
    }
  }

  private static func set(_ values: Set<Int32>) -> PointerSet {
    values.reduce(into: PointerSet()) { _ = $0.formUnion(PointerSet($1)) }
  }
}
