import CLibClang
import SourceModel

extension FlowBuilder {
  /// A `sizeof` with the type that it is of; `nil` when clang does not evaluate it.
  func sizeOf(_ node: Int) -> Expression? {
    guard let bytes = Self.evaluate(tree[node].cursor) else { return nil }
    guard let operand = tree.children(of: node).first(where: isExpression) else {
      return .sizeOf(type: namedType(node, bytes: bytes) ?? "", bytes: bytes)
    }
    let inner = strip(operand)
    if tree[inner].kind == CXCursor_StringLiteral, isOfPlace(inner) { return nil }
    let type = types.facts(tree[inner].cursor.type)
    // libclang does not tell `_Alignof` from `sizeof`.
    return type.size == bytes ? .sizeOf(type: type.spelling, bytes: bytes) : .constant(bytes)
  }

  /// The type of `sizeof(type)`, of which libclang gives nothing but the name that occurs
  /// in it, which `sizeof(T *)` and `sizeof(T[2])` have, too: read from the tokens, and
  /// where a macro hides them, taken if it has the size and can be no pointer.
  private func namedType(_ node: Int, bytes: Int) -> String? {
    let named = tree.firstChild(of: node).flatMap { name -> TypeFacts? in
      guard tree[name].kind == CXCursor_TypeRef else { return nil }
      return types.facts(clang_getCursorType(tree[name].cursor.referenced))
    }
    let pointer = MemoryLayout<UnsafeRawPointer>.size
    guard let words = wordsOfType(node) else {
      return named?.size == bytes && bytes != pointer ? named?.spelling : nil
    }
    let base = words.prefix { $0 != "*" }
    let stars = words.dropFirst(base.count)
    guard stars.allSatisfy({ $0 == "*" }) else { return nil }
    if let named, stars.isEmpty { return named.size == bytes ? named.spelling : nil }
    guard stars.isEmpty || bytes == pointer else { return nil }
    let isConst = base.first == "const"
    let unqualified = isConst ? base.dropFirst() : base
    let element =
      if let named {
        named.category == .record && unqualified.allSatisfy { $0.first?.isLetter ?? true }
          ? named.spelling : nil
      } else {
        BuiltInType(words: unqualified).flatMap { type in
          !stars.isEmpty || type.sizes.contains(bytes) ? type.spelling : nil
        }
      }
    guard let element else { return nil }
    if stars.isEmpty { return element }
    return (isConst ? "const " : "") + element + " " + stars.joined()
  }

  /// The tokens between the parentheses of a `sizeof`; `nil` when they do not stand
  /// there.
  private func wordsOfType(_ node: Int) -> ArraySlice<String>? {
    guard let (file, lower) = startPosition(of: node),
      let (other, upper) = endPosition(of: node), file == other
    else { return nil }
    let lexed = files.lexed(file)
    let words = lexed.tokens(in: ByteRange(lower, upper)).compactMap {
      lexed.tokens[$0].kind == .comment ? nil : lexed.text(lexed.tokens[$0])
    }
    guard words.count > 3, words[0] == "sizeof", words[1] == "(", words.last == ")" else {
      return nil
    }
    return words[2..<words.count - 1]
  }
}

/// An arithmetic type as C lets it be written, in many ways.
private struct BuiltInType {
  /// What clang calls it.
  var spelling: String
  /// The bytes that it has on the platforms of the day.
  var sizes: Set<Int>

  /// - Parameter words: the type specifiers, in any order.
  init?(words: some Collection<String>) {
    var rest = words.sorted()
    func take(_ word: String) -> Bool {
      guard let position = rest.firstIndex(of: word) else { return false }
      rest.remove(at: position)
      return true
    }
    let (isUnsigned, isSigned) = (take("unsigned"), take("signed"))
    let length = (take("long") ? 1 : 0) + (take("long") ? 1 : 0)
    let sign = isUnsigned ? "unsigned " : ""
    switch (rest, length) {
    case (["char"], 0):
      (spelling, sizes) = (isSigned ? "signed char" : sign + "char", [1])
    case (["short"], 0), (["int", "short"], 0): (spelling, sizes) = (sign + "short", [2])
    case (["int"], 0): (spelling, sizes) = (sign + "int", [4])
    case ([], 0) where isUnsigned || isSigned: (spelling, sizes) = (sign + "int", [4])
    case ([], 1), (["int"], 1): (spelling, sizes) = (sign + "long", [4, 8])
    case ([], 2), (["int"], 2): (spelling, sizes) = (sign + "long long", [8])
    case (["float"], 0): (spelling, sizes) = ("float", [4])
    case (["double"], 0): (spelling, sizes) = ("double", [8])
    case (["double"], 1): (spelling, sizes) = ("long double", [8, 12, 16])
    case (["_Bool"], 0): (spelling, sizes) = ("_Bool", [1])
    case (["void"], 0): (spelling, sizes) = ("void", [])
    default: return nil
    }
  }
}
