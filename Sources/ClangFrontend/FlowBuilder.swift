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
  let types: TypeTable
  var facts = FlowFacts()

  // MARK: The declaration that is being walked

  var tree = SyntaxTree()
  /// USR of the function; `nil` in an initialiser at file scope.
  var function: String?
  /// Counts stores and calls.
  var order = 0
  /// The blocks of the body; see `FlowStore.block`.
  var blocks = BlockTree()
  /// Where the last compound statement ended, inside of it.
  var compoundEnd = BlockTree.Point.unknown
  var returns: [FlowReturn] = []
  /// What the local pointers hold.
  var current = CurrentValues()
  /// How many loops are open.
  private var loops = 0
  /// The positions before the open statements that `break` and `continue` end.
  var breakable: [Int] = []
  var continuable: [Int] = []
  private var jumpsBack = false
  /// The cleanups of the variables of each open block, in source order.
  private var cleanups: [[Cleanup]] = []
  /// The calls' positions in `facts.calls`, by the node of the call.
  private(set) var callIndices: [Int: Int] = [:]
  private var functionIndices: [String: Int] = [:]
  private var lastLocation: (node: Int, location: SourceLocation)?
  /// Names the declaration that is being walked, for opaque expressions.
  private(set) var place = ""
  private var isMarked = false
  /// What `strip(_:)` and `category(of:)` gave for each node; -1 and `nil` for
  /// nothing yet.
  var strips: [Int32] = []
  var categories: [TypeFacts.Category?] = []
  /// What was found out of the operators, by node.
  var unaryOperators: [Int: UnaryOperator?] = [:]
  var binaryOperators: [Int: BinaryOperator?] = [:]
  /// What `startPosition(of:)` and `endPosition(of:)` have found.
  var spans: [NodeSpan?] = []
  let layouts: RecordLayouts
  /// The nodes in `facts.wideIntegers`.
  var wideIntegers: Set<FlowNodeID> = []
  /// Pointers to characters that hold pointers to other memory; see `noteBytes`.
  var byteVariables: Set<FlowNodeID> = []
  /// The USRs of the records in `facts`.
  var records: Set<String> = []
  /// What `facts` has of the records that are reached through pointers.
  var reached = ReachedRecords()
  let expansions: ExpansionReader
  /// The fields of the records met so far, by the canonical type.
  var fieldLists: [UnsafeMutableRawPointer?: [CXCursor]] = [:]

  let migrated: MigratedUses

  init(files: UnitFiles, declarations: DeclarationTable, migrated: MigratedUses) {
    self.files = files
    self.migrated = migrated
    self.declarations = declarations
    expansions = ExpansionReader(files: files)
    layouts = RecordLayouts(files.unit)
    types = TypeTable(root: files.root)
  }

  /// Walks a function's definition.
  func addFunction(_ tree: SyntaxTree) {
    if enterFunction(tree) != nil { followBody() }
  }

  /// Walks the body of the function that was entered.
  func followBody() {
    for child in tree.children(of: tree.root) where tree[child].kind == CXCursor_CompoundStmt {
      statement(child)
    }
    guard let function, let index = functionIndices[function] else { return }
    facts.functions[index].blocks = blocks.blocks
    facts.functions[index].choices = blocks.choices
    facts.functions[index].exits = blocks.exits
    facts.functions[index].returns = returns
  }

  /// Makes a function's definition the declaration that is being walked, and
  /// records nothing but its description.
  ///
  /// - Returns: the description; `nil` when clang does not tell what it defines.
  func enterFunction(_ tree: SyntaxTree) -> FlowFunction? {
    guard case .function(let declared) = declarations.declaration(of: tree[tree.root].cursor)
    else { return nil }
    begin(tree, function: declared.usr)
    declarations.registerParameters(of: tree[tree.root].cursor, usr: declared.usr)
    followLocals()
    noteDefinition(declared)
    return functionIndices[declared.usr].map { facts.functions[$0] }
  }

  /// Makes the declaration of a function by another name the one that is being walked, and
  /// describes it as a definition without a body.
  func enterOtherName(_ tree: SyntaxTree, _ declared: Declaration.Function) {
    begin(tree, function: declared.usr)
    declarations.registerParameters(of: tree[tree.root].cursor, usr: declared.usr)
    noteDefinition(declared)
  }

  /// Walks a variable's declaration at file scope.
  func addVariable(_ tree: SyntaxTree) {
    begin(tree, function: nil)
    variable(tree.root)
  }

  /// Records where fields lie, the types of the integers that outlive functions, of
  /// which a bit-field's depends on its width, and what macros are defined as.
  func addLasting() {
    facts.members = declarations.members
    facts.threadVariables = declarations.threadVariables
    facts.macros = files.fixedMacros()
    facts.macroNames = files.macroNames(among: declarations.nodes.map(\.spelling))
    facts.integers = declarations.lasting.filter { types.category($0.type) == .integer }
      .map { FlowInteger(node: $0.node, type: types.arithmetic($0.type)) }
  }

  /// Lets the pointers that libraries offer point at what is theirs.
  func addLibraryPointers() {
    for pointer in declarations.libraryPointers {
      facts.edges.append(FlowEdge(.address(of: .library, to: pointer), at: Self.nowhere))
    }
  }

  private func begin(_ tree: SyntaxTree, function: String?) {
    self.tree = tree
    self.function = function
    order = 0
    blocks = BlockTree(of: tree)
    returns = []
    current = CurrentValues()
    loops = 0
    breakable = []
    continuable = []
    cleanups = []
    jumpsBack = Self.jumpsBack(tree)
    callIndices = [:]
    lastLocation = nil
    isMarked = false
    // Units of other flags may see other code under one name.
    place = tree.nodes.isEmpty ? "" : tree[tree.root].cursor.usr + "/\(tree.nodes.count)"
    strips = Array(repeating: -1, count: tree.nodes.count)
    categories = Array(repeating: nil, count: tree.nodes.count)
    spans = Array(repeating: nil, count: tree.nodes.count)
    unaryOperators.removeAll(keepingCapacity: true)
    binaryOperators.removeAll(keepingCapacity: true)
    if !tree.nodes.isEmpty { noteOffsets() }
  }

  /// The stretch of statements that run together; see `FlowStore.block`.
  var block: Int { blocks.current }

  /// Whether the code that is being walked may run more than once a call.
  var isRepeated: Bool { loops > 0 || jumpsBack }

  /// Whether a `goto` may lead to a label that stands before it.
  private static func jumpsBack(_ tree: SyntaxTree) -> Bool {
    tree.nodes.indices.contains { index in
      switch tree[index].kind {
      case CXCursor_IndirectGotoStmt: return true
      case CXCursor_GotoStmt:
        guard let label = BlockTree.label(of: index, in: tree) else { return true }
        return label <= tree[index].cursor.start.fileOffset
      default: return false
      }
    }
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
  ///
  /// - Parameters:
  ///   - loop: the loop that repeats it.
  ///   - entry: when it runs.
  func inBlock<Result>(
    loop: Int? = nil, entry: FlowBlock.Entry = .sometimes([]), _ body: () -> Result
  ) -> Result {
    let outer = blocks.enter(at: order, loop: loop, entry: entry)
    cleanups.append([])
    let isSure = loop == nil && entry == .always
    if !isSure { current.enter(isLoop: loop != nil) }
    defer {
      if !isSure { current.leave() }
      for cleanup in (cleanups.popLast() ?? []).reversed() { run(cleanup) }
      blocks.leave(to: outer, at: order)
    }
    return body()
  }

  /// Runs `body` as a block of a loop.
  func inLoop(_ loop: Int, entry: FlowBlock.Entry, _ body: () -> Void) {
    loops += 1
    inBlock(loop: loop, entry: entry, body)
    loops -= 1
  }

  /// Calls a function at the end of the innermost block.
  func atBlockEnd(_ cleanup: Cleanup) {
    guard !cleanups.isEmpty else { return run(cleanup) }
    cleanups[cleanups.count - 1].append(cleanup)
  }

  /// Where a node starts; of its expansion, if it comes out of a macro.
  func location(of node: Int) -> SourceLocation {
    if let lastLocation, lastLocation.node == node { return lastLocation.location }
    let result: SourceLocation
    if let (file, offset) = startPosition(of: node) {
      result = files.location(file, offset)
    } else {
      result = Self.nowhere
    }
    lastLocation = (node, result)
    return result
  }

  /// Enters a function into the unit's list.
  func noteFunction(_ declared: Declaration.Function, isAddressTaken: Bool = false) {
    if let index = functionIndices[declared.usr] {
      if isAddressTaken { facts.functions[index].isAddressTaken = true }
      return
    }
    functionIndices[declared.usr] = facts.functions.count
    facts.functions.append(
      describe(declared, cursor: declared.cursor, isAddressTaken: isAddressTaken))
  }

  /// Enters the function that is being walked, as its definition describes it:
  /// an earlier declaration may lack the parameters.
  private func noteDefinition(_ declared: Declaration.Function) {
    let cursor = tree[tree.root].cursor
    let known = functionIndices[declared.usr]
    var facts = describe(
      declared, cursor: cursor,
      isAddressTaken: known.map { self.facts.functions[$0].isAddressTaken } ?? false)
    facts.isDefined = true
    if let known {
      self.facts.functions[known] = facts
    } else {
      functionIndices[declared.usr] = self.facts.functions.count
      self.facts.functions.append(facts)
    }
    guard let body = tree.children(of: tree.root).last,
      tree[body].kind == CXCursor_CompoundStmt
    else { return }
    let scope = ByteRange(startOffset(of: body), endOffset(of: body))
    for parameter in Self.parameters(of: cursor) {
      guard case .variable(let id, let type) = declarations.declaration(of: parameter) else {
        continue
      }
      noteLocal(id, scope: scope, start: scope.lower, type: type)
    }
    guard let file = startPosition(of: body)?.file,
      let index = functionIndices[declared.usr]
    else { return }
    self.facts.functions[index].arms = files.lexed(file).arms(in: scope)
  }

  static func parameters(of function: CXCursor) -> [CXCursor] {
    (0..<max(0, clang_Cursor_getNumArguments(function))).map {
      clang_Cursor_getArgument(function, UInt32($0))
    }
  }

  private func describe(
    _ declared: Declaration.Function, cursor: CXCursor, isAddressTaken: Bool
  ) -> FlowFunction {
    let type = cursor.type
    // The type of a definition in the old style has no parameters.
    let declarations = Self.parameters(of: cursor)
    let parameters = declarations.map { types.pointee($0.type) }
    let position = files.position(clang_getCursorLocation(cursor))
    var function = FlowFunction(
      usr: declared.usr, name: declared.name,
      location: position.map { files.location($0.file, $0.offset) } ?? Self.nowhere,
      isDefined: false,
      isExternal: clang_getCursorLinkage(cursor) == CXLinkage_External,
      isOffered: isOffered(cursor),
      isHidden: clang_getCursorVisibility(cursor) == CXVisibility_Hidden,
      isOfCLibrary: position == nil && isOfCLibrary(cursor),
      isVariadic: clang_isFunctionTypeVariadic(type) != 0,
      isAddressTaken: isAddressTaken,
      parameterPointees: parameters.map { $0?.spelling },
      parameterIsConst: parameters.map { $0?.isConst ?? false },
      resultPointee: types.pointee(clang_getResultType(type))?.spelling,
      isResultOpaque: isOpaque(types.pointee(clang_getResultType(type))),
      callbackRole: types.callbackRole(ofFunction: type))
    function.parameterTargets = declarations.map { types.pointeeType($0.type).map(target) }
    function.neverReturns = types.neverReturns(type)
    return function
  }

  /// Whether a function is one of the C library or of the compiler's own.
  func isOfCLibrary(_ function: CXCursor) -> Bool {
    clang_getCursorLocation(function).filePosition.file.map(files.isStandardHeader) ?? true
  }

  /// Notes whose a variable at file scope is, and whether a header declares it
  /// for other programs.
  func noteVariable(_ variable: CXCursor) {
    let isOwn = clang_Cursor_getStorageClass(variable) != CX_SC_Extern
    let isOffered = isOffered(variable)
    guard isOwn || isOffered,
      case .variable(let node, let type) = declarations.declaration(of: variable)
    else { return }
    let position = files.position(clang_getCursorLocation(variable))
    facts.variables.append(
      FlowVariable(
        node: node, location: position.map { files.location($0.file, $0.offset) } ?? Self.nowhere,
        isOwn: isOwn, isOffered: isOffered, isRecord: types.category(type) == .record,
        isArray: types.category(type) == .array))
    if isOffered, types.holdsFunctions(type) { facts.functionPointers.append(node) }
  }

  /// Whether other programs can name a function or variable: a header declares it.
  private func isOffered(_ declared: CXCursor) -> Bool {
    clang_getCursorLinkage(declared) == CXLinkage_External
      && clang_getCursorVisibility(declared) != CXVisibility_Hidden
      && !files.isInMainFile(clang_getCursorLocation(clang_getCanonicalCursor(declared)))
  }

  /// The location of code outside the project.
  static let nowhere = SourceLocation(file: FilePath("/"), line: 0, column: 0, offset: 0)

  /// Notes a local variable or parameter with the bytes in which it can be named.
  func noteLocal(
    _ node: FlowNodeID, scope: ByteRange, start: Int, type: CXType, isStatic: Bool = false,
    declaration: SourceLocation? = nil
  ) {
    guard let function, let index = functionIndices[function] else { return }
    var spelling = types.facts(type).spelling
    // A parameter that is declared as an array is a pointer.
    if case .parameter = declarations.nodes[Int(node)], types.category(type) == .array,
      let pointee = types.pointee(type)
    {
      spelling = pointee.spelling + " *"
    }
    facts.functions[index].locals.append(
      FlowLocal(
        node: node, scope: scope, start: start, type: spelling, isStatic: isStatic,
        declaration: declaration))
  }

  /// Notes what the function that is being walked names otherwise than its file.
  func noteName(_ name: String) {
    guard let function, let index = functionIndices[function] else { return }
    facts.functions[index].names.append(name)
  }

  /// Notes a compound statement of the function that is being walked.
  func noteCompound(_ compound: FlowCompound) {
    guard let function, let index = functionIndices[function] else { return }
    facts.functions[index].compounds.append(compound)
  }

  /// Marks the function that is being walked as one that is not understood.
  func markBroken() {
    guard let function, !isMarked else { return }
    isMarked = true
    facts.brokenFunctions.append(function)
  }
}
