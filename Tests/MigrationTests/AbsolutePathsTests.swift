import Testing

@testable import Migration

@Suite struct AbsolutePathsTests {
  @Test func namesMakefilesThatLinkWhatIsBuiltInTheProject() throws {
    let tree = try TemporaryTree([
      "Makefile": "abs_srcdir = /home/me/prog\nMISSING = ${SHELL} '/home/me/prog/missing'\n",
      "tests/Makefile": "# of /home/me/prog\nall:\ntop = /home/me/prog\nx = /home/me/prog/lib\n",
      "lib/rules.mk": "L = /home/me/prog/lib/libx.a\n",
      "lib/Makefile": "L = /home/me/prog-2/libx.a /home/me/prog2 ../lib\n",
      "lib/main.c": "/home/me/prog\n",
    ])
    #expect(
      AbsolutePaths.find(in: tree.root, of: "/home/me/prog")
        == ["lib/rules.mk:1", "tests/Makefile:3"])
  }
}
