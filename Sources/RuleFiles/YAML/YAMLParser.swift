internal import CYAML

/// Input that is not YAML, or not the subset that rule files use.
struct YAMLSyntaxError: Error {
  var position: RulePosition
  var message: String

  init(_ position: RulePosition, _ message: String) {
    self.position = position
    self.message = message
  }
}

/// Owns a libyaml parser and the bytes that it reads.
final class YAMLParser {
  /// One event as plain values.
  struct Event {
    /// The kinds that a reader tells apart; a collection's end is `end`.
    enum Kind {
      case streamEnd, documentStart, alias, sequenceStart, mappingStart, end, other
      case scalar(String, isPlain: Bool)
    }

    var kind: Kind
    var position: RulePosition
    var hasAnchor = false
    var hasTag = false
  }

  private let file: String
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  private let isReady: Bool

  init(_ input: [UInt8], file: String) {
    self.file = file
    bytes = .allocate(capacity: input.count)
    _ = bytes.initialize(from: input)
    parser = .allocate(capacity: 1)
    parser.initialize(to: yaml_parser_t())
    isReady = yaml_parser_initialize(parser) == 1
    if isReady {
      yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
      yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
    }
  }

  deinit {
    if isReady { yaml_parser_delete(parser) }
    parser.deallocate()
    bytes.deallocate()
  }

  /// The next event.
  func next() throws(YAMLSyntaxError) -> Event {
    guard isReady else {
      throw YAMLSyntaxError(RulePosition(file: file), "not enough memory to read the file")
    }
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw failure() }
    defer { yaml_event_delete(&event) }
    let position = position(event.start_mark)
    switch event.type {
    case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return Event(kind: .streamEnd, position: position)
    case YAML_DOCUMENT_START_EVENT: return Event(kind: .documentStart, position: position)
    case YAML_ALIAS_EVENT: return Event(kind: .alias, position: position)
    case YAML_SEQUENCE_START_EVENT:
      let start = event.data.sequence_start
      return Event(
        kind: .sequenceStart, position: position, hasAnchor: start.anchor != nil,
        hasTag: start.tag != nil)
    case YAML_MAPPING_START_EVENT:
      let start = event.data.mapping_start
      return Event(
        kind: .mappingStart, position: position, hasAnchor: start.anchor != nil,
        hasTag: start.tag != nil)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      return Event(kind: .end, position: position)
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      let text = String(
        decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self)
      return Event(
        kind: .scalar(text, isPlain: scalar.style == YAML_PLAIN_SCALAR_STYLE), position: position,
        hasAnchor: scalar.anchor != nil, hasTag: scalar.tag != nil)
    default: return Event(kind: .other, position: position)
    }
  }

  private func position(_ mark: yaml_mark_t) -> RulePosition {
    RulePosition(file: file, line: Int(mark.line) + 1, column: Int(mark.column) + 1)
  }

  private func failure() -> YAMLSyntaxError {
    let state = parser.pointee
    let problem = state.problem.map { String(cString: $0) } ?? ""
    switch state.error {
    case YAML_MEMORY_ERROR:
      return YAMLSyntaxError(RulePosition(file: file), "not enough memory to read the file")
    case YAML_READER_ERROR:
      var offset = min(Int(state.problem_offset), bytes.count)
      if problem.contains("trailing") {
        // libyaml names the byte that does not continue the character; the
        // reader looks for the character's start.
        offset = bytes.prefix(offset).lastIndex { $0 & 0xC0 == 0xC0 } ?? offset
      }
      let position = position(ofByte: offset)
      return YAMLSyntaxError(position, Self.encodingMessage(problem, byte: state.problem_value))
    default:
      let line = Int(state.problem_mark.line) + 1
      var message = Self.syntaxMessage(problem)
      // The mistake is often where the enclosing construct began.
      if state.context != nil, Int(state.context_mark.line) + 1 != line {
        message += " (while reading what starts on line \(Int(state.context_mark.line) + 1))"
      }
      return YAMLSyntaxError(position(state.problem_mark), message)
    }
  }

  /// The place of a byte that libyaml's decoder rejects.
  private func position(ofByte offset: Int) -> RulePosition {
    let before = bytes.prefix(max(0, offset))
    let line = before.reduce(1) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    // Bytes that continue a character do not start a column.
    let column = before[start...].count { $0 & 0xC0 != 0x80 } + 1
    return RulePosition(file: file, line: line, column: column)
  }
}

extension YAMLParser {
  /// Our words for a byte that is no text.
  fileprivate static func encodingMessage(_ problem: String, byte: Int32) -> String {
    if problem.contains("control character") {
      let hex = String(byte, radix: 16, uppercase: true)
      let code = String(repeating: "0", count: max(0, 4 - hex.count)) + hex
      return "the control character U+\(code) is not allowed in a rule file; remove it"
    }
    return "this is not UTF-8 text; save the file as UTF-8"
  }

  /// Our words for libyaml's, with what to do.
  fileprivate static func syntaxMessage(_ problem: String) -> String {
    syntaxMessages.first { problem.contains($0.problem) }?.message
      ?? "this is not valid YAML (\(problem)); check quotes and indentation"
  }

  private static let syntaxMessages: [(problem: String, message: String)] = [
    (
      "cannot start any token",
      "this character cannot start a value; put the value in quotes, and indent with blanks, not tabs"
    ),
    ("tab character", "a tab is used to indent; YAML indents with blanks"),
    (
      "mapping values are not allowed",
      "a ': ' is not allowed here; quote the value, or indent the line like its neighbours"
    ),
    (
      "block sequence entries are not allowed",
      "a '- ' entry is not allowed here; put it on a line of its own, indented like its neighbours"
    ),
    ("could not find expected ':'", "a key without ':'; write 'key: value'"),
    (
      "did not find expected ',' or '}'",
      "',' or '}' is missing; a value that holds '{' or ',' needs quotes here"
    ),
    (
      "did not find expected ',' or ']'",
      "',' or ']' is missing; a value that holds '[' or ',' needs quotes here"
    ),
    (
      "did not find expected key",
      "a key was expected here; indent the line like its neighbours, "
        + "and quote a value that starts with '{', '[' or a quote"
    ),
    (
      "did not find expected '-' indicator",
      "a '- ' entry was expected here; indent it like the others"
    ),
    (
      "did not find expected node content",
      "a value is missing here; a value that starts with ',' or '}' needs quotes"
    ),
    ("unexpected end of stream", "a quoted value does not end; close its quote"),
    ("unexpected document indicator", "a quoted value does not end before '---'; close its quote"),
    ("unknown escape character", "unknown escape in a double-quoted value; use single quotes"),
    ("undefined tag handle", "tags (!name) are not allowed in rule files; remove it"),
    (
      "did not find expected alphabetic or numeric character",
      "a value that starts with '&' or '*' needs quotes; anchors and aliases are not allowed"
    ),
    ("did not find expected <document start>", "text after the end of the rules; remove it"),
    ("incompatible YAML document", "this YAML version is not supported; remove the %YAML line"),
  ]
}
