import SourceModel

/// The pointer is a field, and another field of the same object always holds
/// the number of elements that were allocated for it.
enum CompanionFieldStrategy: SizeStrategy {
  static let name = "companion-field"

  static func size(for request: SizeRequest) -> SizeFinding? { nil }
}
