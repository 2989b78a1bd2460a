import CLibClang
import SourceModel

/// What a name refers to, worked out once for each declaration of a unit.
enum Declaration {
  struct Function {
    /// That of the function which the linker knows by its name, and that name.
    var usr: String
    var name: String
    /// The family function that it is, unless the project defines a function
    /// of that name for itself alone.
    var family: FamilyFunction?
    var cursor: CXCursor
  }

  struct Field {
    var node: FlowNodeID
    var type: CXType
    /// Whether it stands at the start of the record that it is a member of,
    /// by way of members without a name, too.
    var isFirst: Bool
  }

  case function(Function)
  case variable(FlowNodeID, type: CXType)
  case field(Field)
  case enumConstant(Int)
  case other
}

/// Names the declarations of a unit and numbers their flow nodes.
final class DeclarationTable {
  private let files: UnitFiles
  let families: [String: FamilyFunction]
  private var known: [UnsafeRawPointer: Declaration] = [:]
  private var ids: [FlowNode: FlowNodeID] = [:]
  private(set) var nodes: [FlowNode] = []
  /// The functions that were met by the names that C has for them.
  private(set) var functionsByName: [String: Declaration.Function] = [:]
  /// The linker's names; see `readLinkerNames(of:)`.
  private(set) var linkerNames: LinkerNames
  /// Pairs of variables that are one for the linker.
  private(set) var sameVariables: [(one: FlowNodeID, other: FlowNodeID)] = []
  private var recordUSRs: [UnsafeRawPointer: String] = [:]
  private var temporaries = 0
  /// The nodes of bit-fields, which may keep less than is stored.
  private(set) var bitFields: Set<FlowNodeID> = []
  /// Variables that each thread has for itself.
  private(set) var threadVariables: [FlowNodeID] = []
  /// The fields, bit-fields aside, and the variables at file scope, with their types;
  /// once for each declaration.
  private(set) var lasting: [(node: FlowNodeID, type: CXType)] = []
  /// Where the fields lie; once for each.
  private(set) var members: [FlowMember] = []
  /// The pointers among the variables that headers outside of the project
  /// declare.
  private(set) var libraryPointers: [FlowNodeID] = []
  /// The unions whose members were met since they were last taken.
  private var unions: [CXType] = []
  private var seenUnions: Set<UnsafeRawPointer> = []

  init(files: UnitFiles, families: [String: FamilyFunction]) {
    self.files = files
    self.families = families
    linkerNames = LinkerNames(files: files, families: families)
  }

  /// Learns the linker's names from the declarations at file scope, before any is asked for.
  func readLinkerNames(of declarations: [CXCursor]) {
    linkerNames = LinkerNames(files: files, families: families, declarations: declarations)
  }

  /// The number of a node, a new one if it has not been seen.
  func id(_ node: FlowNode) -> FlowNodeID {
    if let id = ids[node] { return id }
    let id = FlowNodeID(nodes.count)
    nodes.append(node)
    ids[node] = id
    return id
  }

  /// A node for the value of a sub-expression.
  func temporary() -> FlowNodeID {
    temporaries += 1
    nodes.append(.temporary(temporaries))
    return FlowNodeID(nodes.count - 1)
  }

  /// What a reference expression refers to.
  func declaration(referencedBy cursor: CXCursor) -> Declaration {
    declaration(of: cursor.referenced)
  }

  /// What a declaration cursor declares.
  func declaration(of cursor: CXCursor) -> Declaration {
    guard let key = cursor.declarationKey else { return .other }
    if let declaration = known[key] { return declaration }
    let declaration = make(cursor)
    known[key] = declaration
    return declaration
  }

  /// The types of the unions that were met for the first time since the last
  /// call.
  func takeUnions() -> [CXType] {
    defer { unions = [] }
    return unions
  }

  /// Makes the parameters of a function's definition known by position.
  func registerParameters(of function: CXCursor, usr: String) {
    for index in 0..<max(0, Int(clang_Cursor_getNumArguments(function))) {
      let parameter = clang_Cursor_getArgument(function, UInt32(index))
      guard let key = parameter.declarationKey else { continue }
      let node = FlowNode.parameter(function: usr, index: index, name: parameter.spelling)
      known[key] = .variable(id(node), type: parameter.type)
    }
  }

  private func make(_ cursor: CXCursor) -> Declaration {
    switch cursor.kind {
    case CXCursor_FunctionDecl: function(cursor)
    case CXCursor_VarDecl: variable(cursor)
    case CXCursor_ParmDecl: .variable(id(node(cursor)), type: cursor.type)
    case CXCursor_FieldDecl: field(cursor)
    case CXCursor_EnumConstantDecl:
      .enumConstant(Int(truncatingIfNeeded: clang_getEnumConstantDeclValue(cursor)))
    default: .other
    }
  }

  /// The family function that a function is; `nil` for a static one that shares a
  /// library function's name.
  func family(of function: CXCursor, named name: String) -> FamilyFunction? {
    guard let family = families[name],
      family.isOfProject || clang_getCursorLinkage(function) != CXLinkage_Internal
    else { return nil }
    return family
  }

  private func function(_ cursor: CXCursor) -> Declaration {
    let name = cursor.spelling
    var function = Declaration.Function(
      usr: cursor.usr, name: name, family: family(of: cursor, named: name), cursor: cursor)
    // What is another name of a family's function calls that.
    if let symbol = linkerNames.symbol(of: cursor), families[symbol] == nil {
      function.usr = usr(ofFunction: symbol)
      function.name = symbol
    }
    functionsByName[name] = function
    return .function(function)
  }

