import Testing

@testable import ClangFrontend

/// What is kept of a compile command for the parser.
@Suite struct CompilerArgumentsTests {
  /// Commands of real databases and what they come to.
  static let commands: [(String, String)] = [
    ("cc -DA=1 -D B -UC -Iinc -I inc2 -c a.c -o a.o", "-DA=1 -D B -UC -Iinc -I inc2"),
    ("gcc -std=gnu17 -O2 -g3 -Wall -fPIC -MD -MT a.o -MF a.d -c a.c", "-std=gnu17 -O2"),
    (
      "gcc -std=gnu23 -x c -xc -include pre.h -iquote q -isystem /s a.c",
      "-std=gnu2x -x c -xc -include pre.h -iquote q -isystem /s"
    ),
    ("gcc -I. -I inc -I- -Isys -c a.c", "-iquote. -iquote inc -Isys"),
    ("gcc -Wp,-DX=1,-MD,a.d -Xpreprocessor -DY -fanalyzer -specs=x a.c", "-DX=1 -DY"),
    (
      "/opt/arm-none-eabi-gcc -mcpu=cortex-m4 -mthumb a.c",
      "--target=arm-none-eabi -mcpu=cortex-m4"
    ),
    (
      "clang -Xclang -fblocks -target x86_64-linux -fshort-enums -- a.c -DLATE",
      "-target x86_64-linux -fshort-enums"
    ),
    (
      "libtool -funsigned-char -m32 -fsanitize=address -fstack-protector-strong a.c",
      "-funsigned-char -m32"
    ),
  ]

  @Test(arguments: commands)
  func keeps(_ command: String, _ expected: String) {
    let kept = CompilerArguments.forParsing(
      command.split(separator: " ").map(String.init), extra: ["-DEXTRA"])
    #expect(kept.last == "-DEXTRA")
    let own = kept.prefix { !$0.hasPrefix("-Wno-error") }
    #expect(own.joined(separator: " ") == expected)
  }

  @Test func machineOptionsCanBeLeftOut() {
    #expect(
      CompilerArguments.withoutMachineOptions(["-DA", "-march=x", "--target=y"])
        == ["-DA"])
  }
}
