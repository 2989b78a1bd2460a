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
      case .allocate, .allocateArray, .allocateAligned: .allocation
      case .allocateZeroed, .allocateZeroedSize: .zeroInitialization
      case .duplicate, .duplicateBounded: .stringDuplication
      case .resizeSized, .resizeArraySized: .sizedResize
      case .resizeUnsized, .resizeArrayUnsized: .unsizedResize
      case .releaseSized: .sizeTracking
      case .releaseString: .stringRelease
      case .releaseUnsized: .unsizedRelease
      case .releaseCallback: .releaseCallback
      }
  }

  /// The pattern of a use whose name several templates share: that of the
  /// first of them in the order of `TemplateKind`; `nil` when there is none.
  package init?(_ use: MigratedUse) {
    guard let kind = TemplateKind.allCases.first(where: use.kinds.contains) else { return nil }
    self.init(kind)
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

/// One real place of a program before and after.
package struct RefactoringExample: Hashable, Sendable, Codable {
  package var kind: TemplateKind
  /// The C text before; `nil` when only the result is known.
  package var before: String?
  package var after: String
  /// Where the text after stands; `nil` for an example from a rule file.
  package var location: SourceLocation?

  package init(
    kind: TemplateKind, before: String?, after: String, location: SourceLocation? = nil
  ) {
    self.kind = kind
    self.before = before
    self.after = after
    self.location = location
  }
}
