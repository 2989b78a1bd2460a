import CLibClang
import Glibc
import SourceModel

/// A parsed translation unit. It owns libclang's unit and the index it was
/// made with; cursors, types and files taken from it are valid only while it
/// lives and only on the thread that parsed it.
final class TranslationUnit {
  /// Why clang gave no unit.
  enum ParseFailure: Error {
    case crashed
    case invalidArguments
    case unreadable
  }

  let raw: CXTranslationUnit

  /// Parses one file.
  ///
  /// - Parameters:
  ///   - index: the calling thread's index; it must outlive the unit.
  ///   - arguments: compiler arguments without the compiler's name and
  ///     without the source file.
  ///   - unsaved: files that are taken to be on the disk, by their absolute names.
  ///   - tokensOnly: skips the preprocessor and the parser as far as libclang
  ///     can, for files of which only the tokens are wanted.
  init(
    index: ClangIndex, file: String, arguments: [String], unsaved: [FilePath: [UInt8]] = [:],
    tokensOnly: Bool = false
  ) throws(ParseFailure) {
    var flags = CXTranslationUnit_DetailedPreprocessingRecord.rawValue
    flags |= CXTranslationUnit_KeepGoing.rawValue
    if tokensOnly { flags |= CXTranslationUnit_SingleFileParse.rawValue }
    var unit: CXTranslationUnit?
    let pointers = arguments.map { UnsafePointer<CChar>(strdup($0)) }
    defer { for pointer in pointers { Glibc.free(UnsafeMutablePointer(mutating: pointer)) } }
    let copies = unsaved.map { UnsavedFile($0.string, $1) }
    var files = copies.map(\.raw)
    let code = withExtendedLifetime(copies) {
      clang_parseTranslationUnit2(
        index.raw, file, pointers, Int32(pointers.count), &files, UInt32(files.count), flags, &unit)
    }
    guard let unit, code == CXError_Success else {
      switch code {
      case CXError_Crashed: throw .crashed
      case CXError_InvalidArguments: throw .invalidArguments
      default: throw .unreadable
      }
    }
    raw = unit
  }

  deinit { clang_disposeTranslationUnit(raw) }

  /// The unit's own cursor, whose children are the top-level declarations and
  /// the preprocessing record.
  var cursor: CXCursor { clang_getTranslationUnitCursor(raw) }

  /// The bytes that clang read of a file; they live as long as the unit.
  func contents(of file: CXFile) -> UnsafeBufferPointer<UInt8> {
    var size = 0
    guard let text = clang_getFileContents(raw, file, &size) else {
      return UnsafeBufferPointer(start: nil, count: 0)
    }
    return text.withMemoryRebound(to: UInt8.self, capacity: size) {
      UnsafeBufferPointer(start: $0, count: size)
    }
  }

  /// The ranges of a file that the preprocessor skipped, sorted.
  func skippedRanges(of file: CXFile) -> [(lower: Int, upper: Int)] {
    guard let list = clang_getSkippedRanges(raw, file) else { return [] }
    defer { clang_disposeSourceRangeList(list) }
    let ranges = UnsafeBufferPointer(start: list.pointee.ranges, count: Int(list.pointee.count))
    return
      ranges
      .map { range in
        (clang_getRangeStart(range).fileOffset, clang_getRangeEnd(range).fileOffset)
      }
      .sorted { $0.0 < $1.0 }
  }
}

/// A file that is not on the disk, for libclang, which copies it.
private final class UnsavedFile {
  let raw: CXUnsavedFile
  private let name: UnsafeMutablePointer<CChar>?
  private let bytes: UnsafeMutableBufferPointer<CChar>

  init(_ name: String, _ contents: [UInt8]) {
    self.name = strdup(name)
    bytes = .allocate(capacity: contents.count)
    _ = bytes.initialize(from: contents.map(CChar.init(bitPattern:)))
    raw = CXUnsavedFile(
      Filename: self.name, Contents: bytes.baseAddress, Length: UInt(contents.count))
  }

  deinit {
    Glibc.free(name)
    bytes.deallocate()
  }
}

/// One thread's libclang index.
final class ClangIndex {
  let raw: CXIndex

  init() { raw = clang_createIndex(0, 0) }

  deinit { clang_disposeIndex(raw) }
}

extension CXSourceLocation {
  /// The file and the offset in it, of the expansion for a location in a macro.
  var filePosition: (file: CXFile?, offset: Int) {
    var file: CXFile?
    var offset: UInt32 = 0
    clang_getFileLocation(self, &file, nil, nil, &offset)
    return (file, Int(offset))
  }

  /// The offset in the location's file.
  var fileOffset: Int {
    var offset: UInt32 = 0
    clang_getFileLocation(self, nil, nil, nil, &offset)
    return Int(offset)
  }
}

extension String {
  /// Takes over a string of libclang's and disposes it; empty for none.
  init(disposing string: CXString) {
    defer { clang_disposeString(string) }
    self = clang_getCString(string).map { String(cString: $0) } ?? ""
  }
}

extension CXCursor {
  var spelling: String { String(disposing: clang_getCursorSpelling(self)) }
  var usr: String { String(disposing: clang_getCursorUSR(self)) }
  var referenced: CXCursor { clang_getCursorReferenced(self) }
  var type: CXType { clang_getCursorType(self) }
  var isNull: Bool { clang_Cursor_isNull(self) != 0 }
  var start: CXSourceLocation { clang_getRangeStart(clang_getCursorExtent(self)) }
  var end: CXSourceLocation { clang_getRangeEnd(clang_getCursorExtent(self)) }

  /// Whether a cursor of a kind is right below it.
  func hasChild(of kind: CXCursorKind) -> Bool {
    var kind = kind
    return clang_visitChildren(
      self,
      { child, _, kind in
        child.kind == kind?.load(as: CXCursorKind.self) ? CXChildVisit_Break : CXChildVisit_Continue
      }, &kind) != 0
  }

  /// A key under which a declaration can be looked up again in its unit.
  var declarationKey: UnsafeRawPointer? { data.0 }
}
