import CLibClang
import SourceModel

/// Collects the sites of a unit: every reference to a family function in the
/// functions and initialisers of the project's files.
final class SiteCollector {
  /// Where a family function's name is spelled.
  struct Token: Hashable {
    var file: Int
    var offset: Int
  }

  private struct Draft {
    var site: Site
    var isCall: Bool
    /// Whether expansions of the macro are told apart with certainty.
    var isExact: Bool
    private var uses: Set<SiteUse>

    init(site: Site, isCall: Bool, isExact: Bool) {
      self.site = site
      self.isCall = isCall
      self.isExact = isExact
      uses = Set(site.uses)
    }

    /// Adds another use of the same token.
    mutating func take(_ use: UseReader.Use, isExact: Bool) {
      if uses.insert(use.site).inserted { site.uses.append(use.site) }
      self.isExact = self.isExact && isExact
      if !self.isExact || use.isCall != isCall { site.syntax = nil }
      if use.isCall, site.form == .addressTaken { site.form = .call }
      site.syntax?.merge(use.arguments)
    }
  }

  private let files: UnitFiles
  private let declarations: DeclarationTable
  private let flow: FlowBuilder
  private let bodies: MacroBodies
  private lazy var namesakes = NamesakeMacros(files: files, bodies: bodies)
  /// Uses that are no site, since their token is not in the project, each
  /// macro's once.
  private(set) var hidden: [Diagnostic] = []
  private var hiddenNames: Set<String> = []
  private var drafts: [Token: Draft] = [:]
  /// The uses that come out of macros' bodies, in source order: one expansion may make
  /// several functions.
  private var expanded: [Expansion: [UseReader.Use]] = [:]
  /// Declarations of family functions in the project's files.
  private(set) var declarationTokens: Set<Token> = []

  init(files: UnitFiles, declarations: DeclarationTable, flow: FlowBuilder) {
    self.files = files
    self.declarations = declarations
    self.flow = flow
    bodies = MacroBodies(files: files, families: declarations.families)
  }

  /// A token that became a site.
  struct Outcome {
    var form: Site.Form
    /// The family function's name.
    var name: String
    var alias: String?
    /// The number of compiled uses.
    var uses: Int
  }

  /// The tokens that became sites.
  var tokens: [Token: Outcome] {
    drafts.mapValues {
      Outcome(
        form: $0.site.form, name: $0.site.function.name, alias: $0.site.alias,
        uses: Set($0.site.uses.map(\.location)).count)
    }
  }

  /// The sites in source order, numbered within their functions.
  func sites() -> [Site] {
    var counts: [SiteIdentity: Int] = [:]
    // Keys are sorted rather than sites, which are large.
    let order = drafts.map { (location: $0.value.site.location, token: $0.key) }
      .sorted { $0.location < $1.location }
    return order.compactMap { drafts[$0.token]?.site }.map { site in
      var site = site
      counts[site.identity, default: 0] += 1
      let ordinal = counts[site.identity, default: 1]
      site.identity.ordinal = ordinal
      site.uses.sort { ($0.location, $0.enclosingFunction) < ($1.location, $1.enclosingFunction) }
      return site
    }
  }

  /// Notes a declaration of a family function.
  func noteDeclaration(_ cursor: CXCursor) {
    guard let (file, offset) = files.position(clang_getCursorLocation(cursor)) else { return }
    declarationTokens.insert(Token(file: file, offset: offset))
  }

  /// Collects from the declaration that `flow` has just walked.
  func collect(from tree: SyntaxTree, enclosingFunction: String) {
    let reader = UseReader(tree: tree, flow: flow, declarations: declarations)
    for node in tree.nodes.indices where tree[node].kind == CXCursor_DeclRefExpr {
      guard
        case .function(let function) = declarations.declaration(referencedBy: tree[node].cursor),
        let family = function.family, let position = files.position(tree[node].cursor.start)
      else { continue }
      if tree.isRepetition(node) { continue }
      let use = reader.use(
        of: family, reference: node, location: flow.location(of: node),
        enclosingFunction: enclosingFunction)
      if isSpelled(family.name, at: position) {
        let token = files.lexed(position.file).tokenIndex(atOrAfter: position.offset)
        add(use, to: Spelling(file: position.file, token: token), family, isExact: true)
      } else {
        let key = Expansion(file: position.file, offset: position.offset, family: family)
        expanded[key, default: []].append(use)
      }
    }
  }

  /// Whether the uses of a macro are sites themselves.
  func isAlias(_ definition: (file: Int, macro: Int)) -> Bool {
    bodies.alias(definition) != nil
  }

  /// Finds the tokens of the uses that come out of macros' bodies, when all are
  /// collected.
  func collectExpanded() {
    let order = expanded.keys.sorted {
      ($0.file, $0.offset, $0.family.name) < ($1.file, $1.offset, $1.family.name)
    }
    for expansion in order { add(expanded[expansion] ?? [], from: expansion) }
    expanded = [:]
  }

