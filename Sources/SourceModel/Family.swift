/// What a function of an allocation family does.
package enum Role: String, Sendable, Codable, CaseIterable {
  case allocate
  case allocateZeroed = "allocate-zeroed"
  case resize
  case duplicate
  case release
  case query

  /// Whether a call returns a block that the caller owns.
  package var allocates: Bool {
    switch self {
    case .allocate, .allocateZeroed, .resize, .duplicate: true
    case .release, .query: false
    }
  }

  /// Whether a call ends the life of the block that is passed in.
  package var releases: Bool { self == .resize || self == .release }
}

/// One function of an allocation family, as a rule file describes it.
///
/// Parameter positions count from 1, as in the rule files; `nil` means that
/// the function has no such parameter.
package struct FamilyFunction: Hashable, Sendable, Codable {
  /// The function's name in C.
  package var name: String
  /// The family it belongs to, such as `libc`.
  package var family: String
  package var role: Role
  /// The number of bytes wanted.
  package var size: Int?
  /// The number of elements wanted (`calloc`'s first parameter).
  package var count: Int?
  /// The size of one element in bytes (`calloc`'s second parameter).
  package var element: Int?
  /// The block to resize, release or ask about.
  package var pointer: Int?
  /// The string to duplicate.
  package var string: Int?
  /// The most bytes to duplicate (`strndup`'s second parameter).
  package var limit: Int?
  /// The alignment wanted.
  package var alignment: Int?
  /// Whether a rule file of the project describes it: functions with internal linkage
  /// are meant, too, which otherwise only share a library function's name.
  package var isOfProject = false

  package init(
    name: String, family: String, role: Role, size: Int? = nil, count: Int? = nil,
    element: Int? = nil, pointer: Int? = nil, string: Int? = nil, limit: Int? = nil,
    alignment: Int? = nil
  ) {
    self.name = name
    self.family = family
    self.role = role
    self.size = size
    self.count = count
    self.element = element
    self.pointer = pointer
    self.string = string
    self.limit = limit
    self.alignment = alignment
  }
}

/// A function outside every family whose memory belongs to one all the same,
/// such as `getline`, which leaves a libc block in its first argument.
package struct ForeignFunction: Hashable, Sendable, Codable {
  /// Where the function leaves memory that its caller must release.
  package enum Result: Hashable, Sendable, Codable {
    /// It returns the block.
    case returned
    /// It stores the block through the pointer at this position (from 1).
    case out(parameter: Int)
  }

  package var name: String
  /// The family whose release function the memory needs.
  package var family: String
  /// Where memory comes out; `nil` when it only takes ownership.
  package var allocates: Result?
  /// The position of an argument that must be null for it to allocate, such
  /// as `realpath`'s second; `nil` when it always does.
  package var onlyIfNull: Int?
  /// Whether the pointers stored in the block are blocks of the family too, to
  /// be released one by one, as `scandir`'s are.
  package var elements: Bool
  /// Positions (from 1) of arguments that it releases or takes over.
  package var releases: [Int]
  /// Positions of arguments that point at a pointer whose block it releases,
  /// resizes or takes over, as `getline` does with its first, or at a record with such
  /// members, as `regfree`'s is.
  package var releasesContents: [Int]

  package init(
    name: String, family: String, allocates: Result?, onlyIfNull: Int? = nil,
    elements: Bool = false, releases: [Int] = [], releasesContents: [Int] = []
  ) {
    self.name = name
    self.family = family
    self.allocates = allocates
    self.onlyIfNull = onlyIfNull
    self.elements = elements
    self.releases = releases
    self.releasesContents = releasesContents
  }
}
