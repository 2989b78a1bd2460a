import Migration
import Reports
import SourceModel

/// What every error of the tool says, and the exit code that it leads to.
struct ErrorMessage {
  /// What, where and what to do; empty when there is nothing to say.
  let diagnostics: [Diagnostic]
  let exitCode: ExitCode

  init(_ error: any Error) {
    switch error {
    case let error as UsageError:
      self.init(
        "\(error.message)\nSee '\((error.path + ["--help"]).joined(separator: " "))'.", .usage)
    case TerminalError.closed:
      self.init([], .done)
    case TerminalError.failed(let name, let reason):
      self.init("cannot write to \(name): \(reason)", .partial)
    case MigrationError.rules(let problems, let omitted):
      let more = Diagnostic(
        severity: .note,
        message: Wording.count(omitted, "more error is", "more errors are") + " not shown")
      self.init(problems + (omitted > 0 ? [more] : []), .usage)
    case let error as MigrationError:
      self.init(Self.text(error), Self.exitCode(error))
    default:
      self.init(Self.defect("\(error)"), .defect)
    }
  }

  private init(_ diagnostics: [Diagnostic], _ exitCode: ExitCode) {
    self.diagnostics = diagnostics
    self.exitCode = exitCode
  }

  private init(_ text: String, _ exitCode: ExitCode) {
    self.init([Diagnostic(severity: .error, message: text)], exitCode)
  }

  private static func exitCode(_ error: MigrationError) -> ExitCode {
    switch error {
    case .unreadable, .unwritable, .tooLarge, .writing: .partial
    case .defect, .failedChecks: .defect
    default: .usage
    }
  }

  /// What a failure of a use case says.
  static func text(_ error: MigrationError) -> String {
    switch error {
    case .noSuchDirectory, .notADirectory, .unreadable, .unwritable, .tooLarge, .noSuchFile,
      .noSources:
      fileText(error)
    case .noDatabase, .badDatabase, .unusableDatabase, .staleDatabase: databaseText(error)
    case .noPacks(let searched):
      "the rule packs are missing (searched \(searched.joined(separator: " and "))); install "
        + "allocmigrate with 'make install', or set ALLOCMIGRATE_SHARE to the directory that "
        + "holds rules/"
    case .noRuntime(let searched):
      "the runtime's sources are missing (searched \(searched)); install allocmigrate with "
        + "'make install', or set ALLOCMIGRATE_SHARE to the directory that holds rules/ and runtime/"
    case .rules(let problems, _): problems.map(\.message).joined(separator: "\n")
    case .configurationExists(let path):
      "\(path): exists already and is left as it is; edit it, or remove it and run init again"
    case .noConfiguration(let directory):
      "\(directory): no allocmigrate.yml there or above; name a rule file or pack, or run "
        + "'allocmigrate init'"
    case .git(let reference, let root, let reason):
      "cannot read revision '\(reference)' of \(root): \(reason); name a commit, branch or tag of "
        + "the repository that holds the project"
    case .editedRuntime(let directory, let files):
      "\(directory): nothing was written: these files have been edited since they were written: "
        + files.joined(separator: ", ") + "; move the changes away, or give --force to lose them"
    case .noTarget(let configuration):
      "\(configuration ?? "the rules"): no target says what the sites become; add a pack that has "
        + "one to 'use:', such as mem ('allocmigrate rules list' shows them)"
    case .unknownSubsystem(let name, let known):
      "--subsystem: there is no subsystem '\(name)'"
        + (Spelling.nearest(to: name, in: known).map { "; did you mean '\($0)'?" }
          ?? "; the rules have \(known.joined(separator: ", "))")
    case .unknownProgram(let name, let known, let configuration):
      "--program: \(configuration ?? "no allocmigrate.yml") lists no program '\(name)'"
        + (Spelling.nearest(to: name, in: known).map { "; did you mean '\($0)'?" }
          ?? (known.isEmpty
            ? "; list each with its sources: 'programs: {\(name): [\(name)]}'"
            : "; it has \(known.joined(separator: ", "))"))
    case .noMatch(let pattern, let root):
      "--path: no C file in \(root) matches '\(pattern)'; the pattern is for paths from there, "
        + "such as 'src/**'"
    case .halfMigrated(let subsystem, let staying):
      "subsystem \(subsystem) has an allocator of its own, so all that shares its memory must move "
        + "at once; this run leaves out \(staying.joined(separator: ", ")). Nothing was written: widen --path and "
        + "--subsystem, see `allocmigrate explain` for what keeps a site, or give the subsystem "
        + "'strategy: platform' meanwhile"
    case .divided(let subsystem, let claim, let staying, let obstacle):
      "this run moves memory to \(subsystem) that \(staying) shares. Left out"
        + (obstacle.map { " (\($0))" } ?? "") + ", that allocation would come to \(claim) in a "
        + "later run, and its blocks be released to \(subsystem). Nothing was written: "
        + (obstacle == nil ? "widen --path so that it comes along" : "mend what keeps it")
        + ", or let one subsystem match both"
    case .dividedAddress(let function, let moving, let staying):
      "this run moves the address of \(function) at \(moving) and leaves the one at \(staying), which "
        + "the program may compare with it. Nothing was written: widen --path so that both come along"
    case .noBaseline(let path):
      "\(path): no such baseline; 'allocmigrate check --update' writes one, to be committed"
    case .otherBaseline(let path):
      "\(path): written by another version of allocmigrate, which lists other uses; write it anew "
        + "with 'allocmigrate check --update'"
    case .badBaseline(let path, let line):
      "\(path):\(line): not what 'allocmigrate check --update' writes (a merge that went wrong?); "
        + "mend the line, or write the baseline anew"
    case .nothingToExplain(let place, let nearest):
      "\(place): no use of an allocation function on this line; "
        + (nearest.isEmpty
          ? "the file has none in scope, `allocmigrate scan` lists the files that have"
          : "the nearest are at \(nearest.joined(separator: " and "))")
    case .notInScope(let place, let reason):
      "\(place): the file is left out, since \(text(reason)); uses of allocation functions there stay "
        + "as they are"
    case .nothingAtColumn(let place, let others):
      "\(place): no use of an allocation function at this column; this line has "
        + "\(others.count == 1 ? "one" : "some") at \(Wording.list(others))"
    case .noBuildCommand, .badEvidence, .runtimeBuild, .cannotFinalize, .nothingToFinalize,
      .failedChecks, .nameClash, .interrupted:
      verifyText(error)
    case .writing(let error): error.description
    case .defect(let text): defect(text)
    }
  }

