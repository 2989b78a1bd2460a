package import SourceModel

/// What a migrated site shows: the pattern by which it was refactored.
package enum RefactoringPattern: String, Hashable, Sendable, Codable, CaseIterable {
  case allocation
  case zeroInitialization = "zero-initialization"
  case stringDuplication = "string-duplication"
  case sizedResize = "sized-resize"
  case unsizedResize = "unsized-resize"
  case sizeTracking = "size-tracking"
  case stringRelease = "string-release"
  case unsizedRelease = "unsized-release"
  case releaseCallback = "release-callback"

  package init(_ kind: TemplateKind) {
    self =
      switch kind {
      case .allocate, .allocateArray, .allocateAligned, .allocateCallback: .allocation
      case .allocateZeroed, .allocateZeroedSize, .allocateZeroedCallback: .zeroInitialization
      case .duplicate, .duplicateBounded, .duplicateCallback: .stringDuplication
      case .resizeSized, .resizeArraySized: .sizedResize
      case .resizeAdopted, .resizeArrayAdopted, .resizeUnsized, .resizeArrayUnsized,
        .resizeCallback, .resizeAdoptedCallback:
        .unsizedResize
      case .releaseSized: .sizeTracking
      case .releaseString: .stringRelease
      case .releaseAdopted, .releaseUnsized: .unsizedRelease
      case .releaseCallback, .releaseAdoptedCallback: .releaseCallback
      }
  }

  /// The role of the sites that it replaces.
  package var role: Role {
    switch self {
    case .allocation: .allocate
    case .zeroInitialization: .allocateZeroed
    case .stringDuplication: .duplicate
    case .sizedResize, .unsizedResize: .resize
    case .sizeTracking, .stringRelease, .unsizedRelease, .releaseCallback: .release
    }
  }

  /// As a heading.
  package var title: String {
    switch self {
    case .allocation: "Subsystem Allocation"
    case .zeroInitialization: "Zero Initialization"
    case .stringDuplication: "String Duplication"
    case .sizedResize: "Resize with the Old Size"
    case .unsizedResize: "Resize without the Old Size"
    case .sizeTracking: "Size Tracking"
    case .stringRelease: "String Release"
    case .unsizedRelease: "Release without a Size"
    case .releaseCallback: "Release Callback"
    }
  }
}
