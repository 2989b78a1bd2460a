/// A page of HTML that needs nothing but itself: no scripts, no other files. It
/// is well-formed XML, too.
package enum HTMLText {
  /// The document as a page, with a newline at the end.
  package static func page(_ document: ReportDocument) -> String {
    let body = [.heading(1, document.title)] + document.blocks
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <title>\(escaped(document.title.spans.map(\.text).joined()))</title>
      <style>
      \(style)
      </style>
      </head>
      <body>
      \(body.map(html).joined(separator: "\n"))
      </body>
      </html>

      """
  }

  /// The text so that it is read as it is spelled, on one line, be it between
  /// tags or in an attribute.
  package static func escaped(_ text: String) -> String {
    TerminalText.oneLine(text).map { character in
      switch character {
      case "&": "&amp;"
      case "<": "&lt;"
      case ">": "&gt;"
      case "\"": "&quot;"
      default: String(character)
      }
    }.joined()
  }

  private static func html(_ block: ReportDocument.Block) -> String {
    switch block {
    case .heading(let level, let text): "<h\(level)>\(inline(text))</h\(level)>"
    case .paragraph(let text): "<p>\(inline(text))</p>"
    case .table(let content): table(content)
    case .code(let lines, _):
      "<pre><code>\(lines.map(codeLine).joined(separator: "\n"))</code></pre>"
    case .bullets(let items): list("ul", items.map(inline))
    case .numbered(let items):
      list("ol", items.map { ([inline($0.text)] + $0.blocks.map(html)).joined(separator: "\n") })
    case .chart(let title, let slices): chart(title, slices)
    }
  }

  private static func list(_ tag: String, _ items: [String]) -> String {
    (["<\(tag)>"] + items.map { "<li>\($0)</li>" } + ["</\(tag)>"]).joined(separator: "\n")
  }

  private static func inline(_ text: Prose) -> String {
    text.spans.map { span in
      let text = span.isCode ? code(span.text) : escaped(span.text)
      return span.isBold ? "<strong>\(text)</strong>" : text
    }.joined()
  }

  private static func code(_ text: String) -> String {
    text.isEmpty ? "" : "<code>\(escaped(text))</code>"
  }

  /// A line of a block of code, whose tabs stay.
  private static func codeLine(_ line: String) -> String {
    line.split(separator: "\t", omittingEmptySubsequences: false).map { escaped(String($0)) }
      .joined(separator: "\t")
  }

  private static func table(_ table: ReportTable) -> String {
    let isNumber = table.columns.map(\.isNumber)
    func row(_ tag: String, _ cells: [String]) -> String {
      "<tr>"
        + zip(cells, isNumber).map { cell, isNumber in
          "<\(tag)\(isNumber ? " class=\"number\"" : "")>\(cell)</\(tag)>"
        }.joined() + "</tr>"
    }
    let total = table.total.map { ["<tfoot>", row("td", $0.map(cell)), "</tfoot>"] } ?? []
    let lines =
      ["<table>", "<thead>", row("th", table.columns.map { escaped($0.title) }), "</thead>"]
      + ["<tbody>"] + table.rows.map { row("td", $0.map(cell)) } + ["</tbody>"] + total
      + ["</table>"]
    return lines.joined(separator: "\n")
  }

  private static func cell(_ cell: ReportTable.Cell) -> String {
    switch cell {
    case .text(let text): escaped(text)
    case .code(let text): code(text)
    case .codes(let items, let limit): Wording.cell(items.map(code), limit: limit)
    case .number(let value): Wording.number(value)
    case .empty: ""
    }
  }

  /// One bar, as wide as the page, in which each part has its share, in a colour
  /// that is the part's own whichever others there are.
  private static func chart(_ title: String, _ slices: [ReportDocument.Slice]) -> String {
    var sum = 0
    var label = escaped(title)
    var (bars, legend): ([String], [String]) = ([], [])
    for (index, slice) in slices.enumerated() where slice.value > 0 {
      let name = "\(escaped(slice.name)): \(Wording.number(slice.value))"
      bars.append(
        "<rect class=\"part\(index)\" x=\"\(sum)\" width=\"\(slice.value)\" height=\"1\">"
          + "<title>\(name)</title></rect>")
      legend.append(
        "<svg class=\"key\" viewBox=\"0 0 1 1\"><rect class=\"part\(index)\" width=\"1\" "
          + "height=\"1\"/></svg>\(name)")
      label += ", " + name
      sum += slice.value
    }
    return
      (["<figure>", "<figcaption>\(escaped(title))</figcaption>"] + [
        "<svg class=\"bar\" viewBox=\"0 0 \(sum) 1\" preserveAspectRatio=\"none\" role=\"img\" "
          + "aria-label=\"\(label)\">"
      ] + bars + ["</svg>", list("ul", legend), "</figure>"]).joined(separator: "\n")
  }

  private static let style = """
    :root { color-scheme: light dark; }
    body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto;
      padding: 0 1rem; }
    table { border-collapse: collapse; display: block; overflow-x: auto; }
    th, td { border: 1px solid #8888; padding: .25rem .75rem; text-align: left; }
    th { background: #8882; }
    .number { text-align: right; }
    tfoot td { font-weight: bold; }
    pre { background: #8882; padding: .5rem 1rem; overflow-x: auto; }
    figure { margin: 1rem 0; }
    figure ul { list-style: none; display: flex; flex-wrap: wrap; gap: 1.5rem; padding: 0; }
    .bar { display: block; width: 100%; height: 2rem; }
    .key { width: .75rem; height: .75rem; margin-right: .5rem; }
    .part0 { fill: #1a7f37; } .part1 { fill: #0969da; } .part2 { fill: #cf222e; }
    .part3 { fill: #bf8700; } .part4 { fill: #8250df; } .part5 { fill: #6e7781; }
    """
}
