import SourceModel

/// Picks the target's template for a site by the role and the parameters of
/// its function.
struct TemplateChoice {
  private let templates: Set<TemplateKind>

  init(target: Target?) {
    templates = Set(target?.templates.keys.map { $0 } ?? [])
  }

  /// What is known of the block that a release or resize is given.
  enum Size {
    /// It is not known, or not surely enough.
    case unknown
    /// There is C text for it.
    case text
    /// It is a string that nothing has cut or lengthened.
    case string
    /// It may be memory that a foreign function allocated.
    case foreign
  }

  /// The template for a call; a blocker when the target has none.
  func kind(for function: FamilyFunction, size: Size) -> Result<TemplateKind, Refusal> {
    let wanted = Self.wanted(by: function, size: size)
    if let kind = wanted.first(where: templates.contains) { return .success(kind) }
    guard let first = wanted.first else {
      return .failure(
        Refusal(
          blocker: Blocker(.noTemplate, "\(function.name) has no counterpart in any target")))
    }
    return .failure(
      Refusal(
        blocker: Blocker(
          .noTemplate,
          "the target has no template '\(first.rawValue)', which \(function.name) needs")))
  }

  /// The template that stands for the address of a function; `nil` when the target has none.
  ///
  /// - Parameter adopts: whether foreign memory reaches it.
  func callback(for function: FamilyFunction, adopts: Bool) -> TemplateKind? {
    TemplateKind.callback(for: function.role, adopts: adopts)
      .flatMap { templates.contains($0) ? $0 : nil }
  }

  /// Why a site cannot be rewritten that is no call whole in one place, so that
  /// all that can be changed is the function's name; `nil` if it can, or if it
  /// is such a call.
  func obstacle(toNaming site: Site) -> Blocker? {
    guard site.syntax == nil else { return nil }
    let name = site.function.name
    if site.isAmbiguous {
      return Blocker(
        .splitCall, "it is not known which uses of \(name) in the macro's body an expansion has")
    }
    let isAddress = site.form == .addressTaken
    let reason: Blocker.Reason = isAddress ? .addressTaken : .splitCall
    let what =
      isAddress
      ? "the address of \(name) is taken"
      : "the name and arguments of \(name) stand in different places"
    guard let kind = TemplateKind.callback(for: site.function.role) else {
      return Blocker(reason, what)
    }
    guard templates.contains(kind) else {
      return Blocker(reason, "\(what), and the target has no \(kind.rawValue)")
    }
    return site.respelledBy.map {
      Blocker(reason, "\(what) in arguments of \($0), which may paste or quote the name")
    }
  }

  /// The templates that serve, best first. `calloc` is never turned into a
  /// plain size: its check of the product would be lost.
  private static func wanted(by function: FamilyFunction, size: Size) -> [TemplateKind] {
    let countsElements = function.count != nil && function.element != nil
    return switch function.role {
    case .allocate where function.alignment != nil: [.allocateAligned]
    case .allocate: countsElements ? [.allocateArray] : [.allocate]
    case .allocateZeroed: countsElements ? [.allocateZeroed] : [.allocateZeroedSize]
    case .resize:
      switch (size, countsElements) {
      case (.text, false): [.resizeSized, .resizeUnsized]
      case (.text, true): [.resizeArraySized, .resizeArrayUnsized]
      case (.foreign, false): [.resizeAdopted]
      case (.foreign, true): [.resizeArrayAdopted]
      case (_, false): [.resizeUnsized]
      case (_, true): [.resizeArrayUnsized]
      }
    case .duplicate where function.string == nil: []
    case .duplicate: function.limit == nil ? [.duplicate] : [.duplicateBounded]
    case .release:
      switch size {
      case .text: [.releaseSized, .releaseUnsized]
      case .string: [.releaseString, .releaseUnsized]
      case .unknown: [.releaseUnsized]
      case .foreign: [.releaseAdopted]
      }
    case .query: []
    }
  }
}

/// A blocker as an error, for `Result`.
struct Refusal: Error {
  var blocker: Blocker
}
