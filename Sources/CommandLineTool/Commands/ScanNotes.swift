import Migration
import Reports
import SourceModel

extension ScannedProgram {
  /// The most clang errors that are shown without `-v`.
  private static let shownErrors = 10

  /// Whether files, headers included, could not be read or parsed.
  var isPartial: Bool {
    !tree.unread.isEmpty || diagnostics.contains { $0.severity == .error }
      || program.missingHeaders.contains { $0.sitesAffected > 0 }
  }

  /// Tells which files were used and what was left out.
  ///
  /// - Parameters:
  ///   - showsProblems: also what clang has to say; not wanted when the result
  ///     itself shows it.
  ///   - showsChanges: also which originals have changed since they were copied.
  func explain(to terminal: Terminal, showsProblems: Bool, showsChanges: Bool = true) {
    project.warnings.forEach(terminal.report)
    explainRules(to: terminal)
    explainCommands(to: terminal)
    explainTree(to: terminal, showsChanges: showsChanges)
    if isRemembered {
      terminal.detail("sources: unchanged since the last run, so not read again (--no-cache does)")
    }
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
      let line = "compile database: \(path), \(Wording.count(commands.commands.count, "unit"))"
      if others.isEmpty {
        terminal.detail(line)
      } else {
        terminal.note("\(line); not used, because older: \(others.joined(separator: ", "))")
      }
      explainEntries(of: path, to: terminal)
    case .guessed(let flags):
      terminal.note(
        "no compile_commands.json was found: the include folders are guessed from the tree; "
          + "for exact results \(ErrorMessage.makeDatabase)")
      for flag in flags { terminal.detail("guessed: \(flag)") }
      if commands.excluded > 0 { explainUnread("what 'exclude' leaves out is", to: terminal) }
    }
    if commands.otherPrograms > 0 {
      terminal.detail("units of other programs, not read: \(commands.otherPrograms)")
    }
    if !commands.others.isEmpty {
      terminal.detail(
        "units that are not migrated, read for their flow of memory alone: "
          + "\(commands.others.count)")
    }
  }

  private func explainEntries(of path: String, to terminal: Terminal) {
    if !commands.stale.isEmpty {
      let names = commands.stale.prefix(3).joined(separator: ", ")
      terminal.warn(
        "\(path): "
          + Wording.count(
            commands.staleEntries, "entry names a file or folder that is gone",
            "entries name files or folders that are gone")
          + " (\(names)" + (commands.stale.count > 3 ? ", …" : "") + "); run the build again")
    }
    if commands.commands.isEmpty, commands.others.isEmpty, commands.otherPrograms == 0 {
      terminal.warn(
        "\(path): no entry is for a C file of this project, so nothing was parsed; name another "
          + "database with -p, or run the build again")
    }
    if commands.repeated > 0 {
      let repeated = Wording.count(commands.repeated, "entry", "entries")
      terminal.detail("compile database: \(repeated) repeated: ignored")
    }
    if commands.probes > 0 {
      let probes = Wording.count(commands.probes, "entry", "entries")
      terminal.detail("compile database: \(probes) of CMake's own tests of the compiler: ignored")
    }
    let unread = [
      (commands.outside, "outside the project"), (commands.otherLanguages, "in other languages"),
      (commands.tooLarge, "too large"),
    ].filter { $0.0 > 0 }
    if let first = unread.first {
      let rest = unread.dropFirst().map { "\($0) \($1)" }
      let entries = ["\(Wording.count(first.0, "entry", "entries")) \(first.1)"] + rest
      explainUnread(
        "\(path): \(entries.joined(separator: ", ")) "
          + (rest.isEmpty && first.0 == 1 ? "is" : "are"), to: terminal)
    }
  }

  private func explainUnread(_ what: String, to terminal: Terminal) {
    terminal.note(
      "\(what) not read: whatever header functions may be called there, with whatever memory, is "
        + "taken into account")
  }

  private func explainTree(to terminal: Terminal, showsChanges: Bool) {
    for error in tree.unread {
      terminal.report(Diagnostic(severity: .error, message: ErrorMessage.text(error)))
    }
    if tree.excluded > 0 {
      terminal.detail("left out by 'exclude:': \(Wording.count(tree.excluded, "path"))")
    }
    for folder in tree.buildFolders { terminal.detail("build folder, not searched: \(folder)") }
    for folder in tree.runtimeFolders { terminal.detail("runtime, not searched: \(folder)") }
    for link in tree.links { terminal.detail("link, not followed: \(link)") }
    if !tree.copies.isEmpty {
      terminal.detail("refactored copies in place of their originals: \(tree.copies.count)")
    }
    for (original, copy) in tree.changedOriginals.sorted(by: { $0.key < $1.key })
    where showsChanges {
      terminal.warn(FinalizeReport.changed(original, copy: copy))
    }
    for file in tree.namesakes {
      terminal.warn(
        "\(file) has the name of a refactored copy, but allocmigrate has not written it, so it stands "
          + "for no original; rename it if 'apply' is to put a copy there")
    }
  }

  private func explainProblems(to terminal: Terminal) {
    for header in program.missingHeaders {
      let first = header.units.first.map { ", first by \($0)" } ?? ""
      let affected =
        header.sitesAffected > 0
        ? ", which may affect \(Wording.count(header.sitesAffected, "site"))" : ""
      terminal.warn(
        "header '\(header.name)' was not found (wanted by "
          + "\(Wording.count(header.units.count, "unit"))\(first))\(affected); add its folder with "
          + "'-- -IDIR'")
    }
    let shown = terminal.isVerbose ? diagnostics.count : Self.shownErrors
    diagnostics.prefix(shown).forEach(terminal.report)
    if diagnostics.count > shown {
      terminal.note("\(diagnostics.count - shown) more; -v shows all")
    }
  }
}
