import SourceModel

/// Writes a size as C text that means at the release what it meant at the
/// allocation.
struct SizeText {
  private let request: SizeRequest
  /// The text of a variable or field; `nil` when it cannot be named.
  private let name: (Expression) -> Name?
  private var constants = ConstantNames()

  /// What a variable or field is called at the release.
  struct Name {
    var text: String
    /// Its type; `nil` when that is not known.
    var type: ArithmeticType?
  }

  init(_ request: SizeRequest, name: @escaping (Expression) -> Name? = { _ in nil }) {
    self.request = request
    self.name = name
  }

  /// With counters for the placeholders of `FieldPairs`.
  init(_ request: SizeRequest, counters: [Name]) {
    self.init(request) { part in
      counters.indices.first { part == FieldPairs.placeholder($0) }.map { counters[$0] }
    }
  }

  /// A size as it is written.
  struct Written {
    var text: String
    /// What must be true of the numbers in it.
    var assumptions: [Assumption]
  }

  /// The text and what it rests on, or `nil` when something has no name at the
  /// release.
  func written(_ expression: Expression) -> Written? {
    var writer = self
    writer.constants = ConstantNames(request)
    let simple = expression.simplified(keeping: writer.constants.isNamed)
    var part = writer.part(simple, Place())
    if let whole = part, writer.changesSign(of: simple, whole, to: .unsignedLong) {
      part = writer.cast(simple, to: .unsignedLong, Place())
    }
    return part.map { part in
      let numbers = Set(part.numbers).sorted()
      return Written(text: part.text, assumptions: numbers.flatMap(writer.constants.assumptions))
    }
  }

  /// Where a part stands in the text.
  private struct Place {
    /// What binds less tightly needs parentheses.
    var precedence = 0
    /// Whether the size is the same with a value in more bits, of which the last
    /// ones are what they were: below sums and products.
    var isModular = true
    var depth = 0
  }

  /// A part of the text.
  private struct Part {
    var text: String
    /// The type that it has there; `nil` when that is not known.
    var type: ArithmeticType?
    /// The constants that are written as numbers.
    var numbers: [Int] = []
  }

  private func part(_ expression: Expression, _ place: Place) -> Part? {
    guard place.depth < 64 else { return nil }
    if let name = name(expression) { return Part(text: name.text, type: name.type) }
    if case .sizeOf(let type, let bytes) = expression, !type.hasSuffix("]") {
      return size(of: type, bytes: bytes).map { Part(text: $0, type: .unsignedLong) }
    }
    if let value = expression.constantValue, let constant = constants.spelling(of: value) {
      let isBare = constant.isOperand || place.precedence == 0
      return Part(
        text: isBare ? constant.text : "(\(constant.text))", type: ArithmeticType(of: value))
    }
    switch expression {
    case .constant(let value):
      guard value >= 0, request.canSpell(String(value)) else { return nil }
      return Part(text: String(value), type: ArithmeticType(of: value), numbers: [value])
    case .sizeOf(let type, let bytes):
      return size(of: type, bytes: bytes).map {
        Part(text: $0, type: .unsignedLong, numbers: [bytes])
      }
    case .binary(let sign, let left, let right, let type):
      return operation(sign, left, right, type, expression.constantValue, place)
    case .orInstead(let value, let other): return choice(value, other, place)
    default: return nil
    }
  }

  /// `n != 0 ? n : 1`.
  private func choice(_ value: Expression, _ other: Int, _ place: Place) -> Part? {
    let inner = Place(precedence: Self.sum, isModular: false, depth: place.depth + 1)
    guard request.canSpell(String(other)), let part = part(value, inner) else { return nil }
    let text = "\(part.text) != 0 ? \(part.text) : \(other)"
    return Part(
      text: place.precedence > 0 ? "(\(text))" : text, type: part.type,
      numbers: part.numbers + [other])
  }

