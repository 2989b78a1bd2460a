import Reports
import SourceModel

/// A small made-up program: 30 sites in 5 files, with every category of
/// occurrence, every form of site, every grade and every state.
///
/// `vm.c` is untouched, `pool.c` was migrated in part where it stands, and
/// `lexer.c` has a `lexer_refactored.c` beside it.
struct ExampleProgram {
  static let tool = ToolDescription(version: "0.1.0")
  static let root = "/home/me/my project"

  private(set) var program = ProgramFacts()
  private(set) var decisions: [Decision] = []
  private var ordinals: [String: Int] = [:]

  static let rules = RuleSet(
    families: functions.values.sorted { $0.name < $1.name },
    target: Target(
      header: "mem/mem.h",
      templates: [
        .allocate: template("MEM_ALLOC(", .allocator, .size),
        .duplicate: template("MEM_STRDUP(", .allocator, .string),
        .releaseSized: template("MEM_FREE(", .allocator, .pointer, .size),
        .releaseUnsized: template("MEM_FREE_UNSIZED(", .allocator, .pointer),
        .releaseString: template("MEM_FREE_STR(", .allocator, .pointer),
      ]),
    subsystems: [
      subsystem("VM", priority: .high, phase: 1, path: "src/vm.c"),
      subsystem("STRINGS", priority: .medium, phase: 2, path: "src/pool.c"),
      subsystem("PARSER", priority: .low, phase: 2, path: "src/lexer*.c"),
      subsystem("TEMP", priority: .low, phase: 3, path: "none"),
    ])

  private static let functions: [String: FamilyFunction] = Dictionary(
    uniqueKeysWithValues: [
      FamilyFunction(name: "malloc", family: "libc", role: .allocate, size: 1),
      FamilyFunction(name: "calloc", family: "libc", role: .allocateZeroed, count: 1, element: 2),
      FamilyFunction(name: "realloc", family: "libc", role: .resize, size: 2, pointer: 1),
      FamilyFunction(name: "strdup", family: "posix", role: .duplicate, string: 1),
      FamilyFunction(name: "free", family: "libc", role: .release, pointer: 1),
      FamilyFunction(name: "malloc_usable_size", family: "gnu", role: .query, pointer: 1),
    ].map { ($0.name, $0) })

  private static func subsystem(
    _ name: String, priority: Subsystem.Priority, phase: Int, path: String
  ) -> Subsystem {
    Subsystem(
      name: name, allocator: "allocators_get(ALLOC_SYSTEM_\(name))", priority: priority,
      phase: phase, match: [Subsystem.Condition(path: path)])
  }

  private static func template(_ open: String, _ names: Template.Placeholder...) -> Template {
    var pieces: [Template.Piece] = [.text(open)]
    for (index, name) in names.enumerated() {
      if index > 0 { pieces.append(.text(", ")) }
      pieces.append(.placeholder(name))
    }
    return Template(pieces: pieces + [.text(")")])
  }

  /// A place in a made-up file of lines 60 bytes long.
  static func place(_ file: String, _ line: Int, _ column: Int = 9) -> SourceLocation {
    SourceLocation(
      file: FilePath(file), line: line, column: column, offset: (line - 1) * 60 + column - 1)
  }

  /// An occurrence that is no site.
  private mutating func token(
    _ category: Occurrence.Category, _ file: String, _ line: Int, _ name: String,
    reason: String = ""
  ) {
    program.occurrences.append(
      Occurrence(
        name: name, location: Self.place(file, line), category: category, reason: reason))
  }

