import ClangFrontend
import Rewriting
import SourceModel

/// Reads the files that an apply has written again and compares them with what
/// they were made from.
struct StaticCheck {
  let before: ScannedProgram
  /// What was decided, after rewriting.
  let decisions: [Decision]
  let outputs: [OutputFile]
  /// The outputs that have been written.
  let written: Set<FilePath>

  /// What is wrong.
  struct Problems {
    /// What clang has to say that it had not before.
    var diagnostics: [Diagnostic]
    /// Tokens outside the edits that are not the same, and sites that are left
    /// though they were to be migrated; a line each.
    var others: [String]

    /// A line each; empty when every check holds.
    var lines: [String] { diagnostics.map(StaticCheck.line) + others }
  }

  /// Checks.
  func problems(request: ScanRequest) throws(MigrationError) -> Problems {
    var request = request
    request.decides = false
    let changed = outputs.filter { written.contains($0.path) }.flatMap { [$0.path, $0.source] }
    let after = try ScannedProgram.rescan(before, changed: Set(changed), request: request)
    return Problems(
      diagnostics: Self.newDiagnostics(before: before, after: after),
      others: outputs.filter { written.contains($0.path) }.compactMap(tokens) + sitesLeft(after))
  }

  /// Clang's messages that the sources before did not have, whatever their lines.
  static func newDiagnostics(before: ScannedProgram, after: ScannedProgram) -> [Diagnostic] {
    var old: [String: Int] = [:]
    for diagnostic in before.program.diagnostics { old[key(diagnostic), default: 0] += 1 }
    return after.program.diagnostics.filter { $0.severity != .note }.filter { diagnostic in
      let key = key(diagnostic)
      old[key, default: 0] -= 1
      return old[key] ?? 0 < 0
    }
  }

  /// A message of clang's with its place.
  static func line(_ diagnostic: Diagnostic) -> String {
    let place = diagnostic.location.map { "\($0): " } ?? ""
    return "\(place)\(diagnostic.severity.rawValue): \(diagnostic.message)"
  }

  private static func key(_ diagnostic: Diagnostic) -> String {
    diagnostic.severity.rawValue + (diagnostic.location?.file.refactored.string ?? "")
      + diagnostic.message
  }

  /// The first token outside the edits of a file that is not as it was.
  private func tokens(_ output: OutputFile) -> String? {
    guard let old = ClangFrontend.tokens(of: output.original),
      let new = ClangFrontend.tokens(of: output.bytes)
    else { return "\(output.path): clang cannot read it" }
    var shift = 0
    var rewritten: [ByteRange] = []
    for edit in output.edits {
      let start = edit.range.lower + shift
      rewritten.append(ByteRange(start, start + edit.bytes.count))
      shift += edit.bytes.count - edit.range.count
    }
    let kept = Self.outside(output.edits.map(\.range), old).map { output.original[$0] }
    let found = Self.outside(rewritten, new).map { output.bytes[$0] }
    guard kept != found else { return nil }
    let place = zip(kept, found).first { $0 != $1 }
    let text = place.map { ": '\($0)' became '\($1)'" } ?? ""
    return "\(output.path): tokens outside of the edits differ\(text)"
  }

  /// The tokens that touch none of the ranges; both are in order.
  private static func outside(_ ranges: [ByteRange], _ tokens: [ByteRange]) -> [ByteRange] {
    var next = 0
    return tokens.filter { token in
      while next < ranges.count, ranges[next].upper <= token.lower { next += 1 }
      return next == ranges.count || ranges[next].lower >= token.upper
    }
  }

  /// Sites that should be gone and are still there.
  private func sitesLeft(_ after: ScannedProgram) -> [String] {
    let migrated = Set(
      decisions.compactMap { decision -> SiteIdentity? in
        guard case .migrate = decision.action else { return nil }
        let file = decision.site.file
        guard written.contains(file) || written.contains(file.refactored) else { return nil }
        return decision.site
      })
    // Those that stay are counted anew, so the last ones of a function are gone.
    let counts = Dictionary(grouping: decisions.map(\.site), by: Self.scope)
    let left = Dictionary(grouping: after.program.sites.map(\.identity), by: Self.scope)
    return counts.sorted { $0.value[0] < $1.value[0] }.compactMap { scope, sites in
      let expected = sites.count { !migrated.contains($0) }
      let found = left[scope]?.count ?? 0
      guard found > expected else { return nil }
      return "\(sites[0].file): \(found - expected) of \(scope.callee) stayed in "
        + (scope.scope.isEmpty ? "file scope" : scope.scope)
    }
  }

  private static func scope(_ site: SiteIdentity) -> SiteIdentity {
    SiteIdentity(
      file: site.file.refactored, scope: site.scope, callee: site.callee, ordinal: 0)
  }
}

extension [UInt8] {
  fileprivate subscript(range: ByteRange) -> String {
    String(decoding: self[range.lower..<range.upper], as: UTF8.self)
  }
}
