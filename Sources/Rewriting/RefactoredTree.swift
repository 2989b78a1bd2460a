package import SourceModel

/// A file to be written: new bytes at a path, made from a source file.
package struct OutputFile: Sendable {
  /// Where it goes.
  package var path: FilePath
  /// The file it is made from: `path` itself when that is edited in place.
  package var source: FilePath
  /// The bytes of `source` when it was parsed.
  package var original: [UInt8]
  /// The bytes to write.
  package var bytes: [UInt8]
  /// How `bytes` differ from `original`, sorted and disjoint.
  package var edits: [TextEdit]
  /// The sites that were rewritten in it; none for a copy whose includes
  /// alone changed.
  package var sites: [SiteIdentity]
  /// Other outputs that must be written too if this one is to compile.
  package var requires: [FilePath]

  /// The file edited where it is.
  package init(inPlace file: RewrittenFile) {
    path = file.path
    source = file.path
    original = file.original
    bytes = file.rewritten
    edits = file.edits
    sites = file.sites
    requires = []
  }

  fileprivate init(
    path: FilePath, source: FilePath, original: [UInt8], edits: [TextEdit],
    sites: [SiteIdentity], requires: [FilePath]
  ) {
    self.path = path
    self.source = source
    self.original = original
    self.bytes = apply(edits, to: original)
    self.edits = edits
    self.sites = sites
    self.requires = requires
  }
}

/// The refactored copies of a program's files.
package struct RefactoredTree: Sendable {
  /// Sorted by path.
  package var files: [OutputFile]
  /// Includes that could not be led to a copy, and copies that could not be
  /// made.
  package var diagnostics: [Diagnostic]
}

/// Puts every edited file beside its original: `foo.c` → `foo_refactored.c`.
///
/// A file that includes an edited header, directly or through others, gets a
/// copy as well, and in the copies every such include names the copy. So a
/// refactored unit never sees both an original and its copy: whatever includes
/// an original that has a copy is itself a copy with that include rewritten.
/// That is why copies can keep the include guards of their originals.
///
/// A file that is a copy already, because the build has been switched to it, is
/// edited in place; its original is then left out.
///
/// Two includes escape this and are diagnosed: one whose name is not spelled
/// in the directive (`#include CONFIG_H`), or not in the project at all, and one
/// that reaches the header by a link of another name.
///
/// - Parameters:
///   - edited: the files with edits.
///   - program: for the includes of every file and the files of every unit.
///   - contents: the bytes that a file had when it was parsed; `nil` when it
///     cannot be read.
package func refactoredTree(
  _ edited: [RewrittenFile], program: ProgramFacts, contents: (FilePath) -> [UInt8]?
) -> RefactoredTree {
  let builder = RefactoredTreeBuilder(edited: edited, includes: program.includes)
  var tree = RefactoredTree(files: [], diagnostics: builder.escapes(in: program.units))
  for path in builder.copied.sorted() {
    let rewritten = builder.edited[path]
    if path.refactored != path, builder.copied.contains(path.refactored) {
      let message =
        "\(path): its copy \(path.refactored) is compiled too and is edited instead; take one of"
        + " them out of the build"
      tree.diagnostics.append(Diagnostic(severity: .warning, message: message))
      continue
    }
    guard let original = rewritten?.original ?? contents(path) else {
      let message =
        "\(path) includes a file that was edited but cannot be read: it gets no refactored"
        + " copy; check its permissions"
      tree.diagnostics.append(Diagnostic(severity: .error, message: message))
      continue
    }
    let links = builder.links(of: path, source: CText(original))
    tree.diagnostics += links.diagnostics
    tree.files.append(
      OutputFile(
        path: path.refactored, source: path, original: original,
        edits: merged(rewritten?.edits ?? [], links.edits), sites: rewritten?.sites ?? [],
        requires: links.targets.map(\.refactored)))
  }
  return tree
}

