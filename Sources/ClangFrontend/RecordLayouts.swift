import CLibClang
import SourceModel

/// Where pointers lie in records, and integers that can hold one, to find the
/// fields that share their bytes:
/// members of a union, and fields of two records of which one is read as the
/// other.
final class RecordLayouts {
  /// A field that can hold a pointer, or an array of such; a field below an array of
  /// records takes up the whole array.
  struct Word {
    /// In bits from the record's start.
    var lower: Int
    var upper: Int
    var node: FlowNodeID
    var isInteger: Bool
  }

  private struct Pair: Hashable {
    var one: UnsafeMutableRawPointer?
    var other: UnsafeMutableRawPointer?
  }

  private var known: [UnsafeMutableRawPointer?: [Word]] = [:]
  private var seen: Set<Pair> = []
  private let types = TypeTable(root: "")
  /// Bytes of a pointer on the target.
  let pointerSize: Int

  init(_ unit: TranslationUnit) {
    let target = clang_getTranslationUnitTargetInfo(unit.raw)
    pointerSize = Int(clang_TargetInfo_getPointerWidth(target)) / 8
    clang_TargetInfo_dispose(target)
  }

  /// What can hold a pointer in a record, in the order of its fields; none for
  /// an incomplete record.
  func words(of record: CXType, _ declarations: DeclarationTable) -> [Word] {
    let canonical = unqualified(record)
    if let fields = known[canonical.data.0] { return fields }
    known[canonical.data.0] = []
    var fields: [Word] = []
    for cursor in FlowBuilder.fields(of: canonical) {
      add(cursor, to: &fields, declarations)
    }
    known[canonical.data.0] = fields
    return fields
  }

  /// The pointer at a record's start, which a pointer to pointers may read there; `nil`
  /// for none.
  func first(of record: CXType, _ declarations: DeclarationTable) -> FlowNodeID? {
    words(of: record, declarations).first { $0.lower == 0 && !$0.isInteger }?.node
  }

  private func add(
    _ cursor: CXCursor, to fields: inout [Word], _ declarations: DeclarationTable
  ) {
    let lower = Int(clang_Cursor_getOffsetOfField(cursor))
    guard lower >= 0, case .field(let field) = declarations.declaration(of: cursor) else { return }
    let size = Int(clang_Type_getSizeOf(cursor.type))
    let element = types.element(cursor.type)
    // A flexible array reaches as far as its block.
    let upper = size > 0 ? lower + 8 * size : Int.max
    switch types.category(element) {
    case .pointer:
      fields.append(Word(lower: lower, upper: upper, node: field.node, isInteger: false))
    case .integer where clang_Type_getSizeOf(element) >= pointerSize:
      fields.append(Word(lower: lower, upper: upper, node: field.node, isInteger: true))
    case .record:
      let isArray = types.category(cursor.type) == .array
      for inner in words(of: element, declarations) {
        let end = inner.upper == Int.max ? Int.max : lower + inner.upper
        fields.append(
          Word(
            lower: isArray ? lower : lower + inner.lower, upper: isArray ? upper : end,
            node: inner.node, isInteger: inner.isInteger))
      }
    default: break
    }
  }

  /// The pairs of different fields that lie at the same place when one record
  /// is read as the other; empty when the two have been asked for before.
  func common(
    _ one: CXType, _ other: CXType, _ declarations: DeclarationTable
  ) -> [(Word, Word)] {
    let (one, other) = (unqualified(one), unqualified(other))
    guard one.data.0 != other.data.0,
      seen.insert(Pair(one: one.data.0, other: other.data.0)).inserted
    else { return [] }
    return overlaps(words(of: one, declarations), words(of: other, declarations))
  }

  /// The pairs of different fields of a union that share bytes, in both orders.
  func shared(in union: CXType, _ declarations: DeclarationTable) -> [(Word, Word)] {
    let fields = words(of: union, declarations)
    return overlaps(fields, fields)
  }

  private func overlaps(_ one: [Word], _ other: [Word]) -> [(Word, Word)] {
    one.flatMap { left in
      other.filter { left.node != $0.node && left.lower < $0.upper && $0.lower < left.upper }
        .map { (left, $0) }
    }
  }

  /// The record's canonical type as its declaration gives it.
  private func unqualified(_ type: CXType) -> CXType {
    let declaration = clang_getTypeDeclaration(clang_getCanonicalType(type))
    return clang_getCanonicalType(declaration.type)
  }
}