  private static func verifyText(_ error: MigrationError) -> String {
    switch error {
    case .noBuildCommand(let root, let suggestion):
      "\(root): no command says how to build a copy of the project; give it, for example "
        + "\(suggestion), or set 'verify: {build: ..., test: ...}' in allocmigrate.yml"
    case .badEvidence(let path):
      "\(path): not what 'allocmigrate verify' writes (a merge that went wrong?); mend it, or remove "
        + "it and verify again"
    case .runtimeBuild(let compiler, let log):
      "the runtime does not compile with '\(compiler)' (set CC to a C11 compiler): "
        + log.joined(separator: "\n  ")
    case .cannotFinalize(let reasons):
      "the refactored copies cannot replace their originals, so nothing was changed:\n  "
        + reasons.joined(separator: "\n  ")
    case .nothingToFinalize(let root):
      "\(root): no refactored copy (foo_refactored.c beside foo.c) is there; 'allocmigrate apply' "
        + "makes them"
    case .nameClash(let names, let isPrefixed, let problems):
      "the program defines \(Wording.list(names, limit: 5)), which the runtime's headers define as "
        + "well, so the edited files do not compile and all of them were taken back: "
        + shown(problems) + ". "
        + (isPrefixed
          ? "Give the runtime other names, by 'target: {prefix: ACME_}' in the rule file for example"
          : "Rename \(names.count == 1 ? "it" : "them") in the program")
    case .failedChecks(let problems):
      "the edited files do not stand the checks, so all of them were taken back: "
        + shown(problems) + ". Is the header that the edits include found, and are its names "
        + "none of the program's (the key 'prefix' of 'target' gives the runtime others)? Then this is a defect of allocmigrate, please report it; --path can leave a file out, "
        + "--no-verify keeps the result as it is"
    case .interrupted(let signal): "stopped by signal \(signal)"
    default: ""
    }
  }

  private static func shown(_ problems: [String]) -> String {
    problems.prefix(5).joined(separator: "; ")
      + (problems.count > 5 ? "; and \(problems.count - 5) more" : "")
  }

  private static func fileText(_ error: MigrationError) -> String {
    switch error {
    case .noSuchDirectory(let path):
      "\(path): no such directory; name the project's directory"
    case .notADirectory(let path):
      "\(path): not a directory; name the project's directory (--path selects files in it)"
    case .unreadable(let path, let reason):
      "\(path): cannot be read: \(reason); check its permissions"
    case .unwritable(let path, let reason):
      "\(path): cannot be written: \(reason); check its folder's permissions and the free space, "
        + "or name another place"
    case .tooLarge(let path, let size):
      "\(path): left out: it has \(size) bytes, more than the \(SourceTree.largestFile) that "
        + "are read; list it under 'exclude:' in allocmigrate.yml if it does not matter"
    case .noSuchFile(let path):
      "\(path): no such file; check the name, relative to the directory that you are in"
    case .noSources(let root, let excluded, let unread) where !unread.isEmpty:
      (["\(root): no C file that is read"] + unread.map(text)).joined(separator: "\n  ")
        + (excluded > 0 ? "\n  and 'exclude:' leaves out \(leftOut(excluded))" : "")
    case .noSources(let root, let excluded, _):
      "\(root): no C files"
        + (excluded > 0
          ? " ('exclude:' leaves out \(leftOut(excluded)))" : "")
        + "; name the directory that holds the sources"
    default: ""
    }
  }

  private static func text(_ reason: LeftOut) -> String {
    switch reason {
    case .outsideOfProject: "it lies outside of the project"
    case .excluded: "'exclude' in the configuration names it"
    case .notAmongSources: "'sources' in the configuration does not name it"
    case .outsideOfFolder: "it lies outside of the folder that is scanned"
    case .ofOtherPrograms: "other programs than the one that is looked at have it"
    case .generated:
      "it lies in a folder of a build, of the exported runtime or with a hidden name, and no "
        + "compile command names it"
    }
  }

  private static func leftOut(_ excluded: Int) -> String {
    Wording.count(excluded, "file or folder", "files and folders")
  }

  private static func databaseText(_ error: MigrationError) -> String {
    switch error {
    case .noDatabase(let directory):
      "\(directory): no compile_commands.json there; \(makeDatabase)"
    case .badDatabase(let path, let message):
      "\(path): \(message); \(makeDatabase)"
    case .staleDatabase(let path, let examples, let count):
      "\(path): every entry names a file or folder that is gone (\(examples.joined(separator: ", "))"
        + (count > examples.count ? ", and \(count - examples.count) more" : "")
        + "); run the build again, or name another with -p"
    case .unusableDatabase(let message): message
    default: ""
    }
  }

  private static func defect(_ text: String) -> String {
    "unexpected: \(text). This is a defect of allocmigrate; please report it."
  }

  /// How to get a compile database.
  static let makeDatabase =
    "make one with 'cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON' or 'bear -- make'"
}
