import CLibClang
import SourceModel

/// Turns the functions and initialisers of a unit into flow facts.
///
/// Expressions are walked once, in evaluation order as far as the source order
/// tells it: `value(of:)` gives the node that holds an expression's pointer and
/// records the edges that come with it; `expression(of:)` describes a value
/// without recording anything. Both follow the syntax tree by recursion, so the
/// threads that run them need stacks as deep as the deepest expression.
final class FlowBuilder {
  let files: UnitFiles
  let declarations: DeclarationTable
  let types = TypeTable()
  var facts = FlowFacts()

  // MARK: The declaration that is being walked

  var tree = SyntaxTree()
  /// USR of the function; `nil` in an initialiser at file scope.
  var function: String?
  /// Counts stores and calls.
  var order = 0
  /// The innermost compound statement.
  var block = 0
  private var lastBlock = 0
  /// The calls' positions in `facts.calls`, by the node of the call.
  private(set) var callIndices: [Int: Int] = [:]
  private var functionIndices: [String: Int] = [:]
  private var lastLocation: (node: Int, location: SourceLocation)?
  /// The node through which all variable arguments pass.
  private(set) lazy var variableArguments = declarations.id(
    .global(usr: "varargs", name: "variable arguments"))

  init(files: UnitFiles, declarations: DeclarationTable) {
    self.files = files
    self.declarations = declarations
  }

  /// Walks a function's definition.
  func addFunction(_ tree: SyntaxTree) {
    guard case .function(let declared) = declarations.declaration(of: tree[tree.root].cursor)
    else { return }
    begin(tree, function: declared.usr)
    declarations.registerParameters(of: tree[tree.root].cursor, usr: declared.usr)
    noteFunction(declared, isDefinition: true)
    for child in tree.children(of: tree.root) where tree[child].kind == CXCursor_CompoundStmt {
      statement(child)
    }
  }

  /// Walks a variable's declaration at file scope.
  func addVariable(_ tree: SyntaxTree) {
    begin(tree, function: nil)
    variable(tree.root)
  }

  private func begin(_ tree: SyntaxTree, function: String?) {
    self.tree = tree
    self.function = function
    order = 0
    block = 0
    lastBlock = 0
    callIndices = [:]
    lastLocation = nil
  }

  // MARK: Recording

  func add(_ kind: FlowEdge.Kind, at node: Int) {
    facts.edges.append(FlowEdge(kind, at: location(of: node)))
  }

  func record(call: FlowCall, at node: Int) -> Int {
    facts.calls.append(call)
    callIndices[node] = facts.calls.count - 1
    return facts.calls.count - 1
  }

  func nextOrder() -> Int {
    order += 1
    return order
  }

  /// Runs `body` as a block of its own.
  func inBlock(_ body: () -> Void) {
    let outer = block
    lastBlock += 1
    block = lastBlock
    body()
    block = outer
  }

  /// Where a node starts; of its expansion, if it comes out of a macro.
  func location(of node: Int) -> SourceLocation {
    if let lastLocation, lastLocation.node == node { return lastLocation.location }
    let result: SourceLocation
    if let (file, offset) = files.position(tree[node].cursor.start) {
      result = files.location(file, offset)
    } else {
      result = SourceLocation(file: FilePath("/"), line: 0, column: 0, offset: 0)
    }
    lastLocation = (node, result)
    return result
  }

  /// Enters a function into the unit's list.
  func noteFunction(
    _ declared: Declaration.Function, isDefinition: Bool = false, isAddressTaken: Bool = false
  ) {
    if let index = functionIndices[declared.usr] {
      if isAddressTaken { facts.functions[index].isAddressTaken = true }
      if isDefinition { facts.functions[index].isDefined = true }
      return
    }
    functionIndices[declared.usr] = facts.functions.count
    let type = declared.cursor.type
    let parameters = (0..<max(0, clang_getNumArgTypes(type))).map {
      types.pointee(clang_getArgType(type, UInt32($0)))
    }
    let position = files.position(clang_getCursorLocation(declared.cursor))
    facts.functions.append(
      FlowFunction(
        usr: declared.usr, name: declared.name,
        location: position.map { files.location($0.file, $0.offset) }
          ?? SourceLocation(file: FilePath("/"), line: 0, column: 0, offset: 0),
        isDefined: isDefinition,
        isExternal: clang_getCursorLinkage(declared.cursor) == CXLinkage_External,
        isVariadic: clang_isFunctionTypeVariadic(type) != 0, isAddressTaken: isAddressTaken,
        parameterPointees: parameters.map { $0?.spelling },
        parameterIsConst: parameters.map { $0?.isConst ?? false },
        resultPointee: types.pointee(clang_getResultType(type))?.spelling))
  }

  /// Notes a local variable or parameter with the bytes in which it can be named.
  func noteLocal(_ node: FlowNodeID, scope: ByteRange, type: CXType) {
    guard let function, let index = functionIndices[function] else { return }
    facts.functions[index].locals.append(
      FlowLocal(node: node, scope: scope, type: types.facts(type).spelling))
  }
}
