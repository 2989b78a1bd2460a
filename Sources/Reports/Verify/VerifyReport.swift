package import SourceModel

/// What came of building and running a migrated program in checking mode.
package struct VerifyReport: Hashable, Sendable {
  /// What was migrated.
  package enum Subject: Hashable, Sendable {
    /// A copy of an untouched tree, by this many edits, as `apply` makes them.
    case applied(edits: Int)
    /// The tree as it is, which had been migrated before.
    case present
  }

  /// The tree that the migrated one is compared with.
  package enum Baseline: Hashable, Sendable {
    /// The sources as they are, which nothing has been applied to.
    case untouched
    /// What `revert --all` brings back.
    case journal
    /// A git revision.
    case revision(String)
    /// There is none; why.
    case missing(String)
  }

  package var tool: ToolDescription
  /// The project's root, absolute.
  package var root: String
  package var subject: Subject
  package var baseline: Baseline
  /// What was run, in order.
  package var steps: [Step]
  /// Whether the program ran with the checking runtime.
  package var isChecked: Bool
  /// What is wrong with the migration, in source order.
  package var problems: [Problem]
  /// What the program does itself, migrated or not, such as leaks.
  package var own: [Problem]
  /// Every migrated release and resize, in source order.
  package var sites: [SiteRow]
  /// Which classes cause the problems; `nil` when that was not asked.
  package var bisection: Bisection?
  /// What kept a part of the verification from being done.
  package var notes: [String]

  package init(
    tool: ToolDescription, root: String, subject: Subject, baseline: Baseline, steps: [Step] = [],
    isChecked: Bool = true, problems: [Problem] = [], own: [Problem] = [], sites: [SiteRow] = [],
    notes: [String] = []
  ) {
    self.tool = tool
    self.root = root
    self.subject = subject
    self.baseline = baseline
    self.steps = steps
    self.isChecked = isChecked
    self.problems = problems
    self.own = own
    self.sites = sites
    self.notes = notes
  }
}

extension VerifyReport {
  /// A line of a source file; the column where it is known.
  package struct Place: Hashable, Comparable, Sendable {
    package var file: FilePath
    package var line: Int
    package var column: Int?

    package init(file: FilePath, line: Int, column: Int? = nil) {
      self.file = file
      self.line = line
      self.column = column
    }

    /// `file:line:column`, or `file:line`.
    package var description: String {
      "\(file):\(line)" + (column.map { ":\($0)" } ?? "")
    }

    package static func < (left: Place, right: Place) -> Bool {
      (left.file, left.line, left.column ?? 0) < (right.file, right.line, right.column ?? 0)
    }
  }

  /// One of the user's commands in one of the trees.
  package struct Step: Hashable, Sendable {
    package enum Tree: String, Hashable, Sendable { case untouched, migrated, reference }
    package enum Work: String, Hashable, Sendable { case build, test }

    package var tree: Tree
    package var work: Work
    package var command: String
    /// What the shell said; `nil` when it was stopped.
    package var status: Int?
    /// Why it was stopped; `nil` when it ended by itself.
    package var stopped: String?
    package var seconds: Double
    /// Where its output is; `nil` when that is gone with the stage.
    package var log: String?
    /// The lines of its output that tell why it failed, if it did.
    package var tail: [String]

    package init(
      tree: Tree, work: Work, command: String, status: Int?, stopped: String? = nil,
      seconds: Double, log: String? = nil, tail: [String] = []
    ) {
      self.tree = tree
      self.work = work
      self.command = command
      self.status = status
      self.stopped = stopped
      self.seconds = seconds
      self.log = log
      self.tail = tail
    }

    /// Whether it ended by itself with success.
    package var isGood: Bool { status == 0 }

    /// `passed`, `failed (status 2)` or why it was stopped.
    package var outcome: String {
      if let stopped { return stopped }
      return status == 0 ? "passed" : "failed (status \(status ?? -1))"
    }
  }

