package import SourceModel

/// Fits the runtime's generated headers to the subsystems of a project.
///
/// The headers that ship are their own templates: they hold a complete example,
/// whose list and blocks are replaced.
package struct RuntimeConfiguration {
  let subsystems: [Subsystem]
  /// What the macros begin with.
  let prefix: String

  init(subsystems: [Subsystem], prefix: String = Target.shippedPrefix) {
    self.subsystems = subsystems
    self.prefix = prefix
  }

  /// What the rules ask for.
  package init(rules: RuleSet) {
    self.init(
      subsystems: rules.subsystems, prefix: rules.target?.prefix ?? Target.shippedPrefix)
  }

  /// `mem_config.h`: one `X(NAME, STRATEGY)` line a subsystem.
  func configHeader(from template: String) -> String {
    var lines = template.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { $0.hasPrefix("#define MEM_SUBSYSTEMS(X)") }) else {
      return template
    }
    let end = lines[start...].firstIndex { !$0.hasSuffix("\\") } ?? lines.endIndex - 1
    let entries = named.map { "    X(\($0.name), \($0.strategy.rawValue.uppercased()))" }
    let width = max(entries.map(\.count).max() ?? 0, 26) + 2
    let head = ["#define MEM_SUBSYSTEMS(X)"] + entries
    let list = head.dropLast().map { $0 + String(repeating: " ", count: width - $0.count) + "\\" }
    lines.replaceSubrange(
      start...end, with: (list + head.suffix(1)).map { Substring($0) })
    return lines.joined(separator: "\n")
  }

  /// `mem_short.h`: one block of short forms a subsystem, made from the first; none where
  /// they would be named as the macros that they are made of.
  func shortHeader(from template: String) -> String {
    let blocks = template.components(separatedBy: "\n\n")
    let isBlock = { (block: String) in Self.identify(block) != nil }
    guard let first = blocks.firstIndex(where: isBlock),
      let last = blocks.lastIndex(where: isBlock),
      let model = Self.identify(blocks[first])
    else { return template }
    let others = named.filter { subsystem in
      ![prefix, Target.shippedPrefix].contains(where: subsystem.sharesMacros)
    }
    let made = others.map { subsystem in
      blocks[first]
        .replacing("#define \(model.short)_", with: "#define \(subsystem.short)_")
        .replacing("ALLOC_SYSTEM_\(model.name))", with: "ALLOC_SYSTEM_\(subsystem.name))")
    }
    return (blocks[..<first] + made + blocks[(last + 1)...]).joined(separator: "\n\n")
  }

  /// What a source or header that ships becomes.
  func fitted(_ text: String, named name: String, macros: Set<Substring>) -> String {
    switch name {
    case "mem_config.h": renamed(configHeader(from: text), macros: macros)
    case "mem_short.h": renamed(shortHeader(from: text), macros: macros)
    default: renamed(text, macros: macros)
    }
  }

  /// A source or header with the prefix before the names of the runtime's macros,
  /// functions and types: `ACME_FREE`, `acme_reset`, `AcmeStats`, `AcmeAllocator`.
  func renamed(_ source: String, macros: Set<Substring>) -> String {
    guard prefix != Target.shippedPrefix else { return source }
    let lowercase = prefix.lowercased()
    let capitalised = prefix.split(separator: "_").map {
      $0.prefix(1).uppercased() + $0.dropFirst().lowercased()
    }.joined()
    var result = ""
    var rest = source[...]
    while let start = rest.firstIndex(where: Self.isWord) {
      result += rest[..<start]
      let word = rest[start...].prefix(while: Self.isWord)
      rest = rest[word.endIndex...]
      if macros.contains(word) {
        result += prefix + word.dropFirst(Target.shippedPrefix.count)
      } else if word.hasPrefix("mem_"), rest.first != "." {
        // The names of files stay.
        result += lowercase + word.dropFirst(4)
      } else if word.hasPrefix("Mem"), word.dropFirst(3).first?.isUppercase == true {
        result += capitalised + word.dropFirst(3)
      } else if Self.allocatorTypes.contains(word) {
        result += capitalised + word
      } else {
        result += word
      }
    }
    return result + rest
  }

  private static let allocatorTypes: Set<Substring> = [
    "Allocator", "AllocatorConfig", "AllocatorSystem",
  ]

  /// The names of the macros with arguments that `mem_macros.h` gives to programs.
  static func macros(in header: String) -> Set<Substring> {
    let start = "#define "
    return Set(
      header.split(separator: "\n").compactMap { line in
        guard line.hasPrefix(start + Target.shippedPrefix) else { return nil }
        let name = line.dropFirst(start.count).prefix(while: isWord)
        return line[name.endIndex...].first == "(" ? name : nil
      })
  }

  private static func isWord(_ character: Character) -> Bool {
    character == "_" || character.isLetter || character.isNumber
  }

  /// The subsystems, each name once, with the general one, which must exist, last if it
  /// is missing.
  private var named: [Subsystem] {
    var seen: Set<String> = []
    var result = subsystems.filter { seen.insert($0.name).inserted }
    if !seen.contains(Subsystem.general) {
      result.append(Subsystem(name: Subsystem.general, allocator: ""))
    }
    return result
  }

  /// The subsystem and the short name of a block of short forms.
  private static func identify(_ block: String) -> (name: String, short: String)? {
    guard block.hasPrefix("#define "), let short = block.firstRange(of: "_ALLOC("),
      let system = block.firstRange(of: "ALLOC_SYSTEM_")
    else { return nil }
    let name = block[system.upperBound...].prefix { $0 != ")" }
    return (String(name), String(block[..<short.lowerBound].dropFirst("#define ".count)))
  }
}

extension String {
  /// The parts between the occurrences of a separator.
  fileprivate func components(separatedBy separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
