/// Picks from a compile command the arguments that change what a parser sees.
///
/// Everything else (outputs, warnings, optimisation passes, linking, dependency
/// files, options that only gcc knows) is dropped, so that a database written
/// by any compiler can be parsed by libclang.
enum CompilerArguments {
  /// Options that are kept with their value, whether it is attached
  /// (`-Idir`) or the next argument (`-I dir`).
  private static let withValue = [
    "-D", "-I", "-U", "-idirafter", "-imacros", "-include", "-iprefix", "-iquote", "-isysroot",
    "-isystem", "-iwithprefix", "-iwithprefixbefore", "-target", "-x", "--sysroot",
  ]

  /// Options that are kept as they stand, or as the prefix of `=value`.
  private static let kept = [
    "--sysroot", "--target", "-ansi", "-fblocks", "-fgnu89-inline", "-fms-extensions",
    "-fno-builtin", "-fno-signed-char", "-fno-unsigned-char", "-fopenmp", "-fpack-struct",
    "-fplan9-extensions", "-fshort-enums", "-fshort-wchar", "-fsigned-char", "-funsigned-char",
    "-ffreestanding", "-fhosted", "-m16", "-m32", "-m64", "-mabi", "-march", "-mfloat-abi",
    "-mfpu", "-mcpu", "-msse", "-msse2", "-msse3", "-mssse3", "-msse4", "-msse4.1", "-msse4.2",
    "-mavx", "-mavx2", "-maes", "-mpclmul", "-mpopcnt", "-nobuiltininc", "-nostdinc", "-pthread",
    "-std", "-undef",
  ]

  /// Options whose value is the next argument and which are dropped with it.
  private static let droppedWithValue: Set<String> = [
    "-o", "-MF", "-MT", "-MQ", "-MJ", "-L", "-l", "-T", "-u", "-z", "-Xlinker", "-Xassembler",
    "-Xpreprocessor", "-aux-info", "--param", "-arch", "-e", "-wrapper",
  ]

  /// The arguments for libclang.
  ///
  /// - Parameters:
  ///   - arguments: the command, the compiler's name first.
  ///   - extra: what the user gave after `--`; kept as it is, last.
  static func forParsing(_ arguments: [String], extra: [String]) -> [String] {
    var result: [String] = []
    var rest = arguments.dropFirst()[...]
    while let argument = rest.popFirst() {
      if argument == "--" { break }
      if droppedWithValue.contains(argument) {
        _ = rest.popFirst()
      } else if withValue.contains(argument) {
        guard let value = rest.popFirst() else { break }
        result += [argument, value]
      } else if isKept(argument) {
        result.append(argument)
      }
    }
    // Diagnostics are wanted for errors alone, and never for style.
    return result + ["-w", "-ferror-limit=0"] + extra
  }

  private static func isKept(_ argument: String) -> Bool {
    if withValue.contains(where: { $0.utf8.count == 2 && argument.hasPrefix($0) }) { return true }
    if argument.hasPrefix("-O"), argument != "-O0" { return true }
    let name = argument.prefix { $0 != "=" }
    if withValue.contains(String(name)) { return true }
    for option in withValue where option.hasPrefix("-i") && argument.hasPrefix(option) {
      return true
    }
    return kept.contains(String(name))
  }
}
