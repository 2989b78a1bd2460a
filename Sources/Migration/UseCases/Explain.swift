import Rewriting
package import SourceModel

extension ScannedProgram {
  /// The decisions, those for a line's sites as `apply` carries them out: what the text of
  /// their files does not allow is left as it is.
  package func decisions(
    asWrittenFor line: Int, of file: FilePath
  ) throws(MigrationError) -> [Decision] {
    guard let target = project.rules.target else { return decisions }
    let expanded = program.sites.filter { site in
      site.expansions.contains { $0.location.file == file && $0.location.line == line }
    }
    let files = Set([file] + expanded.map(\.location.file))
    let indices = decisions.indices.filter { files.contains(decisions[$0].site.file) }
    let written = try rewritten(indices.map { decisions[$0] }, for: target, SourceReader(self))
    var result = decisions
    for (index, decision) in zip(indices, written.decisions) { result[index] = decision }
    return result
  }

  /// The path that the scan knows a file by.
  ///
  /// - Parameter name: relative to the working directory, or absolute.
  package func path(ofFileNamed name: String) throws(MigrationError) -> FilePath {
    guard let canonical = FileSystem.canonical(name) else {
      // A path as the reports print it, relative to the root.
      if program.files.contains(FilePath(name)) { return FilePath(name) }
      throw .noSuchFile(name)
    }
    return FilePath(PathText.relative(canonical, to: project.root) ?? canonical)
  }

  /// Where a line of an original is in the refactored copy that stands in its
  /// place, found by comparing the two; `nil` for a file without a copy.
  package func inCopy(_ file: FilePath, line: Int) -> (file: FilePath, line: Int)? {
    guard let copy = tree.copies[file], let old = lines(of: file), let new = lines(of: copy)
    else { return nil }
    let lines = LineCorrespondence(old: old, new: new)
    return (copy, lines.newLine(ofOld: line))
  }

  private func lines(of file: FilePath) -> [ArraySlice<UInt8>]? {
    FileSystem.lines(of: PathText.join(project.root, file.string))
  }

  /// The places of the sites, migrated or not, before and behind a line, as
  /// `file:line`.
  package func nearestSites(to line: Int, in file: FilePath) -> [String] {
    let locations = program.sites.flatMap(\.places) + program.migrated.map(\.location)
    let lines = locations.filter { $0.file == file }.map(\.line).sorted()
    let nearest = [lines.last { $0 < line }, lines.first { $0 > line }]
    return nearest.compactMap { $0 }.map { "\(file):\($0)" }
  }

  /// The places of all that can be explained on a line, as `file:line:column`.
  package func places(on line: Int, in file: FilePath) -> [String] {
    let locations =
      program.sites.flatMap(\.places) + program.migrated.map(\.location)
      + program.occurrences.map(\.location)
    return Set(locations.filter { $0.file == file && $0.line == line }).sorted().map(\.description)
  }

  /// The text of a line, blanks at its edges left out; `nil` when it cannot be
  /// read.
  package func sourceLine(_ file: FilePath, _ line: Int) -> String? {
    guard let text = lines(of: file)?.dropFirst(line - 1).first else { return nil }
    let blanks: Set<Character> = [" ", "\t", "\r"]
    let content = String(decoding: text, as: UTF8.self).drop { blanks.contains($0) }
    return String(content.reversed().drop { blanks.contains($0) }.reversed())
  }
}

extension Site {
  /// Where it can be asked for.
  fileprivate var places: [SourceLocation] { [location] + expansions.map(\.location) }
}
