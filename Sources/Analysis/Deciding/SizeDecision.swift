import SourceModel

/// The size that is written at a release or resize site, and why.
struct SizeDecision {
  var choice: TemplateChoice.Size = .unknown
  /// What the choice would be if its grade were accepted.
  var unaccepted: TemplateChoice.Size?
  var text: String?
  var grade: SizeGrade = .unsized
  var strategy = ""
  var assumptions: [Assumption] = []
  /// What would let more be known of it, besides those of the assumptions.
  var remedy: Remedy?
  var evidence: [Evidence] = []
  /// The variables to add for it.
  var saved: [SavedSize] = []
  /// The variable that takes it before it changes.
  var earlier: EarlierSize?
  /// See `SizeFinding.mayBeUnset`.
  var mayBeUnset = false
}

/// Runs the ladder for the sites of a program, on what is certain and then on
/// what rests on a premise.
struct SizeDecider {
  /// A view of the program, and what must be true for it to be right.
  struct View {
    let context: SizeContext
    /// What every size that is found in this view rests on.
    var premises: [Assumption] = []
  }

  /// The certain one first.
  let views: [View]
  let acceptedGrade: SizeGrade

  /// What is known of the size of a site.
  func decide(_ index: Int) -> SizeDecision {
    var result = SizeDecision()
    for (number, view) in views.enumerated() {
      let next = decide(index, in: view)
      if number == 0 || next.grade > .unsized && isLikely(view, at: index) { result = next }
      if result.grade > .unsized { break }
    }
    if result.grade < acceptedGrade || result.grade == .unsized {
      if result.grade > .unsized { result.unaccepted = result.choice }
      result.choice = .unknown
    }
    return result
  }

  /// Whether the blocks that a view keeps from a release are released elsewhere. Where they
  /// are not, the program most likely does here what the view takes for impossible.
  private func isLikely(_ view: View, at index: Int) -> Bool {
    guard let certain = views.first else { return true }
    return certain.context.releases.allocations(releasedAt: index)
      .subtracting(view.context.releases.allocations(releasedAt: index))
      .isSubset(of: view.context.releasedAllocations)
  }

  private func decide(_ index: Int, in view: View) -> SizeDecision {
    let releases = view.context.releases
    let site = view.context.graph.program.sites[index]
    var common: SizeDecision?
    for point in releases.points[index] ?? [] {
      let next = decide(site, point, in: view)
      guard let known = common else {
        common = next
        continue
      }
      common = join(known, next)
      if common?.grade == .unsized { break }
    }
    return common ?? SizeDecision()
  }

  /// Uses of one site share its text; the weaker grade counts.
  private func join(_ left: SizeDecision, _ right: SizeDecision) -> SizeDecision {
    let isSame =
      left.earlier == nil && right.earlier == nil && left.strategy == right.strategy
      && left.text == right.text && left.grade != .unsized
      && right.grade != .unsized
    guard isSame else {
      var result = left.grade <= right.grade ? left : right
      let differs = "the uses of this place have blocks of different sizes"
      if left.grade != .unsized, right.grade != .unsized {
        result = SizeDecision(evidence: [Evidence(text: differs)])
      }
      return result
    }
    var result = left
    result.grade = min(left.grade, right.grade)
    result.assumptions = Array(Set(left.assumptions + right.assumptions)).sorted()
    for evidence in right.evidence where !result.evidence.contains(evidence) {
      result.evidence.append(evidence)
    }
    return result
  }

  /// What the assignments tell that surely reach the release, if that is all
  /// that it takes, else what the whole program does.
  private func decide(_ site: Site, _ point: ReleasePoint, in view: View) -> SizeDecision {
    let local = localSize(site, point, in: view)
    if let local, local.grade == .proven, !local.mayBeUnset { return local }
    var global = SizeDecision()
    if let reason = view.context.releases.reader.gap(of: point) {
      global.evidence = [Evidence(location: point.location, text: reason)]
      global.remedy = view.context.releases.reader.remedy(for: point)
    } else {
      global = size(site, point, stores: nil, in: view)
    }
    let found = local.map { $0.grade >= global.grade ? $0 : global } ?? global
    if found.grade == .proven && !found.mayBeUnset || !point.migrated.isEmpty { return found }
    return savedSize(site, point, in: view) ?? found
  }

