import Analysis
import ClangFrontend
import Glibc
import SourceModel

/// What a scan found, with all that it rests on.
struct CachedScan {
  /// What was asked for, of which tool.
  struct Question: Equatable, Codable {
    var tool: Tool
    var location: ProjectLocation
    var rules: RuleSet
    /// The runtime's headers that sources were parsed with.
    var runtimeHeaders: [FilePath: Digest]
    var commands: [CompileCommand]
    var hasOtherUnits: Bool
    var extraFlags: [String]
    /// The files in scope that the tree holds, sorted.
    var files: [FilePath]
    var decides: Bool
    /// The variables of the environment in which clang looks for folders.
    var environment: [String]

    static func environment() -> [String] {
      ["CPATH", "C_INCLUDE_PATH"].map { (name: String) in
        getenv(name).map { String(cString: $0) } ?? ""
      }
    }
  }

  /// A build of the tool: another one may find something else.
  struct Tool: Equatable, Codable {
    var path: String
    var size: Int
    var modified: Int
    var clang: String

    /// The one that runs; `nil` when it cannot be told.
    static func running() -> Tool? {
      guard let path = FileSystem.canonical("/proc/self/exe"), let status = FileSystem.status(path)
      else { return nil }
      return Tool(
        path: path, size: status.size, modified: status.modified, clang: Frontend.clangVersion)
    }
  }

  /// What was read.
  struct Inputs: Codable {
    var units: UnitInputs
    /// The project files that were in scope.
    var inScope: Set<FilePath>
    /// Files under names that were looked for and which clang did not take.
    var passedOver: Set<String>

    /// - Parameter ignoring: a folder that is not on the disk.
    init?(_ units: [FileFacts], root: String, ignoring: String, scope: ScanScope) {
      guard var inputs = UnitInputs.joined(units.map(\.inputs)) else { return nil }
      inputs.files = inputs.files.filter { !$0.key.string.hasPrefix(ignoring + "/") }
      self.units = inputs
      inScope = Set(inputs.files.keys.filter(scope.contains))
      passedOver = []
      passedOver = Set(appeared(below: root))
    }

    /// Whether reading the files again would tell the same.
    func hold(below root: String, scope: ScanScope) -> Bool {
      units.files.allSatisfy { path, digest in
        scope.contains(path) == inScope.contains(path)
          && digest == (try? FileSystem.read(PathText.join(root, path.string))).map { Digest($0) }
      } && appeared(below: root).isEmpty
    }

    /// The files under names that were looked for, but for those that were read
    /// or passed over.
    private func appeared(below root: String) -> [String] {
      let read = Set(units.files.keys.map { PathText.join(root, $0.string) })
      return units.searches.flatMap { search in
        search.folders.filter(FileSystem.isDirectory).flatMap { folder in
          search.names.lazy.map { folder + "/" + $0 }.filter { path in
            access(path, F_OK) == 0 && !read.contains(path) && !passedOver.contains(path)
              && FileSystem.canonical(path).map { !read.contains($0) } ?? false
          }
        }
      }
    }
  }

  /// What was found. The flow facts are not kept: nothing reads them but the
  /// analysis.
  struct Answer: Codable {
    var program: ProgramFacts
    var analysis: AnalysisResult
    var undescribed: [UndescribedFunction]

    init(_ program: ProgramFacts, _ analysis: AnalysisResult, rules: RuleSet) {
      self.program = program
      self.program.units = program.units.map {
        FileFacts(source: $0.source, isLeftOut: $0.isLeftOut, files: $0.files)
      }
      self.analysis = analysis
      undescribed = undescribedFunctions(program, rules: rules)
    }
  }
}
