import CLibClang
package import SourceModel

/// The tokens of a C text as clang sees them before preprocessing, comments
/// included. Line splices in front of a token do not count to it.
///
/// - Returns: the bytes of each, in order; `nil` when clang cannot read the text.
package func tokens(of bytes: [UInt8]) -> [ByteRange]? {
  let name = "/allocmigrate/text.c"
  guard
    let unit = try? TranslationUnit(
      index: ClangIndex(), file: name, arguments: ["-xc"],
      unsaved: [FilePath(name): bytes], tokensOnly: true),
    let file = clang_getFile(unit.raw, name)
  else { return nil }
  return Tokenizer.tokens(unit: unit, file: file, count: bytes.count)
    .map { ByteRange(withoutSplices(bytes, from: $0.lower), $0.upper) }
}

/// The first offset from `start` at which no spliced line ends.
private func withoutSplices(_ bytes: [UInt8], from start: Int) -> Int {
  var start = start
  while bytes[start...].starts(with: Array("\\\n".utf8)) { start += 2 }
  while bytes[start...].starts(with: Array("\\\r\n".utf8)) { start += 3 }
  return start
}
