import Foundation
import SourceModel
import Synchronization

/// A program solved: as it is, and as it would be if unions and records were used
/// as their members' names say.
struct ProgramViews {
  /// What holds whatever the program does with its unions and records.
  let certain: SizeContext
  /// The program as it is if no pointer is read from another member of a union or
  /// record than the one that it was written to; `nil` for a program without such
  /// unions and records, and when it was given up.
  let trusting: SizeContext?

  /// - Parameter jobs: how many threads to use at most.
  init(_ entered: EnteredProgram, jobs: Int) {
    let isParallel = jobs > 1
    let indexing = Background(isParallel) { ProgramIndex(entered) }
    let makers = Solution.Makers(entered)
    let index = indexing.wait()
    let second =
      entered.overlays.isEmpty && !index.hasUnions
      ? nil : Background(isParallel) { Self.view(entered, makers, index, trustsMembers: true) }
    certain = Self.view(entered, makers, index, trustsMembers: false)
    var trusting = second?.wait()
    if trusting == nil, !certain.solution.joinedMembers.isEmpty {
      trusting = Self.view(entered, makers, index, trustsMembers: true)
    }
    self.trusting = trusting?.solution.isExhausted == false ? trusting : nil
  }

  private static func view(
    _ entered: EnteredProgram, _ makers: Solution.Makers, _ index: ProgramIndex,
    trustsMembers: Bool
  ) -> sending SizeContext {
    let solution = Solution(entered, makers: makers, trustsMembers: trustsMembers)
    return SizeContext(solution, releases: Releases(solution), index: index)
  }
}

/// Something that another thread makes meanwhile.
private final class Background<Value>: Sendable {
  private let value = Mutex<Value?>(nil)
  private let finished = DispatchSemaphore(value: 0)

  /// - Parameter isParallel: whether there is another thread; without one, it is made
  ///   at once.
  init(_ isParallel: Bool, _ make: @escaping @Sendable () -> sending Value) {
    let run: @Sendable () -> Void = { [self] in
      value.withLock { $0 = make() }
      finished.signal()
    }
    if isParallel {
      let thread = Thread(block: run)
      thread.stackSize = Self.stackSize
      thread.start()
    } else {
      run()
    }
  }

  /// Waits for it, and hands it out once.
  func wait() -> Value {
    finished.wait()
    return value.withLock { value in
      defer { value = nil }
      guard let made = value else { preconditionFailure("it is handed out once") }
      return made
    }
  }

  /// As much as the main thread has.
  private static var stackSize: Int { 8 << 20 }
}
