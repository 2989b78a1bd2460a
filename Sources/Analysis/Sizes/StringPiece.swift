import SourceModel

/// A part of a string, made by one call, or its end, set by an assignment.
struct StringPiece {
  /// The call's position in the graph's calls; `nil` for an assignment.
  let call: Int?
  let moment: Moment
  /// Where in the block it begins; `nil` behind what is there.
  let offset: StringLength?
  let length: StringLength
  let isTerminated: Bool
  private(set) var assumption: Assumption?

  /// `nil` for an assignment of another value than zero, or one to a byte of
  /// which it is not known where it lies.
  init?(_ write: CharacterWrite, target: FillTarget, reader: inout StringLengthReader) {
    guard write.isZero, write.order > target.block.context.facts.order,
      let index = target.index(of: write.place, at: Moment(write))
    else { return nil }
    call = nil
    moment = Moment(write)
    offset = reader.read(index.simplified)
    length = StringLength()
    isTerminated = true
  }

  /// `nil` for a call that fills no known part of a block.
  ///
  /// - Parameter room: the characters for which the block has room.
  init?(
    _ position: Int, target: FillTarget, room: StringLength, reader: inout StringLengthReader
  ) {
    let call = target.context.graph.calls[position]
    guard call.unit == target.block.context.unit,
      call.facts.order > target.block.context.facts.order,
      let place = target.offset(ofArgument: 1, of: call)
    else { return nil }
    self.call = position
    moment = call.moment
    let name = LibraryNames.standard(call.name)
    offset = name == "strcat" ? nil : reader.read(place)
    switch name {
    case "strcpy", "stpcpy", "strcat":
      guard let whole = Self.length(of: call, 2) else { return nil }
      length = whole
      isTerminated = true
    case "memcpy", "memmove", "mempcpy", "strncpy":
      guard let whole = Self.length(of: call, 2), let count = call.expression(3) else {
        return nil
      }
      let bytes = reader.read(count.simplified)
      isTerminated = bytes == whole + StringLength(1)
      length = isTerminated ? whole : bytes
      if !isTerminated, bytes != whole {
        assumption =
          name == "strncpy"
          ? "the string that is copied at \(call.facts.location) is not shorter than the count"
          : "no byte that is copied at \(call.facts.location) is zero"
      }
    case "sprintf":
      guard let text = Self.length(of: call, format: 2) else { return nil }
      length = text
      isTerminated = true
    case "snprintf":
      guard let text = Self.length(of: call, format: 3), let limit = call.expression(2),
        reader.read(limit.simplified) == room + StringLength(1)
      else { return nil }
      length = text
      isTerminated = true
    default: return nil
    }
  }

  /// The length of the string that an argument is.
  private static func length(of call: ProgramCall, _ position: Int) -> StringLength? {
    if let literal = call.facts.arguments[safe: position - 1]?.literal {
      return StringLength(literal.utf8.count)
    }
    return call.expression(position).map { .string(at: $0) }
  }

  /// What a format of nothing but text and `%s` gives.
  private static func length(of call: ProgramCall, format position: Int) -> StringLength? {
    guard let format = call.facts.arguments[safe: position - 1]?.literal else { return nil }
    var length = StringLength()
    var argument = position
    var characters = format.utf8.makeIterator()
    while let character = characters.next() {
      guard character == UInt8(ascii: "%") else {
        length = length + StringLength(1)
        continue
      }
      switch characters.next() {
      case UInt8(ascii: "%"): length = length + StringLength(1)
      case UInt8(ascii: "s"):
        argument += 1
        guard let text = Self.length(of: call, argument) else { return nil }
        length = length + text
      default: return nil
      }
    }
    return length
  }
}
