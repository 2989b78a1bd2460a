import Foundation
import Migration
import SourceModel

/// A folder with files, removed with the value.
final class TestProject {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/writing-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var root: ProjectRoot { get throws { try ProjectRoot(path) } }

  func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

  func write(_ name: String, _ bytes: [UInt8]) throws {
    let url = URL(fileURLWithPath: path + "/" + name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: url)
  }

  func text(_ name: String) -> String? {
    FileManager.default.contents(atPath: path + "/" + name).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// All files but those of `.allocmigrate`, with their contents and modes.
  func tree() throws -> [String: [UInt8]] {
    var result: [String: [UInt8]] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: path) ?? .init() {
      if name.hasPrefix(".allocmigrate/") || name == ".allocmigrate" { continue }
      let attributes = try FileManager.default.attributesOfItem(atPath: path + "/" + name)
      guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
      let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
      result["\(name) \(String(mode, radix: 8))"] = [UInt8](
        FileManager.default.contents(atPath: path + "/" + name) ?? Data())
    }
    return result
  }

  /// The change that gives a file these contents, from those it has now.
  func change(_ name: String, to text: String, requires: [String] = []) -> FileChange {
    FileChange(
      path: FilePath(name), bytes: Array(text.utf8), source: FilePath(name),
      original: Array((self.text(name) ?? "").utf8), requires: requires.map { FilePath($0) })
  }

  /// The change that puts a copy with these contents beside a file.
  func copy(_ name: String, of source: String, _ text: String) -> FileChange {
    FileChange(
      path: FilePath(name), bytes: Array(text.utf8), source: FilePath(source),
      original: Array((self.text(source) ?? "").utf8))
  }
}

/// A run of `WriterHarness` that is about to begin its work.
final class Harness {
  private let process = Process()
  private let output = Pipe()
  private let errors = Pipe()

  init(_ arguments: String...) throws {
    let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    var folder = URL(fileURLWithPath: tests).deletingLastPathComponent()
    while folder.path != "/",
      !FileManager.default.fileExists(atPath: folder.path + "/WriterHarness")
    {
      folder.deleteLastPathComponent()
    }
    process.executableURL = folder.appendingPathComponent("WriterHarness")
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    _ = line()
  }

  /// Waits for the next line that it says; the first is taken already.
  func line() -> String {
    var line: [UInt8] = []
    while let byte = output.fileHandleForReading.readData(ofLength: 1).first,
      byte != UInt8(ascii: "\n")
    {
      line.append(byte)
    }
    return String(decoding: line, as: UTF8.self)
  }

  /// Waits for its end.
  func finish() -> (status: Int32, output: String, errors: String) {
    let output = output.fileHandleForReading.readDataToEndOfFile()
    let errors = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (
      process.terminationStatus, String(decoding: output, as: UTF8.self),
      String(decoding: errors, as: UTF8.self)
    )
  }

  /// Ends it at once, whatever it is doing.
  func kill() {
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