  /// A site, its occurrence and the decision about it.
  private mutating func site(
    _ file: String, _ line: Int, _ scope: String, _ name: String, _ action: Decision.Action?,
    _ subsystem: String?, size: String? = nil, grade: SizeGrade? = nil,
    assumptions: [String] = [], form: Site.Form = .call, type: String? = nil,
    pointer: String? = nil, expansions: Int = 1
  ) {
    guard let function = Self.functions[name] else { return }
    let ordinal = (ordinals["\(file):\(scope):\(name)"] ?? 0) + 1
    ordinals["\(file):\(scope):\(name)"] = ordinal
    let identity = SiteIdentity(file: FilePath(file), scope: scope, callee: name, ordinal: ordinal)
    let location = Self.place(file, line)
    let use = SiteUse(
      location: location, enclosingFunction: scope,
      block: type.map { BlockUse(typeName: $0, place: nil) })
    let range = ByteRange(location.offset, location.offset + name.utf8.count)
    let syntax = pointer.map { text in
      CallSyntax(
        whole: range, callee: range, open: range.upper, close: range.upper,
        arguments: [
          ArgumentSyntax(range: range, text: text, hasSideEffects: false, isPostfix: true)
        ])
    }
    program.sites.append(
      Site(
        identity: identity, function: function, form: form, location: location, syntax: syntax,
        uses: Array(repeating: use, count: expansions)))
    var category = Occurrence.Category.call
    if case .macroBody = form { category = .macroBody }
    if case .addressTaken = form { category = .addressTaken }
    program.occurrences.append(
      Occurrence(
        name: name, location: location, category: category,
        expansions: category == .macroBody ? expansions : 0))
    guard let action else { return }
    decisions.append(
      Decision(
        site: identity, action: action, subsystem: subsystem, sizeText: size, grade: grade,
        strategy: grade == nil ? "" : "type", assumptions: assumptions))
  }

  private mutating func use(
    _ file: String, _ line: Int, _ scope: String, _ name: String, _ kinds: [TemplateKind],
    _ subsystem: String, _ arguments: String...
  ) {
    program.migrated.append(
      MigratedUse(
        name: name, location: Self.place(file, line), kinds: kinds,
        arguments: ["allocators_get ( ALLOC_SYSTEM_\(subsystem) )"] + arguments,
        enclosingFunction: scope))
  }

  /// The program as scan sees it.
  static let example: ExampleProgram = {
    var example = ExampleProgram()
    example.addVM()
    example.addPool()
    example.addLexer()
    example.addOthers()
    example.program.occurrences.sort { $0.location < $1.location }
    example.program.sites.sort { $0.location < $1.location }
    example.program.migrated.sort { $0.location < $1.location }
    return example
  }()
}

extension ExampleProgram {
  fileprivate mutating func addVM() {
    let file = "src/vm.c"
    site(file, 10, "vm_new", "malloc", .migrate(.allocate), "VM", type: "VM")
    site(file, 12, "vm_new", "calloc", .migrate(.allocateZeroed), "VM", type: "Value")
    site(file, 20, "vm_grow", "realloc", .migrate(.resizeSized), "VM", size: "old", grade: .proven)
    site(
      file, 22, "vm_grow", "realloc", .migrate(.resizeUnsized), "VM", grade: .inferred,
      assumptions: ["host_alloc returns a fresh block"])
    site(
      file, 30, "vm_free", "free", .migrate(.releaseSized), "VM", size: "sizeof(VM)",
      grade: .proven)
    site(file, 31, "vm_free", "free", .migrate(.releaseUnsized), "VM", grade: .unsized)
    site(
      file, 32, "vm_free", "free",
      .leave(Blocker(.sideEffects, "the argument pop() would be evaluated twice")), "VM",
      grade: .unsized)
    site(
      file, 40, "vm_line", "free",
      .leave(
        Blocker(.foreignMemory, "line comes from getline at src/vm.c:38:9", isAdoptable: true)),
      nil)
    site(
      file, 50, "vm_each", "free", .leave(Blocker(.addressTaken, "passed to list_free")), "VM",
      form: .addressTaken)
    site(file, 60, "vm_stat", "malloc_usable_size", .leave(Blocker(.query, "only asks")), nil)
    token(.inactive, file, 70, "malloc")
    token(.directive, file, 71, "free")
  }

