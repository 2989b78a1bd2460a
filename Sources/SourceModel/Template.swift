/// What a site becomes: text with placeholders, such as
/// `MEM_FREE({allocator}, {pointer}, {size})`.
package struct Template: Hashable, Sendable, Codable {
  /// A value that a template may ask for, by its spelling in rule files.
  package enum Placeholder: String, Sendable, Codable, CaseIterable {
    case allocator
    /// The subsystem's name, as written in the rule file.
    case subsystem
    /// The subsystem's short prefix, `Subsystem.short`.
    case short
    case size
    case oldSize = "old-size"
    case count
    case element
    case pointer
    case string
    case limit
    case alignment
  }

  /// A run of literal text or one placeholder.
  package enum Piece: Hashable, Sendable, Codable {
    case text(String)
    case placeholder(Placeholder)
  }

  /// The pieces in order; concatenating them gives the replacement.
  package var pieces: [Piece]

  package init(pieces: [Piece]) { self.pieces = pieces }

  /// The placeholders that occur in it, in order, repeats included.
  package var placeholders: [Placeholder] {
    pieces.compactMap { if case .placeholder(let name) = $0 { name } else { nil } }
  }
}

/// The situations for which a target has a template, by their keys in rule
/// files.
package enum TemplateKind: String, Sendable, Codable, CaseIterable {
  case allocate
  /// `calloc(count, element)`: uses `{count}` and `{element}`.
  case allocateZeroed = "allocate-zeroed"
  /// A zeroing allocator with one size parameter: uses `{size}`.
  case allocateZeroedSize = "allocate-zeroed-size"
  case allocateArray = "allocate-array"
  case allocateAligned = "allocate-aligned"
  case resizeSized = "resize-sized"
  case resizeUnsized = "resize-unsized"
  /// A resize that foreign memory reaches, too: uses `{pointer}` and `{size}`.
  case resizeAdopted = "resize-adopted"
  case resizeArraySized = "resize-array-sized"
  case resizeArrayUnsized = "resize-array-unsized"
  /// The same for `reallocarray`: uses `{pointer}`, `{count}` and `{element}`.
  case resizeArrayAdopted = "resize-array-adopted"
  case duplicate
  case duplicateBounded = "duplicate-bounded"
  case releaseSized = "release-sized"
  case releaseString = "release-string"
  case releaseUnsized = "release-unsized"
  /// A release that foreign memory reaches, too: uses `{pointer}`.
  case releaseAdopted = "release-adopted"
  /// The address of a function, kept in a hook or passed as a callback: these
  /// stand for the function itself. Only for those of libc's types.
  case allocateCallback = "allocate-callback"
  /// `calloc`'s.
  case allocateZeroedCallback = "allocate-zeroed-callback"
  case resizeCallback = "resize-callback"
  /// `strdup`'s.
  case duplicateCallback = "duplicate-callback"
  case releaseCallback = "release-callback"
  /// Those that foreign memory reaches, too.
  case resizeAdoptedCallback = "resize-adopted-callback"
  case releaseAdoptedCallback = "release-adopted-callback"

  /// The kind for the address of a function of this role; `nil` for a query.
  ///
  /// - Parameter adopts: whether what it stands for gets foreign memory, too.
  package static func callback(for role: Role, adopts: Bool = false) -> TemplateKind? {
    switch role {
    case .allocate: .allocateCallback
    case .allocateZeroed: .allocateZeroedCallback
    case .resize: adopts ? .resizeAdoptedCallback : .resizeCallback
    case .duplicate: .duplicateCallback
    case .release: adopts ? .releaseAdoptedCallback : .releaseCallback
    case .query: nil
    }
  }

  /// What a call that it writes does; `nil` for a callback.
  package var role: Role? {
    switch self {
    case .allocate, .allocateArray, .allocateAligned: .allocate
    case .allocateZeroed, .allocateZeroedSize: .allocateZeroed
    case .resizeSized, .resizeUnsized, .resizeAdopted, .resizeArraySized, .resizeArrayUnsized,
      .resizeArrayAdopted:
      .resize
    case .duplicate, .duplicateBounded: .duplicate
    case .releaseSized, .releaseString, .releaseUnsized, .releaseAdopted: .release
    case .allocateCallback, .allocateZeroedCallback, .resizeCallback, .duplicateCallback,
      .releaseCallback, .resizeAdoptedCallback, .releaseAdoptedCallback:
      nil
    }
  }

  /// Whether it stands for the function itself, not for a call.
  package var isCallback: Bool {
    Role.allCases.contains {
      Self.callback(for: $0) == self || Self.callback(for: $0, adopts: true) == self
    }
  }

  /// Whether it takes memory that foreign functions have allocated.
  package var adopts: Bool {
    switch self {
    case .resizeAdopted, .resizeArrayAdopted, .resizeAdoptedCallback, .releaseAdopted,
      .releaseAdoptedCallback:
      true
    default: false
    }
  }
}

