import CLibClang
import Foundation
import SourceModel

/// Reads what clang complained about in a unit.
struct DiagnosticReader {
  let unit: TranslationUnit
  let files: UnitFiles

  /// Clang's errors in its order. Errors outside the project keep no location.
  func errors() -> [Diagnostic] {
    all { diagnostic in
      guard clang_getDiagnosticSeverity(diagnostic).rawValue >= CXDiagnostic_Error.rawValue,
        Self.missingHeader(in: String(disposing: clang_getDiagnosticSpelling(diagnostic))) == nil
      else { return nil }
      let position = files.position(clang_getDiagnosticLocation(diagnostic))
      return Diagnostic(
        severity: .error, location: position.map { files.location($0.file, $0.offset) },
        message: String(disposing: clang_getDiagnosticSpelling(diagnostic)))
    }
  }

  /// The names of the headers that were not found, each once.
  func missingHeaders() -> [String] {
    var seen: Set<String> = []
    return all { diagnostic in
      Self.missingHeader(in: String(disposing: clang_getDiagnosticSpelling(diagnostic)))
    }.filter { seen.insert($0).inserted }
  }

  /// The header that clang's message `'name' file not found` names.
  private static func missingHeader(in message: String) -> String? {
    let ending = "' file not found"
    guard message.hasPrefix("'"), let end = message.range(of: ending) else { return nil }
    return String(message[message.index(after: message.startIndex)..<end.lowerBound])
  }

  private func all<T>(_ read: (CXDiagnostic) -> T?) -> [T] {
    (0..<clang_getNumDiagnostics(unit.raw)).compactMap { index in
      guard let diagnostic = clang_getDiagnostic(unit.raw, index) else { return nil }
      defer { clang_disposeDiagnostic(diagnostic) }
      return read(diagnostic)
    }
  }
}
