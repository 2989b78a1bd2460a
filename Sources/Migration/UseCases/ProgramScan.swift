import Analysis
import Glibc
import Rewriting
package import SourceModel

/// What a use case needs to know about the project and the run.
package struct ScanRequest: Sendable {
  /// The project or a folder of it.
  package var directory: String
  /// The configuration that `--config` names.
  package var configuration: String?
  /// The one of the configuration's programs that is wanted; `nil` to take the whole
  /// tree as one.
  package var program: String?
  /// The build folder that `-p` names.
  package var build: String?
  /// How many units are parsed at once; `nil` for one a processor.
  package var jobs: Int?
  /// Flags for clang, added to every command.
  package var extraFlags: [String]
  /// Whether to follow the flow of memory and decide about each site; sites are
  /// only counted otherwise, which takes little more than parsing.
  package var decides: Bool
  /// Whether what was found when the program was as it is now may be told again.
  package var usesCache: Bool

  package init(
    directory: String = ".", configuration: String? = nil, program: String? = nil,
    build: String? = nil, jobs: Int? = nil, extraFlags: [String] = [], decides: Bool = true,
    usesCache: Bool = true
  ) {
    self.directory = directory
    self.configuration = configuration
    self.program = program
    self.build = build
    self.jobs = jobs
    self.extraFlags = extraFlags
    self.decides = decides
    self.usesCache = usesCache
  }
}

/// A project, parsed, linked and, if it was asked for, decided: what every use
/// case starts from.
package struct ScannedProgram: Sendable {
  package var project: Project
  package var tree: SourceTree
  package var commands: CommandSelection
  package var program: ProgramFacts
  /// One decision a site, in the order of `program.sites`; empty when sites
  /// were only counted.
  package var decisions: [Decision]
  /// The functions outside the program of which the rules say nothing, those
  /// called most first; without decisions, only those that functions with sites
  /// call.
  package var undescribed: [UndescribedFunction]
  /// For each allocation site the subsystem whose rule it matches itself,
  /// whatever shares its memory.
  package var claims: [SiteIdentity: String]
  /// What the front end and the analysis have to say.
  package var diagnostics: [Diagnostic]
  /// Whether nothing has changed since a former run, so that what it found was
  /// taken from the cache.
  package var isRemembered: Bool
  /// When each file was last changed before it was parsed.
  var modified: [FilePath: Int]
  private var search: DatabaseSearch

  /// Reads a project.
  ///
  /// - Parameter progress: called with the units done and all units, from any
  ///   thread.
  package static func scan(
    _ request: ScanRequest, progress: @escaping @Sendable (Int, Int) -> Void
  ) throws(MigrationError) -> ScannedProgram {
    let project = try Project.open(
      directory: request.directory, configuration: request.configuration,
      program: request.program)
    let wanted = PathText.join(project.root, project.location.scope)
    let search =
      if let build = request.build ?? project.build { try DatabaseSearch.named(build) } else {
        DatabaseSearch.search(from: wanted)
      }
    return try scan(project, search: search, request: request, progress: progress)
  }

  /// Reads a copy of a project that has been scanned, such as another revision,
  /// by the same rules and compile database.
  ///
  /// - Parameter copy: the copy's root, absolute and canonical.
  static func scan(
    _ scanned: ScannedProgram, in copy: String, request: ScanRequest,
    progress: @escaping @Sendable (Int, Int) -> Void
  ) throws(MigrationError) -> ScannedProgram {
    var project = scanned.project
    project.location.root = copy
    return try scan(
      project, search: scanned.search,
      mapping: CommandMapping(root: scanned.project.root, copy: copy), request: request,
      progress: progress)
  }

  /// Reads again the units of a scanned program that read one of some files,
  /// after these have changed or got copies.
  static func rescan(
    _ scanned: ScannedProgram, changed: Set<FilePath>, request: ScanRequest
  ) throws(MigrationError) -> ScannedProgram {
    let sources = scanned.program.units.filter { !changed.isDisjoint(with: $0.files) }.map(\.source)
    return try scan(
      scanned.project, search: scanned.search,
      part: changed.union(sources).union(sources.map(\.refactored)), request: request,
      progress: { _, _ in })
  }

  /// - Parameter part: the main files of the units to read; `nil` for all.
  private static func scan(
    _ project: Project, search: DatabaseSearch, mapping: CommandMapping? = nil,
    part: Set<FilePath>? = nil, request: ScanRequest,
    progress: @escaping @Sendable (Int, Int) -> Void
  ) throws(MigrationError) -> ScannedProgram {
    let tree = SourceTree.walk(
      root: project.root, exclude: project.rules.exclude, header: project.rules.target?.header)
    let selection = try CommandSelection.select(
      project: project, tree: tree, search: search, mapping: mapping)
    let scope = ScanScope(project: project, tree: tree, commands: selection.commands)
    guard mapping != nil || !selection.commands.isEmpty || !scope.files(of: tree, read: []).isEmpty
    else {
      throw .noSources(root: project.root, excluded: tree.excluded, unread: tree.unread)
    }
    let headers = try RuntimeHeaders(rules: project.rules)
    let reading = ProgramReading(
      project: project, tree: tree, selection: selection, part: part, scope: scope,
      headers: headers, request: request)
    // Nobody asks for a copy or a part again.
    let (found, isRemembered) =
      mapping == nil && part == nil
      ? reading.remembered(progress) : (reading.fresh(progress).answer, false)
    return ScannedProgram(
      project: project, tree: tree, commands: selection, program: found.program,
      decisions: found.analysis.decisions, undescribed: found.undescribed,
      claims: subsystemClaims(of: found.program.sites, rules: project.rules),
      diagnostics: found.program.diagnostics + found.analysis.diagnostics,
      isRemembered: isRemembered, modified: tree.modified, search: search)
  }

  /// How many processors are online, at least one.
  package static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}

/// Which project files count.
struct ScanScope: Sendable {
  private let project: Project
  private let copies: [FilePath: FilePath]
  private let originals: [FilePath: FilePath]
  private let foreignFolders: [String]
  private let compiled: Set<FilePath>

  init(project: Project, tree: SourceTree, commands: [CompileCommand]) {
    self.project = project
    copies = tree.copies
    originals = tree.originals
    foreignFolders = (tree.buildFolders + tree.runtimeFolders).map { $0.string + "/" }
    compiled = Set(
      commands.compactMap { PathText.relative($0.file, to: project.root) }
        .map { FilePath($0) })
  }

  /// Whether sites in a file count: inside the project and the wanted folder, not left
  /// out by the rules, itself or its original, not replaced by a refactored copy, not
  /// of the exported runtime, and not generated in a build folder unless it is
  /// compiled itself.
  func contains(_ file: FilePath) -> Bool {
    guard file.isInProject, copies[file] == nil, project.isWanted(originals[file] ?? file),
      !project.isExcluded(file)
    else { return false }
    if compiled.contains(file) { return true }
    return !foreignFolders.contains { file.string.hasPrefix($0) }
      && !file.string.split(separator: "/").contains { $0.hasPrefix(".") }
  }

  /// Every file in scope: those of the tree and those that a unit reads, such
  /// as an included `.inc`; sorted.
  func files(of tree: SourceTree, read: Set<FilePath>) -> [FilePath] {
    Set(tree.files).union(read).filter(contains).sorted()
  }
}
