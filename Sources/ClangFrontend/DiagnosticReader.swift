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
      let message = String(disposing: clang_getDiagnosticSpelling(diagnostic))
      guard clang_getDiagnosticSeverity(diagnostic).rawValue >= CXDiagnostic_Error.rawValue,
        Self.missingHeader(in: message) == nil, !message.contains(Self.namelessFile)
      else { return nil }
      let position = files.position(clang_getDiagnosticLocation(diagnostic))
      return Diagnostic(
        severity: .error, location: position.map { files.location($0.file, $0.offset) },
        message: message)
    }
  }

  /// What clang calls a file of which it has just said, by its name, that it cannot be read.
  private static let namelessFile = "<invalid buffer>"

  /// The names of the headers that were not found, each once. One that is there
  /// but cannot be opened is an error of its own.
  func missingHeaders() -> [String] {
    let messages = all { String(disposing: clang_getDiagnosticSpelling($0)) }
    let locked = messages.compactMap(Self.lockedFile(in:))
    var seen: Set<String> = []
    return messages.compactMap(Self.missingHeader(in:)).filter { name in
      !locked.contains { $0 == name || $0.hasSuffix("/" + name) } && seen.insert(name).inserted
    }
  }

  /// The path that clang's message `cannot open file 'path': reason` names.
  private static func lockedFile(in message: String) -> Substring? {
    let beginning = "cannot open file '"
    guard message.hasPrefix(beginning) else { return nil }
    return message.dropFirst(beginning.count).split(separator: "'", maxSplits: 1).first
  }

  /// The header that clang's message `'name' file not found` names.
  private static func missingHeader(in message: String) -> String? {
    // With more behind it, a file of that name was found elsewhere after all.
    let ending = "' file not found"
    guard message.hasPrefix("'"), message.hasSuffix(ending) else { return nil }
    return String(message.dropFirst().dropLast(ending.count))
  }

  private func all<T>(_ read: (CXDiagnostic) -> T?) -> [T] {
    (0..<clang_getNumDiagnostics(unit.raw)).compactMap { index in
      guard let diagnostic = clang_getDiagnostic(unit.raw, index) else { return nil }
      defer { clang_disposeDiagnostic(diagnostic) }
      return read(diagnostic)
    }
  }
}
