import Analysis
import ClangFrontend
import SourceModel

/// One reading of a program: from its sources, or from the cache while they have
/// not changed.
struct ProgramReading {
  let project: Project
  let tree: SourceTree
  let selection: CommandSelection
  /// The flow of memory is the whole program's, and so are the includes that name
  /// copies; sites are not.
  private var commands: [CompileCommand] {
    selection.commands + (request.decides || !tree.copies.isEmpty ? selection.others : [])
  }
  /// The main files of the units to read; `nil` for all units and the files that
  /// none of them covers.
  let part: Set<FilePath>?
  let scope: ScanScope
  let headers: RuntimeHeaders?
  let request: ScanRequest

  /// What the cache holds, or else what the sources tell, which it holds then.
  func remembered(
    _ progress: @escaping @Sendable (Int, Int) -> Void
  ) -> (answer: CachedScan.Answer, isRemembered: Bool) {
    guard request.usesCache, let cache = ScanCache.open(), let question else {
      return (fresh(progress).answer, false)
    }
    if let answer = cache.answer(question, scope: scope) { return (answer, true) }
    let (answer, units) = fresh(progress)
    let inputs = CachedScan.Inputs(
      units, root: project.root, ignoring: RuntimeHeaders.folder, scope: scope)
    if let inputs { cache.keep(answer, to: question, inputs: inputs) }
    return (answer, false)
  }

  private var question: CachedScan.Question? {
    CachedScan.Tool.running().map { tool in
      CachedScan.Question(
        tool: tool, location: project.location, rules: project.rules,
        runtimeHeaders: (headers?.files ?? [:]).mapValues { Digest($0) }, commands: commands,
        hasOtherUnits: selection.hasOtherUnits,
        extraFlags: request.extraFlags, files: scope.files(of: tree, read: []),
        decides: request.decides, environment: CachedScan.Question.environment())
    }
  }

  /// What the sources tell, and the facts of each unit.
  func fresh(
    _ progress: @escaping @Sendable (Int, Int) -> Void
  ) -> (answer: CachedScan.Answer, units: [FileFacts]) {
    let frontend = Frontend(
      root: project.root,
      vocabulary: Frontend.Vocabulary(rules: project.rules, hasRuntime: headers?.isTarget == true))
    let jobs = request.jobs ?? ScannedProgram.processors
    let wanted = commands.filter { part?.contains(source(of: $0)) ?? true }
    var units = frontend.facts(
      for: wanted, depth: request.decides ? .flow : .sites,
      extraArguments: (headers?.flags ?? []) + request.extraFlags,
      unsaved: headers?.files ?? [:], jobs: jobs, isInScope: { [scope] in scope.contains($0) },
      progress: { progress($0, wanted.count) })
    let others = Set(selection.others.map(source))
    for index in units.indices where others.contains(units[index].source) {
      units[index].isLeftOut = true
      units[index].wrappers = []
    }
    let read = Set(units.flatMap(\.files) + units.map(\.source)).filter(scope.contains)
    let files = part == nil ? scope.files(of: tree, read: read) : read.sorted()
    units += frontend.tokenFacts(for: files.filter { !read.contains($0) }, jobs: jobs)
    var program = link(units, files: files)
    program.hasOtherUnits = selection.hasOtherUnits
    let analysis =
      request.decides
      ? decide(program, rules: project.rules, jobs: jobs) : AnalysisResult(decisions: [])
    return (CachedScan.Answer(program, analysis, rules: project.rules), units)
  }

  private func source(of command: CompileCommand) -> FilePath {
    let path = FileSystem.canonical(command.file) ?? command.file
    return FilePath(PathText.relative(path, to: project.root) ?? path)
  }
}
