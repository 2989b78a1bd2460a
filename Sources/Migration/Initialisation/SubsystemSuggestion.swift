package import SourceModel

/// A subsystem that the folders of a tree suggest.
package struct SubsystemSuggestion: Hashable, Sendable {
  package var name: String
  /// Globs of the files that belong to it.
  package var paths: [String]

  /// Folders that name no part of a program but where its sources are.
  private static let plainNames: Set<String> = [
    "src", "source", "sources", "lib", "libs", "code", "c", "app", "apps", "include",
  ]
  /// Folders that hold no part of the program.
  private static let sideNames: Set<String> = [
    "test", "tests", "testing", "example", "examples", "demo", "demos", "sample", "samples",
    "bench", "benchmark", "benchmarks", "doc", "docs", "fuzz", "fuzzing", "contrib", "scripts",
  ]

  /// One suggestion a folder with C sources: the folders below `src` and its
  /// like, and the folders of the root otherwise. Sorted by name.
  package static func suggest(for sources: [FilePath]) -> [SubsystemSuggestion] {
    var paths: [String: [String]] = [:]
    for folder in Set(sources.compactMap(folder)) {
      paths[name(PathText.name(folder)), default: []].append(folder + "/**")
    }
    return paths.map { SubsystemSuggestion(name: $0, paths: $1.sorted()) }
      .sorted { $0.name < $1.name }
  }

  /// The folder that names the subsystem of a file.
  private static func folder(of file: FilePath) -> String? {
    var prefix: [Substring] = []
    for part in file.directory.split(separator: "/") {
      let lowered = part.lowercased()
      if sideNames.contains(lowered) { return nil }
      prefix.append(part)
      if !plainNames.contains(lowered) { return prefix.joined(separator: "/") }
    }
    return nil
  }

  /// `VM` for `vm`, `HASH_TABLE` for `hash-table`.
  static func name(_ folder: String) -> String {
    let letters = folder.uppercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
    let name = String(letters)
    return name.first?.isNumber == true ? "_" + name : name
  }
}
