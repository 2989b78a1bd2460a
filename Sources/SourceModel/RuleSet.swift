/// Everything that the rule files of a project say, after `use` has been
/// followed and names have been resolved.
package struct RuleSet: Hashable, Sendable, Codable {
  /// The functions of all families, sorted by name; names are unique.
  package var families: [FamilyFunction]
  /// Functions whose memory belongs to a family, sorted by name.
  package var foreign: [ForeignFunction]
  /// What functions outside the program do with pointers, sorted by name.
  package var externals: [ExternalFunction]
  /// `nil` when no rule file names a target: such rules can scan but not apply.
  package var target: Target?
  /// The first that matches an allocation site wins. Those that match
  /// everything come last.
  package var subsystems: [Subsystem]
  /// The subsystems of single ownership classes, which go before those that
  /// match; the class is named by any of its sites.
  package var classes: [SiteIdentity: String]
  /// Globs of project paths to leave out.
  package var exclude: [String]
  /// The lowest grade at which a size is written.
  package var acceptedGrade: SizeGrade
  /// Whether variables may be added that keep a size which the program does not
  /// hold where it is needed.
  package var savesSizes: Bool
  /// Whether memory that foreign functions allocate is adopted where it is
  /// released, instead of keeping all that shares its releases as it is.
  package var adoptsForeignMemory: Bool
  /// Whether nothing but the sources uses what their headers declare.
  package var hasNoClients: Bool

  package init(
    families: [FamilyFunction] = [], foreign: [ForeignFunction] = [],
    externals: [ExternalFunction] = [], target: Target? = nil, subsystems: [Subsystem] = [],
    classes: [SiteIdentity: String] = [:], exclude: [String] = [],
    acceptedGrade: SizeGrade = .proven, savesSizes: Bool = true,
    adoptsForeignMemory: Bool = false, hasNoClients: Bool = false
  ) {
    self.families = families
    self.foreign = foreign
    self.externals = externals
    self.target = target
    self.subsystems = subsystems
    self.classes = classes
    self.exclude = exclude
    self.acceptedGrade = acceptedGrade
    self.savesSizes = savesSizes
    self.adoptsForeignMemory = adoptsForeignMemory
    self.hasNoClients = hasNoClients
  }
}

/// How sure the analysis is of a size, weakest first.
package enum SizeGrade: String, Sendable, Codable, CaseIterable, Comparable {
  /// Not known.
  case unsized
  /// Holds if the named assumptions do.
  case inferred
  /// Holds on every path that the analysis sees, with no unknown source.
  case proven

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  package static func < (left: SizeGrade, right: SizeGrade) -> Bool { left.rank < right.rank }
}
