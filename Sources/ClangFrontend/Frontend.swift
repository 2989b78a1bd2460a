import CLibClang
import Foundation
import Glibc
package import SourceModel
import Synchronization

/// Turns C sources into `FileFacts`.
package struct Frontend: Sendable {
  /// The names that the front end looks for.
  package struct Vocabulary: Sendable {
    /// The families' functions by name.
    package var families: [String: FamilyFunction]
    /// Names of the target's API, with the templates that produce them.
    package var target: [String: [TemplateKind]]
    /// Tells what these do.
    let classifier: UseClassifier
    /// The folder of the target's header if these names are macros that ship with it.
    var shippedFolder: String?

    /// - Parameter hasRuntime: whether the target is allocmigrate's runtime.
    package init(rules: RuleSet, hasRuntime: Bool = false) {
      shippedFolder = hasRuntime ? rules.target.map { FilePath($0.header).directory } : nil
      families = Dictionary(rules.families.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
      classifier = UseClassifier(rules: rules)
      target = [:]
      for (kind, template) in rules.target?.templates ?? [:] {
        for name in template.callees(subsystems: rules.subsystems) {
          target[name, default: []].append(kind)
        }
      }
      for name in target.keys { target[name]?.sort { $0.rawValue < $1.rawValue } }
    }

    /// All names.
    var names: Set<String> { Set(families.keys).union(target.keys) }
  }

  /// The libclang that reads the sources: `Debian clang version 19.1.7`.
  package static var clangVersion: String { String(disposing: clang_getClangVersion()) }

  /// The absolute, canonical path of the project's root.
  package let root: String
  package let vocabulary: Vocabulary

  package init(root: String, vocabulary: Vocabulary) {
    self.root = root
    self.vocabulary = vocabulary
  }

  /// The facts of every command's unit, in the order of `commands`. Units that
  /// fail or crash clang have facts with an error in `diagnostics`.
  ///
  /// - Parameters:
  ///   - depth: how much is wanted of each unit.
  ///   - extraArguments: appended to every command's own.
  ///   - unsaved: files that are taken to be on the disk, by their absolute names.
  ///   - jobs: how many units are parsed at once, each on a thread of its own.
  ///   - isInScope: whether sites in this project file count.
  ///   - progress: called after each unit, from any thread, with the number of
  ///     units done.
  package func facts(
    for commands: [CompileCommand], depth: FactsDepth = .flow, extraArguments: [String] = [],
    unsaved: [FilePath: [UInt8]] = [:], jobs: Int,
    isInScope: @escaping @Sendable (FilePath) -> Bool,
    progress: @escaping @Sendable (Int) -> Void
  ) -> [FileFacts] {
    let cache = SharedCache(root: root)
    let work: @Sendable (CompileCommand, ClangIndex) -> FileFacts = { command, index in
      let source = cache.path(command.file)
      do throws(TranslationUnit.ParseFailure) {
        let arguments = CompilerArguments.forParsing(command.arguments, extra: extraArguments)
        let unit = try Self.parse(command, arguments, unsaved: unsaved, index: index)
        var facts = UnitReader(
          unit: unit, directory: command.directory,
          headerFolders: CompilerArguments.headerFolders(arguments), cache: cache,
          vocabulary: vocabulary, depth: depth, isInScope: isInScope
        ).facts(source: source)
        facts.warnsOfSigns = CompilerArguments.warnsOfSigns(command.arguments)
        return facts
      } catch {
        return Self.failure(error, source: source)
      }
    }
    defer { Self.giveBackMemory() }
    return parallel(commands, jobs: jobs, progress: progress, work)
  }

  /// Lets the system have what clang has freed: it lies in arenas of the threads that
  /// parsed, where nothing that comes later would use it. For glibc, whose header Swift
  /// does not import.
  private static func giveBackMemory() {
    guard let symbol = dlsym(nil, "malloc_trim") else { return }
    typealias Trim = @convention(c) (Int) -> Int32
    _ = unsafeBitCast(symbol, to: Trim.self)(0)
  }

  /// Parses a command's unit; without the options for a machine when clang
  /// does not know them.
  private static func parse(
    _ command: CompileCommand, _ arguments: [String], unsaved: [FilePath: [UInt8]],
    index: ClangIndex
  ) throws(TranslationUnit.ParseFailure) -> TranslationUnit {
    let arguments = ["-working-directory", command.directory] + arguments
    do throws(TranslationUnit.ParseFailure) {
      return try TranslationUnit(
        index: index, file: command.file, arguments: arguments, unsaved: unsaved)
    } catch {
      let fewer = CompilerArguments.withoutMachineOptions(arguments)
      guard error != .crashed, fewer != arguments else { throw error }
      return try TranslationUnit(
        index: index, file: command.file, arguments: fewer, unsaved: unsaved)
    }
  }

  /// The facts of files that no command covers, from their tokens alone: every
  /// family name is an occurrence of category `uncovered`.
  package func tokenFacts(for files: [FilePath], jobs: Int) -> [FileFacts] {
    let work: @Sendable (FilePath, ClangIndex) -> FileFacts = { path, index in
      do throws(TranslationUnit.ParseFailure) {
        let unit = try TranslationUnit(
          index: index, file: root + "/" + path.string, arguments: ["-xc"], tokensOnly: true)
        return TokenReader(path: path, vocabulary: vocabulary).facts(unit)
      } catch {
        return Self.failure(error, source: path)
      }
    }
    return parallel(files, jobs: jobs, progress: { _ in }, work)
  }

  private static func failure(
    _ error: TranslationUnit.ParseFailure, source: FilePath
  ) -> FileFacts {
    let message =
      switch error {
      case .crashed: "clang crashed on this unit; its sites are not counted"
      case .invalidArguments: "clang refuses this unit's arguments; check its compile command"
      case .unreadable: "clang could not read this unit; check that the file can be opened"
      }
    let location = SourceLocation(file: source, line: 1, column: 1, offset: 0)
    return FileFacts(
      source: source,
      diagnostics: [Diagnostic(severity: .error, location: location, message: message)])
  }

  /// Runs `work` over `inputs` on `jobs` threads, each with an index of its
  /// own, and gives the results in the inputs' order.
  private func parallel<Input: Sendable>(
    _ inputs: [Input], jobs: Int, progress: @escaping @Sendable (Int) -> Void,
    _ work: @escaping @Sendable (Input, ClangIndex) -> FileFacts
  ) -> [FileFacts] {
    let queue = WorkQueue(count: inputs.count)
    let threads = min(max(1, jobs), max(1, inputs.count))
    let finished = DispatchGroup()
    WorkingDirectory.remember()
    for _ in 0..<threads {
      finished.enter()
      let thread = Thread {
        let index = ClangIndex()
        while let next = queue.next() {
          queue.finish(next, work(inputs[next], index))
          progress(queue.finishedCount)
        }
        finished.leave()
      }
      thread.stackSize = Self.stackSize
      thread.start()
    }
    finished.wait()
    WorkingDirectory.restore()
    return queue.results
  }

  /// Deep expressions are followed by recursion: room for the 100,000 terms of
  /// a generated table. Pages that are not used cost nothing.
  private static let stackSize = 512 << 20
}

/// Hands out the numbers of the units and takes their results.
private final class WorkQueue: Sendable {
  private struct State {
    var next = 0
    var finished = 0
    var results: [FileFacts?]
  }

  private let state: Mutex<State>
  private let count: Int

  init(count: Int) {
    self.count = count
    state = Mutex(State(results: Array(repeating: nil, count: count)))
  }

  func next() -> Int? {
    state.withLock { state in
      guard state.next < count else { return nil }
      state.next += 1
      return state.next - 1
    }
  }

  func finish(_ index: Int, _ facts: FileFacts) {
    state.withLock { state in
      state.results[index] = facts
      state.finished += 1
    }
  }

  var finishedCount: Int { state.withLock { $0.finished } }

  var results: [FileFacts] { state.withLock { $0.results.compactMap { $0 } } }
}
