import Reports
import SourceModel
import Testing

@Suite struct UseClassifierTests {
  /// Templates like those of the packs `mem`, `mem-short` and `mimalloc`.
  private static let rules = RuleSet(
    target: Target(
      header: "m.h",
      templates: [
        .allocate: template(
          .placeholder(.short), .text("_ALLOC("), .placeholder(.size), .text(")")),
        .allocateArray: template(
          .text("MEM_ARRAY("), .placeholder(.allocator), .text(", NULL, "), .placeholder(.count),
          .text(")")),
        .resizeArrayUnsized: template(
          .text("MEM_ARRAY("), .placeholder(.allocator), .text(", "), .placeholder(.pointer),
          .text(", "),
          .placeholder(.count), .text(")")),
        .releaseSized: template(
          .text("PUT("), .placeholder(.subsystem), .text(", "), .placeholder(.pointer), .text(", "),
          .placeholder(.size), .text(")")),
        .releaseString: template(.text("mi_free("), .placeholder(.pointer), .text(")")),
        .releaseUnsized: template(.text("mi_free("), .placeholder(.pointer), .text(")")),
        .duplicate: template(.text("(char *)copy("), .placeholder(.string), .text(")")),
      ]),
    subsystems: [
      Subsystem(name: "VM", allocator: "get(VM)", match: [.init(path: "src/vm/**")]),
      Subsystem(
        name: "STRINGS", short: "STR", allocator: "& strings", match: [.init(kind: .string)]),
      Subsystem(name: "REST", allocator: ""),
    ])

  private static func template(_ pieces: Template.Piece...) -> Template {
    Template(pieces: pieces)
  }

  @Test(
    arguments: [
      ("VM_ALLOC", ["n"], "src/a.c", TemplateKind.allocate, "VM"),
      ("STR_ALLOC", ["n"], "src/vm/a.c", .allocate, "STRINGS"),
      ("OTHER_ALLOC", ["n"], "src/vm/a.c", .allocate, nil),
      ("MEM_ARRAY", ["get ( VM )", "NULL", "n"], "a.c", .allocateArray, "VM"),
      ("MEM_ARRAY", ["get ( VM )", "p", "n"], "a.c", .resizeArrayUnsized, "VM"),
      ("MEM_ARRAY", ["&strings", "p", "n"], "a.c", .resizeArrayUnsized, "STRINGS"),
      ("MEM_ARRAY", ["mine", "p", "n"], "a.c", .resizeArrayUnsized, nil),
      ("PUT", ["STRINGS", "p", "4"], "a.c", .releaseSized, "STRINGS"),
      ("mi_free", ["p"], "src/vm/a.c", .releaseUnsized, "VM"),
      ("mi_free", ["p"], "src/a.c", .releaseUnsized, "REST"),
      ("copy", ["& strings", "s"], "src/a.c", .duplicate, "STRINGS"),
    ] as [(String, [String], String, TemplateKind, String?)])
  func classifies(
    name: String, arguments: [String], file: String, kind: TemplateKind, subsystem: String?
  ) {
    let kinds: [TemplateKind] =
      switch name {
      case "MEM_ARRAY": [.allocateArray, .resizeArrayUnsized]
      case "mi_free": [.releaseString, .releaseUnsized]
      default: [kind]
      }
    let use = MigratedUse(
      name: name, location: ExampleProgram.place(file, 1), kinds: kinds, arguments: arguments)
    let classifier = UseClassifier(rules: Self.rules)
    #expect(classifier.kind(of: use) == kind)
    #expect(classifier.subsystem(of: use) == subsystem)
  }

  @Test func useOfNoTemplateIsNone() {
    let use = MigratedUse(
      name: "x", location: ExampleProgram.place("a.c", 1), kinds: [], arguments: [])
    #expect(UseClassifier(rules: Self.rules).kind(of: use) == nil)
  }
}