extension IncludeFacts.Directive {
  /// Where the name ends in that of the file which it includes; `nil` when it
  /// reads the file by another name.
  func lastComponent(_ target: FilePath, in bytes: [UInt8]) -> ByteRange? {
    let range = nameRange
    guard 0 <= range.lower, range.lower < range.upper, range.upper <= bytes.count else {
      return nil
    }
    let spelled = bytes[range.lower..<range.upper]
    let name = Array(target.lastComponent.utf8)
    guard spelled.dropLast().suffix(name.count).elementsEqual(name) else { return nil }
    let start = range.upper - 1 - name.count
    guard start > range.lower, start == range.lower + 1 || bytes[start - 1] == UInt8(ascii: "/")
    else { return nil }
    return ByteRange(start, range.upper - 1)
  }
}

/// Both lists in order; they touch different places.
private func merged(_ left: [TextEdit], _ right: [TextEdit]) -> [TextEdit] {
  (left + right).sorted { $0.range < $1.range }
}

/// Which files get a copy, and how their includes change.
private struct RefactoredTreeBuilder {
  let edited: [FilePath: RewrittenFile]
  let includes: [FilePath: IncludeFacts]
  /// The edited files and those that include one of them, however indirectly.
  let copied: Set<FilePath>

  init(edited: [RewrittenFile], includes: [FilePath: IncludeFacts]) {
    self.edited = Dictionary(edited.map { ($0.path, $0) }) { first, _ in first }
    self.includes = includes
    var includers: [FilePath: [FilePath]] = [:]
    for (path, facts) in includes where path.isInProject {
      for target in facts.directives.compactMap(\.resolved) {
        includers[target, default: []].append(path)
      }
    }
    var copied = Set(edited.map(\.path))
    var pending = Array(copied)
    while let path = pending.popLast() {
      for includer in includers[path] ?? [] where copied.insert(includer).inserted {
        pending.append(includer)
      }
    }
    self.copied = copied
  }

  /// Units that read an edited header by includes that are not known, so that
  /// their copies, if they have any, read the original.
  func escapes(in units: [FileFacts]) -> [Diagnostic] {
    let escaped = units.compactMap { unit -> String? in
      guard !unit.isLeftOut, !copied.contains(unit.source),
        let header = unit.files.first(where: { edited[$0] != nil })
      else { return nil }
      return "\(unit.source) reads \(header) by an include whose name is not spelled out: it gets"
        + " no refactored copy; write the name into the directive or use --in-place"
    }
    return Set(escaped).sorted().map { Diagnostic(severity: .warning, message: $0) }
  }

  /// The edits that lead the includes of a copied file to other copies.
  func links(
    of path: FilePath, source: CText
  ) -> (edits: [TextEdit], targets: [FilePath], diagnostics: [Diagnostic]) {
    var edits: [TextEdit] = []
    var targets: [FilePath] = []
    var diagnostics: [Diagnostic] = []
    for directive in includes[path]?.directives ?? [] {
      guard let target = directive.resolved ?? guess(directive, from: path, source: source),
        copied.contains(target), target.refactored != target
      else { continue }
      guard let edit = edit(directive, target: target, source: source) else {
        let message =
          "\(path): the include '\(directive.name)' cannot be led to \(target.refactored):"
          + " its name is not \(target.lastComponent); change it by hand or use --in-place"
        diagnostics.append(Diagnostic(severity: .warning, message: message))
        continue
      }
      edits.append(edit)
      targets.append(target)
    }
    return (edits, Array(Set(targets)).sorted(), diagnostics)
  }

  /// Inserts the word into the last component of the spelled name.
  private func edit(
    _ directive: IncludeFacts.Directive, target: FilePath, source: CText
  ) -> TextEdit? {
    directive.lastComponent(target, in: source.bytes).map {
      TextEdit(range: $0, bytes: Array(target.refactored.lastComponent.utf8))
    }
  }

  /// The copied file that an include in a skipped arm would find, of which
  /// the preprocessor says nothing: only what stands beside the includer.
  private func guess(
    _ directive: IncludeFacts.Directive, from path: FilePath, source: CText
  ) -> FilePath? {
    guard source.at(directive.nameRange.lower) == UInt8(ascii: "\"") else { return nil }
    let folder = path.directory.isEmpty ? "" : path.directory + "/"
    let beside = FilePath(folder + directive.name)
    return copied.contains(beside) ? beside : nil
  }
}
