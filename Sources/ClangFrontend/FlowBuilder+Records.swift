import CLibClang
import SourceModel

extension FlowBuilder {
  /// Enters a record's definition in the project, and those inside it.
  ///
  /// - Parameter scope: where a definition in a function has a meaning.
  func addRecord(_ cursor: CXCursor, scope: ByteRange? = nil) {
    guard clang_isCursorDefinition(cursor) != 0 else { return }
    let usr = declarations.usr(ofRecord: cursor)
    guard records.insert(usr).inserted,
      let (file, offset) = files.position(clang_getCursorLocation(cursor))
    else { return }
    let type = types.facts(cursor.type)
    let fields = fieldCursors(of: cursor.type)
    let last = fields.last.map { clang_getCanonicalType($0.type).kind }
    var record = FlowRecord(
      usr: usr, type: type.spelling, size: type.size ?? 0,
      isUnion: cursor.kind == CXCursor_UnionDecl,
      hasFlexibleArray: last == CXType_IncompleteArray, location: files.location(file, offset),
      scope: scope, isHidden: files.activeMacro(named: cursor.spelling) != nil)
    if files.isInMainFile(clang_getCursorLocation(cursor)) { record.layout = fields.map(layout) }
    facts.records.append(record)
    for field in fields where types.holdsFunctions(field.type) {
      guard case .field(let field) = declarations.declaration(of: field) else { continue }
      facts.functionPointers.append(field.node)
    }
    for child in Self.records(in: cursor) { addRecord(child, scope: scope) }
  }

  /// What identifies a member's name, offset and size: its type may be another where
  /// a source does not know what a pointer points at.
  private func layout(of field: CXCursor) -> UInt64 {
    // The name of what has none is where it stands.
    let name = Self.isUnnamed(field) ? "" : field.spelling
    let (offset, size) = (
      clang_Cursor_getOffsetOfField(field), clang_Type_getSizeOf(field.type)
    )
    return Digest(Array("\(name) \(offset) \(size)".utf8)).hash
  }

  /// The records that a record's definition defines.
  static func records(in record: CXCursor) -> [CXCursor] {
    let list = CursorList()
    clang_visitChildren(
      record,
      { cursor, _, data in
        if let data, cursor.kind == CXCursor_StructDecl || cursor.kind == CXCursor_UnionDecl {
          Unmanaged<CursorList>.fromOpaque(data).takeUnretainedValue().cursors.append(cursor)
        }
        return CXChildVisit_Continue
      }, Unmanaged.passUnretained(list).toOpaque())
    return list.cursors
  }

  private final class CursorList { var cursors: [CXCursor] = [] }

  /// Whether a pointee is for its owner alone: it must not be changed, or its
  /// members are not known.
  func isOpaque(_ pointee: TypeFacts?) -> Bool {
    guard let pointee else { return false }
    return pointee.isConst || pointee.category == .record && pointee.size == nil
  }

  /// What a pointer to a type leads to.
  func target(_ type: CXType) -> FlowTarget {
    switch types.category(type) {
    case .pointer: .pointer
    case .array: target(types.element(type))
    case .function: .function
    case .record: hasPointers(type, depth: 0) ? .record : .bytes
    default: .bytes
    }
  }

  private func hasPointers(_ record: CXType, depth: Int) -> Bool {
    depth > 20
      || fieldCursors(of: record).contains { field in
        let element = types.element(field.type)
        return types.category(element) == .pointer
          || types.category(element) == .record && hasPointers(element, depth: depth + 1)
      }
  }
}
