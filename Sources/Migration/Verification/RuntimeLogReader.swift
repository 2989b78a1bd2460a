internal import Foundation

/// Adds up the runtime's log, which needs no memory but for what differs in it.
struct RuntimeLogReader {
  private var log = RuntimeLog()
  /// Summaries without their process, with how often they came: every process of
  /// a test run tells much the same.
  private var summaries: [[UInt8]: Int] = [:]
  /// The processes that reached a release, and those that wrote a summary.
  private var reached: Set<Int> = []
  private var summarised: Set<Int> = []

  /// Reads a log; one that no process opened is empty.
  static func read(_ path: String) throws(MigrationError) -> RuntimeLog {
    guard FileSystem.isFile(path) else { return RuntimeLog() }
    var reader = RuntimeLogReader()
    guard LogLines.read(path, line: { reader.take($0) }) else {
      throw .unreadable(path: path, reason: "it cannot be opened")
    }
    return reader.finished()
  }

  private mutating func take(_ line: ArraySlice<UInt8>) {
    if line.starts(with: Array(#"{"event":"release-"#.utf8)) {
      let (process, rest) = Self.dividedByProcess(line)
      summaries[rest, default: 0] += 1
      guard let process else { return }
      if line.starts(with: Array(#"{"event":"release-site"#.utf8)) {
        summarised.insert(process)
      } else {
        reached.insert(process)
      }
    } else {
      take(Array(line), times: 1)
    }
  }

  private consuming func finished() -> RuntimeLog {
    for (line, times) in summaries { take(line, times: times) }
    log.unfinished = reached.subtracting(summarised).count
    return log
  }

  /// The number behind `"pid":`, which comes second, and the line with 0 in its place.
  private static func dividedByProcess(
    _ line: ArraySlice<UInt8>
  ) -> (process: Int?, rest: [UInt8]) {
    let key = Array(#""pid":"#.utf8)
    guard let comma = line.firstIndex(of: UInt8(ascii: ",")),
      line[(comma + 1)...].starts(with: key)
    else { return (nil, Array(line)) }
    let digits = comma + 1 + key.count
    let end = line[digits...].firstIndex { !(48...57).contains($0) } ?? line.endIndex
    return (
      Int(String(decoding: line[digits..<end], as: UTF8.self)),
      Array(line[..<digits]) + [48] + Array(line[end...])
    )
  }

  private mutating func take(_ line: [UInt8], times: Int) {
    guard let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any] else {
      log.brokenLines += line.isEmpty ? 0 : times
      return
    }
    switch object["event"] as? String {
    case "finding": takeFinding(object)
    case "release-reached", "release-site":
      guard let place = Self.place(object) else { return }
      func number(_ name: String) -> Int { (object[name] as? Int ?? 0) * times }
      log.executed[place, default: .init()].count += number("count")
      log.executed[place, default: .init()].agreed += number("agreed")
      log.executed[place, default: .init()].disagreed += number("disagreed")
    default: break
    }
  }

  private mutating func takeFinding(_ object: [String: Any]) {
    guard let kind = object["kind"] as? String else { return }
    let subsystem = object["subsystem"] as? [String: Any]
    let size = object["size"] as? [String: Any]
    let finding = RuntimeLog.Finding(
      kind: kind, release: Self.place(object["release"]), earlier: Self.place(object["earlier"]),
      allocation: Self.place(object["allocation"]),
      claimedSubsystem: subsystem?["claimed"] as? String,
      trueSubsystem: subsystem?["true"] as? String)
    var occurrences = log.findings[finding] ?? .init()
    if occurrences.count == 0 {
      occurrences.claimedSize = size?["claimed"] as? Int
      occurrences.trueSize = size?["true"] as? Int
    }
    occurrences.count += 1
    log.findings[finding] = occurrences
  }

  private static func place(_ value: Any?) -> RuntimeLog.Place? {
    guard let object = value as? [String: Any], let file = object["file"] as? String,
      let line = object["line"] as? Int
    else { return nil }
    return RuntimeLog.Place(file: file, line: line, text: object["text"] as? String ?? "")
  }
}
