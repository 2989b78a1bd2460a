/// A table before it is text: the terminal and the Markdown formats draw the
/// same one.
package struct ReportTable: Hashable, Sendable {
  /// One column.
  package struct Column: Hashable, Sendable {
    package var title: String
    /// Whether the cells are numbers, which are aligned to the right.
    package var isNumber: Bool
    /// Whether it can be left out where there is no room; columns to the right
    /// go first.
    package var isOptional: Bool

    package init(_ title: String, isNumber: Bool = false, isOptional: Bool = false) {
      self.title = title
      self.isNumber = isNumber
      self.isOptional = isOptional
    }
  }

  package var columns: [Column]
  /// The cells, one a column in every row.
  package var rows: [[Cell]]
  /// A last row that the others add up to; `nil` for none.
  package var total: [Cell]?

  /// The content of a cell.
  package enum Cell: Hashable, Sendable {
    case text(String)
    /// A piece of code or a path, set in a fixed-width font where there is one.
    case code(String)
    /// Several pieces of code, separated by commas; those beyond the limit are
    /// only counted.
    case codes([String], limit: Int? = nil)
    case number(Int)
    case empty

    /// Whether it says nothing: empty, or zero.
    package var isVoid: Bool {
      switch self {
      case .empty, .number(0): true
      case .text(let text), .code(let text): text.isEmpty
      case .codes(let items, _): items.isEmpty
      case .number: false
      }
    }
  }

  package init(_ columns: [Column], rows: [[Cell]], total: [Cell]? = nil) {
    self.columns = columns
    self.rows = rows
    self.total = total
  }

  /// The table without the optional columns in which every cell is void.
  package func droppingVoidColumns() -> ReportTable {
    keeping(
      columns.indices.filter { index in
        !columns[index].isOptional || rows.contains { !$0[index].isVoid }
      })
  }

  /// The table with only the columns at these indices.
  package func keeping(_ kept: [Int]) -> ReportTable {
    ReportTable(
      kept.map { columns[$0] }, rows: rows.map { row in kept.map { row[$0] } },
      total: total.map { row in kept.map { row[$0] } })
  }
}
