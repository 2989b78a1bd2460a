import SourceModel

/// The block is a record with a flexible array, and a field of the record
/// holds the number of its elements.
enum FlexibleArrayStrategy: SizeStrategy {
  static let name = "flexible-array"

  static func size(for request: SizeRequest) -> SizeFinding? { nil }
}
