/// What a format may want to know about where its output goes.
package struct RenderOptions: Hashable, Sendable {
  /// The terminal's width in cells; `nil` when nothing is to be cut.
  package var width: Int?
  /// Whether to use ANSI colours.
  package var color: Bool
  /// The most rows that a table for people shows; `nil` for all. Formats for
  /// programs ignore it.
  package var rowLimit: Int?

  package init(width: Int? = nil, color: Bool = false, rowLimit: Int? = nil) {
    self.width = width
    self.color = color
    self.rowLimit = rowLimit
  }
}
