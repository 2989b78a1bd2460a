import SourceModel
import Testing

@testable import Migration

@Suite struct RuntimeExportTests {
  private static let config = """
    #define MEM_SUBSYSTEMS(X)  \\
        X(VM, PLATFORM)        \\
        X(GENERAL, PLATFORM)

    #endif

    """
  private static let short = """
    #include "mem.h"

    #define VM_ALLOC(n) MEM_ALLOC(allocators_get(ALLOC_SYSTEM_VM), n)
    #define VM_DUP(s) MEM_STRDUP(allocators_get(ALLOC_SYSTEM_VM), s)

    #define STR_ALLOC(n) MEM_ALLOC(allocators_get(ALLOC_SYSTEM_STRINGS), n)
    #define STR_DUP(s) MEM_STRDUP(allocators_get(ALLOC_SYSTEM_STRINGS), s)

    #endif

    """
  private static let subsystems = [
    Subsystem(name: "STRINGS", short: "STR", allocator: "", strategy: .arena),
    Subsystem(name: "AST", allocator: ""),
  ]

  @Test func headersAreFittedToTheSubsystems() {
    let configuration = RuntimeConfiguration(subsystems: Self.subsystems)
    #expect(
      configuration.configHeader(from: Self.config) == """
        #define MEM_SUBSYSTEMS(X)   \\
            X(STRINGS, ARENA)       \\
            X(AST, PLATFORM)        \\
            X(GENERAL, PLATFORM)

        #endif

        """)
    let short = configuration.shortHeader(from: Self.short)
    #expect(
      short.contains("#define STR_DUP(s) MEM_STRDUP(allocators_get(ALLOC_SYSTEM_STRINGS), s)"))
    #expect(short.contains("#define AST_ALLOC(n) MEM_ALLOC(allocators_get(ALLOC_SYSTEM_AST), n)"))
    #expect(short.contains("#define GENERAL_DUP(s)"))
    #expect(!short.contains("VM_"))
    #expect(short.hasSuffix("\n\n#endif\n"))
    let own = RuntimeConfiguration(subsystems: [Subsystem(name: "MEM", allocator: "")])
    #expect(!own.shortHeader(from: Self.short).contains("#define MEM_"))
  }

  @Test func macrosGetThePrefixOfTheTarget() {
    let macros = """
      #ifndef MEM_MACROS_H
      /* MEM_ALLOC is malloc. */
      #define MEM_ALLOC(a, n) memi_alloc((a), (n), MEM_FORM_SIZED)
      #define MEM_ALLOCATED MEM_ALLOC
      """
    let configuration = RuntimeConfiguration(subsystems: [], prefix: "ACME_")
    #expect(
      configuration.renamed(macros, macros: RuntimeConfiguration.macros(in: macros)) == """
        #ifndef MEM_MACROS_H
        /* ACME_ALLOC is malloc. */
        #define ACME_ALLOC(a, n) memi_alloc((a), (n), MEM_FORM_SIZED)
        #define MEM_ALLOCATED ACME_ALLOC
        """)
  }

  @Test func refreshingChangesNothingTwiceAndKeepsEdits() throws {
    let tree = try TemporaryTree([
      "share/rules/": "", "share/runtime/pool.c": "1", "share/runtime/old.c": "old",
      "share/runtime/include/mem/mem_config.h": Self.config,
    ])
    let share = ShareDirectory(
      rules: tree.root + "/share/rules", runtime: tree.root + "/share/runtime")
    let export = { (isForced: Bool) in
      try RuntimeExport.run(
        directory: tree.root + "/mem", share: share,
        configuration: RuntimeConfiguration(subsystems: Self.subsystems), isForced: isForced)
    }
    #expect(try export(false).written == ["include/mem/mem_config.h", "old.c", "pool.c"])
    #expect(try export(false).written.isEmpty)

    try tree.write("2", to: "share/runtime/pool.c")
    #expect(try export(false).written == ["pool.c"])

    try tree.write("mine", to: "mem/pool.c")
    #expect(
      throws: MigrationError.editedRuntime(directory: tree.root + "/mem", files: ["pool.c"])
    ) { try export(false) }
    #expect(try export(true).written == ["pool.c"])
  }

  /// The directory as it is left between the writing of two files.
  @Test func anInterruptedRefreshIsNotTakenForEdits() throws {
    let tree = try TemporaryTree([
      "share/rules/": "", "share/runtime/arena.c": "1", "share/runtime/pool.c": "1",
    ])
    let share = ShareDirectory(
      rules: tree.root + "/share/rules", runtime: tree.root + "/share/runtime")
    let export = {
      try RuntimeExport.run(
        directory: tree.root + "/mem", share: share,
        configuration: RuntimeConfiguration(subsystems: []), isForced: false)
    }
    try tree.write("mine", to: "mem/.allocmigrate-runtime/in-the-way")
    #expect(throws: MigrationError.self) { try export() }
    #expect(!FileSystem.isFile(tree.root + "/mem/pool.c"))  // the manifest comes first

    let manifest = { (text: String) in
      RuntimeManifest(files: ["arena.c": Array(text.utf8), "pool.c": Array(text.utf8)])
    }
    let between = manifest("1").union(manifest("2"))
    try tree.write("1", to: "mem2/arena.c")
    try tree.write("2", to: "mem2/pool.c")
    try tree.write(between.text, to: "mem2/.allocmigrate-runtime")
    try tree.write("3", to: "share/runtime/arena.c")
    try tree.write("3", to: "share/runtime/pool.c")
    let finished = try RuntimeExport.run(
      directory: tree.root + "/mem2", share: share,
      configuration: RuntimeConfiguration(subsystems: []), isForced: false)
    #expect(finished.written == ["arena.c", "pool.c"])
    #expect(RuntimeManifest(text: between.text) == between)
  }
}
