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
  /// The bytes over which its name means it, in its file; `nil` up to the end of
  /// the unit.
  package var scope: ByteRange?
  /// Whether a macro of the project has its name.
  package var isHidden: Bool
  /// What identifies the name, the offset and the size of each member; empty for a
  /// record in a header.
  package var layout: [UInt64] = []

  package init(
    usr: String, type: String, size: Int, isUnion: Bool, hasFlexibleArray: Bool,
    location: SourceLocation, scope: ByteRange? = nil, isHidden: Bool = false
  ) {
    self.usr = usr
    self.type = type
    self.size = size
    self.isUnion = isUnion
    self.hasFlexibleArray = hasFlexibleArray
    self.location = location
    self.scope = scope
    self.isHidden = isHidden
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
