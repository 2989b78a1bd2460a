import Foundation
import SourceModel

/// Writes the facts of a unit as text that can be read in a review.
struct Dump {
  let facts: FileFacts
  /// The folder that the facts' paths start at.
  let root: String
  let parts: Set<String>

  /// The wanted parts, each under a heading.
  func text() throws -> String {
    var lines = ["== \(facts.source)"]
    func add(_ part: String, _ content: [String]) {
      guard parts.contains(part) else { return }
      lines.append("-- \(part)")
      lines += content
    }
    add("occurrences", facts.occurrences.sorted { $0.location < $1.location }.map(occurrence))
    add("sites", try facts.sites.flatMap(site))
    let flow = FlowDump(flow: facts.flow)
    add("functions", flow.functions())
    add("records", flow.records())
    add("flow", flow.lines())
    add("wrappers", facts.wrappers.map(wrapper))
    add("includes", try includes())
    add("diagnostics", facts.diagnostics.map(diagnostic) + facts.missingHeaders.map { "no \($0)" })
    return lines.joined(separator: "\n") + "\n"
  }

  private func wrapper(_ wrapper: Wrapper) -> String {
    let positions = wrapper.entry.map { entry in
      [
        ("size", entry.size), ("count", entry.count), ("element", entry.element),
        ("pointer", entry.pointer), ("string", entry.string), ("limit", entry.limit),
      ].compactMap { key, position in position.map { "\(key) \($0)" } }.joined(separator: ", ")
    }
    return "\(wrapper.name) \(wrapper.role.rawValue) wraps \(wrapper.wraps): "
      + (positions ?? "no entry")
  }

  private func occurrence(_ occurrence: Occurrence) -> String {
    var text = "\(occurrence.location) \(occurrence.name) \(occurrence.category.rawValue)"
    if occurrence.expansions > 0 { text += " x\(occurrence.expansions)" }
    if !occurrence.reason.isEmpty { text += " (\(occurrence.reason))" }
    return text
  }

  private func diagnostic(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.location.map { "\($0): " } ?? ""
    return place + "\(diagnostic.severity.rawValue): \(diagnostic.message)"
  }

  // MARK: Sites

  private func site(_ site: Site) throws -> [String] {
    let form =
      switch site.form {
      case .call: "call"
      case .macroBody(let body): "in macro \(body.name) of \(body.words.joined(separator: " "))"
      case .addressTaken: "address"
      }
    let inside = site.insideArgumentOf.map { " inside \($0)(…)" } ?? ""
    let respelled = site.respelledBy.map { " respelled by \($0)" } ?? ""
    let identity = "\(site.identity.scope):\(site.identity.callee)#\(site.identity.ordinal)"
    var lines = ["\(site.location) \(identity) \(form)\(inside)\(respelled)"]
    if let syntax = site.syntax {
      lines += try marked(syntax, in: site.location.file).map { "    | " + $0 }
      lines += syntax.arguments.map { argument in
        var text = "    argument `\(argument.text)`"
        if argument.hasSideEffects { text += " side effects" }
        if argument.isPostfix { text += " postfix" }
        return text
      }
    } else if site.form != .addressTaken {
      lines.append("    no syntax")
    }
    return lines + site.uses.map { "    use " + use($0, of: site) }
  }

  /// The call's text: the callee between `‹›`, each argument between `«»`.
  private func marked(_ syntax: CallSyntax, in file: FilePath) throws -> [String] {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: root + "/" + file.string)))
    var text = ""
    for offset in syntax.whole.lower...syntax.whole.upper {
      for argument in syntax.arguments where argument.range.upper == offset { text += "»" }
      if syntax.callee.upper == offset { text += "›" }
      if syntax.callee.lower == offset { text += "‹" }
      for argument in syntax.arguments where argument.range.lower == offset { text += "«" }
      guard offset < syntax.whole.upper else { break }
      text += bytes[offset] < 0x80 ? String(UnicodeScalar(bytes[offset])) : "?"
    }
    return text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      .flatMap { $0.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init) }
  }

  private func use(_ use: SiteUse, of site: Site) -> String {
    var parts: [String] = []
    if use.location != site.location {
      parts.append("at \(use.location.line):\(use.location.column)")
    }
    parts.append("in \(use.enclosingFunction.isEmpty ? "file" : use.enclosingFunction)")
    if let block = use.block {
      parts.append("\(block.typeName ?? "?") \(block.place ?? "?")")
    }
    if let kind = use.kind { parts.append(kind.rawValue) }
    if let size = use.constantSize { parts.append("\(size) bytes") }
    return parts.joined(separator: ", ")
  }

  // MARK: Includes

  private func includes() throws -> [String] {
    try facts.includes.keys.sorted().flatMap { file -> [String] in
      guard let includes = facts.includes[file] else { return [] }
      let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: root + "/" + file.string)))
      func text(_ range: ByteRange) -> String {
        String(decoding: bytes[range.lower..<range.upper], as: UTF8.self)
      }
      let line = bytes[..<includes.insertionOffset].count { $0 == UInt8(ascii: "\n") } + 1
      let start = includes.insertionOffset
      let atLineStart = start == 0 || bytes[start - 1] == UInt8(ascii: "\n")
      let rest = bytes[start...].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
      return includes.directives.map {
        "\(file): `\(text($0.range))` \(text($0.nameRange)) -> \($0.resolved?.string ?? "outside")"
      } + [
        "\(file): insert at line \(line)\(atLineStart ? "" : " (not at its start)") before "
          + "`\(String(decoding: rest, as: UTF8.self))`"
      ]
    }
  }
}
