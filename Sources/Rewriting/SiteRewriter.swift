package import SourceModel

/// Turns one site's decision into an edit group, by the target's templates.
package struct SiteRewriter: Sendable {
  /// What became of a decision.
  package enum Outcome: Sendable {
    /// The edits, with the decision as it was carried out: it can have lost
    /// its size on the way.
    case edits(EditGroup, Decision)
    case blocked(Blocker)
  }

  package let target: Target
  /// The variables that keep sizes, in the file that is rewritten.
  package var saved = SavedVariables()
  package var earlier = EarlierVariables()
  /// The subsystems by name.
  package let subsystems: [String: Subsystem]

  package init(target: Target, subsystems: [Subsystem]) {
    self.target = target
    self.subsystems = Dictionary(subsystems.map { ($0.name, $0) }) { first, _ in first }
  }

  /// The edits for a site by a template of this kind.
  ///
  /// - Parameter source: the file that holds the site.
  package func rewrite(
    _ site: Site, by kind: TemplateKind, decision: Decision, in source: CText
  ) -> Outcome {
    if let blocker = Self.mismatch(of: site, in: source) { return .blocked(blocker) }
    var decision = decision
    var kind = kind
    decision.sizeText =
      decision.earlier == nil
      ? saved.sizeText(of: decision) : earlier.sizeText(of: decision)
    if let unsized = kind.unsized, let reason = reasonAgainstSize(site, decision) {
      decision.evidence.append(Evidence(location: site.location, text: reason))
      decision.sizeText = nil
      decision.grade = .unsized
      decision.saved = []
      decision.earlier = nil
      decision.action = .migrate(unsized)
      kind = unsized
    }
    guard let template = target.templates[kind] else {
      return .blocked(
        Blocker(
          .noTemplate,
          "the target has no template '\(kind.rawValue)': add one to the rule file, or leave"
            + " the site out"))
    }
    let values = SiteValues(
      site: site, decision: decision, subsystem: decision.subsystem.flatMap { subsystems[$0] })
    guard site.syntax != nil || kind.isCallback else { return .blocked(Self.split(site)) }
    switch FilledTemplate.fill(template, value: values.value) {
    case .failure(let missing): return .blocked(values.blocker(for: missing, kind: kind))
    case .success(let filled):
      return edits(for: site, filled: filled, in: source).outcome(decision)
    }
  }

  private func edits(
    for site: Site, filled: FilledTemplate, in source: CText
  ) -> Result<EditGroup, Blocker> {
    guard let syntax = site.syntax else { return Self.name(site, filled: filled) }
    return CallRewriter(source: source, syntax: syntax, template: filled).edits().map {
      EditGroup(
        site: site.identity, whole: syntax.whole, openings: syntax.arguments.map(\.range),
        edits: $0)
    }.map { saved.saving($0, syntax, filled, in: source) }
  }

  private static func split(_ site: Site) -> Blocker {
    Blocker(
      .splitCall,
      "the call of '\(site.function.name)' at \(site.location) is not whole in one place:"
        + " write it out there")
  }

  /// The edit for a function's address, or for its name where the arguments
  /// stand elsewhere: the name is replaced.
  private static func name(
    _ site: Site, filled: FilledTemplate
  ) -> Result<EditGroup, Blocker> {
    guard case .text(let text) = filled.items.first, filled.items.count == 1 else {
      return .failure(split(site))
    }
    let range = site.nameRange
    return .success(
      EditGroup(
        site: site.identity, whole: range, edits: [Edit(replacing: range, with: [.text(text)])]))
  }

  /// Why the decision's size cannot be written, `nil` when it can.
  private func reasonAgainstSize(_ site: Site, _ decision: Decision) -> String? {
    guard let size = decision.sizeText else { return "no size is known" }
    guard let position = site.function.pointer, let syntax = site.syntax,
      syntax.arguments.indices.contains(position - 1)
    else { return nil }
    let pointer = syntax.arguments[position - 1]
    guard pointer.hasSideEffects, !isUnevaluated(size) else { return nil }
    return "evaluating '\(pointer.text)' has side effects, so the size '\(size)' could be read"
      + " before or after them: unsized"
  }

  /// Functions that take nothing besides what the rules name; a wrapper of the same
  /// family may.
  private static let standard: Set<String> = [
    "aligned_alloc", "calloc", "free", "malloc", "realloc", "strdup", "strndup",
  ]

  /// Why the site is not what it was when the file was parsed, or not a call
  /// that can be edited.
  private static func mismatch(of site: Site, in source: CText) -> Blocker? {
    let name = site.spelledName
    let changed = Blocker(
      .splitCall,
      "'\(name)' is not spelled at \(site.location): scan again, the file may have changed")
    if source.isSpliced(in: site.nameRange) {
      return Blocker(
        .splitCall,
        "'\(name)' is broken by a backslash at the end of a line: write it on one line")
    }
    guard source.spells(name, in: site.nameRange) else { return changed }
    guard let syntax = site.syntax else { return nil }
    guard syntax.isConsistent(with: source) else { return changed }
    let wanted = site.function.positions.max() ?? 0
    let given = syntax.arguments.count
    if given < wanted || standard.contains(site.function.name) && given > wanted {
      return Blocker(
        .splitCall,
        "the call of '\(name)' has \(given) arguments where \(wanted) are expected: correct it"
          + " first")
    }
    if source.containsDirective(in: ByteRange(syntax.open, syntax.close)) {
      return Blocker(
        .splitCall,
        "a preprocessor directive stands between the parentheses of '\(name)': write one call"
          + " for each case")
    }
    return nil
  }
}

extension Result<EditGroup, Blocker> {
  fileprivate func outcome(_ decision: Decision) -> SiteRewriter.Outcome {
    switch self {
    case .success(let group): .edits(group, decision)
    case .failure(let blocker): .blocked(blocker)
    }
  }
}

extension Blocker: Error {}

extension Site {
  /// The bytes of the name that is spelled.
  fileprivate var nameRange: ByteRange {
    ByteRange(location.offset, location.offset + spelledName.utf8.count)
  }
}

extension FamilyFunction {
  /// The positions of all parameters that the family knows.
  fileprivate var positions: [Int] {
    [size, count, element, pointer, string, limit, alignment].compactMap(\.self)
  }
}

extension CText {
  fileprivate func spells(_ name: String, in range: ByteRange) -> Bool {
    0 <= range.lower && range.upper <= bytes.count
      && bytes[range.lower..<range.upper].elementsEqual(name.utf8)
  }

  /// Whether a backslash continues the line inside of a range.
  fileprivate func isSpliced(in range: ByteRange) -> Bool {
    0 <= range.lower && range.upper <= bytes.count
      && (range.lower..<range.upper).contains { spliceEnd($0) != nil }
  }
}

extension CallSyntax {
  /// Whether the offsets are in order and point at parentheses.
  fileprivate func isConsistent(with source: CText) -> Bool {
    let ends = arguments.flatMap { [$0.range.lower, $0.range.upper] }
    let offsets =
      [whole.lower, callee.lower, callee.upper, open, open + 1] + ends + [close, close + 1]
    return offsets == offsets.sorted() && whole.lower >= 0 && whole.upper <= source.bytes.count
      && close < whole.upper && source.at(open) == UInt8(ascii: "(")
      && source.at(close) == UInt8(ascii: ")")
  }
}
