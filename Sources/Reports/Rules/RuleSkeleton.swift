package import SourceModel

/// A rule file to be filled in: one entry for each function of which the rules
/// say nothing. Every entry is a comment, so that nothing is taken for a fact
/// that nobody has looked at.
package struct RuleSkeleton: Sendable {
  package var functions: [UndescribedFunction]
  /// The wrappers that the rules don't declare.
  package var wrappers: [Wrapper]

  package init(functions: [UndescribedFunction], wrappers: [Wrapper]) {
    self.functions = functions
    self.wrappers = wrappers.filter { !$0.callers.isEmpty }
  }

  /// The file's text.
  package var text: String {
    let parts = [familyLines, externalLines].filter { !$0.isEmpty }
    guard !parts.isEmpty else {
      return "# The rules describe every function outside the program that handles pointers,\n"
        + "# and every wrapper in it.\nschema: 1\n"
    }
    return (["schema: 1", ""] + parts.joined(separator: [""])).joined(separator: "\n") + "\n"
  }

  private var familyLines: [String] {
    guard !wrappers.isEmpty else { return [] }
    let head = [
      "# Functions of the program that wrap those of a family, most used first.",
      "#",
      "# With its entry, each call of one is a site: it gets the allocator of its caller, and its",
      "# blocks a size. What else the function does is done no more, such as ending the program",
      "# when there is no memory: look at each, and take the '# ' away where that is all right,",
      "# from the keys above it, too. The others are migrated in their bodies, with one allocator.",
      "",
      "# families:",
    ]
    // An entry holds for all functions of its name, as programs of one tree have them.
    let namesakes = Dictionary(grouping: wrappers, by: \.name).values.sorted {
      (Self.calls($1), $0[0].location) < (Self.calls($0), $1[0].location)
    }
    let families = Dictionary(grouping: namesakes) { Self.entry($0)?.family ?? "" }
    return head
      + families.keys.sorted().flatMap { family in
        (family.isEmpty ? [] : ["#   \(family):"]) + (families[family] ?? []).map(Self.line)
      }
  }

  private static func calls(_ namesakes: [Wrapper]) -> Int {
    namesakes.map(\.callers.count).reduce(0, +)
  }

  /// The entry that is right for all wrappers of one name.
  private static func entry(_ namesakes: [Wrapper]) -> FamilyFunction? {
    namesakes.allSatisfy { $0.entry == namesakes[0].entry } ? namesakes[0].entry : nil
  }

  private static func line(_ namesakes: [Wrapper]) -> String {
    let wrapper = namesakes[0]
    let calls = Wording.count(calls(namesakes), "call")
    let places = namesakes.map(\.location.description).joined(separator: " and ")
    guard let entry = entry(namesakes) else {
      let isOne = namesakes.allSatisfy { $0.entry == nil }
      return "#   # \(wrapper.name), \(calls), wraps \(wrapper.wraps) at \(places), but "
        + (isOne ? "does more, or not with its own parameters" : "not in the same way")
    }
    let positions = [
      ("count", entry.count), ("element", entry.element), ("pointer", entry.pointer),
      ("size", entry.size), ("string", entry.string), ("limit", entry.limit),
      ("alignment", entry.alignment),
    ]
    let keys = positions.compactMap { key, position in position.map { "\(key): \($0)" } }
    return
      "#     \(wrapper.name): {role: \(entry.role.rawValue), \(keys.joined(separator: ", "))}  "
      + "# \(calls), \(places)"
  }

  private var externalLines: [String] {
    guard !functions.isEmpty else { return [] }
    let head = [
      "# Functions outside the program that no rule describes, most used first.",
      "#",
      "# A pointer that one of them gets could go anywhere, and one that it returns could be",
      "# anything: sizes that depend on them are inferred at best. What a function does of what",
      "# stands behind '?' its declaration does not tell: look it up. Where it does none of that,",
      "# take the '# ' away from the entry, and from 'externals', too. Else say what it does (the",
      "# keys are explained at the top of libc.yml); that it allocates or frees memory of malloc's",
      "# is said under 'foreign'. What is no pointer is called 'other'.",
      "",
      "# externals:",
    ]
    return head + functions.flatMap { ExternalSuggestion($0).lines }
  }
}
