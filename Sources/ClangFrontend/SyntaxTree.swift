import CLibClang

/// A snapshot of the cursors below a declaration, in source order, so that
/// children and parents can be asked for any number of times at no cost.
struct SyntaxTree {
  struct Node {
    let cursor: CXCursor
    let kind: CXCursorKind
    fileprivate(set) var parent: Int32
    fileprivate(set) var firstChild: Int32 = -1
    fileprivate(set) var nextSibling: Int32 = -1
  }

  private(set) var nodes: [Node] = []

  /// A tree without nodes.
  init() {}

  /// Takes the snapshot. The visit is libclang's own recursion, so its depth
  /// does not grow with the tree's.
  init(root: CXCursor) {
    let builder = Builder(root: root)
    let data = Unmanaged.passUnretained(builder).toOpaque()
    clang_visitChildren(
      root,
      { cursor, parent, data in
        guard let data else { return CXChildVisit_Break }
        Unmanaged<Builder>.fromOpaque(data).takeUnretainedValue().add(cursor, below: parent)
        return CXChildVisit_Recurse
      }, data)
    nodes = builder.nodes
  }

  subscript(index: Int) -> Node { nodes[index] }

  /// The index of the declaration that the snapshot was taken of.
  var root: Int { 0 }

  /// The indices of a node's children.
  func children(of index: Int) -> [Int] {
    var result: [Int] = []
    var child = nodes[index].firstChild
    while child >= 0 {
      result.append(Int(child))
      child = nodes[Int(child)].nextSibling
    }
    return result
  }

  /// Calls `body` with each child of a node, in order.
  func forEachChild(of index: Int, _ body: (Int) -> Void) {
    var child = nodes[index].firstChild
    while child >= 0 {
      body(Int(child))
      child = nodes[Int(child)].nextSibling
    }
  }

  func firstChild(of index: Int) -> Int? {
    let child = nodes[index].firstChild
    return child < 0 ? nil : Int(child)
  }

  func parent(of index: Int) -> Int? {
    let parent = nodes[index].parent
    return parent < 0 ? nil : Int(parent)
  }

  /// The nodes of a subtree, its root included: subtrees are contiguous.
  func subtree(of index: Int) -> Range<Int> {
    var node = index
    while nodes[node].nextSibling < 0 {
      let parent = nodes[node].parent
      if parent < 0 { return index..<nodes.count }
      node = Int(parent)
    }
    return index..<Int(nodes[node].nextSibling)
  }

  /// The call whose callee a reference is, and how many pairs of parentheses
  /// stand around the callee; `nil` when the function's address is taken.
  func call(ofCallee reference: Int) -> (call: Int, parentheses: Int)? {
    var node = reference
    var parentheses = 0
    while let parent = parent(of: node) {
      switch nodes[parent].kind {
      case CXCursor_UnexposedExpr: node = parent
      case CXCursor_ParenExpr:
        node = parent
        parentheses += 1
      case CXCursor_CallExpr:
        return nodes[parent].firstChild == Int32(node) ? (parent, parentheses) : nil
      default: return nil
      }
    }
    return nil
  }

  /// The operands of `a ?: b`, which libclang does not expose: its children are
  /// `a` three times over and `b`. `nil` for anything else.
  func elvisParts(of node: Int) -> (condition: Int, repetitions: Range<Int>, otherwise: Int)? {
    guard nodes[node].kind == CXCursor_UnexposedExpr else { return nil }
    let parts = children(of: node)
    guard parts.count == 4 else { return nil }
    let starts = parts.prefix(3).map { nodes[$0].cursor.start.fileOffset }
    guard starts[0] == starts[1], starts[1] == starts[2],
      nodes[parts[0]].cursor.end.fileOffset == nodes[parts[2]].cursor.end.fileOffset
    else { return nil }
    return (parts[0], parts[1]..<parts[3], parts[3])
  }

  /// Whether a node stands once more for another, as the condition of `a ?: b`
  /// does.
  func isRepetition(_ node: Int) -> Bool {
    var ancestor = parent(of: node)
    while let current = ancestor {
      if let parts = elvisParts(of: current), parts.repetitions.contains(node) { return true }
      ancestor = parent(of: current)
    }
    return false
  }

  /// `clang_isExpression` without the call.
  static func isExpression(_ kind: CXCursorKind) -> Bool {
    (CXCursor_FirstExpr.rawValue...CXCursor_LastExpr.rawValue).contains(kind.rawValue)
  }

  /// `clang_isDeclaration` without the call.
  static func isDeclaration(_ kind: CXCursorKind) -> Bool {
    (CXCursor_FirstDecl.rawValue...CXCursor_LastDecl.rawValue).contains(kind.rawValue)
  }

  private final class Builder {
    var nodes: [Node]
    /// The path to the node added last, with each node's last child so far.
    private var path: [(node: Int32, lastChild: Int32)]

    init(root: CXCursor) {
      nodes = [Node(cursor: root, kind: root.kind, parent: -1)]
      path = [(0, -1)]
    }

    func add(_ cursor: CXCursor, below parent: CXCursor) {
      while path.count > 1, !Self.areSame(nodes[Int(path[path.count - 1].node)].cursor, parent) {
        path.removeLast()
      }
      let index = Int32(nodes.count)
      let top = path.count - 1
      nodes.append(Node(cursor: cursor, kind: cursor.kind, parent: path[top].node))
      if path[top].lastChild < 0 {
        nodes[Int(path[top].node)].firstChild = index
      } else {
        nodes[Int(path[top].lastChild)].nextSibling = index
      }
      path[top].lastChild = index
      path.append((index, -1))
    }

    /// `clang_equalCursors` without the call: the second word of a
    /// declaration's cursor does not count.
    private static func areSame(_ left: CXCursor, _ right: CXCursor) -> Bool {
      left.kind.rawValue == right.kind.rawValue && left.data.0 == right.data.0
        && (left.data.1 == right.data.1 || SyntaxTree.isDeclaration(left.kind))
    }
  }
}
