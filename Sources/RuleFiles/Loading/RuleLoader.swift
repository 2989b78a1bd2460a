internal import Foundation
internal import SourceModel

/// Loads rule files and the packs they use.
package struct RuleLoader: Sendable {
  /// Where packs are looked for, in this order.
  package let packDirectories: [String]

  package init(packDirectories: [String]) { self.packDirectories = packDirectories }

  /// The rules of the file at `path` and of everything it uses.
  ///
  /// - Throws: `RuleFileError`.
  package func load(file path: String) throws -> LoadedRules {
    try load([RuleFileGraph.Request(path: path)])
  }

  /// The rules of packs, as if a file used them in this order.
  ///
  /// - Throws: `RuleFileError`.
  package func load(packs: [String]) throws -> LoadedRules {
    try load(packs.map(request))
  }

  /// The rules with which the examples of the file at `path` are to be tried:
  /// its own, with the packs `libc` and `mem` standing in for families and a
  /// target that it does not have.
  ///
  /// - Throws: `RuleFileError`.
  package func loadForExamples(file path: String) throws -> LoadedRules {
    let own = try load(file: path)
    var requests = [RuleFileGraph.Request(path: path)]
    if own.rules.families.isEmpty { requests.append(try request(pack: "libc")) }
    if own.rules.target == nil { requests.append(try request(pack: "mem")) }
    var loaded = requests.count == 1 ? own : try load(requests)
    loaded.examples = own.examples
    return loaded
  }

  /// The packs in the directories, sorted by name; the first directory that
  /// has a name wins. Directories that cannot be read have no packs.
  package func availablePacks() -> [RuleFileReference] {
    var found: [String: RuleFileReference] = [:]
    for directory in packDirectories {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
      for name in names.sorted() where name.hasSuffix(".yml") {
        let pack = String(name.dropLast(4))
        let path = Self.join(directory, name)
        if found[pack] == nil, let bytes = try? RuleFileText.read(path) {
          found[pack] = RuleFileReference(
            pack: pack, path: path, summary: RuleFileGraph.summary(of: bytes))
        }
      }
    }
    return found.values.sorted { ($0.pack ?? "") < ($1.pack ?? "") }
  }

  /// The path of a pack's file; `nil` when no directory has it.
  package func path(ofPack name: String) -> String? {
    guard !name.isEmpty, !name.contains("/") else { return nil }
    return packDirectories.lazy.map { Self.join($0, name + ".yml") }
      .first { FileManager.default.fileExists(atPath: $0) }
  }

  private func request(pack: String) throws -> RuleFileGraph.Request {
    guard let path = path(ofPack: pack) else {
      throw RuleFileError.unreadable(
        RuleProblem(RulePosition(file: pack), noSuchPack(pack)))
    }
    return RuleFileGraph.Request(pack: pack, path: path)
  }

  private func load(_ requests: [RuleFileGraph.Request]) throws -> LoadedRules {
    let log = ProblemLog()
    var graph = RuleFileGraph(loader: self, log: log)
    for request in requests { try graph.add(request) }
    try log.throwIfAny()
    let merger = RuleMerger(graph: graph, log: log)
    let rules = merger.merge()
    try log.throwIfAny()
    let roots = graph.roots.map { graph.nodes[$0].file }
    return LoadedRules(
      rules: rules,
      project: roots.first?.project ?? ProjectSettings(),
      examples: roots.flatMap(\.examples), files: graph.nodes.map(\.reference),
      warnings: merger.warnings)
  }

  /// The message for a pack that is in none of the directories.
  func noSuchPack(_ name: String) -> String {
    let known = availablePacks().compactMap(\.pack)
    if known.isEmpty {
      let places = packDirectories.joined(separator: ", ")
      return "there is no pack '\(name)': no packs in \(places.isEmpty ? "any folder" : places); "
        + "reinstall the tool, or name a rule file by a path with '/'"
    }
    return "there is no pack '\(name)'\(Spelling.hint(for: name, in: known))"
  }

  /// `path` as seen from `directory`, without a leading `./`.
  static func join(_ directory: String, _ path: String) -> String {
    var path = path
    while path.hasPrefix("./"), path.count > 2 { path = String(path.dropFirst(2)) }
    if path.hasPrefix("/") || directory.isEmpty || directory == "." { return path }
    return directory.hasSuffix("/") ? directory + path : directory + "/" + path
  }
}
