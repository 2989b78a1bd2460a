import Foundation
import SourceModel
import Testing

@testable import RuleFiles

/// Input that no fixture file can hold, or that is easier to make than to keep.
@Suite struct EdgeTests {
  static let depths = [
    "closed lists": String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000),
    "closed mappings": String(repeating: "{a: ", count: 10_000) + "1"
      + String(repeating: "}", count: 10_000),
    "open lists": String(repeating: "[", count: 100_000),
    "block lists": String(repeating: "- ", count: 10_000),
    "complex keys": String(repeating: "? ", count: 10_000),
    "indented": (0..<1000).map { String(repeating: " ", count: $0) + "a:\n" }.joined(),
  ]

  @Test(arguments: depths.keys.sorted()) func deepNesting(what: String) throws {
    let text = try #require(Self.depths[what])
    let start = ContinuousClock.now
    let message = try errors(of: Array(text.utf8))
    #expect(message.contains("nested more than 64 deep"))
    #expect(ContinuousClock.now - start < .seconds(5))
  }

  @Test func depthLimitIsExact() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array(
        ("schema: 1\nexclude: " + String(repeating: "[", count: depth)
          + String(repeating: "]", count: depth)).utf8)
    }
    #expect(!(try errors(of: nested(63)).contains("nested more")))
    #expect(try errors(of: nested(64)).contains("nested more"))
  }

  /// Bytes that are no text, with the message.
  static let bytes: [([UInt8], String)] = [
    (
      Array("schema: 1\nuse: [a\u{0}]\n".utf8),
      "file.yml:2:8: error: the control character U+0000 is not allowed in a rule file; remove it"
    ),
    (
      Array("é: \u{7}\n".utf8),
      "file.yml:1:4: error: the control character U+0007 is not allowed in a rule file; remove it"
    ),
    (
      Array("schema: 1\nexclude: [caf".utf8) + [0xE9] + Array("]\n".utf8),
      "file.yml:2:14: error: this is not UTF-8 text; save the file as UTF-8"
    ),
    (
      [0xC3], "file.yml:1:1: error: this is not UTF-8 text; save the file as UTF-8"
    ),
    (
      [0xFF, 0xFE, 0x73, 0x00],
      "file.yml:1:1: error: this is not UTF-8 text; save the file as UTF-8"
    ),
    (
      [0xEF, 0xBB, 0xBF], "file.yml:1:1: error: the file holds no rules; start it with 'schema: 1'"
    ),
    (
      Array("\n\n".utf8), "file.yml:1:1: error: the file holds no rules; start it with 'schema: 1'"
    ),
  ]

  @Test(arguments: bytes) func notText(bytes: [UInt8], message: String) throws {
    #expect(try errors(of: bytes) == message)
  }

  /// Damaged packs give errors or rules, and each error has a place in a file.
  /// `FUZZ_ROUNDS` sets how many are tried.
  @Test(arguments: ["mem.yml", "posix.yml", "subsystems-interpreter.yml"])
  func damagedFiles(name: String) throws {
    let rounds = Int(ProcessInfo.processInfo.environment["FUZZ_ROUNDS"] ?? "") ?? 20
    let original = Array(try Data(contentsOf: URL(fileURLWithPath: Paths.packs + "/" + name)))
    let interesting = Array("{}[]:,-#&*!|>'\"%@`\n\t \0\u{e9}10az".utf8)
    var random = SplitMix(state: 7)
    for _ in 0..<rounds {
      var bytes = original
      for _ in 0...Int.random(in: 0...3, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        let byte = interesting.randomElement(using: &random) ?? 0
        switch Int.random(in: 0...2, using: &random) {
        case 0: bytes[place] = byte
        case 1: bytes.insert(byte, at: place)
        default: bytes.removeSubrange(place..<min(place + 5, bytes.count))
        }
      }
      for line in try errors(of: bytes).split(separator: "\n") {
        #expect(line.contains(": error: ") || line.hasSuffix("not shown"), "\(line)")
      }
    }
  }

  @Test func columnsCountCharacters() throws {
    let text = "schema: 1\nexclude: [\"äöü\", \"[\"]\n"
    #expect(try errors(of: Array(text.utf8)).hasPrefix("file.yml:2:18: error: 'exclude' '['"))
  }

  @Test func folderInsteadOfFile() throws {
    try withTemporaryFolder { folder in
      #expect(
        errors(folder, in: "nothing")
          == "\(folder): error: this is a folder; name the rule file in it")
    }
  }

  @Test func noSuchFile() {
    #expect(
      errors("/nowhere/at/all.yml", in: "nothing")
        == "/nowhere/at/all.yml: error: there is no such file; check the path")
  }

  @Test func namedPipeDoesNotHang() throws {
    try withTemporaryFolder { folder in
      #expect(mkfifo(folder + "/file.yml", 0o600) == 0)
      #expect(errors(folder + "/file.yml", in: folder).contains("not a regular file"))
    }
  }

  @Test func circleOfLinks() throws {
    try withTemporaryFolder { folder in
      #expect(symlink("file.yml", folder + "/file.yml") == 0)
      #expect(errors(folder + "/file.yml", in: folder).contains("circle of links"))
    }
  }

  @Test func largeFile() throws {
    let bytes = [UInt8](repeating: UInt8(ascii: "#"), count: RuleFileText.maximumSize + 1)
    #expect(try errors(of: bytes).hasSuffix("larger than 4 MB, which no rule file needs"))
  }

  /// A file that is full of entries is read in reasonable time.
  @Test func manyEntries() throws {
    let names = (0..<5000).map { "  f\($0): {reads: [1]}\n" }.joined()
    #expect(try errors(of: Array(("schema: 1\nexternals:\n" + names).utf8)).isEmpty)
  }

  @Test func longChain() throws {
    try withTemporaryFolder { folder in
      for index in 0..<40 {
        try "schema: 1\nuse: [\(index + 1).yml]\n".write(
          toFile: folder + "/\(index).yml", atomically: true, encoding: .utf8)
      }
      #expect(
        errors(folder + "/0.yml", in: folder)
          == "31.yml:2:7: error: files use each other more than 32 deep; join some of them")
    }
  }

  /// A link to a pack is the pack itself: its functions are not twice there.
  @Test func linkToAPack() throws {
    try withTemporaryFolder { folder in
      #expect(symlink(Paths.packs + "/libc.yml", folder + "/mine.yml") == 0)
      try "schema: 1\nuse: [libc, mine.yml]\n".write(
        toFile: folder + "/file.yml", atomically: true, encoding: .utf8)
      #expect(try loader.load(file: folder + "/file.yml").files.count == 2)
    }
  }

  @Test func noPackDirectory() {
    let loader = RuleLoader(packDirectories: ["/nowhere"])
    #expect(loader.availablePacks().isEmpty)
    #expect(
      throws: RuleFileError.unreadable(
        RuleProblem(
          RulePosition(file: "libc"),
          "there is no pack 'libc': no packs in /nowhere; reinstall the tool, or name a rule file "
            + "by a path with '/'"))
    ) { try loader.load(packs: ["libc"]) }
  }

  /// The first directory that has a pack wins.
  @Test func packDirectoriesInOrder() throws {
    try withTemporaryFolder { folder in
      try "# Ours.\nschema: 1\nexclude: [ours]\n".write(
        toFile: folder + "/libc.yml", atomically: true, encoding: .utf8)
      let loader = RuleLoader(packDirectories: [folder, Paths.packs])
      #expect(try loader.load(packs: ["libc"]).rules.exclude == ["ours"])
      #expect(loader.availablePacks().first { $0.pack == "libc" }?.summary == "Ours.")
      #expect(try loader.load(packs: ["mem"]).rules.target != nil)
    }
  }

  @Test func sectionsAreSorted() {
    #expect(Section.all.map(\.key) == Section.all.map(\.key).sorted())
  }
}

/// A random sequence that is the same in every run (Steele, Lea and Flood 2014).
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