  /// An operator with casts where its operands alone would not make it compute in
  /// its type.
  private func operation(
    _ sign: String, _ left: Expression, _ right: Expression, _ type: ArithmeticType, _ value: Int?,
    _ place: Place
  ) -> Part? {
    guard let own = Self.precedence[sign] else { return nil }
    // Among shifts and bits, compilers want more parentheses than C needs.
    let isOfBits = own < Self.sum
    var inner = Place(
      precedence: isOfBits && !left.isOperation(sign) ? Self.product : own,
      isModular: place.isModular && ["+", "-", "*"].contains(sign),
      depth: place.depth + 1)
    guard var first = part(left, inner) else { return nil }
    inner.precedence = isOfBits ? Self.product : own + 1
    guard var second = part(right, inner) else { return nil }
    // What is small is the same in any type, and a pointer's needs no other.
    let isFixed = type == .pointer || value.map { ArithmeticType(of: $0) == .int } ?? false
    func isTooWide(_ operand: Part) -> Bool {
      guard let own = operand.type, own > type else { return false }
      return !(type == .int && own.isWide && inner.isModular)
    }
    let isShift = Self.shifts.contains(sign)
    if !isShift, !isFixed && isTooWide(second) || changesSign(of: right, second, to: type) {
      guard let operand = cast(right, to: type, inner) else { return nil }
      second = operand
    }
    let types = isShift ? [first.type] : [first.type, second.type]
    let isReached = type == .int || types.contains { $0 ?? .int >= type }
    if !isFixed && (isTooWide(first) || !isReached)
      || !isShift && changesSign(of: left, first, to: type)
    {
      guard let operand = cast(left, to: type, inner) else { return nil }
      first = operand
    }
    let joined = "\(first.text) \(sign) \(second.text)"
    let reached = isShift ? first.type : max(first.type ?? type, second.type ?? type)
    // A pointer that is more than an operand of others is a difference.
    return Part(
      text: own < place.precedence ? "(\(joined))" : joined,
      type: type == .pointer ? .long : reached,
      numbers: first.numbers + second.numbers)
  }

  private func cast(_ operand: Expression, to type: ArithmeticType, _ place: Place) -> Part? {
    var inner = place
    inner.precedence = Self.cast
    return part(operand, inner).map {
      Part(text: type.cast + $0.text, type: type, numbers: $0.numbers)
    }
  }

  /// Whether the compiler warns of what an operand is converted to.
  private func changesSign(
    of operand: Expression, _ part: Part, to type: ArithmeticType
  ) -> Bool {
    request.context.warnsOfSigns && [.unsigned, .unsignedLong].contains(type)
      && [.int, .long].contains(part.type) && operand.constantValue == nil
  }

  /// Casts bind more tightly than any operator here.
  private static let cast = 7

  private static let shifts: Set = ["<<", ">>"]
  private static let (sum, product) = (5, 6)

  private static let precedence = [
    "|": 1, "^": 2, "&": 3, "<<": 4, ">>": 4, "+": 5, "-": 5, "*": 6, "/": 6, "%": 6,
  ]

  /// `sizeof *p` where the pointer tells the type, else `sizeof(type)`.
  func size(of type: String, bytes: Int) -> String? {
    if let pointer = pointerText, let argument = request.pointerArgument,
      argument.pointeeSize == bytes,
      argument.pointee == type || type.isEmpty && isScalar(argument.pointee)
    {
      return "sizeof *\(pointer.operand)"
    }
    return isNameable(type, bytes: bytes) ? "sizeof(\(type))" : nil
  }

  /// Whether a type is one that the front end cannot name in a `sizeof`.
  private func isScalar(_ type: String?) -> Bool {
    type.map { $0.hasSuffix("*") || Self.isBuiltIn($0) } ?? false
  }

  /// The pointer's own text, if it can be repeated.
  var pointerText: PointerText? {
    PointerText(
      request.pointer, expression: request.pointerExpression, isInMacro: request.macro != nil)
  }

  /// Whether a canonical type can be written, complete, at the release.
  private func isNameable(_ type: String, bytes: Int) -> Bool {
    guard !type.isEmpty, !type.contains("("), !type.contains("/"), request.canSpell(type) else {
      return false
    }
    if type.hasSuffix("*") { return isNameablePointee(String(type.dropLast())) }
    let element = String(type.prefix { $0 != "[" }).trimmingBlanks
    if Self.isBuiltIn(element) { return true }
    let place = request.call.facts.location
    let record = request.context.record(element, visibleAt: place, unit: request.call.unit)
    guard let record, !request.isLocalName(element) else { return false }
    return element != type || record.size == bytes
  }

  private func isNameablePointee(_ type: String) -> Bool {
    let element = type.filter { $0 != "*" }.trimmingBlanks
    if Self.isBuiltIn(element) || element.hasPrefix("struct ") { return true }
    let place = request.call.facts.location
    return !request.isLocalName(element)
      && request.context.record(element, visibleAt: place, unit: request.call.unit) != nil
  }

  private static let words: Set<String> = [
    "char", "signed", "unsigned", "short", "int", "long", "float", "double", "_Bool", "void",
    "const",
  ]

  private static func isBuiltIn(_ type: String) -> Bool {
    let parts = type.split(separator: " ")
    return !parts.isEmpty && parts.allSatisfy { words.contains(String($0)) }
  }
}

extension SizeRequest {
  /// A variable or field by a text that means it at the release.
  func name(_ text: String, of place: FlowNode) -> SizeText.Name {
    SizeText.Name(text: text, type: context.arithmeticType(of: place, unit: call.unit))
  }
}

extension Expression {
  /// Whether it is what an operator computes.
  fileprivate func isOperation(_ sign: String) -> Bool {
    if case .binary(sign, _, _, _) = self { true } else { false }
  }
}

extension String {
  /// Without blanks at either end.
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
