import Foundation
import Testing

/// Files that hold what a report is to look like.
enum Golden {
  /// Set to record what the code gives instead of comparing with it; the run
  /// fails, so that it cannot be mistaken for a passing one.
  static let isRecording = ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil

  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().appendingPathComponent("Goldens")

  /// Expects `bytes` to be the contents of the golden file `name`.
  static func expect(
    _ bytes: [UInt8], _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let url = folder.appendingPathComponent(name)
    if isRecording {
      try Data(bytes).write(to: url)
      Issue.record("recorded \(name)", sourceLocation: sourceLocation)
      return
    }
    let wanted = try String(decoding: Data(contentsOf: url), as: UTF8.self)
    let actual = String(decoding: bytes, as: UTF8.self)
    guard wanted != actual else { return }
    Issue.record("\(name):\n\(difference(wanted, actual))", sourceLocation: sourceLocation)
  }

  private static func difference(_ wanted: String, _ actual: String) -> String {
    let wanted = wanted.components(separatedBy: "\n")
    let actual = actual.components(separatedBy: "\n")
    return actual.difference(from: wanted).prefix(20).map { change in
      switch change {
      case .remove(let offset, let line, _): "line \(offset + 1): wanted  \(line)"
      case .insert(let offset, let line, _): "line \(offset + 1): but got \(line)"
      }
    }.joined(separator: "\n")
  }
}
