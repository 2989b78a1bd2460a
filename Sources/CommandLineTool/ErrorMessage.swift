import Migration

/// What every error of the tool says, and the exit code that it leads to.
struct ErrorMessage {
  /// What, where and what to do; empty when there is nothing to say.
  let text: String
  let exitCode: ExitCode

  init(_ error: any Error) {
    switch error {
    case let error as UsageError:
      text =
        "\(error.message)\nSee '\((error.path + ["--help"]).joined(separator: " "))'."
      exitCode = .usage
    case TerminalError.closed:
      text = ""
      exitCode = .done
    case TerminalError.failed(let name, let reason):
      text = "cannot write to \(name): \(reason)"
      exitCode = .partial
    case let error as MigrationError:
      text = Self.text(error)
      exitCode = Self.exitCode(error)
    default:
      text = "unexpected: \(error). This is a defect of allocmigrate; please report it."
      exitCode = .defect
    }
  }

  private static func exitCode(_ error: MigrationError) -> ExitCode {
    switch error {
    case .unreadable, .unwritable, .tooLarge: .partial
    default: .usage
    }
  }

  /// What a failure of a use case says.
  static func text(_ error: MigrationError) -> String {
    switch error {
    case .noSuchDirectory(let path):
      "\(path): no such directory; name the project's directory"
    case .notADirectory(let path):
      "\(path): not a directory; name the project's directory (--path selects files in it)"
    case .unreadable(let path, let reason):
      "\(path): cannot be read: \(reason)"
    case .unwritable(let path, let reason):
      "\(path): cannot be written: \(reason)"
    case .tooLarge(let path, let size):
      "\(path): left out: it has \(size) bytes, more than the \(SourceTree.largestFile) that "
        + "are read; list it under 'exclude:' in allocmigrate.yml if it does not matter"
    case .noSuchFile(let path):
      "\(path): no such file"
    case .noSources(let root, let excluded):
      "\(root): no C files"
        + (excluded > 0 ? " (\(excluded) are left out by 'exclude:')" : "")
        + "; name the directory that holds the sources"
    case .noDatabase(let directory):
      "\(directory): no compile_commands.json there; \(makeDatabase)"
    case .badDatabase(let path, let message):
      "\(path): \(message); \(makeDatabase)"
    case .staleDatabase(let path, let examples, let count):
      "\(path): the files of all \(count) entries are gone (\(examples.joined(separator: ", "))"
        + (count > examples.count ? ", …" : "") + "); run the build again, or name another with -p"
    case .noPacks(let searched):
      "the rule packs are missing (searched \(searched.joined(separator: " and "))); install "
        + "allocmigrate with 'make install', or set ALLOCMIGRATE_SHARE to the directory that "
        + "holds rules/"
    case .configurationExists(let path):
      "\(path): exists already and is left as it is; edit it, or remove it and run init again"
    case .git(let reference, let root, let reason):
      "cannot read revision '\(reference)' of \(root): \(reason); name a commit, branch or tag of "
        + "the repository that holds the project"
    case .editedRuntime(let directory, let files):
      "\(directory): nothing was written: these files have been edited since they were written: "
        + files.joined(separator: ", ") + "; move the changes away, or give --force to lose them"
    case .noRuntime(let searched):
      "the runtime's sources are missing (searched \(searched)); install allocmigrate with "
        + "'make install', or set ALLOCMIGRATE_SHARE to the directory that holds rules/ and runtime/"
    }
  }

  /// How to get a compile database.
  static let makeDatabase =
    "make one with 'cmake -DCMAKE_EXPORT_COMPILE_COMMANDS=ON' or 'bear -- make'"
}
