import SourceModel
import Testing

@testable import Analysis

/// What `explain` says that a user can do does what it says: the reasons that it is
/// about are gone, or the size is written.
@Suite struct RemedyTests {
  @Test(arguments: AnalysisFixture.all) func remediesHelp(_ fixture: AnalysisFixture) throws {
    var rules = try fixture.loadRules()
    let program = try fixture.program(rules)
    rules.acceptedGrade = .proven
    let before = decide(program, rules: rules).decisions
    for remedy in Set(before.flatMap(\.remedies)).sorted() {
      let after = decide(program, rules: Self.rules(rules, with: remedy)).decisions
      for (old, new) in zip(before, after) where old.remedies.contains(remedy) {
        #expect(Self.helps(remedy, old, new), "\(old.site): \(remedy): \(old) becomes \(new)")
      }
    }
  }

  private static func rules(_ rules: RuleSet, with remedy: Remedy) -> RuleSet {
    var rules = rules
    switch remedy {
    case .acceptInferred: rules.acceptedGrade = .inferred
    case .noClients: rules.hasNoClients = true
    case .description(let name):
      rules.externals.append(
        ExternalFunction(name: name, returns: [.library], reads: Array(1...16), rest: .reads))
    }
    return rules
  }

  private static func helps(_ remedy: Remedy, _ old: Decision, _ new: Decision) -> Bool {
    let reasons = new.assumptions + new.evidence.map(\.text)
    return switch remedy {
    case .acceptInferred: new.grade == .inferred && new.action != old.action
    case .noClients: !reasons.contains { $0.hasPrefix("clients ") }
    case .description(let name): !reasons.contains { $0.hasPrefix("\(name) (") }
    }
  }
}
