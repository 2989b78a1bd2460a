import Foundation
import SourceModel
import Testing

@testable import RuleFiles

/// Every file of the fixture folders is loaded and compared with the file
/// beside it. `RECORD_FIXTURES=1` writes those files, and fails.
@Suite struct FixtureTests {
  @Test(arguments: Paths.cases(in: Paths.invalid))
  func saysWhatIsWrong(name: String) throws {
    let path = Paths.invalid + "/" + name
    let actual = errors(path, in: Paths.invalid)
    #expect(!actual.isEmpty)
    try compare(actual, with: path.replacing(".yml", with: ".expected"))
  }

  @Test(arguments: Paths.cases(in: Paths.valid))
  func loads(name: String) throws {
    let path = Paths.valid + "/" + name
    let loaded: LoadedRules
    do {
      loaded = try loader.load(file: path)
    } catch {
      Issue.record("\(error)")
      return
    }
    try compare(summary(of: loaded), with: path.replacing(".yml", with: ".expected"))
  }

  private func compare(_ actual: String, with path: String) throws {
    if ProcessInfo.processInfo.environment["RECORD_FIXTURES"] != nil {
      try (actual + "\n").write(toFile: path, atomically: true, encoding: .utf8)
      Issue.record("recorded \(path)")
      return
    }
    #expect(actual == (try expectation(path)))
  }

  /// What a file adds to the shipped packs, as lines.
  private func summary(of loaded: LoadedRules) -> String {
    let packs = (try? loader.load(packs: ["libc", "posix"]).rules) ?? RuleSet()
    let rules = loaded.rules
    var lines: [String] = []
    lines += rules.families.filter { !packs.families.contains($0) }.map { "family \($0)" }
    lines += rules.foreign.filter { !packs.foreign.contains($0) }.map { "foreign \($0)" }
    lines += rules.externals.filter { !packs.externals.contains($0) }.map { "external \($0)" }
    if let target = rules.target {
      lines.append("target \(target.isSystemHeader ? "<\(target.header)>" : target.header)")
      for kind in TemplateKind.allCases {
        if let template = target.templates[kind] { lines.append("  \(kind) \(text(template))") }
      }
    }
    lines += rules.subsystems.map { "subsystem \($0.name) \($0.allocator) \($0.match.count)" }
    if let first = rules.subsystems.first { lines.append("first subsystem \(first)") }
    lines.append(
      "exclude \(rules.exclude), accept \(rules.acceptedGrade), add variables \(rules.savesSizes)")
    lines.append(
      "adopt foreign memory \(rules.adoptsForeignMemory), no clients \(rules.hasNoClients)")
    lines.append("project \(loaded.project)")
    lines += loaded.examples.map { "example \($0)" }
    lines += loaded.warnings.map { "\($0.position): warning: \($0.message)" }
    lines += loaded.files.map { "file \($0.pack ?? "-") \($0.path) \($0.summary)" }
    return lines.joined(separator: "\n")
      .replacing(Paths.valid + "/", with: "").replacing(Paths.packs + "/", with: "rules/")
      .replacing("SourceModel.", with: "").replacing("RuleFiles.", with: "")
      .replacing("ExternalFunction.", with: "")
  }

  private func text(_ template: Template) -> String {
    template.pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .placeholder(let name): "{\(name.rawValue)}"
      }
    }.joined()
  }
}
