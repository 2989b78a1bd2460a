import CLibClang
import SourceModel

extension FlowBuilder {
  /// A constant's text if it is made of numbers, object-like macros and
  /// enumerators, and names at least one of these; `nil` for any other, and for
  /// one that comes out of a macro's body or arguments.
  func namedConstant(_ node: Int) -> NamedConstant? {
    guard let call = tree.parent(of: node), let (file, start) = position(of: node),
      let (_, outer) = position(of: call), outer < start,
      let (other, end) = files.position(tree[node].cursor.end), file == other, start < end,
      files.macroArgument(holding: ByteRange(start, start + 1), in: file) == nil
    else { return nil }
    let lexed = files.lexed(file)
    let tokens = lexed.tokens(in: ByteRange(start, end))
    let enumerators = enumerators(below: node)
    var constant = NamedConstant(text: lexed.text(tokens), files: [], hasOthers: false)
    var isNamed = false
    for token in lexed.tokens[tokens] {
      switch token.kind {
      case .identifier:
        isNamed = true
        let name = lexed.identifier(token)
        guard let expansion = files.files[file].expansions[token.lower] else {
          guard enumerators.contains(name) else { return nil }
          constant.hasOthers = true
          continue
        }
        guard expansion.range.count == Int(token.length) else { return nil }
        if let definition = files.definition(of: expansion) {
          constant.files.insert(files.files[definition.file].path)
        } else {
          constant.hasOthers = true
        }
      case .literal, .comment: continue
      case .punctuation:
        let isArithmetic = ["+", "-", "*", "/", "(", ")", "<<", ">>"].contains(lexed.text(token))
        guard isArithmetic else { return nil }
      default: return nil
      }
    }
    return isNamed ? constant : nil
  }

  private func position(of node: Int) -> (file: Int, offset: Int)? {
    files.position(tree[node].cursor.start)
  }

  /// The names of the enumerators that an expression spells out.
  private func enumerators(below node: Int) -> Set<String> {
    var names: Set<String> = []
    var stack = [node]
    while let next = stack.popLast() {
      if tree[next].kind == CXCursor_DeclRefExpr,
        case .enumConstant = declarations.declaration(referencedBy: tree[next].cursor)
      {
        names.insert(tree[next].cursor.spelling)
      }
      stack += tree.children(of: next)
    }
    return names
  }
}
