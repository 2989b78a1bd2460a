import SourceModel

/// Every block is a string that fills it: `strdup`'s, or one that the
/// allocating function makes exactly as long as the block (see `StringFill`);
/// and nothing shortens it. That a stored character which is not zero leaves the
/// string as long as it was is an assumption: it may take the place of the end.
enum StringStrategy: SizeStrategy {
  static let name = "string"

  static func size(for request: SizeRequest) -> SizeFinding? {
    guard !request.isResize else { return nil }
    var finding = SizeFinding(text: nil)
    var fills: [(block: Block, fill: StringFill)] = []
    for block in request.blocks {
      guard let fill = request.context.fill(of: block), fill.precedes(request.call),
        !request.context.holdsPointers(block.object)
      else { return nil }
      fills.append((block, fill))
    }
    for (block, fill) in fills {
      // What fills one block changes no other.
      let own = request.stores?.changes(of: block)
      let changes = (own ?? Array(request.context.mutations(of: block.object))).filter { change in
        !fills.contains { $0.fill.makes(change) }
      }
      // Nobody else has had a block that this activation has just made.
      let escapes = own == nil ? request.context.releases.escapes[block.object] ?? [] : []
      let places = Set(escapes.map(\.location))
      let harmless = changes.filter { $0.write?.isNonZero == true }
      guard (changes.allSatisfy { harmless.contains($0) || places.contains($0.location) }) else {
        return nil
      }
      finding.assumptions += harmless.map {
        Assumption(
          "the character stored at \($0.location) does not replace the end of the string")
      }
      if own == nil, request.context.clientBlocks.contains(block.object) {
        finding.assumptions.append(
          request.context.graph.assumption(
            onClients: "clients do not shorten the strings that they are given"))
      }
      finding.assumptions += fill.assumptions
      finding.assumptions += escapes.map {
        request.context.graph.assumption(
          on: $0.name,
          "\($0.name) (\($0.location)) does not change the length of the string it is given")
      }
    }
    finding.assumptions = Array(Set(finding.assumptions)).sorted()
    finding.evidence = [
      Evidence(text: "each block that comes here is a string of its own length, never changed")
    ]
    return finding
  }

  /// For one or few blocks of characters, where they may be shortened, or that
  /// nothing is known to fill them.
  static func obstacles(for request: SizeRequest) -> [Evidence] {
    guard !request.isResize, request.blocks.count <= 4, isOfCharacters(request) else { return [] }
    var places: Set<Evidence> = []
    for block in request.blocks {
      guard let fill = request.context.fill(of: block) else {
        return [
          Evidence(
            location: block.context.facts.location,
            text: "no string is known to fill this block up to its last byte")
        ]
      }
      guard fill.precedes(request.call) else {
        return [
          Evidence(
            location: block.context.facts.location,
            text: "this block may be given back before a string fills it")
        ]
      }
      guard !request.context.holdsPointers(block.object) else {
        return [
          Evidence(
            location: block.context.facts.location,
            text: "pointers are stored in this block, which may shorten the string")
        ]
      }
      for change in request.context.mutations(of: block.object) where !fill.makes(change) {
        let text = change.name.isEmpty ? "a character is stored" : "\(change.name) writes"
        places.insert(
          Evidence(location: change.location, text: text + " here, which may shorten the string"))
      }
    }
    let ordered = places.sorted {
      guard let left = $0.location, let right = $1.location, left != right else {
        return $0.text < $1.text
      }
      return left < right
    }
    return Array(ordered.prefix(3))
  }

  private static func isOfCharacters(_ request: SizeRequest) -> Bool {
    request.blocks.contains { $0.size == .string }
      || ["char", "signed char", "unsigned char"].contains(request.pointerArgument?.pointee)
  }
}
