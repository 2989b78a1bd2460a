import Foundation
import SourceModel
import Testing

@testable import RuleFiles

@Suite struct PackTests {
  static let names = loader.availablePacks().compactMap(\.pack)

  @Test func allShippedPacksAreFound() {
    #expect(
      Self.names == [
        "gnu", "libc", "mem", "mem-short", "mimalloc", "posix", "subsystems-interpreter",
        "talloc",
      ])
  }

  @Test(arguments: names) func loadsWithoutAWarning(name: String) throws {
    let loaded = try loader.load(packs: [name])
    #expect(loaded.warnings.isEmpty)
    #expect(!loaded.examples.isEmpty)
    // One whole sentence: `rules list` shows only the first line.
    #expect(loader.availablePacks().first { $0.pack == name }?.summary.hasSuffix(".") == true)
  }

  /// The rules an example is tried with have families and a target.
  @Test(arguments: names) func examplesHaveRules(name: String) throws {
    let path = try #require(loader.path(ofPack: name))
    let loaded = try loader.loadForExamples(file: path)
    #expect(loaded.rules.families.contains { $0.name == "malloc" })
    #expect(loaded.rules.target != nil)
    #expect(loaded.warnings.isEmpty)
    #expect(!loaded.examples.isEmpty)
    #expect(loaded.rules.subsystems.last?.match == [])
  }

  /// Names are sorted within their groups, which comments divide.
  @Test(arguments: ["gnu", "libc", "posix"]) func namesAreSorted(name: String) throws {
    let path = try #require(loader.path(ofPack: name))
    var last: Substring = ""
    for line in try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n") {
      guard line.hasPrefix("  "), let colon = line.firstIndex(of: ":"),
        isIdentifier(String(line[..<colon].dropFirst(2)))
      else {
        if !line.hasPrefix("    ") { last = "" }
        continue
      }
      guard line.contains("{") || line.hasSuffix(":") else { continue }
      #expect(last < line[..<colon], "\(line)")
      last = line[..<colon]
    }
  }

  @Test func theUsualConfigurationWorks() throws {
    let loaded = try loader.load(packs: ["libc", "posix", "gnu", "mem", "subsystems-interpreter"])
    let rules = loaded.rules
    #expect(rules.target?.header == "mem/mem.h")
    #expect(rules.target?.templates.count == TemplateKind.allCases.count)
    #expect(rules.subsystems.last?.name == "GENERAL")
    #expect(rules.subsystems.last?.allocator == "allocators_get(ALLOC_SYSTEM_GENERAL)")
    #expect(rules.subsystems.first { $0.name == "STRINGS" }?.short == "STR")
    #expect(rules.families.map(\.name) == rules.families.map(\.name).sorted())
    let tokenize = rules.externals.first { $0.name == "strtok" }
    #expect(tokenize?.returns == [.argument(1), .interior(1), .slot("strtok")])
    let getline = rules.foreign.first { $0.name == "getline" }
    #expect(getline?.allocates == .out(parameter: 1))
    #expect(getline?.releasesContents == [1])
  }

  @Test func shortMacrosFallBackToLongOnes() throws {
    let target = try #require(try loader.load(packs: ["mem", "mem-short"]).rules.target)
    #expect(target.header == "mem/mem_short.h")
    #expect(target.templates.count == TemplateKind.allCases.count)
    #expect(target.templates[.allocate]?.placeholders == [.short, .size])
    #expect(target.templates[.allocateAligned]?.placeholders == [.allocator, .alignment, .size])
  }

  @Test func targetsWithoutAllocatorsWork() throws {
    let rules = try loader.load(packs: ["libc", "mimalloc"]).rules
    #expect(rules.target?.isSystemHeader == true)
    #expect(rules.subsystems == [Subsystem(name: "HEAP", allocator: "")])
  }
}
