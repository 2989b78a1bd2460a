package import Reports
package import Rewriting
package import SourceModel

/// `apply`: rewrites the sites that can move.
package struct Apply: Sendable {
  /// What is wanted.
  package struct Request: Sendable {
    /// Edit the files themselves instead of putting copies beside them.
    package var isInPlace: Bool
    /// Write nothing.
    package var isPreview: Bool
    /// Globs of the project paths to edit; empty for all.
    package var paths: [String]
    /// The names of the subsystems to migrate; empty for all.
    package var subsystems: [String]
    /// How to read the written files again and check them; `nil` for not at all.
    package var check: ScanRequest?

    package init(
      isInPlace: Bool = false, isPreview: Bool = false, paths: [String] = [],
      subsystems: [String] = [], check: ScanRequest? = nil
    ) {
      self.isInPlace = isInPlace
      self.isPreview = isPreview
      self.paths = paths
      self.subsystems = subsystems
      self.check = check
    }
  }

  /// The files with edits, sorted by path.
  package var outputs: [OutputFile]
  package var summary: ApplySummary
  /// What there is to say about the edits.
  package var diagnostics: [Diagnostic]

  /// Plans the edits and, unless it is a preview, writes them.
  package static func run(
    _ scanned: ScannedProgram, _ request: Request
  ) throws(MigrationError) -> Apply {
    let rules = scanned.project.rules
    guard let target = rules.target else {
      throw .noTarget(configuration: scanned.project.location.configuration)
    }
    let decisions = try filtered(scanned, request)
    let reader = SourceReader(scanned)
    let result = try scanned.rewritten(decisions, for: target, reader)
    try refuseHalfMigratedClasses(result.decisions, scanned)
    var apply = Apply(
      outputs: result.files.map { OutputFile(inPlace: $0) },
      summary: ApplySummary(
        program: scanned.program, decisions: result.decisions, mode: .preview, files: []),
      diagnostics: [])
    if !request.isInPlace {
      let tree = refactoredTree(
        result.files, program: scanned.program, contents: reader.contents)
      apply.outputs = tree.files
      apply.diagnostics = tree.diagnostics
    }
    apply.diagnostics += generated(result.files.map(\.path), scanned)
    var unwritten = reader.changed.map {
      ApplySummary.UnwrittenFile(file: $0, reason: "it changed while it was read; run again")
    }
    var written = apply.outputs
    if !request.isPreview {
      let report = try FileWriter.write(
        apply.outputs.map { FileChange($0) }, root: scanned.project.root)
      if let check = request.check, !report.written.isEmpty {
        try takeBack(
          ifWrong: StaticCheck(
            before: scanned, decisions: result.decisions, outputs: apply.outputs,
            written: Set(report.written)
          ).problems(request: check), scanned.project)
      }
      unwritten += report.skipped.map { .init(file: $0.path, reason: $0.description) }
      let lost = Set(report.skipped.map(\.path))
      written.removeAll { lost.contains($0.path) }
    }
    apply.summary = ApplySummary(
      program: scanned.program, decisions: result.decisions,
      mode: request.isPreview ? .preview : request.isInPlace ? .inPlace : .copies,
      files: written.map { .init(file: $0.source, destination: $0.path) }, unwritten: unwritten)
    return apply
  }

  /// What there is to say about edits of files that another program makes.
  private static func generated(_ edited: [FilePath], _ scanned: ScannedProgram) -> [Diagnostic] {
    edited.compactMap { file in
      scanned.program.includes[file]?.generatedFrom.map { origin in
        Diagnostic(
          severity: .warning,
          message: "\(file) is made from \(origin), and its edits are lost when it is made again: "
            + "edit \(origin) in the same way, or leave the file out ('exclude:')")
      }
    }
  }

  /// Refuses to move a part of an ownership class where the rest could come to
  /// another allocator.
  ///
  /// - With an arena or pool behind the subsystem the sites that stay would give
  ///   its blocks to libc, or libc's to it. With the platform's allocator the
  ///   blocks are libc's either way.
  /// - A class gets one subsystem, chosen by all its allocations. One that stays
  ///   and that another subsystem claims would follow its own claim in a later
  ///   run, which no longer sees the others.
  private static func refuseHalfMigratedClasses(
    _ decisions: [Decision], _ scanned: ScannedProgram
  ) throws(MigrationError) {
    let platform = Set(
      scanned.project.rules.subsystems.filter { $0.strategy == .platform }.map(\.name))
    var subsystems: [SiteIdentity: String] = [:]
    for decision in decisions {
      guard case .migrate = decision.action, let members = decision.ownershipClass else { continue }
      subsystems[members] = decision.subsystem
    }
    let staying = zip(scanned.program.sites, decisions).compactMap { site, decision in
      if case .leave(let blocker) = decision.action, let members = decision.ownershipClass,
        let subsystem = subsystems[members]
      {
        return (site: site, subsystem: subsystem, blocker: blocker)
      }
      return nil
    }
    if let first = staying.first(where: { !platform.contains($0.subsystem) }) {
      throw .halfMigrated(
        subsystem: first.subsystem,
        staying: staying.filter { $0.subsystem == first.subsystem }
          .map(\.site.location.description))
    }
    try refuseDividedAddresses(decisions, scanned.program)
    for (site, subsystem, blocker) in staying {
      guard let claim = scanned.claims[site.identity], claim != subsystem else { continue }
      throw .divided(
        subsystem: subsystem, claim: claim, staying: site.location.description,
        obstacle: blocker.reason == .filtered ? nil : blocker.detail)
    }
  }

  /// Refuses to move one address of a function and leave another that the program
  /// may compare with it: what was equal would differ.
  private static func refuseDividedAddresses(
    _ decisions: [Decision], _ program: ProgramFacts
  ) throws(MigrationError) {
    let compared = zip(program.sites, decisions).filter { $1.isCompared }
    let moving = compared.filter { if case .migrate = $1.action { true } else { false } }
    for (site, decision) in compared {
      guard case .leave = decision.action,
        let other = moving.first(where: {
          $0.0.function == site.function && $0.1.ownershipClass == decision.ownershipClass
        })
      else { continue }
      throw .dividedAddress(
        function: site.function.name, moving: other.0.location.description,
        staying: site.location.description)
    }
  }

  /// Restores what has just been written when there are problems with it.
  private static func takeBack(
    ifWrong problems: StaticCheck.Problems, _ project: Project
  ) throws(MigrationError) {
    let lines = problems.lines
    if lines.isEmpty { return }
    try Revert.run(root: project.root)
    if problems.others.isEmpty,
      let clash = NameClash(problems.diagnostics, rules: project.rules)
    {
      throw .nameClash(names: clash.names, isPrefixed: clash.isPrefixed, problems: lines)
    }
    throw .failedChecks(lines)
  }

  /// The decisions with those that the filters leave out turned into `leave`.
  private static func filtered(
    _ scanned: ScannedProgram, _ request: Request
  ) throws(MigrationError) -> [Decision] {
    let known = scanned.project.rules.subsystems.map(\.name)
    for name in request.subsystems where !known.contains(name) {
      throw .unknownSubsystem(name, known: known)
    }
    for pattern in request.paths {
      let set = PathSet([pattern])
      guard scanned.program.files.contains(where: { set.contains($0.string) }) else {
        throw .noMatch(pattern: pattern, root: scanned.project.root)
      }
    }
    if request.paths.isEmpty, request.subsystems.isEmpty { return scanned.decisions }
    let paths = PathSet(request.paths)
    return scanned.decisions.map { decision in
      guard case .migrate = decision.action else { return decision }
      let isWantedPath = paths.isEmpty || paths.contains(decision.site.file.string)
      let isWantedSubsystem =
        request.subsystems.isEmpty || request.subsystems.contains(decision.subsystem ?? "")
      if isWantedPath, isWantedSubsystem { return decision }
      var left = decision
      let option = isWantedPath ? "--subsystem" : "--path"
      left.action = .leave(Blocker(.filtered, "this run's \(option) leaves it out"))
      return left
    }
  }
}
