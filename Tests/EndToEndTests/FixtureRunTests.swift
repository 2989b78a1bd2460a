import Foundation
import Testing

/// Migrates the fixtures of the analysis that are whole programs, with every
/// size that rests on an assumption, builds them with the runtime and runs them
/// in checking mode: a rung that gives a wrong size fails here by execution.
///
/// A fixture is run if it has a file `run`, of one line of arguments a run.
@Suite struct FixtureRunTests {
  private static let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()

  static func names() throws -> [String] {
    let fixtures = tests.appendingPathComponent("AnalysisTests/Fixtures")
    return try FileManager.default.contentsOfDirectory(atPath: fixtures.path).sorted().filter {
      FileManager.default.fileExists(
        atPath: fixtures.appendingPathComponent($0 + "/run").path)
    }
  }

  @Test(arguments: try names()) func runsWithoutAMismatch(_ name: String) throws {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    // Not the directory of the test process: libclang 14 moves that about.
    process.currentDirectoryURL = FileManager.default.temporaryDirectory
    process.arguments = ["-c", Self.script]
    let tool = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent()
    process.environment = [
      "PATH": tool.path + ":/usr/bin:/bin", "LC_ALL": "C.UTF-8",
      "FIXTURE": Self.tests.appendingPathComponent("AnalysisTests/Fixtures/" + name).path,
    ]
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    // The script prints only what is wrong.
    #expect(text == "")
  }

  /// Leaks are the fixtures' own. A log without a size that agreed would mean
  /// that nothing was checked.
  private static let script = #"""
    set -e
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    cp -r "$FIXTURE" "$work/program"
    cd "$work/program"
    mkdir .git
    [ -f allocmigrate.yml ] ||
      printf 'schema: 1\nuse: [libc, posix, gnu, mem]\nsizes: {accept: inferred}\n' > allocmigrate.yml
    commands=
    for file in *.c; do
      commands="$commands{\"directory\": \"$PWD\", \"file\": \"$file\", \"arguments\": [\"cc\", \"-c\", \"$file\"]},"
    done
    echo "[${commands%,}]" > compile_commands.json
    allocmigrate apply -q -i > apply.log 2>&1 || { cat apply.log; exit 1; }
    allocmigrate runtime -q "$work/runtime" > runtime.log || { cat runtime.log; exit 1; }
    gcc -w -g -std=gnu11 -I"$work/runtime/include" *.c "$work"/runtime/*.c -pthread -ldl -o program
    export MEM_TRACE=1 MEM_TRACE_STDERR=0 MEM_TRACE_LOG="$work/log"
    while read -r arguments; do
      ./program $arguments > output.log 2>&1 || [ $? -le 1 ] || { cat output.log; exit 1; }
    done < run
    grep '"event":"finding"' "$work/log" | grep -v '"kind":"leak"' || true
    grep -q '"agreed":[1-9]' "$work/log" || echo 'no size was checked'
    """#
}
