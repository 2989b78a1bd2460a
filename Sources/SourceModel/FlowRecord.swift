/// A struct or union definition.
package struct FlowRecord: Hashable, Sendable, Codable {
  package var usr: String
  /// The canonical type's spelling, as `FlowCall.Argument.pointee` has it.
  package var type: String
  /// Bytes.
  package var size: Int
  package var isUnion: Bool
  package var hasFlexibleArray: Bool
  /// Where it is defined: in a header other code can see it whole.
  package var location: SourceLocation

  package init(
    usr: String, type: String, size: Int, isUnion: Bool, hasFlexibleArray: Bool,
    location: SourceLocation
  ) {
    self.usr = usr
    self.type = type
    self.size = size
    self.isUnion = isUnion
    self.hasFlexibleArray = hasFlexibleArray
    self.location = location
  }
}

extension FlowRecord {
  /// Whether other programs can see its members: it stands in a header of the
  /// project that does not call itself private.
  package var isOpen: Bool {
    let path = location.file.string.lowercased()
    let isHeader = path.hasSuffix(".h") || path.hasSuffix(".hpp")
    let isPrivate = ["private", "internal", "priv", "_int."].contains { path.contains($0) }
    return isHeader && !isPrivate && location.file.isInProject
  }
}
