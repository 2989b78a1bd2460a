// Usage: WriterHarness apply ROOT [LIMIT] | revert ROOT | hold ROOT
//
// apply  Puts "new" in front of every .c file below ROOT that does not have it
//        yet and makes a copy beside every .h file; no file may grow beyond
//        LIMIT bytes.
// revert Takes the last apply back.
// hold   Takes the project's lock, says "held" and waits to be killed.
//
// Says "ready" before it begins, and the numbers of files at the end.

import Foundation
import Glibc
import Migration
import SourceModel

func changes(below root: String) -> [FileChange] {
  let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
  return names.sorted().compactMap { name in
    guard let data = FileManager.default.contents(atPath: root + "/" + name) else { return nil }
    let bytes = [UInt8](data)
    if name.hasSuffix(".h"), !name.hasSuffix("_refactored.h") {
      let copy = FilePath(name.dropLast(2) + "_refactored.h")
      return FileChange(
        path: copy, bytes: bytes.reversed(), source: FilePath(name), original: bytes)
    }
    guard name.hasSuffix(".c"), !bytes.starts(with: "new".utf8) else { return nil }
    let path = FilePath(name)
    return FileChange(
      path: path, bytes: Array("new".utf8) + bytes, source: path, original: bytes)
  }
}

func run(_ arguments: [String]) throws {
  let root = try ProjectRoot(arguments[1])
  let changes = changes(below: arguments[1])
  FileHandle.standardOutput.write(Data("ready\n".utf8))
  switch arguments[0] {
  case "apply":
    if let limit = arguments.dropFirst(2).first.flatMap({ rlim_t($0) }) {
      signal(SIGXFSZ, SIG_IGN)
      var limits = rlimit(rlim_cur: limit, rlim_max: limit)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limits)
    }
    let report = try FileWriter(root: root).write(changes)
    print("\(report.written.count) \(report.unchanged.count) \(report.skipped.count)")
    for skipped in report.skipped { print(skipped) }
  case "revert":
    let report = try Reverter(root: root).revert()
    print("\(report.applies.count) \(report.restored.count) \(report.removed.count)")
    for skipped in report.skipped { print(skipped) }
  default:
    try withLock(of: root) {
      FileHandle.standardOutput.write(Data("held\n".utf8))
      sleep(60)
    }
  }
}

do {
  try run(Array(CommandLine.arguments.dropFirst()))
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(1)
}
