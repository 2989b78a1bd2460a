internal import SourceModel

/// One top-level key of a rule file. A new one is a file with a static member
/// and a line in `all`.
struct Section: Sendable {
  /// The key.
  let key: String
  /// Decodes the value into the file.
  let decode: @Sendable (Field, inout RuleFile) -> Void

  /// Every section, sorted by key.
  static let all: [Section] = [
    .build, .classes, .clients, .examples, .exclude, .externals, .families, .foreign,
    .foreignMemory, .programs, .schema, .sizes, .sources, .subsystems, .target, .use, .verify,
  ]

  /// The file that `bytes` hold; what is wrong goes to the log.
  static func decode(_ bytes: [UInt8], path: String, log: ProblemLog) -> RuleFile {
    var file = RuleFile(path: path)
    guard let root = YAMLReader.read(bytes, file: path, log: log) else { return file }
    let field = Field(node: root, name: "the rule file", log: log)
    guard let values = field.record(all.map(\.key), goingOn: true) else { return file }
    if values["schema"] == nil {
      field.error("the file does not say which schema it follows; start it with 'schema: 1'")
    }
    // Decoded in the order of the document, so that errors come in line order.
    let ordered = all.compactMap { section in values[section.key].map { (section, $0) } }
      .sorted { $0.1.node.position.line < $1.1.node.position.line }
    for (section, value) in ordered { section.decode(value, &file) }
    return file
  }
}

extension Section {
  /// `schema: 1`: the version of this format.
  static let schema = Section(key: "schema") { field, _ in
    guard let version = field.number(in: 0...Int.max, "1"), version != 1 else { return }
    field.error("schema \(version) is not known to this version; write 'schema: 1'")
  }

  /// `use: [libc, ./ours.yml]`: packs by name, files by path.
  static let use = Section(key: "use") { field, file in
    for item in field.list("packs and files") ?? [] {
      guard let name = item.text("a pack's name or a file's path") else { continue }
      file.use.append(Positioned(name, at: item.node.position))
    }
  }

  /// `exclude: ["third_party/**"]`: paths to leave out.
  static let exclude = Section(key: "exclude") { field, file in
    file.exclude = (field.list("patterns of paths") ?? []).compactMap { $0.glob() }
  }

  /// `sizes: {accept: inferred, variables: never}`.
  static let sizes = Section(key: "sizes") { field, file in
    guard let values = field.record(["accept", "variables"]) else { return }
    if let accept = values["accept"] { file.acceptedGrade = decodeGrade(accept) }
    if let variables = values["variables"]?.choice(of: ["add", "never"]) {
      file.savesSizes = variables == "add"
    }
  }

  /// `foreign-memory: adopt`: what becomes of memory that functions under
  /// `foreign` allocate.
  static let foreignMemory = Section(key: "foreign-memory") { field, file in
    if let choice = field.choice(of: ["leave", "adopt"]) {
      file.adoptsForeignMemory = choice == "adopt"
    }
  }

  /// `clients: none`: whether code that is not among the sources may use what their
  /// headers declare.
  static let clients = Section(key: "clients") { field, file in
    if let choice = field.choice(of: ["unseen", "none"]) { file.hasNoClients = choice == "none" }
  }

  /// A grade that can be accepted for writing sizes.
  static func decodeGrade(_ field: Field) -> SizeGrade? {
    let grades: [SizeGrade] = [.proven, .inferred]
    return field.choice(of: grades.map(\.rawValue)).flatMap(SizeGrade.init)
  }
}
