import Glibc
import SourceModel

/// What brings the runtime into a build that knows nothing of it.
///
/// Compilers on the PATH are shadowed by scripts that add the library to every
/// link; C_INCLUDE_PATH and CPLUS_INCLUDE_PATH, which gcc and clang read, add its
/// headers. So no build system has to be understood. A build that names its compiler
/// by an absolute path, and not by CC or CXX, escapes.
struct Toolchain: Sendable {
  /// The folder of the scripts.
  private let folder: String
  private let runtime: String

  /// Names that builds give to C compilers, and to those of C++, which may link C.
  private static let names = [
    "cc", "gcc", "clang", "c89", "c99", "c++", "g++", "clang++", "x86_64-linux-gnu-gcc",
    "aarch64-linux-gnu-gcc",
  ]
  private static let library = "allocmigrate-mem"

  /// Exports the runtime into the stage, compiles it and writes the scripts.
  ///
  /// - Returns: `nil` when the rules' target does not use the runtime, so that there is
  ///   nothing to check with.
  static func make(
    project: Project, stage: String, logs: String
  ) throws(MigrationError) -> Toolchain? {
    let share = try ShareDirectory.find()
    guard project.rules.target.flatMap(share.runtime) != nil else { return nil }
    let toolchain = Toolchain(folder: stage + "/bin", runtime: stage + "/runtime")
    _ = try RuntimeExport.run(
      directory: toolchain.runtime, share: share,
      configuration: RuntimeConfiguration(rules: project.rules), isForced: true)
    try toolchain.compile(stage: stage, log: logs + "/runtime.log")
    try FileSystem.makeDirectory(toolchain.folder)
    for name in Set(names + numbered()) {
      if let real = search(name) { try toolchain.shadow(name, real: real) }
    }
    for path in ["CC", "CXX"].compactMap({ variable($0) }) where path.hasPrefix("/") {
      try toolchain.shadow(PathText.name(path), real: path)
    }
    return toolchain
  }

  private init(folder: String, runtime: String) {
    self.folder = folder
    self.runtime = runtime
  }

  /// What a build's environment needs beside the user's own.
  var buildEnvironment: [String: String] {
    var variables = [
      "PATH": "\(folder):\(Self.variable("PATH") ?? "/usr/bin:/bin")",
      "C_INCLUDE_PATH": Self.list(runtime + "/include", Self.variable("C_INCLUDE_PATH")),
      "CPLUS_INCLUDE_PATH": Self.list(
        runtime + "/include", Self.variable("CPLUS_INCLUDE_PATH")),
      "LD_LIBRARY_PATH": Self.list(runtime, Self.variable("LD_LIBRARY_PATH")),
    ]
    for name in ["CC", "CXX"] {
      guard let compiler = Self.variable(name), compiler.hasPrefix("/") else { continue }
      variables[name] = "\(folder)/\(PathText.name(compiler))"
    }
    return variables
  }

  /// The same for the tests, which run in checking mode and report to `log`.
  func testEnvironment(log: String) -> [String: String] {
    buildEnvironment.merging([
      "MEM_TRACE": "1", "MEM_TRACE_LOG": log, "MEM_TRACE_STDERR": "0",
    ]) { $1 }
  }

  private func compile(stage: String, log: String) throws(MigrationError) {
    let compiler = Self.variable("CC") ?? "cc"
    let command = """
      for file in *.c; do
        \(compiler) -std=gnu11 -O1 -fno-omit-frame-pointer -fPIC -Iinclude -c "$file" &
      done
      wait
      set -e
      for file in *.c; do test -f "${file%.c}.o"; done
      \(compiler) -shared -o lib\(Self.library).so *.o -pthread
      ar rcs lib\(Self.library).a *.o
      """
    let run = try ShellRun.run(
      command, in: runtime, environment: [:], stage: stage, log: log,
      limits: .init(seconds: 300), observe: { _ in })
    guard run.ending == .exited(0) else {
      throw .runtimeBuild(compiler: compiler, log: ShellRun.tail(of: log, lines: 5))
    }
  }

  /// Writes the script that stands for one compiler. It adds the library to a
  /// command line that has something to link and no option that stops before. Behind
  /// gcc's `-I-` a header does not find those beside it: they get a folder of their own,
  /// the last, where nothing of the program's is hidden.
  private func shadow(_ name: String, real: String) throws(MigrationError) {
    let script = """
      #!/bin/sh
      link=yes
      input=
      beside=yes
      for argument do
        case $argument in
          -c | -S | -E | -M | -MM | -r | -fsyntax-only | -nostdlib | -print* | --print* | -dump*) link= ;;
          -I-) beside= ;;
          -) input=yes ;;
          -*) ;;
          *.[aco] | *.lo | *.so | *.so.* | *.[isSC] | *.cc | *.cpp) input=yes ;;
        esac
      done
      if [ -z "$beside" ]; then
        set -- "$@" -idirafter '\(runtime)/include/mem'
      fi
      if [ "$link$input" = yesyes ]; then
        set -- "$@" -L'\(runtime)' -Wl,-rpath,'\(runtime)' -l\(Self.library) -pthread
      fi
      exec '\(real)' "$@"

      """
    let path = "\(folder)/\(name)"
    try FileSystem.write(Array(script.utf8), to: path)
    chmod(path, 0o755)
  }

  private static func variable(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  private static func list(_ first: String, _ rest: String?) -> String {
    rest.map { "\(first):\($0)" } ?? first
  }

  /// Compilers with a version in their names, such as `gcc-12`.
  private static func numbered() -> [String] {
    path.flatMap { (try? FileSystem.names(in: $0)) ?? [] }.filter { name in
      ["gcc-", "clang-", "g++-", "clang++-"].contains {
        name.hasPrefix($0) && Int(name.dropFirst($0.count)) != nil
      }
    }
  }

  private static var path: [String] {
    (variable("PATH") ?? "/usr/bin:/bin").split(separator: ":").map(String.init)
  }

  private static func search(_ name: String) -> String? {
    path.map { PathText.join($0, name) }.first { FileSystem.isFile($0) && access($0, X_OK) == 0 }
  }
}
