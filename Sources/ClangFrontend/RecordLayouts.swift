import CLibClang
import SourceModel

/// Where pointers lie in records, to find the fields that share their bytes:
/// members of a union, and fields of two records of which one is read as the
/// other.
final class RecordLayouts {
  /// A field that holds a pointer or an array of pointers; a field below an
  /// array of records takes up the whole array.
  struct PointerField {
    /// In bits from the record's start.
    var lower: Int
    var upper: Int
    var node: FlowNodeID
  }

  private struct Pair: Hashable {
    var one: UnsafeMutableRawPointer?
    var other: UnsafeMutableRawPointer?
  }

  private var known: [UnsafeMutableRawPointer?: [PointerField]] = [:]
  private var seen: Set<Pair> = []
  private let types = TypeTable(root: "")

  /// The pointers in a record in the order of its fields; none for an
  /// incomplete record.
  func pointers(of record: CXType, _ declarations: DeclarationTable) -> [PointerField] {
    let canonical = unqualified(record)
    if let fields = known[canonical.data.0] { return fields }
    known[canonical.data.0] = []
    var fields: [PointerField] = []
    for cursor in FlowBuilder.fields(of: canonical) {
      add(cursor, to: &fields, declarations)
    }
    known[canonical.data.0] = fields
    return fields
  }

  private func add(
    _ cursor: CXCursor, to fields: inout [PointerField], _ declarations: DeclarationTable
  ) {
    let lower = Int(clang_Cursor_getOffsetOfField(cursor))
    guard lower >= 0, case .field(let field) = declarations.declaration(of: cursor) else { return }
    let size = Int(clang_Type_getSizeOf(cursor.type))
    var element = cursor.type
    while types.category(element) == .array, let inner = types.pointeeType(element) {
      element = inner
    }
    // A flexible array reaches as far as its block.
    let upper = size > 0 ? lower + 8 * size : Int.max
    switch types.category(element) {
    case .pointer: fields.append(PointerField(lower: lower, upper: upper, node: field.node))
    case .record:
      let isArray = types.category(cursor.type) == .array
      for inner in pointers(of: element, declarations) {
        let end = inner.upper == Int.max ? Int.max : lower + inner.upper
        fields.append(
          PointerField(
            lower: isArray ? lower : lower + inner.lower, upper: isArray ? upper : end,
            node: inner.node))
      }
    default: break
    }
  }

  /// The pairs of different fields that lie at the same place when one record
  /// is read as the other; empty when the two have been asked for before.
  func common(
    _ one: CXType, _ other: CXType, _ declarations: DeclarationTable
  ) -> [(FlowNodeID, FlowNodeID)] {
    let (one, other) = (unqualified(one), unqualified(other))
    guard one.data.0 != other.data.0,
      seen.insert(Pair(one: one.data.0, other: other.data.0)).inserted
    else { return [] }
    return overlaps(pointers(of: one, declarations), pointers(of: other, declarations))
  }

  /// The pairs of different fields of a union that share bytes.
  func shared(in union: CXType, _ declarations: DeclarationTable) -> [(FlowNodeID, FlowNodeID)] {
    let fields = pointers(of: union, declarations)
    return overlaps(fields, fields).filter { $0.0 < $0.1 }
  }

  private func overlaps(
    _ one: [PointerField], _ other: [PointerField]
  ) -> [(FlowNodeID, FlowNodeID)] {
    one.flatMap { left in
      other.filter { left.node != $0.node && left.lower < $0.upper && $0.lower < left.upper }
        .map { (left.node, $0.node) }
    }
  }

  /// The record's canonical type as its declaration gives it.
  private func unqualified(_ type: CXType) -> CXType {
    let declaration = clang_getTypeDeclaration(clang_getCanonicalType(type))
    return clang_getCanonicalType(declaration.type)
  }
}
