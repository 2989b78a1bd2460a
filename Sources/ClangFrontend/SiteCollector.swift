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
    /// Whether expansions of the macro are told apart with certainty.
    var isExact: Bool
  }

  private let files: UnitFiles
  private let declarations: DeclarationTable
  private let flow: FlowBuilder
  private var bodies: MacroBodies
  private var drafts: [Token: Draft] = [:]
  /// Declarations of family functions in the project's files.
  private(set) var declarationTokens: Set<Token> = []

  init(files: UnitFiles, declarations: DeclarationTable, flow: FlowBuilder) {
    self.files = files
    self.declarations = declarations
    self.flow = flow
    bodies = MacroBodies(files: files)
  }

  /// The tokens that became sites, with the number of compiled uses.
  var tokens: [Token: (form: Site.Form, uses: Int)] {
    drafts.mapValues { ($0.site.form, Set($0.site.uses.map(\.location)).count) }
  }

  /// The sites in source order, numbered within their functions.
  func sites() -> [Site] {
    var counts: [SiteIdentity: Int] = [:]
    return drafts.values.map(\.site).sorted { $0.location < $1.location }.map { site in
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
    var seen: [Expansion: Int] = [:]
    for node in tree.nodes.indices where tree[node].kind == CXCursor_DeclRefExpr {
      guard
        case .function(let function) = declarations.declaration(referencedBy: tree[node].cursor),
        let family = function.family, let position = files.position(tree[node].cursor.start)
      else { continue }
      let use = UseReader(tree: tree, flow: flow, declarations: declarations).use(
        of: family, reference: node, location: flow.location(of: node),
        enclosingFunction: enclosingFunction)
      if isSpelled(family.name, at: position) {
        add(use, to: Token(file: position.file, offset: position.offset), family, isExact: true)
      } else {
        addFromMacro(use, family, position, &seen)
      }
    }
  }

  private struct Expansion: Hashable {
    var file: Int
    var offset: Int
    var name: String
  }

  private func isSpelled(_ name: String, at position: (file: Int, offset: Int)) -> Bool {
    let bytes = files.lexed(position.file).bytes
    let end = position.offset + name.utf8.count
    return end <= bytes.count && bytes[position.offset..<end].elementsEqual(name.utf8)
      && !(end < bytes.count && Self.isIdentifier(bytes[end]))
  }

  private static func isIdentifier(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "_")
  }

  /// Finds the token in the macro's body from which a reference came: several
  /// references out of one expansion come in the order of its body.
  private func addFromMacro(
    _ use: UseReader.Use, _ family: FamilyFunction, _ position: (file: Int, offset: Int),
    _ seen: inout [Expansion: Int]
  ) {
    guard let expansion = files.files[position.file].expansions[position.offset],
      let definition = expansion.definition
    else { return }
    let key = Expansion(file: position.file, offset: position.offset, name: family.name)
    let ordinal = seen[key, default: 0]
    seen[key] = ordinal + 1
    let candidates = bodies.tokens(named: family.name, definition: definition)
    guard let body = candidates.indices.contains(ordinal) ? candidates[ordinal] : candidates.last
    else { return }
    let offset = files.lexed(body.file).tokens[body.token].lower
    add(
      use, to: Token(file: body.file, offset: offset), family,
      isExact: ordinal < candidates.count, body: body)
  }

  private func add(
    _ use: UseReader.Use, to token: Token, _ family: FamilyFunction, isExact: Bool,
    body: MacroBodies.Token? = nil
  ) {
    guard files.files[token.file].isInScope else { return }
    let location = files.location(token.file, token.offset)
    if let call = use.site.flowCall { flow.facts.calls[call].site = location }
    if var draft = drafts[token] {
      if !draft.site.uses.contains(use.site) { draft.site.uses.append(use.site) }
      draft.isExact = draft.isExact && isExact
      if !draft.isExact { draft.site.syntax = nil }
      draft.site.syntax?.merge(use.arguments)
      drafts[token] = draft
      return
    }
    drafts[token] = Draft(
      site: makeSite(use, token, family, location, body), isExact: isExact)
  }

  private func makeSite(
    _ use: UseReader.Use, _ token: Token, _ family: FamilyFunction, _ location: SourceLocation,
    _ body: MacroBodies.Token?
  ) -> Site {
    let lexed = files.lexed(token.file)
    let index = body?.token ?? lexed.tokenIndex(atOrAfter: token.offset)
    let macro = body.map { lexed.macros[$0.macro] }
    let syntax =
      use.isCall
      ? CallSyntaxReader(lexed: lexed).call(
        name: index, limit: macro?.body ?? lexed.tokens.indices, arguments: use.arguments) : nil
    let isWhole = syntax?.arguments.count == use.arguments.count
    let form: Site.Form
    if let macro {
      form = .macroBody(macro: macro.name)
    } else {
      form = use.isCall ? .call : .addressTaken
    }
    return Site(
      identity: SiteIdentity(
        file: files.files[token.file].path, scope: macro?.name ?? use.site.enclosingFunction,
        callee: family.name, ordinal: 1),
      function: family, form: form, location: location, syntax: isWhole ? syntax : nil,
      uses: [use.site],
      insideArgumentOf: (isWhole ? syntax?.whole : nil).flatMap {
        files.macroArgument(holding: $0, in: token.file)
      })
  }
}

extension CallSyntax {
  /// Takes over what another expansion knows of the arguments.
  fileprivate mutating func merge(_ traits: [CallSyntaxReader.ArgumentTraits]) {
    for (index, trait) in traits.enumerated() where arguments.indices.contains(index) {
      if trait.hasSideEffects { arguments[index].hasSideEffects = true }
      if !trait.isPostfix { arguments[index].isPostfix = false }
    }
  }
}
