/// What one compile command's translation unit tells: a pure function of the
/// command and the contents of the files it reads.
package struct FileFacts: Sendable, Codable {
  /// The unit's main source file.
  package var source: FilePath
  /// Whether the source itself is none of those that are migrated: its sites are not
  /// told, but what it does with the program's memory is.
  package var isLeftOut = false
  /// Whether its compiler warns of conversions that change a sign.
  package var warnsOfSigns = false
  /// The files in the project that the unit reads, itself included, sorted.
  package var files: [FilePath]
  /// Sites in any of `files`, in source order.
  package var sites: [Site]
  /// The ranges of `files` that the preprocessor skipped, sorted; of those in scope that have
  /// some.
  package var skipped: [FilePath: [ByteRange]] = [:]
  /// The tokens in `files` that spell a family function, as this unit sees them.
  package var occurrences: [Occurrence]
  /// Uses of the target's API in `files`.
  package var migrated: [MigratedUse]
  /// Functions that wrap family functions, and how often this unit calls them.
  package var wrappers: [Wrapper]
  /// Clang's errors, and what else went wrong with this unit.
  package var diagnostics: [Diagnostic]
  /// Headers that an `#include` names and clang did not find.
  package var missingHeaders: [String]
  /// Where each file's include of the target header would go.
  package var includes: [FilePath: IncludeFacts]
  /// Assignments, calls and sizes, for the whole-program analysis.
  package var flow: FlowFacts
  /// What has to stay as it is for these facts to stay true; `nil` when that
  /// cannot be told.
  package var inputs: UnitInputs?

  package init(
    source: FilePath, isLeftOut: Bool = false, files: [FilePath] = [], sites: [Site] = [],
    occurrences: [Occurrence] = [],
    migrated: [MigratedUse] = [],
    wrappers: [Wrapper] = [], diagnostics: [Diagnostic] = [], missingHeaders: [String] = [],
    includes: [FilePath: IncludeFacts] = [:], flow: FlowFacts = FlowFacts(),
    inputs: UnitInputs? = nil
  ) {
    self.source = source
    self.isLeftOut = isLeftOut
    self.files = files
    self.sites = sites
    self.occurrences = occurrences
    self.migrated = migrated
    self.wrappers = wrappers
    self.diagnostics = diagnostics
    self.missingHeaders = missingHeaders
    self.includes = includes
    self.flow = flow
    self.inputs = inputs
  }
}

/// The include directives of one file.
package struct IncludeFacts: Hashable, Sendable, Codable {
  /// One directive.
  package struct Directive: Hashable, Sendable, Codable {
    /// From the `#` to the last byte before the line's end.
    package var range: ByteRange
    /// The name as it is spelled, without quotes or brackets.
    package var name: String
    /// Where the quoted or bracketed name stands, delimiters included.
    package var nameRange: ByteRange
    /// The file in the project that it includes; `nil` when it is outside.
    package var resolved: FilePath?

    package init(range: ByteRange, name: String, nameRange: ByteRange, resolved: FilePath?) {
      self.range = range
      self.name = name
      self.nameRange = nameRange
      self.resolved = resolved
    }
  }

  /// All directives of the file in order, those in skipped arms included.
  package var directives: [Directive]
  /// The offset at which a new `#include` line can be put: a line's start,
  /// after the file's last include that stands in no conditional (an include
  /// guard does not count), else after the leading comments.
  package var insertionOffset: Int
  /// The file that a program made this one from, as its `#line` directives name
  /// it: `grammar.y`. `nil` when they name no file that is not C.
  package var generatedFrom: String?

  package init(directives: [Directive], insertionOffset: Int, generatedFrom: String? = nil) {
    self.directives = directives
    self.insertionOffset = insertionOffset
    self.generatedFrom = generatedFrom
  }
}
