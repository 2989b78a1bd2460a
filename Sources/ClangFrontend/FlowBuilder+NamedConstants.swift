import CLibClang
import SourceModel

extension FlowBuilder {
  /// The constants in an argument of a call that are spelled as more than a number;
  /// of nested ones the largest.
  func namedConstants(in argument: Int) -> [NamedConstant] {
    guard let call = tree.parent(of: argument), let (file, start) = position(of: argument) else {
      return []
    }
    guard let (_, outer) = position(of: call), outer < start,
      files.macroArgument(holding: ByteRange(start, start + 1), in: file) == nil
    else { return expandedConstants(in: argument, at: start, file: file) }
    return constants(in: argument) { namedConstant($0, $1, in: argument, file: file) }
  }

  private func constants(
    in argument: Int, _ name: (_ node: Int, _ value: Int) -> NamedConstant?
  ) -> [NamedConstant] {
    var found: [NamedConstant] = []
    var stack = [argument]
    while let node = stack.popLast() {
      if let value = expression(of: node).constantValue, let constant = name(node, value) {
        found.append(constant)
        continue
      }
      switch tree[node].kind {
      case CXCursor_ParenExpr, CXCursor_CStyleCastExpr, CXCursor_UnexposedExpr,
        CXCursor_BinaryOperator:
        stack += tree.children(of: node)
      default: break
      }
    }
    return found
  }

  /// The constants in an argument of a call that comes out of a macro, where others cannot
  /// be repeated: those that are not spelled as numbers in the macros' bodies or arguments.
  private func expandedConstants(in argument: Int, at start: Int, file: Int) -> [NamedConstant] {
    guard let numbers = expansions.numbers(at: start, in: file) else { return [] }
    let names = numbers.names.union(enumerators(below: argument)).sorted()
    guard !names.isEmpty else { return [] }
    return constants(in: argument) { node, value in
      guard let whole = onlyLiteral(node) else { return nil }
      if let named = macro(spelling: whole, value, file: file) { return named }
      if tree[whole].kind == CXCursor_IntegerLiteral, numbers.literals.contains(String(value)) {
        return nil
      }
      var constant = NamedConstant(text: names.joined(separator: " or "), value: value)
      constant.hasNames = true
      constant.isFixed = false
      return constant
    }
  }

  /// The macro of the project that stands for a number, and for nothing else, in the
  /// arguments of another one.
  private func macro(spelling number: Int, _ value: Int, file: Int) -> NamedConstant? {
    guard tree[number].kind == CXCursor_IntegerLiteral,
      let (own, start) = position(of: number), own == file,
      let expansion = files.files[file].expansions[start],
      files.macroArgument(holding: expansion.range, in: file) != nil,
      expansions.isNumber(expansion)
    else { return nil }
    var constant = NamedConstant(text: expansion.name, value: value)
    constant.note(expansion, in: files)
    constant.isOperand = true
    return constant
  }

  /// The number or enumerator that an expression is, without what is around it.
  private func onlyLiteral(_ outer: Int) -> Int? {
    let node = strip(outer)
    switch tree[node].kind {
    case CXCursor_IntegerLiteral, CXCursor_CharacterLiteral, CXCursor_DeclRefExpr: return node
    default: return nil
    }
  }

