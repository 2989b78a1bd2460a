import Testing

@testable import SourceModel

@Suite struct GlobTests {
  @Test(arguments: [
    ("src/**", "src/a/b.c", true), ("src/**", "srcs/a.c", false), ("*.c", "a.c", true),
    ("*.c", "d/a.c", false), ("**/*.c", "a.c", true), ("**/*.c", "x/y/a.c", true),
    ("module_*", "module_load", true), ("m?d", "mod", true), ("[a-c]x", "bx", true),
    ("[!a-c]x", "bx", false), ("a\\*", "a*", true), ("a\\*", "ab", false), ("", "", true),
    ("[a", "a", false), ("a/**/b", "a/b", true), ("a/**/b", "a/x/y/b", true),
  ])
  func matches(pattern: String, text: String, expected: Bool) {
    #expect(Glob(pattern).matches(text) == expected)
  }
}