  /// The USR of the function that a cursor defines.
  func usr(ofDefinition cursor: CXCursor) -> String {
    if case .function(let function) = declaration(of: cursor) { function.usr } else { cursor.usr }
  }

  /// The USR of the function that the linker knows by a name.
  func usr(ofFunction symbol: String) -> String {
    linkerNames.function(named: symbol)?.usr ?? "c:@F@\(symbol)"
  }

  /// The USR of the variable that the linker knows by a name.
  func usr(ofVariable symbol: String) -> String {
    linkerNames.variable(named: symbol)?.usr ?? "c:@\(symbol)"
  }

  /// Makes a variable the same as the one that the linker knows by a name.
  func join(_ variable: CXCursor, to symbol: String) {
    guard case .variable(let one, _) = declaration(of: variable) else { return }
    join(one, to: symbol)
  }

  private func join(_ one: FlowNodeID, to symbol: String) {
    let name = linkerNames.variable(named: symbol)?.spelling ?? symbol
    let other = id(.global(usr: usr(ofVariable: symbol), name: name))
    if one != other { sameVariables.append((one, other)) }
  }

  private func variable(_ cursor: CXCursor) -> Declaration {
    let node = node(cursor)
    let id = id(node)
    if case .global = node {
      lasting.append((id, cursor.type))
      if clang_getCursorTLSKind(cursor) != CXTLS_None { threadVariables.append(id) }
      if files.position(clang_getCursorLocation(cursor)) == nil,
        clang_getCanonicalType(cursor.type).kind == CXType_Pointer
      {
        libraryPointers.append(id)
      }
      if let symbol = linkerNames.symbol(of: cursor) { join(id, to: symbol) }
    }
    return .variable(id, type: cursor.type)
  }

  private func node(_ cursor: CXCursor) -> FlowNode {
    let name = cursor.spelling
    let isStatic = clang_Cursor_getStorageClass(cursor) == CX_SC_Static
    if !isStatic, clang_getCursorLinkage(cursor) == CXLinkage_NoLinkage {
      let (file, offset) = clang_getCursorLocation(cursor).filePosition
      let path = files.index(of: file).map { files.files[$0].path } ?? FilePath("/")
      return .local(file: path, offset: offset, name: name)
    }
    return .global(usr: cursor.usr, name: name)
  }

  private func field(_ cursor: CXCursor) -> Declaration {
    let record = clang_getCursorSemanticParent(cursor)
    let isNamed = clang_Cursor_isAnonymous(record) == 0 && !record.spelling.isEmpty
    let own = FlowBuilder.isUnnamed(cursor) ? "" : cursor.spelling
    let name = isNamed ? record.spelling + "." + own : own
    let usr = isNamed ? cursor.usr : "\(usr(ofRecord: record))@FI@\(cursor.spelling)"
    let node = id(.field(usr: usr, name: name))
    if clang_Cursor_isBitField(cursor) != 0 {
      bitFields.insert(node)
    } else {
      lasting.append((node, cursor.type))
    }
    let offset = Int(clang_Cursor_getOffsetOfField(cursor))
    if offset >= 0 { note(member: cursor, node, at: offset) }
    let isFirst = isFirst(cursor, at: offset, in: record)
    return .field(Declaration.Field(node: node, type: cursor.type, isFirst: isFirst))
  }

  /// The USR of a record; of one without a name in another record by its place among
  /// that one's, since clang's tells the file, which others may define alike.
  func usr(ofRecord record: CXCursor) -> String {
    guard let key = record.declarationKey else { return record.usr }
    if let known = recordUSRs[key] { return known }
    let outer = clang_getCursorSemanticParent(record)
    var usr = record.usr
    if FlowBuilder.isUnnamed(record),
      outer.kind == CXCursor_StructDecl || outer.kind == CXCursor_UnionDecl,
      let ordinal = FlowBuilder.records(in: outer).firstIndex(where: { $0.declarationKey == key })
    {
      usr = "\(self.usr(ofRecord: outer))@\(ordinal)"
    }
    recordUSRs[key] = usr
    return usr
  }

  private func note(member: CXCursor, _ node: FlowNodeID, at lower: Int) {
    let type = clang_getCanonicalType(member.type)
    var element = type
    while clang_getArrayElementType(element).kind != CXType_Invalid {
      element = clang_getCanonicalType(clang_getArrayElementType(element))
    }
    let width = Int(clang_getFieldDeclBitWidth(member))
    let bits = width >= 0 ? width : 8 * Int(clang_Type_getSizeOf(member.type))
    members.append(
      FlowMember(
        node: node, lower: lower, upper: bits > 0 ? lower + bits : Int.max,
        isRecord: element.kind == CXType_Record,
        isArray: clang_getArrayElementType(type).kind != CXType_Invalid))
  }

  /// - Parameter offset: bits from the start of `record` itself.
  private func isFirst(_ field: CXCursor, at offset: Int, in record: CXCursor) -> Bool {
    var record = record
    var isNested = false
    while true {
      if record.kind == CXCursor_UnionDecl { note(union: record) }
      guard clang_Cursor_isAnonymousRecordDecl(record) != 0 else { break }
      record = clang_getCursorSemanticParent(record)
      isNested = true
    }
    return isNested ? clang_Type_getOffsetOf(record.type, field.spelling) == 0 : offset == 0
  }

  private func note(union: CXCursor) {
    guard let key = union.declarationKey, seenUnions.insert(key).inserted else { return }
    unions.append(union.type)
  }
}