extension TemplateKind {
  /// The kind that does the same without a size; `nil` for those that write
  /// no inferred size.
  package var unsized: TemplateKind? {
    switch self {
    case .releaseSized: .releaseUnsized
    case .resizeSized: .resizeUnsized
    case .resizeArraySized: .resizeArrayUnsized
    default: nil
    }
  }
}

/// The API that sites are moved to.
package struct Target: Hashable, Sendable, Codable {
  /// The header to include, as it stands between the quotes or brackets.
  package var header: String
  /// Whether the include is written with `<>` instead of `""`.
  package var isSystemHeader: Bool
  package var templates: [TemplateKind: Template]
  /// What the runtime's names begin with: `ACME_` for `ACME_ALLOC` and `acme_reset`.
  package var prefix: String

  /// The headers of the runtime that targets name.
  private static let runtimeHeaders: Set<String> = ["mem/mem.h", "mem/mem_short.h"]
  /// The prefix of the runtime's names as they ship.
  package static let shippedPrefix = "MEM_"

  package init(
    header: String, isSystemHeader: Bool = false, templates: [TemplateKind: Template],
    prefix: String = Self.shippedPrefix
  ) {
    self.header = header
    self.isSystemHeader = isSystemHeader
    self.templates = templates
    self.prefix = prefix
  }
}

extension Target {
  /// Whether sites move to the runtime that ships: by its headers, or by one of the
  /// program's that includes them and adds to their macros.
  package var usesRuntime: Bool {
    if Self.runtimeHeaders.contains(header) { return true }
    guard case .text(let text)? = templates[.allocate]?.pieces.first else { return false }
    return text.hasPrefix(prefix + "ALLOC(")
  }
}

extension Template {
  /// The template with another prefix before the name that it begins with; `nil` if
  /// that does not begin with the shipped one.
  package func renamed(prefix: String) -> Template? {
    guard case .text(let text)? = pieces.first, text.hasPrefix(Target.shippedPrefix) else {
      return nil
    }
    var result = self
    result.pieces[0] = .text(prefix + text.dropFirst(Target.shippedPrefix.count))
    return result
  }

  /// The names that its text calls: the identifier before the first `(`, with
  /// each subsystem's name in place of `{subsystem}` and its prefix in that of `{short}`.
  package func callees(subsystems: [Subsystem]) -> Set<String> {
    var names: [String] = [""]
    for piece in pieces {
      switch piece {
      case .text(let text):
        let head = text.prefix { $0 != "(" }
        names = names.map { $0 + head }
        if head.count < text.count { return Set(names.filter { !$0.isEmpty }) }
      case .placeholder(.subsystem):
        names = names.flatMap { name in subsystems.map { name + $0.name } }
      case .placeholder(.short):
        names = names.flatMap { name in subsystems.map { name + $0.short } }
      case .placeholder: return []
      }
    }
    return []
  }
}
