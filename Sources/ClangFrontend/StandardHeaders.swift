/// The headers of the C library.
enum StandardHeaders {
  /// Whether a path is that of one of them.
  static func contains(_ path: String) -> Bool {
    guard let range = path.firstRange(of: "/include/") else { return false }
    var name = path[range.upperBound...]
    // Debian has folders for architectures: `x86_64-linux-gnu`.
    if let slash = name.firstIndex(of: "/"), isArchitecture(name[..<slash]) {
      name = name[slash...].dropFirst()
    }
    return name.hasPrefix("bits/") || name.hasPrefix("sys/") || names.contains(name)
  }

  /// The folder for the headers of one architecture that a header lies in.
  static func architectureFolder(of path: String) -> String? {
    let parent = "/usr/include/"
    guard path.hasPrefix(parent) else { return nil }
    let name = path.dropFirst(parent.utf8.count).prefix { $0 != "/" }
    return isArchitecture(name) ? parent + name : nil
  }

  private static func isArchitecture(_ folder: Substring) -> Bool { folder.contains("-linux-") }

  /// Those of POSIX and glibc that declare functions; the ones in `bits` and
  /// `sys` are not listed.
  private static let names: Set<Substring> = [
    "aio.h", "arpa/inet.h", "assert.h", "complex.h", "ctype.h", "dirent.h", "dlfcn.h", "err.h",
    "errno.h", "error.h", "execinfo.h", "fcntl.h", "fenv.h", "fmtmsg.h", "fnmatch.h", "ftw.h",
    "getopt.h", "glob.h", "grp.h", "iconv.h", "ifaddrs.h", "inttypes.h", "langinfo.h", "libgen.h",
    "libintl.h", "locale.h", "malloc.h", "math.h", "mntent.h", "monetary.h", "mqueue.h",
    "net/if.h", "netdb.h", "netinet/in.h", "nl_types.h", "poll.h", "pthread.h", "pty.h", "pwd.h",
    "regex.h", "resolv.h", "sched.h", "search.h", "semaphore.h", "setjmp.h", "shadow.h",
    "signal.h", "spawn.h", "stdio.h", "stdlib.h", "string.h", "strings.h", "stropts.h",
    "syslog.h", "termios.h", "threads.h", "time.h", "uchar.h", "ucontext.h", "ulimit.h",
    "unistd.h", "utime.h", "utmp.h", "utmpx.h", "wchar.h", "wctype.h", "wordexp.h",
  ]
}
