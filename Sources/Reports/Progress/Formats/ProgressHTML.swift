/// The report to look at or to mail: one page that needs no other file.
package struct ProgressHTML: ProgressFormat {
  package let name = "html"
  package let summary = "one page for a browser, without scripts or other files"

  package init() {}

  package func render(_ report: ProgressReport) -> [UInt8] {
    Array(HTMLText.page(report.document).utf8)
  }
}
