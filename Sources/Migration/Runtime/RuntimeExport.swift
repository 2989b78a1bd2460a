import Glibc
import SourceModel

/// `runtime`: writes the allocators' sources into the user's tree, with the
/// headers that name the project's subsystems.
package struct RuntimeExport: Sendable {
  /// Files that were new or had changed, relative to the directory, sorted.
  package var written: [String] = []
  /// How many files were right already.
  package var unchanged = 0
  /// Files of an earlier export that are no longer part of it.
  package var removed: [String] = []

  /// Files of the sources that no user needs.
  private static let internalNames: Set<String> = ["module.modulemap"]

  /// Writes or refreshes the export. Nothing is written when a file has been
  /// edited, unless `isForced`.
  package static func run(
    directory: String, share: ShareDirectory, configuration: RuntimeConfiguration, isForced: Bool
  ) throws(MigrationError) -> RuntimeExport {
    guard let source = share.runtime else {
      throw .noRuntime(searched: PathText.parent(share.rules))
    }
    if let status = FileSystem.status(directory), status.kind != .directory {
      throw .notADirectory(directory)
    }
    let files = try generate(from: source, configuration: configuration)
    let manifestPath = PathText.join(directory, RuntimeManifest.name)
    let old = RuntimeManifest(
      text: (try? FileSystem.read(manifestPath)).map { String(decoding: $0, as: UTF8.self) } ?? "")
    var export = RuntimeExport()
    var edited: [String] = []
    for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
      let present = try current(PathText.join(directory, name))
      if present == bytes {
        export.unchanged += 1
      } else {
        export.written.append(name)
        if let present, !old.wrote(present, to: name) { edited.append(name) }
      }
    }
    guard edited.isEmpty || isForced else {
      throw .editedRuntime(directory: directory, files: edited)
    }
    let new = RuntimeManifest(files: files)
    if !export.written.isEmpty {
      try FileSystem.makeDirectory(directory)
      try FileSystem.write(Array(old.union(new).text.utf8), to: manifestPath)
    }
    for name in export.written {
      let path = PathText.join(directory, name)
      try FileSystem.makeDirectory(PathText.parent(path))
      try FileSystem.write(files[name] ?? [], to: path)
    }
    try export.removeLeftovers(directory: directory, old: old, files: files)
    let manifest = Array(new.text.utf8)
    if try current(manifestPath) != manifest { try FileSystem.write(manifest, to: manifestPath) }
    return export
  }

  /// Removes unedited files of an earlier export that this one does not have.
  private mutating func removeLeftovers(
    directory: String, old: RuntimeManifest, files: [String: [UInt8]]
  ) throws(MigrationError) {
    for name in old.digests.keys.sorted() where files[name] == nil {
      let path = PathText.join(directory, name)
      let isInside = !name.hasPrefix("/") && !name.split(separator: "/").contains("..")
      guard isInside, let bytes = try Self.current(path), old.wrote(bytes, to: name)
      else { continue }
      unlink(path)
      removed.append(name)
    }
  }

  /// The bytes of a file; `nil` when there is none.
  private static func current(_ path: String) throws(MigrationError) -> [UInt8]? {
    FileSystem.status(path) == nil ? nil : try FileSystem.read(path)
  }

  /// Every file of the export by its relative path.
  static func generate(
    from source: String, configuration: RuntimeConfiguration
  ) throws(MigrationError) -> [String: [UInt8]] {
    let macrosPath = PathText.join(source, "include/mem/mem_macros.h")
    let macros =
      FileSystem.isFile(macrosPath)
      ? RuntimeConfiguration.macros(
        in: String(decoding: try FileSystem.read(macrosPath), as: UTF8.self)) : []
    var files: [String: [UInt8]] = [:]
    var folders = [""]
    while let folder = folders.popLast() {
      for name in try FileSystem.names(in: PathText.join(source, folder))
      where !internalNames.contains(name) && !name.hasPrefix(".") {
        let relative = folder.isEmpty ? name : "\(folder)/\(name)"
        let path = PathText.join(source, relative)
        if FileSystem.isDirectory(path) {
          folders.append(relative)
          continue
        }
        let bytes = try FileSystem.read(path)
        let text = String(decoding: bytes, as: UTF8.self)
        files[relative] =
          if name.hasSuffix(".c") || name.hasSuffix(".h") {
            Array(configuration.fitted(text, named: name, macros: macros).utf8)
          } else {
            bytes
          }
      }
    }
    return files
  }
}
