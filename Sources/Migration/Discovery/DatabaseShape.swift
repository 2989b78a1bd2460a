import Foundation

/// What a compile database must hold (clang's JSON Compilation Database Format).
enum DatabaseShape {
  private struct Entry: Decodable {
    var directory: String
    var file: String
    var command: String?
    var arguments: [String]?
  }

  /// What is wrong with JSON that is to be a database; `nil` when it is one.
  static func problem(in bytes: [UInt8]) -> String? {
    do {
      let entries = try JSONDecoder().decode([Entry].self, from: Data(bytes))
      guard let bare = entries.firstIndex(where: { $0.command == nil && $0.arguments == nil })
      else { return nil }
      return "entry \(bare + 1) has neither 'command' nor 'arguments'"
    } catch DecodingError.keyNotFound(let key, let context) {
      return "\(place(context.codingPath)) has no '\(key.stringValue)'"
    } catch DecodingError.typeMismatch(let type, let context) {
      let kind = type == String.self ? "text" : "a list"
      return "\(place(context.codingPath)) is not \(kind)"
    } catch {
      return "it is not a list of compile commands"
    }
  }

  /// `the file`, `entry 3` or `'directory' of entry 3`.
  private static func place(_ path: [any CodingKey]) -> String {
    guard let index = path.first?.intValue else { return "the file" }
    let entry = "entry \(index + 1)"
    return path.count > 1 ? "'\(path[1].stringValue)' of \(entry)" : entry
  }
}
