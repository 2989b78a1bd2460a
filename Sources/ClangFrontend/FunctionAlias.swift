import SourceModel

/// What makes a macro nothing but another name of a function, or of a macro that is one in
/// turn: `#define xfree free` or `#define xfree(p) (free((char *)(p)))`.
struct FunctionAlias {
  /// The token in the macro's body that names the function.
  var name: Int
  /// For a function-like macro, how many conversions its body puts around the arguments at
  /// some positions, counted from 0; `nil` for an object-like one.
  var converted: [Int: Int]?
}

extension FunctionAlias {
  /// Reads a macro's definition; `nil` if its body does anything else, or does not pass on
  /// all parameters in their order.
  init?(_ macro: LexedFile.MacroDefinition, in lexed: LexedFile) {
    let body = Body(lexed: lexed, range: macro.body)
    guard let parameters = macro.parameters else {
      guard body.tokens.count == 1, body.identifier(0) != nil else { return nil }
      self.init(name: body.tokens[0], converted: nil)
      return
    }
    let call = body.withoutParentheses
    guard let name = call.identifier(0), !parameters.contains(name),
      let syntax = CallSyntaxReader(lexed: lexed).call(name: call.tokens[0], in: macro),
      syntax.close == call.tokens.last.map({ lexed.tokens[$0].lower }),
      syntax.arguments.count == parameters.count
    else { return nil }
    var converted: [Int: Int] = [:]
    for (position, (argument, parameter)) in zip(syntax.arguments, parameters).enumerated() {
      var operand = Body(lexed: lexed, range: lexed.tokens(in: argument.range)).withoutParentheses
      while let inner = operand.withoutConversion {
        converted[position, default: 0] += 1
        operand = inner.withoutParentheses
      }
      guard operand.tokens.count == 1, operand.identifier(0) == parameter else { return nil }
    }
    self.init(name: call.tokens[0], converted: converted)
  }

  /// Some tokens of a macro's body, comments left out.
  private struct Body {
    var lexed: LexedFile
    var tokens: [Int]

    init(lexed: LexedFile, range: Range<Int>) {
      self.lexed = lexed
      tokens = range.filter { lexed.tokens[$0].kind != .comment }
    }

    func identifier(_ position: Int) -> String? {
      guard tokens.indices.contains(position), lexed.tokens[tokens[position]].kind == .identifier
      else { return nil }
      return lexed.identifier(lexed.tokens[tokens[position]])
    }

    private func isSpelled(_ position: Int, _ text: StaticString) -> Bool {
      tokens.indices.contains(position) && lexed.isSpelled(lexed.tokens[tokens[position]], text)
    }

    private func part(_ range: Range<Int>) -> Body {
      var part = self
      part.tokens = Array(tokens[range])
      return part
    }

    /// The position of the parenthesis that closes the first token.
    private var closing: Int? {
      guard let first = tokens.first, let last = tokens.last else { return nil }
      return lexed.closing(first, before: last + 1).flatMap(tokens.firstIndex)
    }

    /// What is inside the parentheses that stand around all of it.
    var withoutParentheses: Body {
      var body = self
      while body.tokens.count > 2, body.closing == body.tokens.count - 1 {
        body = body.part(1..<body.tokens.count - 1)
      }
      return body
    }

    /// What stands behind a conversion to a type that is spelled by names and `*`.
    var withoutConversion: Body? {
      guard let close = closing, close > 1, close + 1 < tokens.count else { return nil }
      let isType = (1..<close).allSatisfy {
        isSpelled($0, "*") || [.identifier, .keyword].contains(lexed.tokens[tokens[$0]].kind)
      }
      return isType ? part(close + 1..<tokens.count) : nil
    }
  }
}
