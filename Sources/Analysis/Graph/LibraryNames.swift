/// The names under which compilers and C libraries call a standard function.
enum LibraryNames {
  private static let prefixes = ["__builtin___", "__builtin_", "__isoc99_", "__isoc23_", "__"]

  /// The name that rule files use: `memcpy` for `__builtin___memcpy_chk`.
  static func standard(_ name: String) -> String {
    guard name.hasPrefix("__") else { return name }
    for prefix in prefixes where name.hasPrefix(prefix) {
      let rest = name.dropFirst(prefix.count)
      return String(rest.hasSuffix("_chk") ? rest.dropLast(4) : rest)
    }
    return name
  }

  /// Whether a builtin only handles variable arguments or tells the compiler
  /// something, so that no pointer escapes through it.
  static func isInert(_ name: String) -> Bool {
    guard name.hasPrefix("__builtin_") else { return false }
    let rest = name.dropFirst("__builtin_".count)
    return rest.hasPrefix("va_") || inert.contains(String(rest))
  }

  private static let inert: Set<String> = [
    "expect", "prefetch", "unreachable", "trap", "constant_p", "object_size",
    "dynamic_object_size", "types_compatible_p", "choose_expr", "classify_type",
  ]
}
