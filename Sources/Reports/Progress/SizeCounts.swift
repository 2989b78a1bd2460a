import SourceModel

/// How releases and resizes get their sizes.
package struct SizeCounts: Hashable, Sendable, Codable {
  /// Migrated, with the size written.
  package var sized = 0
  /// Migrated to the form for strings, which measures them.
  package var string = 0
  /// Migrated to the form without a size.
  package var unsized = 0
  /// Migrated to a callback, which has no place for a size.
  package var callback = 0
  /// Raw and still to move, by the grade of the size that was found.
  package var rawProven = 0
  package var rawInferred = 0
  package var rawUnsized = 0
  /// Raw and still to move, without a graded decision.
  package var rawUngraded = 0

  package init() {}

  /// The migrated releases and resizes.
  package var migrated: Int { sized + string + unsized + callback }
  /// The raw releases and resizes that are still to move.
  package var raw: Int { rawProven + rawInferred + rawUnsized + rawUngraded }

  /// Counts a migrated site.
  mutating func add(_ pattern: RefactoringPattern) {
    switch pattern {
    case .allocation, .zeroInitialization, .stringDuplication: break
    case .sizedResize, .sizeTracking: sized += 1
    case .stringRelease: string += 1
    case .unsizedResize, .unsizedRelease: unsized += 1
    case .releaseCallback: callback += 1
    }
  }

  /// Counts a raw site of the role; only releases and resizes count.
  mutating func addRaw(_ role: Role, grade: SizeGrade?) {
    guard role.releases else { return }
    switch grade {
    case .proven: rawProven += 1
    case .inferred: rawInferred += 1
    case .unsized: rawUnsized += 1
    case nil: rawUngraded += 1
    }
  }
}
