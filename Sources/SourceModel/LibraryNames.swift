/// The names under which compilers and C libraries call a standard function.
package enum LibraryNames {
  private static let prefixes = ["__builtin___", "__builtin_", "__isoc99_", "__isoc23_", "__"]

  /// The name that rule files use: `memcpy` for `__builtin___memcpy_chk`, `stat`
  /// for `stat64`, `__sync_fetch_and_add` for `__sync_fetch_and_add_4`.
  package static func standard(_ name: String) -> String {
    // Nearly all names are standard already.
    let bytes = name.utf8
    guard bytes.first == UInt8(ascii: "_") || bytes.last == UInt8(ascii: "4") else { return name }
    if name.hasSuffix("64"), largeFile.contains(String(name.dropLast(2))) {
      return String(name.dropLast(2))
    }
    guard name.hasPrefix("__") else { return name }
    if name.hasPrefix("__sync_"), let end = name.lastIndex(of: "_"),
      Int(name[end...].dropFirst()) != nil
    {
      return String(name[..<end])
    }
    for prefix in prefixes where name.hasPrefix(prefix) {
      let rest = name.dropFirst(prefix.count)
      return String(rest.hasSuffix("_chk") ? rest.dropLast(4) : rest)
    }
    return name
  }

  /// The functions that have a variant for large files, with 64 at its end.
  private static let largeFile: Set<String> = [
    "alphasort", "creat", "fgetpos", "fopen", "freopen", "fseeko", "fsetpos", "fstat", "fstatat",
    "fstatvfs", "ftello", "ftw", "getrlimit", "glob", "globfree", "lstat", "mkostemp",
    "mkostemps", "mkstemp", "mkstemps", "mmap", "nftw", "open", "openat", "pread", "pwrite",
    "readdir", "readdir_r", "scandir", "scandirat", "setrlimit", "stat", "statvfs", "tmpfile",
    "truncate", "versionsort",
  ]

  /// Whether a builtin only handles variable arguments or tells the compiler
  /// something, so that no pointer escapes through it.
  package static func isInert(_ name: String) -> Bool {
    guard name.hasPrefix("__builtin_") else { return false }
    let rest = name.dropFirst("__builtin_".count)
    return rest.hasPrefix("va_") || inert.contains(String(rest))
  }

  /// Whether a function jumps out of those that run.
  package static func isJump(_ name: String) -> Bool { jumps.contains(standard(name)) }

  private static let jumps: Set<String> = [
    "longjmp", "_longjmp", "siglongjmp", "longjmp_chk", "setcontext", "swapcontext",
    "pthread_exit", "thrd_exit",
  ]

  /// Whether a function ends the program and runs others before.
  package static func isExit(_ name: String) -> Bool { exits.contains(standard(name)) }

  private static let exits: Set<String> = [
    "exit", "quick_exit", "err", "errx", "verr", "verrx", "error", "error_at_line",
  ]

  /// Whether a function ends the program whatever it is given.
  package static func endsProgram(_ name: String) -> Bool { ends.contains(standard(name)) }

  private static let ends: Set<String> = [
    "exit", "_exit", "_Exit", "quick_exit", "abort", "err", "errx", "verr", "verrx", "assert_fail",
  ]

  /// Whether control never comes back from a function.
  package static func leaves(_ name: String) -> Bool {
    endsProgram(name)
      || isJump(name) && standard(name) != "swapcontext"
        && standard(name) != "setcontext"
  }

  /// Whether the handlers of signals may run in a call of a function.
  package static func deliversSignals(_ name: String) -> Bool {
    signalling.contains(standard(name))
  }

  private static let signalling: Set<String> = [
    "raise", "kill", "killpg", "pthread_kill", "pthread_sigqueue", "sigqueue", "tgkill",
    "pthread_sigmask", "sigprocmask", "sigpause", "sigsuspend", "pause",
  ]

  /// Whether a function has another one run at the program's end.
  package static func registersForExit(_ name: String) -> Bool {
    registrars.contains(standard(name))
  }

  private static let registrars: Set<String> = ["atexit", "at_quick_exit", "on_exit"]

  /// Whether a function may return once more after its caller has gone on.
  package static func returnsTwice(_ name: String) -> Bool { twice.contains(standard(name)) }

  private static let twice: Set<String> = [
    "setjmp", "_setjmp", "sigsetjmp", "getcontext", "vfork",
  ]

  /// Whether a function makes a child that has the program's own memory.
  package static func sharesMemory(_ name: String) -> Bool { standard(name) == "vfork" }

  private static let inert: Set<String> = [
    "expect", "prefetch", "unreachable", "trap", "constant_p", "object_size",
    "dynamic_object_size", "types_compatible_p", "choose_expr", "classify_type",
  ]
}
