import Foundation
import Rewriting
import SourceModel
import Testing

@Suite struct OutputTests {
  /// `before/` with the files beside it that refactoring makes is `after/`.
  @Test(arguments: Fixture.all("RefactoredCases"))
  func putsCopiesBesideTheOriginals(name: String) throws {
    let fixture = try Fixture("RefactoredCases", name)
    let tree = try fixture.refactored()
    let made = Dictionary(uniqueKeysWithValues: tree.files.map { ($0.path, $0.bytes) })
    let after = fixture.folder.appendingPathComponent("after")
    if ProcessInfo.processInfo.environment["RECORD"] != nil {
      for (path, bytes) in made {
        let url = after.appendingPathComponent(path.string)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
      }
      Issue.record("recorded \(after.path)")
    }
    let expected = try Fixture.tree(after)
    #expect(made.keys.sorted() == expected.keys.sorted())
    for (path, bytes) in expected {
      #expect(made[path] == bytes, "\(path)")
    }
    #expect(tree.diagnostics.map(\.message) == fixture.diagnostics)
    for file in tree.files {
      let copies = Set(tree.files.map(\.path))
      #expect(copies.isSuperset(of: file.requires))
    }
  }

  /// `git apply` makes of the originals what rewriting made of them.
  @Test(arguments: Fixture.all("InPlaceCases").map { ("InPlaceCases", $0) })
  func gitAppliesThePatch(kind: String, name: String) throws {
    let fixture = try Fixture(kind, name)
    let files = try fixture.rewritten().files.map { OutputFile(inPlace: $0) }
    try checkPatch(of: files, fixture: fixture)
  }

  /// The same for patches that create files.
  @Test(arguments: Fixture.all("RefactoredCases"))
  func gitAppliesThePatchOfCopies(name: String) throws {
    let fixture = try Fixture("RefactoredCases", name)
    try checkPatch(of: fixture.refactored().files, fixture: fixture)
  }

  /// Edits at random places of random texts, so that hunks meet, touch the
  /// ends and lack line ends.
  @Test(arguments: 0..<60)
  func gitAppliesRandomPatches(seed: UInt64) throws {
    var random = Random(state: seed)
    let alphabet = Array("ab\n\n\r\u{e9}".utf8)
    let count = Int.random(in: 0...200, using: &random)
    let original = (0..<count).compactMap { _ in alphabet.randomElement(using: &random) }
    var edits: [TextEdit] = []
    var offset = 0
    while true {
      offset += Int.random(in: 0...60, using: &random)
      let upper = offset + Int.random(in: 0...6, using: &random)
      guard upper <= original.count else { break }
      let length = Int.random(in: 0...5, using: &random)
      let bytes = (0..<length).compactMap { _ in alphabet.randomElement(using: &random) }
      edits.append(TextEdit(range: ByteRange(offset, upper), bytes: bytes))
      offset = upper + 1
    }
    let path = FilePath(seed % 2 == 0 ? "a.c" : "d/ö \"x\"\t.c")
    let file = RewrittenFile(path: path, original: original, edits: edits, sites: [])
    // git deletes a file that a patch leaves empty in some versions.
    guard !original.isEmpty, !file.rewritten.isEmpty else { return }
    #expect(offsetChangedOutsideEdits(file) == nil)
    try checkPatch(of: [OutputFile(inPlace: file)], originals: [path: original])
  }

  @Test func noticesChangesOutsideOfEdits() {
    let edit = TextEdit(range: ByteRange(1, 2), bytes: Array("xyz".utf8))
    let good = RewrittenFile(
      path: FilePath("a.c"), original: Array("abcd".utf8), edits: [edit], sites: [])
    #expect(good.rewritten == Array("axyzcd".utf8))
    #expect(offsetChangedOutsideEdits(good) == nil)
    for (text, offset) in [("bxyzcd", 0), ("axyzce", 3), ("axyzc", 3), ("axyzcdd", 4)] {
      var bad = good
      bad.rewritten = Array(text.utf8)
      #expect(offsetChangedOutsideEdits(bad) == offset)
    }
  }

  private func checkPatch(of files: [OutputFile], fixture: Fixture) throws {
    try checkPatch(of: files, originals: fixture.files)
  }

  private func checkPatch(of files: [OutputFile], originals: [FilePath: [UInt8]]) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("rewriting-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for (path, bytes) in originals {
      let url = folder.appendingPathComponent(path.string)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url)
    }
    let patch = files.flatMap(unifiedDiff)
    if patch.isEmpty {
      #expect(files.allSatisfy { $0.bytes == $0.original })
      return
    }
    try Data(patch).write(to: folder.appendingPathComponent("patch"))
    let git = Process()
    git.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    git.arguments = ["git", "apply", "--whitespace=nowarn", "patch"]
    git.currentDirectoryURL = folder
    git.environment = ProcessInfo.processInfo.environment.merging(
      ["GIT_CEILING_DIRECTORIES": folder.deletingLastPathComponent().path]
    ) { $1 }
    try git.run()
    git.waitUntilExit()
    #expect(git.terminationStatus == 0, "\(String(decoding: patch, as: UTF8.self))")
    for file in files {
      let result = try Data(contentsOf: folder.appendingPathComponent(file.path.string))
      #expect([UInt8](result) == file.bytes, "\(file.path)")
    }
  }
}

extension Fixture {
  /// What `rewrite` makes of it.
  func rewritten() throws -> RewriteResult {
    try rewrite(
      program, decisions: decisions, target: target, subsystems: subsystems,
      contents: { files[$0] })
  }

  /// The copies of what `rewrite` makes of it.
  func refactored() throws -> RefactoredTree {
    refactoredTree(try rewritten().files, program: program, contents: { files[$0] })
  }
}

/// A small generator with a seed (SplitMix64, Steele, Lea and Flood 2014).
struct Random: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
