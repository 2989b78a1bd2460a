import CLibClang
import SourceModel

/// Where pointers lie in records, and integers that can hold one, to find the
/// fields that share their bytes:
/// members of a union, and fields of two records of which one is read as the
/// other.
final class RecordLayouts {
  typealias Word = FlowLayout.Word

  /// A member that is no record.
  private struct Leaf {
    /// In bits from the record's start, as in `Word`.
    var lower: Int
    var upper: Int
    /// `nil` for what is no pointer and no integer.
    var kind: FlowLayout.Kind?
    var node: FlowNodeID
  }

  private struct Pair: Hashable {
    var one: UnsafeMutableRawPointer?
    var other: UnsafeMutableRawPointer?
  }

  private var known: [UnsafeMutableRawPointer?: FlowLayout] = [:]
  private var leaves: [UnsafeMutableRawPointer?: [Leaf]] = [:]
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
    layout(of: record, declarations).words.filter { $0.kind != .narrow }
  }

  /// The pointers and integers of a record, in the order of its fields.
  func layout(of record: CXType, _ declarations: DeclarationTable) -> FlowLayout {
    let canonical = unqualified(record)
    if let layout = known[canonical.data.0] { return layout }
    var prefix = Digest.empty
    let words = leaves(of: canonical, declarations).compactMap { leaf -> Word? in
      let category: UInt64 = leaf.kind.map { $0.isPointer ? 2 : 1 } ?? 0
      for value in [UInt64(leaf.lower), UInt64(leaf.upper), category] {
        prefix = Digest.hash(prefix, with: value)
      }
      return leaf.kind.map {
        Word(lower: leaf.lower, upper: leaf.upper, node: leaf.node, kind: $0, prefix: prefix)
      }
    }
    known[canonical.data.0] = FlowLayout(words: words)
    return FlowLayout(words: words)
  }

  /// The pointer at a record's start, which a pointer to pointers may read there; `nil`
  /// for none.
  func first(of record: CXType, _ declarations: DeclarationTable) -> FlowNodeID? {
    words(of: record, declarations).first { $0.lower == 0 && $0.kind.isPointer }?.node
  }

  /// The nodes of a member, or of the members of the record that it is.
  func nodes(
    of field: Declaration.Field, _ declarations: DeclarationTable
  ) -> Set<FlowNodeID> {
    let element = types.element(field.type)
    guard types.category(element) == .record else { return [field.node] }
    return leaves(of: unqualified(element), declarations).reduce(into: []) { $0.insert($1.node) }
  }

  /// The members of a record and of the records in it.
  private func leaves(of canonical: CXType, _ declarations: DeclarationTable) -> [Leaf] {
    if let known = leaves[canonical.data.0] { return known }
    leaves[canonical.data.0] = []
    var found: [Leaf] = []
    for cursor in FlowBuilder.fields(of: canonical) { add(cursor, to: &found, declarations) }
    leaves[canonical.data.0] = found
    return found
  }

  private func add(
    _ cursor: CXCursor, to leaves: inout [Leaf], _ declarations: DeclarationTable
  ) {
    let lower = Int(clang_Cursor_getOffsetOfField(cursor))
    guard lower >= 0, case .field(let field) = declarations.declaration(of: cursor) else { return }
    let size = Int(clang_Type_getSizeOf(cursor.type))
    let element = types.element(cursor.type)
    // A flexible array reaches as far as its block.
    let upper = size > 0 ? lower + 8 * size : Int.max
    guard types.category(element) == .record else {
      leaves.append(
        Leaf(lower: lower, upper: upper, kind: kind(of: element), node: field.node))
      return
    }
    let isArray = types.category(cursor.type) == .array
    for var inner in self.leaves(of: unqualified(element), declarations) {
      let end = inner.upper == Int.max ? Int.max : lower + inner.upper
      (inner.lower, inner.upper) = isArray ? (lower, upper) : (lower + inner.lower, end)
      leaves.append(inner)
    }
  }

  private func kind(of type: CXType) -> FlowLayout.Kind? {
    switch types.category(type) {
    case .integer: return clang_Type_getSizeOf(type) >= pointerSize ? .integer : .narrow
    case .pointer: break
    default: return nil
    }
    guard let target = types.pointeeType(type) else { return .other }
    return switch types.category(target) {
    case .void: .void
    case .integer: .bytes
    case .record: .record
    case .pointer, .array: .pointer
    case .function: .function
    case .other: .other
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

  /// Those of a union's fields that C lets a program read as each other (6.5.2.3): what
  /// structs in it begin with, as long as their fields have the same types. In both orders.
  func alike(in union: CXType, _ declarations: DeclarationTable) -> Set<FlowPair> {
    let structs = FlowBuilder.fields(of: unqualified(union)).map { unqualified($0.type) }
      .filter { clang_getTypeDeclaration($0).kind == CXCursor_StructDecl }
      .map { FlowBuilder.fields(of: $0) }
    var pairs: Set<FlowPair> = []
    for (index, fields) in structs.enumerated() {
      for others in structs[..<index] {
        for (one, other) in zip(fields, others).prefix(while: isSame) {
          guard case .field(let left) = declarations.declaration(of: one),
            case .field(let right) = declarations.declaration(of: other)
          else { continue }
          pairs.formUnion([FlowPair(left.node, right.node), FlowPair(right.node, left.node)])
        }
      }
    }
    return pairs
  }

  /// Whether two fields have the same type and, being bit-fields, width.
  private func isSame(_ one: CXCursor, _ other: CXCursor) -> Bool {
    let (left, right) = (clang_getCanonicalType(one.type), clang_getCanonicalType(other.type))
    return clang_equalTypes(left, right) != 0
      && clang_getFieldDeclBitWidth(one) == clang_getFieldDeclBitWidth(other)
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
