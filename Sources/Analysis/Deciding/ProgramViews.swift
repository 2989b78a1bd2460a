import Foundation
import SourceModel
import Synchronization

/// A program solved: as it is, and as it would be if unions were used as their
/// members' names say.
struct ProgramViews {
  /// What holds whatever the program does with its unions.
  let certain: SizeContext
  /// The program as it is if no pointer is read from another member of a union
  /// than the one that it was written to; `nil` for a program without such
  /// unions, and when it was given up.
  let trusting: SizeContext?

  /// - Parameter jobs: how many threads to use at most.
  init(_ entered: EnteredProgram, jobs: Int) {
    let makers = Solution.Makers(entered)
    let index = ProgramIndex(entered)
    let second = entered.overlays.isEmpty ? nil : Second()
    let solveSecond: @Sendable () -> Void = {
      second?.make { Self.view(entered, makers, index, trustsUnions: true) }
    }
    if second != nil, jobs > 1 {
      let thread = Thread(block: solveSecond)
      thread.stackSize = Self.stackSize
      thread.start()
      certain = Self.view(entered, makers, index, trustsUnions: false)
    } else {
      certain = Self.view(entered, makers, index, trustsUnions: false)
      solveSecond()
    }
    let trusting = second?.wait()
    self.trusting = trusting?.solution.isExhausted == false ? trusting : nil
  }

  private static func view(
    _ entered: EnteredProgram, _ makers: Solution.Makers, _ index: ProgramIndex,
    trustsUnions: Bool
  ) -> sending SizeContext {
    let solution = Solution(entered, makers: makers, trustsUnions: trustsUnions)
    return SizeContext(solution, releases: Releases(solution), index: index)
  }

  /// As much as the main thread has.
  private static let stackSize = 8 << 20

  /// What the second thread makes.
  private final class Second: Sendable {
    private let view = Mutex<SizeContext?>(nil)
    private let finished = DispatchSemaphore(value: 0)

    func make(_ make: @Sendable () -> sending SizeContext) {
      view.withLock { $0 = make() }
      finished.signal()
    }

    /// Waits for it, and hands it out once.
    func wait() -> SizeContext? {
      finished.wait()
      return view.withLock { view in
        let made = view
        view = nil
        return made
      }
    }
  }
}