  fileprivate mutating func addPool() {
    let file = "src/pool.c"
    for line in [10, 11, 12] {
      site(file, line, "pool_add", "strdup", .migrate(.duplicate), "STRINGS", type: "char")
    }
    site(file, 20, "pool_clear", "free", .migrate(.releaseString), "STRINGS", grade: .proven)
    site(
      file, 21, "pool_clear", "free", .leave(Blocker(.noSubsystem, "no subsystem matches")), nil)
    site(
      file, 22, "pool_clear", "free", .leave(Blocker(.filtered, "left out by --subsystem")),
      "STRINGS")
    site(file, 30, "pool_raw", "malloc", nil, nil)
    site(file, 31, "pool_raw", "free", nil, nil)
    use(file, 40, "pool_new", "MEM_ALLOC", [.allocate], "STRINGS", "sizeof * p")
    use(file, 50, "pool_drop", "MEM_FREE", [.releaseSized], "STRINGS", "p", "sizeof ( * p )")
    token(.shadowed, file, 60, "free")
    token(.discarded, file, 61, "free")
  }

  fileprivate mutating func addLexer() {
    let file = "src/lexer.c"
    site(file, 10, "lex", "malloc", .migrate(.allocate), "PARSER", type: "Token")
    site(file, 11, "lex", "strdup", .migrate(.duplicate), "PARSER", type: "char", pointer: "text")
    site(
      file, 20, "lex_free", "free", .migrate(.releaseSized), "PARSER", size: "sizeof(Token)",
      grade: .proven, pointer: "t")
    site(
      file, 21, "lex_free", "free",
      .leave(Blocker(.unknownAllocator, "t->text may come from PARSER or STRINGS")), "PARSER",
      pointer: "t->text")
    let copy = "src/lexer_refactored.c"
    use(copy, 11, "lex", "MEM_ALLOC", [.allocate], "PARSER", "sizeof * t")
    use(copy, 12, "lex", "MEM_STRDUP", [.duplicate], "PARSER", "text")
    use(copy, 21, "lex_free", "MEM_FREE", [.releaseSized], "PARSER", "t", "sizeof ( Token )")
    site(
      copy, 22, "lex_free", "free",
      .leave(Blocker(.unknownAllocator, "t->text may come from PARSER or STRINGS")), "PARSER",
      pointer: "t->text")
  }

  fileprivate mutating func addOthers() {
    let header = "src/util.h"
    site(
      header, 5, "NEW", "malloc", .migrate(.allocate), "VM",
      form: .macroBody(MacroBody(name: "NEW", words: [])),
      expansions: 4)
    site(
      header, 6, "DROP", "free",
      .leave(Blocker(.expansionsDisagree, "sizes differ: src/vm.c:80:3, src/pool.c:70:3")), "VM",
      form: .macroBody(MacroBody(name: "DROP", words: [])), expansions: 2)
    for line in [10, 12, 14, 16] {
      site(header, line, "twice", "malloc", .migrate(.allocate), "VM", type: "Pair")
    }
    site(header, 18, "twice", "free", .migrate(.releaseSized), "VM", size: "n", grade: .inferred)
    token(.declaration, header, 2, "free")
    token(.uncovered, "src/old|odd.c", 3, "malloc")
    token(.uncovered, "src/old|odd.c", 4, "free")
    token(.unexplained, "src/vm.c", 75, "free", reason: "parse error at src/vm.c:74:1")
    program.wrappers = [
      Wrapper(
        name: "xmalloc", location: Self.place(header, 30, 7), role: .allocate, wraps: "malloc",
        entry: FamilyFunction(name: "xmalloc", family: "libc", role: .allocate, size: 1),
        callers: (1...12).map { line in
          Wrapper.Caller(
            location: Self.place("src/vm.c", 100 + line, 3), function: "vm_new",
            subsystem: line > 9 ? "STR" : "VM")
        })
    ]
    program.missingHeaders = [
      MissingHeader(name: "ncurses.h", units: [FilePath("src/vm.c")], sitesAffected: 10)
    ]
    program.diagnostics = [
      Diagnostic(
        severity: .error, location: Self.place("src/vm.c", 74, 1),
        message: "expected ';' after expression"),
      Diagnostic(severity: .warning, message: "no compile command covers src/old|odd.c"),
    ]
    program.files =
      ["lexer.c", "lexer_refactored.c", "none.c", "old|odd.c", "pool.c", "util.h"]
      .map { FilePath("src/" + $0) } + [FilePath("src/vm.c")]
  }
}
