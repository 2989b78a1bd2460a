package import SourceModel

/// The wrappers that the rules don't declare as functions of a family, those
/// called most first, and which subsystem each call of them would have if it were
/// a site, as far as its file and function tell.
package func undeclaredWrappers(_ program: ProgramFacts, rules: RuleSet) -> [Wrapper] {
  let declared = Set(rules.families.map(\.name))
  let matcher = SubsystemMatcher(rules.subsystems)
  return program.wrappers.filter { !declared.contains($0.name) }.map { wrapper in
    var wrapper = wrapper
    if wrapper.role.allocates {
      for index in wrapper.callers.indices {
        wrapper.callers[index].subsystem = matcher.claim(on: wrapper.callers[index])
          .map { rules.subsystems[$0].name }
      }
    }
    return wrapper
  }
  .sorted { ($1.callers.count, $0.location, $0.name) < ($0.callers.count, $1.location, $1.name) }
}
