internal import CYAML

/// Reads one YAML document into a tree of positioned nodes.
///
/// The subset is deliberately small: no anchors, aliases, tags or second
/// documents, unique keys, limited depth. The tree is built from libyaml's
/// events with a stack of its own, so that deep nesting in the input never
/// becomes deep recursion here.
struct YAMLReader {
  /// The deepest nesting of lists and mappings that is read.
  static let maximumDepth = 64

  /// A collection that is still open.
  private struct Open {
    var isMapping: Bool
    var position: RulePosition
    var items: [YAMLNode] = []
    /// The lines of the keys seen so far, for a mapping that is not small.
    private var lines: [String: Int] = [:]

    init(isMapping: Bool, position: RulePosition) {
      self.isMapping = isMapping
      self.position = position
    }

    /// Takes note of a key. The line of an equal key before it, if any.
    mutating func note(key: String, line: Int) -> Int? {
      // Most mappings have a few keys, for which comparing beats hashing.
      guard items.count > 16 else {
        return stride(from: 0, to: items.count, by: 2).first { items[$0].text == key }
          .map { items[$0].position.line }
      }
      if lines.isEmpty {
        for index in stride(from: 0, to: items.count, by: 2) {
          guard let text = items[index].text, lines[text] == nil else { continue }
          lines[text] = items[index].position.line
        }
      }
      if let first = lines[key] { return first }
      lines[key] = line
      return nil
    }

    var expectsKey: Bool { isMapping && items.count.isMultiple(of: 2) }

    var node: YAMLNode {
      guard isMapping else { return YAMLNode(content: .sequence(items), position: position) }
      let pairs = stride(from: 0, to: items.count - 1, by: 2).map {
        (key: items[$0], value: items[$0 + 1])
      }
      return YAMLNode(content: .mapping(pairs), position: position)
    }
  }

  private let file: String
  private let log: ProblemLog
  private var stack: [Open] = []
  private var root: YAMLNode?

  private init(file: String, log: ProblemLog) {
    self.file = file
    self.log = log
  }

  /// The document in `bytes`; `nil`, with a problem logged, when there is none
  /// or it is not valid.
  static func read(_ bytes: [UInt8], file: String, log: ProblemLog) -> YAMLNode? {
    var reader = YAMLReader(file: file, log: log)
    let parser = YAMLParser(bytes, file: file)
    do {
      while try reader.take(parser.next()) {}
    } catch {
      log.error(error.position, error.message)
      return nil
    }
    if reader.root == nil {
      log.error(
        RulePosition(file: file, line: 1, column: 1),
        "the file holds no rules; start it with 'schema: 1'")
    }
    return reader.root
  }

  /// Adds one event to the tree; false at the end of the input.
  private mutating func take(_ event: YAMLParser.Event) throws(YAMLSyntaxError) -> Bool {
    if event.hasAnchor {
      throw YAMLSyntaxError(
        event.position, "anchors (&name) are not allowed in rule files; write the value out")
    }
    if event.hasTag {
      throw YAMLSyntaxError(
        event.position, "tags (!name) are not allowed in rule files; remove it")
    }
    switch event.kind {
    case .streamEnd: return false
    case .other: break
    case .documentStart:
      if root != nil {
        throw YAMLSyntaxError(
          event.position, "a second document starts here; a rule file is one document, remove '---'"
        )
      }
    case .alias:
      throw YAMLSyntaxError(
        event.position, "aliases (*name) are not allowed in rule files; write the value out")
    case .scalar(let text, let isPlain):
      try add(YAMLNode(content: .scalar(text, isPlain: isPlain), position: event.position))
    case .sequenceStart: try open(isMapping: false, at: event.position)
    case .mappingStart: try open(isMapping: true, at: event.position)
    case .end:
      if let closed = stack.popLast() { try add(closed.node) }
    }
    return true
  }

  private mutating func open(
    isMapping: Bool, at position: RulePosition
  ) throws(YAMLSyntaxError) {
    if stack.count >= Self.maximumDepth {
      throw YAMLSyntaxError(
        position,
        "lists and mappings are nested more than \(Self.maximumDepth) deep; "
          + "no rule needs that, so check the brackets and the indentation")
    }
    stack.append(Open(isMapping: isMapping, position: position))
  }

  private mutating func add(_ node: YAMLNode) throws(YAMLSyntaxError) {
    guard var open = stack.popLast() else {
      root = node
      return
    }
    if open.expectsKey {
      guard let key = node.text else {
        throw YAMLSyntaxError(
          node.position,
          "\(node.kindName) cannot be a key; "
            + "a value that starts with '{' or '[' needs quotes")
      }
      if let first = open.note(key: key, line: node.position.line) {
        log.error(
          node.position,
          "the key '\(key)' is given twice, first on line \(first); remove one of them")
      }
    }
    open.items.append(node)
    stack.append(open)
  }
}
