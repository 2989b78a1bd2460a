package import SourceModel

/// What can keep a use case from its result. The command line words them.
package enum MigrationError: Error, Hashable {
  case noSuchDirectory(String)
  case notADirectory(String)
  case unreadable(path: String, reason: String)
  case unwritable(path: String, reason: String)
  /// A source file beyond `SourceTree.largestFile`.
  case tooLarge(path: String, size: Int)
  /// A file with this name given by the user is not there.
  case noSuchFile(String)
  /// The tree holds no C file; `excluded` files and folders were left out by the
  /// rules, and others could not be read.
  case noSources(root: String, excluded: Int, unread: [MigrationError])
  /// `-p` names a folder without a database.
  case noDatabase(directory: String)
  case badDatabase(path: String, message: String)
  /// libclang refuses a database; its message says what to do.
  case unusableDatabase(message: String)
  /// No entry of a database has its file any more.
  case staleDatabase(path: String, examples: [String], count: Int)
  /// No rule packs beside the executable; the places that were searched.
  case noPacks(searched: [String])
  /// Rule files that cannot be read or say something wrong; `omitted` errors
  /// are not among them.
  case rules([Diagnostic], omitted: Int)
  /// A command about rules found no configuration.
  case noConfiguration(directory: String)
  /// `init` found a configuration.
  case configurationExists(String)
  /// A git command failed.
  case git(reference: String, root: String, reason: String)
  /// Files of an exported runtime that somebody edited.
  case editedRuntime(directory: String, files: [String])
  /// The runtime's sources are not beside the rule packs.
  case noRuntime(searched: String)
  /// The rules name no target, so nothing can be rewritten.
  case noTarget(configuration: String?)
  case unknownSubsystem(String, known: [String])
  /// A `--program` that the configuration does not list.
  case unknownProgram(String, known: [String], configuration: String?)
  /// A `--path` that no file in scope matches.
  case noMatch(pattern: String, root: String)
  /// A part of an ownership class would move to a subsystem that is not backed
  /// by the platform; the places of the sites that would stay.
  case halfMigrated(subsystem: String, staying: [String])
  /// A part of an ownership class would move to one subsystem while an
  /// allocation that another claims stays behind.
  /// `obstacle` is what keeps the site from moving; `nil` where it was left out.
  case divided(subsystem: String, claim: String, staying: String, obstacle: String?)
  /// One address of a function would move while another, which may be compared
  /// with it, stays behind.
  case dividedAddress(function: String, moving: String, staying: String)
  /// `check` found no baseline.
  case noBaseline(String)
  /// A baseline that another version of the tool has written.
  case otherBaseline(String)
  /// A line of a baseline that is no entry, from 1.
  case badBaseline(path: String, line: Int)
  /// A line without a use of a family function; where the nearest ones are.
  case nothingToExplain(place: String, nearest: [String])
  /// A line of a file whose sites do not count.
  case notInScope(place: String, LeftOut)
  /// A column without one, on a line that has some at others.
  case nothingAtColumn(place: String, others: [String])
  /// `verify` has no command that builds the project; options that might do.
  case noBuildCommand(root: String, suggestion: String)
  /// `.allocmigrate/evidence.json` is not what `verify` writes.
  case badEvidence(path: String)
  /// The runtime does not compile; the end of the compiler's output.
  case runtimeBuild(compiler: String, log: [String])
  /// Refactored copies cannot take their originals' places; why.
  case cannotFinalize([String])
  /// A project has no refactored copy.
  case nothingToFinalize(root: String)
  /// What was written does not stand the static checks, so it was taken back.
  case failedChecks([String])
  /// Names of the program that the runtime's headers define as well, so that what was
  /// written does not compile and was taken back; whether a prefix would give the
  /// runtime others.
  case nameClash(names: [String], isPrefixed: Bool, problems: [String])
  /// A signal asked the process to end.
  case interrupted(signal: Int32)
  /// Files could not be written or restored.
  case writing(WritingError)
  /// Something that must not happen.
  case defect(String)
}
