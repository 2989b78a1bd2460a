import CSQLite

/// An SQLite database, as far as the cache needs one.
final class Database {
  /// What SQLite says went wrong.
  struct Failure: Error, CustomStringConvertible {
    let code: Int32
    let description: String

    /// Whether the file is no database or a broken one.
    var isDamage: Bool { code == SQLITE_CORRUPT || code == SQLITE_NOTADB }
  }

  /// A column or a parameter.
  enum Value {
    case integer(Int)
    case text(String)
    case bytes([UInt8])
  }

  private let handle: OpaquePointer
  /// How long to wait for another process, in milliseconds.
  private static let patience: Int32 = 2_000

  /// Opens a database, which is made if it is not there.
  init(path: String) throws(Failure) {
    var opened: OpaquePointer?
    let code = sqlite3_open_v2(
      path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nil)
    guard let opened else { throw Failure(code: code, description: "out of memory") }
    handle = opened
    guard code == SQLITE_OK else { throw failure(code) }
    sqlite3_busy_timeout(handle, Self.patience)
  }

  deinit { sqlite3_close_v2(handle) }

  /// Runs one statement with its parameters and gives the rows.
  @discardableResult
  func run(_ statement: String, _ parameters: Value...) throws(Failure) -> [[Value]] {
    var prepared: OpaquePointer?
    try check(sqlite3_prepare_v2(handle, statement, -1, &prepared, nil))
    defer { sqlite3_finalize(prepared) }
    for (index, value) in parameters.enumerated() {
      try check(Self.bind(value, to: Int32(index + 1), of: prepared))
    }
    var rows: [[Value]] = []
    while true {
      let code = sqlite3_step(prepared)
      if code == SQLITE_DONE { return rows }
      guard code == SQLITE_ROW else { throw failure(code) }
      rows.append((0..<sqlite3_column_count(prepared)).map { Self.column($0, of: prepared) })
    }
  }

  private static func bind(_ value: Value, to index: Int32, of statement: OpaquePointer?) -> Int32 {
    // Tells SQLite to keep a copy: `SQLITE_TRANSIENT`, a cast that Swift does not import.
    let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
    return switch value {
    case .integer(let number): sqlite3_bind_int64(statement, index, Int64(number))
    case .text(let text): sqlite3_bind_text(statement, index, text, -1, copies)
    case .bytes(let bytes):
      sqlite3_bind_blob64(statement, index, bytes, UInt64(bytes.count), copies)
    }
  }

  private static func column(_ index: Int32, of statement: OpaquePointer?) -> Value {
    switch sqlite3_column_type(statement, index) {
    case SQLITE_INTEGER: return .integer(Int(sqlite3_column_int64(statement, index)))
    case SQLITE_TEXT:
      return .text(sqlite3_column_text(statement, index).map { String(cString: $0) } ?? "")
    default:
      let start = sqlite3_column_blob(statement, index)
      let count = Int(sqlite3_column_bytes(statement, index))
      return .bytes([UInt8](UnsafeRawBufferPointer(start: start, count: count)))
    }
  }

  private func check(_ code: Int32) throws(Failure) {
    guard code == SQLITE_OK else { throw failure(code) }
  }

  private func failure(_ code: Int32) -> Failure {
    Failure(code: code & 0xff, description: String(cString: sqlite3_errmsg(handle)))
  }
}
