import SourceModel

/// Dense number of the places where a record has its pointers.
typealias LayoutID = Int32

/// Numbers the layouts of the records of all units.
struct LayoutTable: Sendable {
  /// See `FlowLayout.Word`.
  private struct Word: Hashable {
    var node: NodeID
    var lower: Int
    var kind: FlowLayout.Kind
    var prefix: UInt64
  }

  private var ids: [[Word]: LayoutID] = [:]
  private var words: [[Word]] = []
  private var nodes: [Set<NodeID>] = []
  /// By their first member.
  private var starting: [NodeID: [LayoutID]] = [:]
  /// The layouts that are alike up to the first word.
  private var groups: [UInt64: Set<LayoutID>] = [:]

  /// The number of a unit's layout.
  mutating func id(_ layout: FlowLayout, nodes: [NodeID]) -> LayoutID {
    let all = layout.words.map {
      Word(node: nodes[Int($0.node)], lower: $0.lower, kind: $0.kind, prefix: $0.prefix)
    }
    if let known = ids[all] { return known }
    let id = LayoutID(words.count)
    ids[all] = id
    words.append(all)
    self.nodes.append(Set(all.map(\.node)))
    if let first = all.first {
      starting[first.node, default: []].append(id)
      groups[first.prefix, default: []].insert(id)
    }
    return id
  }

  /// The pointer at the start of a record, which a pointer to pointers may read there; `nil`
  /// for none.
  func first(of layout: LayoutID) -> NodeID? {
    words[Int(layout)].first { $0.lower == 0 && $0.kind.isPointer }?.node
  }

  /// The layouts by which different members may be meant where another one is meant.
  func alike(_ layout: LayoutID) -> Set<LayoutID> {
    guard let first = words[Int(layout)].first else { return [] }
    return groups[first.prefix, default: []].filter { !common(layout, $0).isEmpty }
  }

  /// The positions of a record's members.
  func positions(of layout: LayoutID) -> Range<Int> { words[Int(layout)].indices }

  /// Whether a record is, or may be, one that lies in another.
  func contains(_ outer: LayoutID, _ inner: LayoutID) -> Bool {
    nodes[Int(inner)].isSubset(of: nodes[Int(outer)])
  }

  /// The records that lie in one, itself among them.
  func inner(of outer: LayoutID) -> [LayoutID] {
    nodes[Int(outer)].flatMap { starting[$0, default: []] }.filter { contains(outer, $0) }
  }

  var all: Range<LayoutID> { 0..<LayoutID(words.count) }

  /// The different members of two records that lie at one place in what they have in
  /// common at their start.
  func common(_ one: LayoutID, _ other: LayoutID) -> [Common] {
    zip(words[Int(one)], words[Int(other)])
      .prefix { $0.prefix == $1.prefix && $0.kind.isAlike($1.kind) }
      .enumerated()
      .filter { $1.0.node != $1.1.node }
      .map {
        Common(
          position: $0, one: $1.0.node, other: $1.1.node, lower: $1.0.lower,
          holdsPointer: $1.0.kind != .narrow)
      }
  }

  /// Two members that lie at one place.
  struct Common {
    /// In both layouts.
    let position: Int
    let one, other: NodeID
    /// In bits from the records' start.
    let lower: Int
    let holdsPointer: Bool
  }
}