  private struct Expansion: Hashable {
    var file: Int
    var offset: Int
    var family: FamilyFunction
  }

  /// Whether a reference at this place is the token there, and not one out of
  /// the body of a macro of that name.
  private func isSpelled(_ name: String, at position: (file: Int, offset: Int)) -> Bool {
    if files.files[position.file].expansions[position.offset]?.name == name { return false }
    let lexed = files.lexed(position.file)
    let token = lexed.tokenIndex(atOrAfter: position.offset)
    return lexed.tokens.indices.contains(token) && lexed.tokens[token].lower == position.offset
      && lexed.identifier(lexed.tokens[token]) == name
  }

  /// Finds the tokens from which references came: those out of one expansion come in the
  /// order of its body, and once more for each time that another macro repeats it.
  private func add(_ uses: [UseReader.Use], from expansion: Expansion) {
    let definition = definition(behind: expansion)
    let origins = definition.map { self.origins(of: expansion, $0) } ?? []
    guard let definition, !origins.isEmpty else { return noteHidden(expansion) }
    let isExact = uses.count % origins.count == 0 || Set(origins.map(\.token)).count == 1
    let token = files.lexed(expansion.file).tokenIndex(atOrAfter: expansion.offset)
    let outer = files.macroRespelling(token: token, in: expansion.file)
    // What a source defines for a file that it includes is nothing to others that do.
    let isImposed = definition.file != expansion.file && files.isMainFile(definition.file)
    let expanded = (isImposed ? nil : bodies.alias(definition)).map {
      Spelling(file: expansion.file, token: token, alias: $0)
    }
    for (ordinal, use) in uses.enumerated() {
      let origin = origins[isExact ? ordinal % origins.count : 0]
      let aliases = isExact ? [expanded, origin.alias.map(Spelling.init)].compactMap(\.self) : []
      if aliases.contains(where: { add(use, by: $0, expansion.family) }) { continue }
      let body = Spelling(origin.token)
      add(use, to: body, expansion.family, isExact: isExact)
      if let outer { drafts[position(of: body)]?.site.respelledBy = outer }
    }
    guard !isExact else { return }
    for origin in origins {
      let token = position(of: Spelling(origin.token))
      drafts[token]?.site.syntax = nil
      drafts[token]?.site.isAmbiguous = true
    }
  }

  private func origins(
    of expansion: Expansion, _ definition: (file: Int, macro: Int)
  ) -> [MacroBodies.Origin] {
    let name = expansion.family.name
    let origins = bodies.origins(named: name, definition: definition)
    if !origins.isEmpty { return origins }
    return namesakes.origins(named: name, definition: definition) {
      expanded[Expansion(file: $0, offset: $1, family: expansion.family)] != nil
    }
  }

  private func definition(behind expansion: Expansion) -> (file: Int, macro: Int)? {
    if let known = files.files[expansion.file].expansions[expansion.offset] {
      return files.definition(of: known).flatMap { definition in
        files.macro(at: definition.nameOffset, in: definition.file).map { (definition.file, $0) }
      }
    }
    // clang does not record the expansion of a macro whose name another macro
    // takes as an argument.
    let lexed = files.lexed(expansion.file)
    let token = lexed.tokenIndex(atOrAfter: expansion.offset)
    guard lexed.tokens.indices.contains(token) else { return nil }
    return files.activeMacro(named: lexed.identifier(lexed.tokens[token]))
  }

  /// Notes a use whose token stands nowhere in the project: it is pasted
  /// together, or the macro is defined outside.
  private func noteHidden(_ expansion: Expansion) {
    guard files.files[expansion.file].isInScope else { return }
    let macro = files.files[expansion.file].expansions[expansion.offset]?.name
    let name = expansion.family.name
    guard hiddenNames.insert("\(macro ?? "") \(name)").inserted else { return }
    let origin = macro.map { "macro \($0)" } ?? "a macro"
    let reason =
      files.activeMacro(named: name) == nil
      ? "in whose definition the name is not spelled or which no file of the project defines"
      : "where it may be the macro \(name) as well that other places of this source have"
    hidden.append(
      Diagnostic(
        severity: .warning, location: files.location(expansion.file, expansion.offset),
        message: "\(name) is used by \(origin), \(reason); migrate such uses by hand"))
  }

  /// The token that a use is made a site at.
  fileprivate struct Spelling {
    var file: Int
    /// Its index among the file's.
    var token: Int
    /// The macro in whose body it stands.
    var macro: Int?
    /// What it means if it does not spell the function's own name.
    var alias: FunctionAlias?
  }

