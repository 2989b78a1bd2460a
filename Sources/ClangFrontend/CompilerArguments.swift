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
    "-Xclang", "-aux-info", "--param", "-arch", "-dumpbase", "-dumpdir", "-e", "-framework",
    "-mllvm", "-wrapper",
  ]

  /// What gcc has long let pass and clang takes for errors since version 15 or
  /// 16: the code compiles, so it is parsed.
  private static let tolerated = [
    "implicit-function-declaration", "implicit-int", "incompatible-function-pointer-types",
    "incompatible-pointer-types", "int-conversion", "return-type",
  ]

  /// Whether a command asks for warnings about conversions that change a sign.
  static func warnsOfSigns(_ arguments: [String]) -> Bool {
    let wanting = ["-Wconversion", "-Wsign-conversion", "-Weverything"]
    let last = arguments.last { wanting.contains($0) || $0 == "-Wno-sign-conversion" }
    return last.map(wanting.contains) ?? false
  }

  /// The arguments for libclang.
  ///
  /// Folders in front of gcc's `-I-`, which clang refuses, are for includes in quotes alone.
  ///
  /// - Parameters:
  ///   - arguments: the command, the compiler's name first.
  ///   - extra: what the user gave after `--`; kept as it is, last.
  static func forParsing(_ arguments: [String], extra: [String]) -> [String] {
    var result: [String] = []
    if let target = target(ofCompiler: arguments.first ?? "") { result.append(target) }
    var rest = arguments.dropFirst().flatMap(preprocessorParts)[...]
    while let argument = rest.popFirst() {
      if argument == "--" { break }
      if argument == "-Xpreprocessor" { continue }
      if argument == "-I-" {
        result = result.map { $0.hasPrefix("-I") ? "-iquote" + $0.dropFirst(2) : $0 }
        continue
      }
      if droppedWithValue.contains(argument) {
        _ = rest.popFirst()
      } else if withValue.contains(argument) {
        guard let value = rest.popFirst() else { break }
        result += [argument, value]
      } else if isKept(argument) {
        result.append(replacements[argument] ?? argument)
      }
    }
    // Diagnostics are wanted for errors alone, and never for style.
    return result + tolerated.map { "-Wno-error=" + $0 } + ["-w", "-ferror-limit=0"] + extra
  }

  /// The folders that arguments for libclang name for headers, relative ones to
  /// the working directory.
  static func headerFolders(_ arguments: [String]) -> [String] {
    var result: [String] = []
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      guard let option = folderOptions.first(where: argument.hasPrefix) else { continue }
      let value = argument.dropFirst(option.count)
      if let folder = value.isEmpty ? rest.popFirst() : String(value) { result.append(folder) }
    }
    return result
  }

  private static let folderOptions = ["-I", "-idirafter", "-iquote", "-isystem"]

  /// The arguments that only say what the preprocessor is to do: what is left
  /// to try when clang refuses the others.
  static func withoutMachineOptions(_ arguments: [String]) -> [String] {
    arguments.filter { !$0.hasPrefix("-m") && !$0.hasPrefix("--target=") }
  }

  /// What clang is given instead: names that gcc has for standards before clang has,
  /// and the macro alone of OpenMP, since libclang does not show what stands in the
  /// regions of its pragmas, which otherwise are C like any other.
  private static let replacements = [
    "-std=gnu23": "-std=gnu2x", "-std=c23": "-std=c2x", "-std=iso9899:2024": "-std=c2x",
    "-fopenmp": openMP, "-fopenmp=libgomp": openMP, "-fopenmp=libomp": openMP,
  ]

  private static let openMP = "-D_OPENMP=201511"

  /// `-Wp,-DX,-MD,file` hands its parts to the preprocessor.
  private static func preprocessorParts(_ argument: String) -> [String] {
    guard argument.hasPrefix("-Wp,") else { return [argument] }
    return argument.dropFirst(4).split(separator: ",").map { part in
      // Here the file follows without `-MF`.
      ["-MD", "-MMD"].contains(part) ? "-MF" : String(part)
    }
  }

  /// A cross compiler's name tells what it compiles for: `arm-none-eabi-gcc`.
  private static func target(ofCompiler path: String) -> String? {
    let name = path.split(separator: "/").last ?? ""
    let parts = name.split(separator: "-")
    guard let end = parts.lastIndex(where: { ["gcc", "cc", "clang"].contains($0) }), end >= 2
    else { return nil }
    return "--target=" + parts[..<end].joined(separator: "-")
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
