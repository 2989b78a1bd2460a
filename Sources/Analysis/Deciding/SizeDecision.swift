import SourceModel

/// The size that is written at a release or resize site, and why.
struct SizeDecision {
  var choice: TemplateChoice.Size = .unknown
  var text: String?
  var grade: SizeGrade = .unsized
  var strategy = ""
  var assumptions: [String] = []
  var evidence: [Evidence] = []
}

/// Runs the ladder for the sites of a program.
struct SizeDecider {
  let context: SizeContext
  let acceptedGrade: SizeGrade

  /// What is known of the size of a site whose compiled uses are given.
  func decide(_ site: Site, points: [ReleasePoint]) -> SizeDecision {
    var common: SizeDecision?
    for point in points {
      let next = decide(site, point)
      guard let known = common else {
        common = next
        continue
      }
      common = join(known, next)
      if common?.grade == .unsized { break }
    }
    var result = common ?? SizeDecision()
    if result.grade < acceptedGrade || result.grade == .unsized { result.choice = .unknown }
    return result
  }

  /// Uses of one site share its text; the weaker grade counts.
  private func join(_ left: SizeDecision, _ right: SizeDecision) -> SizeDecision {
    let isSame =
      left.strategy == right.strategy && left.text == right.text && left.grade != .unsized
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

  private func decide(_ site: Site, _ point: ReleasePoint) -> SizeDecision {
    guard let call = point.call, let family = call.facts.familyFunction else {
      return SizeDecision()
    }
    if let reason = point.unknown.first {
      return SizeDecision(evidence: [Evidence(location: point.location, text: reason)])
    }
    guard point.foreign.isEmpty, !point.heap.isEmpty else { return SizeDecision() }
    let blocks = point.heap.compactMap(context.solution.block)
    guard blocks.count == point.heap.count else { return SizeDecision() }
    let isCall = site.form == .call
    let request = SizeRequest(
      site: site, call: call,
      pointer: isCall ? family.pointer.flatMap { site.syntax?.arguments[safe: $0 - 1] } : nil,
      blocks: blocks, context: context)
    guard let (name, finding) = Ladder.size(for: request) else {
      return SizeDecision(evidence: Ladder.explanation(for: request))
    }
    let assumptions = Set(finding.assumptions + point.assumptions + context.assumptions(request))
    return SizeDecision(
      choice: finding.text == nil ? .string : .text, text: finding.text,
      grade: assumptions.isEmpty ? .proven : .inferred, strategy: name,
      assumptions: assumptions.sorted(), evidence: finding.evidence)
  }
}