  private func position(of spelling: Spelling) -> Token {
    let lexed = files.lexed(spelling.file)
    return Token(file: spelling.file, offset: lexed.tokens[spelling.token].lower)
  }

  /// Adds a use by another name of the function, if the call could as well have been spelled
  /// with its own.
  private func add(
    _ use: UseReader.Use, by spelling: Spelling, _ family: FamilyFunction
  ) -> Bool {
    guard let alias = spelling.alias, files.files[spelling.file].isInScope else { return false }
    var use = use
    if let converted = alias.converted {
      let arguments = use.arguments
      let isPlain = converted.allSatisfy { position, conversions in
        arguments.indices.contains(position)
          && arguments[position].needlessConversions >= conversions
      }
      guard use.isCall, isPlain else { return false }
      for index in use.arguments.indices {
        use.arguments[index].isPostfix = use.arguments[index].isPostfixBeneath
      }
      use.parentheses = 0
    }
    let token = position(of: spelling)
    let site = makeSite(use, spelling, family, files.location(token.file, token.offset))
    guard site.syntax != nil || !use.isCall else { return false }
    add(use, to: spelling, family, isExact: true, made: site)
    return true
  }

  /// - Parameter made: the use as a site, if that has been read.
  private func add(
    _ use: UseReader.Use, to spelling: Spelling, _ family: FamilyFunction, isExact: Bool,
    made: Site? = nil
  ) {
    let token = position(of: spelling)
    let location = files.location(token.file, token.offset)
    if let call = use.site.flowCall { flow.facts.calls[call].site = location }
    guard files.files[token.file].isInScope else { return }
    guard drafts[token] == nil else {
      drafts[token]?.take(use, isExact: isExact)
      return
    }
    drafts[token] = Draft(
      site: made ?? makeSite(use, spelling, family, location), isCall: use.isCall,
      isExact: isExact)
  }

  private func makeSite(
    _ use: UseReader.Use, _ spelling: Spelling, _ family: FamilyFunction,
    _ location: SourceLocation
  ) -> Site {
    let lexed = files.lexed(spelling.file)
    let macro = spelling.macro.map { lexed.macros[$0] }
    var syntax =
      use.isCall
      ? CallSyntaxReader(lexed: lexed).call(
        name: spelling.token, in: macro, arguments: use.arguments, parentheses: use.parentheses)
      : nil
    var isWhole = syntax?.arguments.count == use.arguments.count
    if macro == nil, spelling.alias?.converted == nil, let found = syntax {
      // Parentheses out of a macro's body end the call elsewhere.
      isWhole = isWhole && use.end.map { $0 == (spelling.file, found.whole.upper) } ?? false
    }
    syntax?.protect(parameters: macro?.parameters ?? [])
    if spelling.alias?.converted != nil { syntax?.protectConversions() }
    let form: Site.Form
    if let macro {
      form = .macroBody(lexed.contents(of: macro))
    } else {
      form = use.isCall ? .call : .addressTaken
    }
    return Site(
      identity: SiteIdentity(
        file: files.files[spelling.file].path, scope: macro?.name ?? use.site.enclosingFunction,
        callee: family.name, ordinal: 1),
      function: family, form: form,
      alias: spelling.alias.map { _ in lexed.identifier(lexed.tokens[spelling.token]) },
      location: location, syntax: isWhole ? syntax : nil,
      uses: [use.site],
      insideArgumentOf: (isWhole ? syntax?.whole : nil).flatMap {
        files.macroArgument(holding: $0, in: spelling.file)
      },
      respelledBy: files.macroRespelling(token: spelling.token, in: spelling.file))
  }
}

extension SiteCollector.Spelling {
  fileprivate init(_ token: MacroBodies.Token) {
    self.init(file: token.file, token: token.token, macro: token.macro)
  }

  fileprivate init(_ alias: MacroBodies.Alias) {
    self.init(alias.token)
    self.alias = alias.meaning
  }
}

extension CallSyntax {
  /// A macro's parameter may stand for any expression.
  fileprivate mutating func protect(parameters: [String]) {
    for index in arguments.indices where parameters.contains(arguments[index].text) {
      arguments[index].isPostfix = false
    }
  }

  /// What looks like an operand may be one behind a conversion that is spelled.
  fileprivate mutating func protectConversions() {
    for index in arguments.indices where arguments[index].text.hasPrefix("(") {
      arguments[index].isPostfix = false
    }
  }

  /// Takes over what another expansion knows of the arguments.
  fileprivate mutating func merge(_ traits: [CallSyntaxReader.ArgumentTraits]) {
    for (index, trait) in traits.enumerated() where arguments.indices.contains(index) {
      if trait.hasSideEffects { arguments[index].hasSideEffects = true }
      if !trait.isDroppable { arguments[index].isDroppable = false }
      if !trait.isPostfix { arguments[index].isPostfix = false }
    }
  }
}
