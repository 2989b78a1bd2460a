import SourceModel

extension ScanReport {
  /// What the user can do next, most urgent first, each a sentence without its
  /// full stop; never empty.
  var nextSteps: [String] {
    var steps: [String] = []
    if let first = unexplained.first {
      steps.append(
        "look into \(Wording.count(unexplained.count, "unexplained occurrence")), the first at "
          + "`\(first.location)`")
    }
    if let header = missingHeaders.max(by: { $0.sitesAffected < $1.sitesAffected }) {
      steps.append(
        "make \(Wording.count(missingHeaders.count, "missing header")) known with "
          + "`-- -I DIR`; `\(header.name)` alone affects "
          + Wording.count(header.sitesAffected, "site"))
    }
    if accounting.uncovered > 0 {
      let files = self.files.count { $0.accounting.uncovered > 0 }
      steps.append(
        "add compile commands for \(Wording.count(files, "file")) that none covers "
          + "(\(Wording.count(accounting.uncovered, "occurrence")))")
    }
    steps += wrapperSteps
    steps += siteSteps
    return steps
  }

  /// One allocator serves all callers of a wrapper, whatever subsystem they are in.
  private var wrapperSteps: [String] {
    let shared = wrappers.filter { $0.subsystems.count > 1 }
    if let wrapper = shared.first {
      return [
        "`\(wrapper.name)` has one allocator, but is called for "
          + "\(Wording.list(wrapper.subsystems.map(\.name)))"
          + (shared.count > 1
            ? " (so \(shared.count == 2 ? "is" : "are") "
              + "\(Wording.count(shared.count - 1, "other wrapper")))" : "")
          + ": give it a parameter for the allocator"
          + (wrapper.entry == nil
            ? ""
            : ", or make its calls sites by the `families` that `allocmigrate rules suggest` prints")
      ]
    }
    let called = wrappers.filter { !$0.callers.isEmpty && $0.entry != nil }
    guard let wrapper = called.first else { return [] }
    return [
      "decide about \(Wording.count(called.count, "wrapper")) such as `\(wrapper.name)` "
        + "(\(Wording.count(wrapper.callers.count, "call"))): migrate their bodies alone, or make "
        + "their calls sites by the `families` that `allocmigrate rules suggest` prints"
    ]
  }

  private var siteSteps: [String] {
    guard !sites.isEmpty else {
      return migrated.isEmpty
        ? [
          "nothing was found to migrate: where the program allocates by functions of its own, name "
            + "them as `families` in allocmigrate.yml, which `allocmigrate init` begins"
        ]
        : ["`allocmigrate verify`: nothing raw is left"]
    }
    var steps: [String] = []
    let homeless = sites.count {
      $0.role.allocates
        && ($0.blocker?.reason == .noSubsystem || $0.state == .undecided && $0.subsystem == nil)
    }
    if homeless > 0 {
      steps.append(
        "add subsystem rules for \(Wording.count(homeless, "site")) that no subsystem matches")
    }
    let ready = sites.count { $0.state == .ready }
    if ready > 0 {
      steps.append("run `allocmigrate apply --diff` to see \(Wording.count(ready, "edit"))")
    } else if sites.contains(where: { $0.state == .undecided }) {
      steps.append("run `allocmigrate apply --diff` to see what would become of the sites")
    }
    let blocked = sites.filter { $0.state == .blocked }
    if let first = blocked.first {
      steps.append(
        "run `allocmigrate explain \(first.location.file):\(first.location.line)` to see why "
          + (blocked.count == 1
            ? "the site there is blocked"
            : "it is blocked, the first of \(Wording.count(blocked.count, "blocked site"))"))
    }
    let adoptable = sites.count { $0.blocker?.isAdoptable == true }
    if adoptable > 0 { steps.append(Blocker.decision(onAdopting: adoptable)) }
    if steps.isEmpty { steps.append("nothing: every site is to stay as it is") }
    return steps
  }
}

extension Blocker {
  /// What to decide where memory of the C library's functions keeps so many sites raw.
  static func decision(onAdopting sites: Int) -> String {
    "decide before the first apply: `foreign-memory: adopt` in allocmigrate.yml moves memory of "
      + "the C library's functions along with what shares its releases, "
      + "\(Wording.count(sites, "site")) here at most"
  }
}
