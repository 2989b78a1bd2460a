/// All units of a program together: what scan counts and apply edits.
package struct ProgramFacts: Sendable, Codable {
  /// The facts of each unit, sorted by source and then by flags.
  package var units: [FileFacts]
  /// One entry a site, the uses of all units joined, in source order.
  package var sites: [Site]
  /// One entry a token, in source order.
  package var occurrences: [Occurrence]
  /// Uses of the target's API, in source order.
  package var migrated: [MigratedUse]
  package var wrappers: [Wrapper]
  /// Clang's errors and warnings about the run, each once.
  package var diagnostics: [Diagnostic]
  /// Headers that were not found, with the number of sites in units that
  /// wanted them.
  package var missingHeaders: [MissingHeader]
  package var includes: [FilePath: IncludeFacts]
  /// Every C source and header in scope, sorted.
  package var files: [FilePath]
  /// Whether there are units that are not among these: what they do is not seen.
  package var hasOtherUnits = false

  package init(
    units: [FileFacts] = [], sites: [Site] = [], occurrences: [Occurrence] = [],
    migrated: [MigratedUse] = [], wrappers: [Wrapper] = [], diagnostics: [Diagnostic] = [],
    missingHeaders: [MissingHeader] = [], includes: [FilePath: IncludeFacts] = [:],
    files: [FilePath] = []
  ) {
    self.units = units
    self.sites = sites
    self.occurrences = occurrences
    self.migrated = migrated
    self.wrappers = wrappers
    self.diagnostics = diagnostics
    self.missingHeaders = missingHeaders
    self.includes = includes
    self.files = files
  }
}

/// A header that clang did not find.
package struct MissingHeader: Hashable, Sendable, Codable {
  /// The name as it is spelled in the `#include`.
  package var name: String
  /// The units that wanted it.
  package var units: [FilePath]
  /// How many sites those units hold.
  package var sitesAffected: Int

  package init(name: String, units: [FilePath], sitesAffected: Int) {
    self.name = name
    self.units = units
    self.sitesAffected = sitesAffected
  }
}
