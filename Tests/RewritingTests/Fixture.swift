import Foundation
import Rewriting
import SourceModel

/// A folder with C files, the decisions about their sites and what they are
/// to become.
///
/// `decisions.txt` holds one line a site that is not to get the default of its
/// role, such as
///
///     free#2 release-sized sizeof *p
///     free#3 release-sized p->n => side-effects
///
/// with the expected blocker or, for a decision that is carried out another
/// way, template kind behind `=>`; and lines such as `template allocate
/// NEW({size})`, `header <mem.h>` and `allocator &vm`.
struct Fixture: CustomStringConvertible, Sendable {
  let folder: URL
  var program = ProgramFacts()
  var decisions: [Decision] = []
  var expected: [SiteIdentity: String] = [:]
  var target = Fixture.mem
  var subsystems = [
    Subsystem(name: "VM", short: "V", allocator: "allocators_get(ALLOC_SYSTEM_VM)")
  ]
  var files: [FilePath: [UInt8]] = [:]
  /// The messages that refactoring is to give, from lines `diagnostic …`.
  var diagnostics: [String] = []

  var description: String { folder.lastPathComponent }

  /// The names of the folders in `kind` beside this file.
  static func all(_ kind: String) -> [String] {
    let folder = here.appendingPathComponent(kind)
    let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
    return (names ?? []).sorted()
  }

  private static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  /// Reads a folder: `before` is a tree, or there is one file `before.c`.
  init(_ kind: String, _ name: String) throws {
    folder = Self.here.appendingPathComponent(kind).appendingPathComponent(name)
    files = try Self.tree(folder.appendingPathComponent("before"))
    if files.isEmpty {
      files[FilePath("before.c")] = try [UInt8](
        Data(contentsOf: folder.appendingPathComponent("before.c")))
    }
    program.files = files.keys.sorted()
    for path in program.files {
      let frontend = ToyFrontend(path: path, bytes: files[path] ?? [])
      program.sites += frontend.sites()
      program.includes[path] = frontend.includes(among: Set(files.keys))
    }
    decisions = program.sites.map {
      Decision(
        site: $0.identity, action: .migrate(Self.kind(of: $0)), subsystem: "VM")
    }
    let text = folder.appendingPathComponent("decisions.txt")
    for line in (try? String(contentsOf: text, encoding: .utf8))?.split(separator: "\n") ?? [] {
      try read(String(line))
    }
  }

  /// The bytes of all files below a folder, by their paths in it.
  static func tree(_ folder: URL) throws -> [FilePath: [UInt8]] {
    var result: [FilePath: [UInt8]] = [:]
    guard let names = FileManager.default.enumerator(atPath: folder.path) else { return [:] }
    for case let name as String in names {
      let url = folder.appendingPathComponent(name)
      if url.hasDirectoryPath { continue }
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder)
      if !isFolder.boolValue { result[FilePath(name)] = try [UInt8](Data(contentsOf: url)) }
    }
    return result
  }

  struct Malformed: Error { var line: String }

  private mutating func read(_ line: String) throws {
    let parts = line.components(separatedBy: " => ")
    let words = parts[0].split(separator: " ", maxSplits: 2).map(String.init)
    switch words[0] {
    case "template":
      guard let kind = TemplateKind(rawValue: words[1]) else { throw Malformed(line: line) }
      target.templates[kind] = Self.template(words[2])
    case "diagnostic":
      diagnostics.append(words.dropFirst().joined(separator: " "))
    case "header":
      target.isSystemHeader = words[1].hasPrefix("<")
      target.header = words[1].trimmingCharacters(in: ["<", ">", "\""])
    case "allocator":
      subsystems[0].allocator = words.dropFirst().joined(separator: " ")
    default:
      let indices = decisions.indices.filter {
        "\(decisions[$0].site.callee)#\(decisions[$0].site.ordinal)" == words[0]
      }
      guard let index = indices.first else { throw Malformed(line: line) }
      if words[1] == "leave" {
        decisions[index].action = .leave(Blocker(.filtered, "not wanted"))
      } else {
        guard let kind = TemplateKind(rawValue: words[1]) else { throw Malformed(line: line) }
        decisions[index].action = .migrate(kind)
      }
      decisions[index].sizeText = words.count > 2 ? words[2] : nil
      if parts.count > 1 { expected[decisions[index].site] = parts[1] }
    }
  }

  private static func kind(of site: Site) -> TemplateKind {
    if site.syntax == nil, let kind = TemplateKind.callback(for: site.function.role) { return kind }
    switch site.function.role {
    case .allocate: return .allocate
    case .allocateZeroed: return .allocateZeroed
    case .resize: return .resizeUnsized
    case .duplicate: return site.function.limit == nil ? .duplicate : .duplicateBounded
    case .release, .query: return .releaseUnsized
    }
  }

  static func template(_ text: String) -> Template {
    var pieces: [Template.Piece] = []
    for (index, part) in text.components(separatedBy: ["{", "}"]).enumerated() where part != "" {
      if index % 2 == 1, let placeholder = Template.Placeholder(rawValue: part) {
        pieces.append(.placeholder(placeholder))
      } else {
        pieces.append(.text(part))
      }
    }
    return Template(pieces: pieces)
  }

  private static let mem = Target(
    header: "mem/mem.h",
    templates: [
      .allocate: template("MEM_ALLOC({allocator}, {size})"),
      .allocateZeroed: template("MEM_CALLOC({allocator}, {count}, {element})"),
      .resizeSized: template("MEM_REALLOC({allocator}, {pointer}, {old-size}, {size})"),
      .resizeUnsized: template("MEM_REALLOC_UNSIZED({allocator}, {pointer}, {size})"),
      .duplicate: template("MEM_STRDUP({allocator}, {string})"),
      .duplicateBounded: template("MEM_STRNDUP({allocator}, {string}, {limit})"),
      .releaseSized: template("MEM_FREE({allocator}, {pointer}, {size})"),
      .releaseString: template("MEM_FREE_STR({allocator}, {pointer})"),
      .releaseUnsized: template("MEM_FREE_UNSIZED({allocator}, {pointer})"),
      .allocateCallback: template("MEM_ALLOC_CALLBACK({subsystem})"),
      .resizeCallback: template("{subsystem}_RESIZE"),
      .releaseCallback: template("{subsystem}_FREE_CALLBACK"),
    ])
}
