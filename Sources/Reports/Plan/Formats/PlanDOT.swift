import SourceModel

/// Classes and the files that they tie together, as a graph for Graphviz.
package struct PlanDOT: PlanFormat {
  package let name = "dot"
  package let summary = "classes and the files that they join, for Graphviz"

  package init() {}

  package func render(_ plan: PlanReport, options: RenderOptions) -> [UInt8] {
    var lines = ["graph plan {", "  rankdir=LR;", "  node [fontname=\"sans-serif\"];"]
    let rows =
      plan.phases.flatMap(\.classes).map { ($0, "palegreen") }
      + plan.blocked.map { ($0, "lightsalmon") } + plan.staying.map { ($0, "lightgrey") }
    for file in Set(rows.flatMap { $0.0.files }).sorted() {
      lines.append("  \(Self.quoted(file.string)) [shape=note];")
    }
    for (index, (row, color)) in rows.enumerated() {
      let title = row.subsystem ?? row.blocker?.reason.rawValue ?? ""
      let label = "\(title)\n\(Wording.count(row.sites, "site"))"
      lines.append(
        "  c\(index) [label=\(Self.quoted(label)), tooltip=\(Self.quoted(row.identity.description)), "
          + "style=filled, fillcolor=\(color)];")
      lines += row.files.map { "  c\(index) -- \(Self.quoted($0.string));" }
    }
    lines.append("}")
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  /// A string of the DOT language.
  private static func quoted(_ text: String) -> String {
    let escaped = text.map { character -> String in
      switch character {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      default: String(character)
      }
    }
    return "\"" + escaped.joined() + "\""
  }
}
