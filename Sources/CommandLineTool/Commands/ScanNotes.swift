import Migration
import SourceModel

extension ScannedProgram {
  /// The most clang errors that are shown without `-v`.
  private static let shownErrors = 10

  /// Whether files could not be read or parsed.
  var isPartial: Bool {
    !tree.unread.isEmpty || diagnostics.contains { $0.severity == .error }
  }

  /// Tells which files were used and what was left out.
  ///
  /// - Parameter showsProblems: also what clang has to say; not wanted when the
  ///   result itself shows it.
  func explain(to terminal: Terminal, showsProblems: Bool) {
    project.warnings.forEach(terminal.report)
    explainRules(to: terminal)
    explainCommands(to: terminal)
    explainTree(to: terminal)
    if showsProblems { explainProblems(to: terminal) }
  }

  private func explainRules(to terminal: Terminal) {
    terminal.detail("project: \(project.root)")
    terminal.detail(
      "configuration: \(project.location.configuration ?? "none; the packs libc, posix, gnu, mem")")
  }

  private func explainCommands(to terminal: Terminal) {
    switch commands.origin {
    case .database(let path, let others):
      let line = "compile database: \(path), \(commands.commands.count) units"
      if others.isEmpty {
        terminal.detail(line)
      } else {
        terminal.note("\(line); not used, because older: \(others.joined(separator: ", "))")
      }
      explainEntries(of: path, to: terminal)
    case .guessed(let flags):
      terminal.note(
        "no compile_commands.json was found: \(flags.count) include folders were guessed from "
          + "the tree; for exact results \(ErrorMessage.makeDatabase)")
      for flag in flags { terminal.detail("guessed: \(flag)") }
    }
  }

  private func explainEntries(of path: String, to terminal: Terminal) {
    if !commands.stale.isEmpty {
      let names = commands.stale.prefix(3).joined(separator: ", ")
      terminal.warn(
        "\(path): \(commands.stale.count) entries name files that are gone (\(names)"
          + (commands.stale.count > 3 ? ", …" : "") + "); run the build again")
    }
    let counts = [
      (commands.outside, "of files outside the project"),
      (commands.excluded, "of files that the rules leave out"),
      (commands.otherLanguages, "in other languages"), (commands.repeated, "repeated"),
    ]
    for (count, what) in counts where count > 0 {
      terminal.detail("compile database: \(count) entries \(what): ignored")
    }
  }

  private func explainTree(to terminal: Terminal) {
    for error in tree.unread {
      terminal.report(Diagnostic(severity: .error, message: ErrorMessage.text(error)))
    }
    if tree.excluded > 0 { terminal.detail("left out by 'exclude:': \(tree.excluded) files") }
    for folder in tree.buildFolders { terminal.detail("build folder, not searched: \(folder)") }
    for link in tree.links { terminal.detail("link, not followed: \(link)") }
    if !tree.copies.isEmpty {
      terminal.detail("refactored copies in place of their originals: \(tree.copies.count)")
    }
  }

  private func explainProblems(to terminal: Terminal) {
    for header in program.missingHeaders {
      terminal.warn(
        "header '\(header.name)' was not found (\(header.units.count) units, first "
          + "\(header.units.first.map(\.string) ?? "")): up to \(header.sitesAffected) sites may "
          + "be affected; add its folder with '-- -IDIR'")
    }
    let shown = terminal.isVerbose ? diagnostics.count : Self.shownErrors
    diagnostics.prefix(shown).forEach(terminal.report)
    if diagnostics.count > shown {
      terminal.note("\(diagnostics.count - shown) more; -v shows all")
    }
  }
}
