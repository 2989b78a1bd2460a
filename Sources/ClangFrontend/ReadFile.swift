import Glibc
import SourceModel

/// What a file held when clang read it, as far as facts depend on it.
struct ReadFile {
  /// One state of a file.
  struct Key: Hashable {
    var path: FilePath
    /// In seconds.
    var modified: time_t
  }

  let digest: Digest
  /// The names of headers that `__has_include` asks for; `nil` when a macro tells
  /// them, or when other files than headers are read.
  let probes: [String]?
  /// Debian's folder for the headers of one architecture, if the file lies in it:
  /// `/usr/include/x86_64-linux-gnu`.
  let architectureFolder: String?

  /// - Parameter lexed: the file's tokens, of which few files need any.
  init(_ contents: UnsafeBufferPointer<UInt8>, at path: FilePath, lexed: () -> LexedFile) {
    architectureFolder = StandardHeaders.architectureFolder(of: path.string)
    let bytes = UnsafeRawBufferPointer(contents)
    digest = Digest(bytes)
    if bytes.contains("#embed") {
      probes = nil
    } else {
      probes = bytes.contains("__has_include") ? Self.probes(in: lexed()) : []
    }
  }

  private static func probes(in file: LexedFile) -> [String]? {
    var names: [String] = []
    for index in file.tokens.indices.dropLast(2) {
      let token = file.tokens[index]
      guard token.kind == .identifier, file.isSpelled(file.tokens[index + 1], "("),
        ["__has_include", "__has_include_next"].contains(file.identifier(token))
      else { continue }
      guard let name = headerName(at: index + 2, in: file) else { return nil }
      names.append(name)
    }
    return names
  }

  /// The name in quotes or brackets that starts at a token; `nil` when it is a
  /// macro's to tell.
  private static func headerName(at index: Int, in file: LexedFile) -> String? {
    let text = file.text(file.tokens[index])
    if text.hasPrefix("\"") { return String(text.dropFirst().dropLast()) }
    guard text == "<",
      let end = file.tokens[index...].firstIndex(where: { file.isSpelled($0, ">") })
    else { return nil }
    return file.tokens[(index + 1)..<end].map { file.text($0) }.joined()
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func contains(_ word: StaticString) -> Bool {
    let first = Int32(word.utf8Start.pointee)
    let size = word.utf8CodeUnitCount
    var rest = self[...]
    while rest.count >= size, let start = rest.base.baseAddress?.advanced(by: rest.startIndex),
      let hit = memchr(start, first, rest.count - size + 1)
    {
      if memcmp(hit, word.utf8Start, size) == 0 { return true }
      rest = rest.dropFirst(UnsafeRawPointer(hit) - start + 1)
    }
    return false
  }
}