  /// A constant's text if it is made of numbers, object-like macros, enumerators
  /// and the sizes and lengths of string literals, and of more than a number.
  private func namedConstant(
    _ node: Int, _ value: Int, in argument: Int, file: Int
  ) -> NamedConstant? {
    guard let (own, start) = position(of: node), own == file,
      let (other, end) = endPosition(of: node), file == other, start < end
    else { return nil }
    let range = ByteRange(start, end)
    let lexed = files.lexed(file)
    let tokens = lexed.tokens(in: range)
    if tokens.count == 1, lexed.tokens[tokens.lowerBound].kind == .literal { return nil }
    guard isAlone(node, in: range, of: argument, file: file), takesSizesOfLiteralsOnly(node) else {
      return nil
    }
    let enumerators = enumerators(below: node)
    var constant = NamedConstant(text: lexed.text(tokens), value: value)
    for token in lexed.tokens[tokens] {
      switch token.kind {
      case .identifier:
        let name = lexed.identifier(token)
        if let expansion = files.files[file].expansions[token.lower] {
          guard expansion.range.count == Int(token.length) else { return nil }
          constant.note(expansion, in: files)
        } else {
          guard name == "strlen" || enumerators.contains(name) else { return nil }
          if name != "strlen" { constant.hasNames = true }
          constant.others.insert(name)
        }
      case .literal, .comment: continue
      case .punctuation:
        let isArithmetic = ["+", "-", "*", "/", "(", ")", "<<", ">>"].contains(lexed.text(token))
        guard isArithmetic else { return nil }
      case .keyword: guard lexed.isSpelled(token, "sizeof") else { return nil }
      }
    }
    constant.isOperand = isOperand(tokens, of: lexed, file: file)
    return constant
  }

  private func position(of node: Int) -> (file: Int, offset: Int)? {
    startPosition(of: node)
  }

  /// Whether a range holds nothing of an argument but one part: a macro's body may
  /// hold more.
  private func isAlone(_ part: Int, in range: ByteRange, of argument: Int, file: Int) -> Bool {
    var around = part
    while around != argument, let parent = tree.parent(of: around) {
      for child in tree.children(of: parent) where child != around {
        for node in tree.subtree(of: child) {
          if let (other, offset) = position(of: node), other == file, range.contains(offset) {
            return false
          }
        }
      }
      around = parent
    }
    return true
  }

  /// Whether each `sizeof` in an expression is of a string literal, which means the
  /// same everywhere.
  private func takesSizesOfLiteralsOnly(_ node: Int) -> Bool {
    tree.subtree(of: node).allSatisfy { part in
      tree[part].kind != CXCursor_UnaryExpr
        || onlyOperand(of: part).map { tree[strip($0)].kind == CXCursor_StringLiteral } == true
    }
  }

  /// The names of the enumerators that an expression spells out.
  private func enumerators(below node: Int) -> Set<String> {
    var names: Set<String> = []
    for part in tree.subtree(of: node) where tree[part].kind == CXCursor_DeclRefExpr {
      if case .enumConstant = declarations.declaration(referencedBy: tree[part].cursor) {
        names.insert(tree[part].cursor.spelling)
      }
    }
    return names
  }

  /// Whether tokens make an operand: one name or number, or what parentheses
  /// enclose, behind `sizeof` or `strlen` as well.
  private func isOperand(_ tokens: Range<Int>, of lexed: LexedFile, file: Int) -> Bool {
    guard let first = tokens.first, tokens.count == 1 else {
      let isCall = lexed.tokens[tokens.lowerBound].kind != .punctuation
      return lexed.isParenthesised(isCall ? tokens.dropFirst() : tokens)
    }
    let expansion = files.files[file].expansions[lexed.tokens[first].lower]
    return expansion.map { files.isOperand($0) } ?? true
  }
}

extension NamedConstant {
  /// Takes account of a macro that it names.
  fileprivate mutating func note(_ expansion: MacroExpansion, in files: UnitFiles) {
    hasNames = true
    guard let definition = files.definition(of: expansion),
      let macro = files.macro(at: definition.nameOffset, in: definition.file)
    else {
      if files.countDefinitions(of: expansion.name) > 0 { isFixed = false }
      others.insert(expansion.name)
      return
    }
    self.files.insert(files.files[definition.file].path)
    let named = files.macrosNamed(by: macro, in: definition.file)
    others.formUnion(named.others)
    for macro in named.macros {
      let definition = files.lexed(macro.file).macros[macro.macro]
      if files.countDefinitions(of: definition.name) > 1 { isFixed = false }
      macros.append(definition.digest)
    }
    macros.sort()
  }
}