  /// A disagreement, or what a failing command says of the migration.
  package struct Problem: Hashable, Sendable {
    /// A stable word for counting, such as `wrong-size`.
    package var kind: String
    /// `nil` when it is about the program as a whole.
    package var place: Place?
    /// What is wrong, in one line.
    package var message: String
    /// How often it was seen.
    package var count: Int
    /// Where the block comes from, and the reasoning that led to the edit.
    package var trail: [Step]
    /// The site by the name that it had before it was migrated.
    package var site: SiteIdentity?

    /// One line of the trail.
    package struct Step: Hashable, Sendable {
      package var place: Place?
      package var text: String

      package init(place: Place? = nil, text: String) {
        self.place = place
        self.text = text
      }
    }

    package init(
      kind: String, place: Place?, message: String, count: Int = 1, trail: [Step] = [],
      site: SiteIdentity? = nil
    ) {
      self.kind = kind
      self.place = place
      self.message = message
      self.count = count
      self.trail = trail
      self.site = site
    }
  }

  /// The smallest set of ownership classes that fails when it alone is migrated.
  package struct Bisection: Hashable, Sendable {
    /// One class.
    package struct Class: Hashable, Sendable {
      /// Its first site.
      package var name: SiteIdentity
      /// Where its sites are in the untouched sources.
      package var sites: [String]

      package init(name: SiteIdentity, sites: [String]) {
        self.name = name
        self.sites = sites
      }
    }

    package var classes: [Class]
    /// How many classes, or groups of them that share lines, there are.
    package var all: Int
    /// How many sets were built and tested.
    package var probes: Int

    package init(classes: [Class], all: Int, probes: Int) {
      self.classes = classes
      self.all = all
      self.probes = probes
    }
  }

  /// What the run says of one migrated release or resize.
  package struct SiteRow: Hashable, Sendable {
    /// What is known now.
    package enum State: String, Hashable, Sendable, Codable, CaseIterable {
      /// Its size was right each time.
      case confirmed
      /// It ran, and has no size that could be checked.
      case executed
      /// It ran, and something is wrong.
      case wrong
      case notExecuted = "not-executed"
    }

    package var identity: SiteIdentity
    /// Where it is now.
    package var place: Place
    package var subsystem: String
    /// The size that the rules' analysis gives; `nil` for none.
    package var size: String?
    package var grade: SizeGrade?
    package var state: State
    /// How often it ran, as far as processes ended by themselves.
    package var count: Int
    package var agreed: Int
    package var disagreed: Int

    package init(
      identity: SiteIdentity, place: Place, subsystem: String, size: String?, grade: SizeGrade?,
      state: State, count: Int, agreed: Int, disagreed: Int
    ) {
      self.identity = identity
      self.place = place
      self.subsystem = subsystem
      self.size = size
      self.grade = grade
      self.state = state
      self.count = count
      self.agreed = agreed
      self.disagreed = disagreed
    }
  }

  /// Whether every command that was to run did, with success where the
  /// untouched tree has it, and nothing was found.
  package var isRight: Bool { problems.isEmpty && obstacle == nil }

  /// Why the commands say nothing of the migration; `nil` when they do.
  package var obstacle: String? {
    if let build = failure(.build) {
      return "the untouched copy does not build (\(build.outcome)); nothing is put down to the "
        + "migration"
    }
    guard problems.isEmpty else { return nil }
    if sites.isEmpty, isChecked, steps.contains(where: { $0.work == .test }) {
      return "no release or resize of the tree is migrated, so there is nothing that tests can "
        + "show; 'allocmigrate scan --decisions' says why"
    }
    guard !sites.isEmpty, count(.notExecuted) == sites.count else { return nil }
    let none = "run none of the migrated releases and resizes"
    guard let test = failure(.test) else { return "the tests \(none)" }
    return "the tests fail in the untouched copy as well (\(test.outcome)), and \(none)"
  }

  private func failure(_ work: Step.Work) -> Step? {
    steps.first { $0.tree == .untouched && $0.work == work && !$0.isGood }
  }

  /// How many sites are in a state.
  package func count(_ state: SiteRow.State) -> Int { sites.count { $0.state == state } }
}