  /// A size that is only known if the program saves it.
  private func savedSize(_ site: Site, _ point: ReleasePoint, in view: View) -> SizeDecision? {
    let position = (site.function.pointer ?? 0) - 1
    guard view.context.graph.rules.savesSizes, site.form == .call, let call = point.call,
      // It would be read before or after what the argument does.
      site.syntax?.arguments[safe: position]?.hasSideEffects != true,
      let function = call.function,
      let pointer = call.expression(call.facts.familyFunction?.pointer),
      let saved = SavedSizeFinder.find(pointer, in: function, unit: call.unit, view.context),
      let first = saved.first, first.file == site.location.file
    else { return nil }
    return SizeDecision(
      choice: .text, text: first.variable, grade: .proven, strategy: "saved-size",
      evidence: [
        Evidence(
          text: "nothing holds the size where the block is released, so it is saved in a variable "
            + "wherever \(first.pointer) is assigned")
      ], saved: saved)
  }

  /// What follows from the assignments that reach the release alone; `nil` when
  /// nothing does.
  private func localSize(
    _ site: Site, _ point: ReleasePoint, in view: View
  ) -> SizeDecision? {
    let context = view.context
    guard let call = point.call, let function = call.function,
      let place = call.expression(call.facts.familyFunction?.pointer),
      let stores = ReachingStores(
        of: place, at: call.moment, in: function, unit: call.unit, context),
      let nodes = stores.sources
    else { return nil }
    let local = context.releases.reader.point(of: call, holding: nodes)
    guard local.isKnown else { return nil }
    let size = size(site, local, stores: stores, in: view)
    return size.grade == .unsized ? nil : size
  }

  private func size(
    _ site: Site, _ point: ReleasePoint, stores: ReachingStores?, in view: View
  ) -> SizeDecision {
    let context = view.context
    if let use = point.unmeasured.first {
      let text = "\(use.name), which has been migrated, allocates a block that comes here"
      return SizeDecision(evidence: [Evidence(location: use.location, text: text)])
    }
    if let hook = point.foreign.lazy.compactMap(context.solution.address).first {
      let text = "\(hook.name), called by its address, allocates a block that comes here"
      return SizeDecision(evidence: [Evidence(location: hook.site, text: text)])
    }
    for object in point.foreign {
      guard case .foreign(let name, let location) = context.solution.kind(object) else { continue }
      let text = "\(name) does not tell how large the memory is that it allocates"
      return SizeDecision(evidence: [Evidence(location: location, text: text)])
    }
    guard let call = point.call, let family = call.facts.familyFunction, point.foreign.isEmpty,
      !point.heap.isEmpty
    else { return SizeDecision() }
    let blocks = point.heap.compactMap(context.block)
    guard blocks.count == point.heap.count else { return SizeDecision() }
    let request = SizeRequest(
      site: site, call: call,
      pointer: family.pointer.flatMap { site.syntax?.arguments[safe: $0 - 1] },
      blocks: blocks, stores: stores, context: context)
    guard let (name, finding) = Ladder.size(for: request) else {
      return SizeDecision(evidence: Ladder.explanation(for: request))
    }
    let assumptions = Set(
      finding.assumptions + context.releases.reader.assumptions(of: point)
        + context.assumptions(request) + view.premises)
    return SizeDecision(
      choice: finding.text == nil ? .string : .text, text: finding.text,
      grade: assumptions.isEmpty ? .proven : .inferred, strategy: name,
      assumptions: assumptions.sorted(), evidence: finding.evidence, earlier: finding.earlier,
      mayBeUnset: finding.mayBeUnset)
  }
}
