/// What is to become of one site, and why.
package struct Decision: Hashable, Sendable, Codable {
  /// The edit to make, or the reason for none.
  package enum Action: Hashable, Sendable, Codable {
    /// Rewrite the site by the target's template of this kind.
    case migrate(TemplateKind)
    /// Leave it as it is.
    case leave(Blocker)
  }

  package var site: SiteIdentity
  package var action: Action
  /// The first site of its ownership class; `nil` when it is in none. The sites
  /// of a class must go to one allocator.
  package var ownershipClass: SiteIdentity?
  /// The name of the subsystem it belongs to; `nil` when none was decided.
  package var subsystem: String?
  /// The size written at a release (or the old size at a resize) as C text,
  /// `nil` when there is none to write.
  package var sizeText: String?
  /// How sure the analysis is of the size; `nil` for a site that needs none
  /// (an allocation, an address, a string release).
  package var grade: SizeGrade?
  /// The size strategy that decided, or an empty string.
  package var strategy: String
  /// The reasoning in order, for `explain` and the report.
  package var evidence: [Evidence]
  /// The named assumptions that an inferred size rests on.
  package var assumptions: [String]
  /// What would let more be known of the size, or have it written; sorted.
  package var remedies: [Remedy] = []
  /// The variables to add for the size: the pointer's own first, then those of
  /// pointers that are assigned to it.
  package var saved: [SavedSize]
  /// The variable to add that takes the size before it changes.
  package var earlier: EarlierSize?
  /// Whether the program may compare the address that is taken here with that at
  /// another site of the class, so that they must change together.
  package var isCompared = false

  package init(
    site: SiteIdentity, action: Action, subsystem: String?, sizeText: String? = nil,
    grade: SizeGrade? = nil, strategy: String = "", evidence: [Evidence] = [],
    assumptions: [String] = [], saved: [SavedSize] = [],
    earlier: EarlierSize? = nil
  ) {
    self.site = site
    self.action = action
    self.subsystem = subsystem
    self.sizeText = sizeText
    self.grade = grade
    self.strategy = strategy
    self.evidence = evidence
    self.assumptions = assumptions
    self.saved = saved
    self.earlier = earlier
  }
}

/// One step of a decision's reasoning.
package struct Evidence: Hashable, Sendable, Codable {
  package var location: SourceLocation?
  package var text: String

  package init(location: SourceLocation? = nil, text: String) {
    self.location = location
    self.text = text
  }
}

/// Why a site is left as it is.
package struct Blocker: Hashable, Sendable, Codable {
  /// A short stable key for counting, such as `address-taken`.
  package enum Reason: String, Sendable, Codable, CaseIterable {
    /// The rules' target has no template for this situation.
    case noTemplate = "no-template"
    /// The call is not whole in one place.
    case splitCall = "split-call"
    /// Expansions of one macro body need different edits.
    case expansionsDisagree = "expansions-disagree"
    /// No compiled code expands the macro, so nothing is known of its uses.
    case neverExpanded = "never-expanded"
    case addressTaken = "address-taken"
    /// Its edit overlaps or contradicts another.
    case conflictingEdits = "conflicting-edits"
    /// A template would evaluate an argument with side effects twice or never.
    case sideEffects = "side-effects"
    /// Its memory belongs to code that is not migrated.
    case foreignMemory = "foreign-memory"
    /// The rules' filters leave it out.
    case filtered
    /// No subsystem matches it.
    case noSubsystem = "no-subsystem"
    /// The analysis cannot tell which allocator its memory comes from.
    case unknownAllocator = "unknown-allocator"
    /// Clang could not make sense of the code around it.
    case parseErrors = "parse-errors"
    /// The function only asks about a block, or such a function could not tell of it.
    case query
    /// The file must not or cannot be written.
    case readOnly = "read-only"
    /// The file has changed since it was parsed.
    case changed
  }

  package var reason: Reason
  /// What exactly, where, and what to do about it.
  package var detail: String
  /// Whether the site could move if the rules adopted foreign memory.
  package var isAdoptable: Bool

  package init(_ reason: Reason, _ detail: String, isAdoptable: Bool = false) {
    self.reason = reason
    self.detail = detail
    self.isAdoptable = isAdoptable
  }
}
