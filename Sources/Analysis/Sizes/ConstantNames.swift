import SourceModel

/// How the allocations of a release's blocks spell the constants in their sizes, so
/// that a size says `BUFSIZ` where they do: that may be another number elsewhere.
struct ConstantNames {
  /// The spellings that each block's allocation gives to a value and to nothing
  /// else, if they mean the same at the release.
  private var spellings: [Int: NamedConstant] = [:]
  /// The constants that have names, ascending.
  private var named: [NamedConstant] = []

  /// No constant has a spelling.
  init() {}

  init(_ request: SizeRequest) {
    let constants = request.blocks.map(\.constants)
    named = Set(constants.joined().filter(\.hasNames)).sorted { $0.text < $1.text }
    for candidate in Set(constants.first ?? []) where request.canName(candidate) {
      let isOnly = request.blocks.allSatisfy { block in
        guard case .bytes(let size) = block.size else { return false }
        let same = block.constants.filter { $0.value == candidate.value }
        return same.allSatisfy { $0 == candidate } && same.count == size.count(of: candidate.value)
      }
      if isOnly { spellings[candidate.value] = candidate }
    }
  }

  /// How a value is spelled.
  func spelling(of value: Int) -> NamedConstant? { spellings[value] }

  /// Whether a value has a spelling, or one that cannot be used.
  func isNamed(_ value: Int) -> Bool {
    spellings[value] != nil || named.contains { $0.value == value }
  }

  /// What must be so where a value is written as a number.
  func assumptions(on value: Int) -> [Assumption] {
    named.filter { $0.value == value }.map {
      "\($0.text) equals \(value) wherever the program is built"
    }
  }
}

extension Expression {
  /// How often a value occurs in it as a constant, the outermost each time.
  fileprivate func count(of value: Int) -> Int {
    constantValue == value ? 1 : children.reduce(0) { $0 + $1.count(of: value) }
  }
}

extension SizeRequest {
  /// Whether a constant means at the release what it does at the allocations: all
  /// are before it in its file, or the unit reads the headers that define its
  /// names and has no other definitions of them.
  fileprivate func canName(_ constant: NamedConstant) -> Bool {
    guard constant.isFixed, canSpell(constant.text), !constant.others.contains(where: isLocalName)
    else { return false }
    let place = call.facts.location
    let isBehind = blocks.allSatisfy { block in
      let other = block.context.facts.location
      return isInUnit(block) && other.file == place.file && other.offset < place.offset
    }
    if isBehind { return true }
    let unit = context.graph.program.units[call.unit]
    return constant.others.isEmpty && !constant.files.contains(place.file)
      && constant.files.isSubset(of: unit.files) && unit.flow.defines(constant.macros)
  }

  /// Whether the release's unit compiles a block's allocation: the first of several
  /// that do stands for all.
  private func isInUnit(_ block: Block) -> Bool {
    if block.context.unit == call.unit { return true }
    let calls = block.call === block.context ? context.graph.allocations[block.object] : nil
    return calls?.contains { context.graph.calls[$0].unit == call.unit } ?? false
  }

}

extension FlowFacts {
  /// Whether the unit has these definitions of macros, and no others by their names.
  fileprivate func defines(_ digests: [UInt64]) -> Bool {
    digests.allSatisfy { digest in
      let position = macros.partitioningIndex { $0 >= digest }
      return position < macros.count && macros[position] == digest
    }
  }
}
