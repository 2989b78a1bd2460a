import Testing

@testable import CommandLineTool

/// A command with one parameter of every kind, under a parent with a sibling.
private struct Probe: Command {
  enum Speed: String, CaseIterable, Sendable { case slow, fast }

  static let force = Parameter.flag("force", short: "f", help: "Force.")
  static let output = Parameter.option("output", short: "o", placeholder: "FILE", help: "Output.")
  static let jobs = Parameter<Int>.count(
    "jobs", short: "j", placeholder: "N", most: 64, help: "Jobs.")
  static let speed = Parameter<Speed>.choice(
    "speed", placeholder: "HOW", help: "Speed.", default: .slow)
  static let path = Parameter.option(
    "path", placeholder: "GLOB", help: "Paths.", isRepeatable: true)
  static let directory = Parameter.argument("directory", placeholder: "DIR", help: "Directory.")

  var declaration: CommandDeclaration {
    CommandDeclaration(
      "probe", abstract: "Probe.", arguments: [Self.directory.specification],
      groups: [
        .init(
          "Probe",
          [
            Self.force.specification, Self.output.specification, Self.jobs.specification,
            Self.speed.specification, Self.path.specification,
          ])
      ], trailing: "Flags.")
  }

  func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws -> ExitCode { .done }
}

private struct Parent: Command {
  var declaration: CommandDeclaration {
    CommandDeclaration("tool", abstract: "Tool.", subcommands: [Probe(), HelpCommand()])
  }

  func run(_ arguments: ParsedArguments, _ terminal: Terminal) throws -> ExitCode { .done }
}

/// What a command line gave, in one line: `values | trailing`, or the error.
private func summary(_ line: String) -> String {
  do {
    let words = line.split(separator: " ").map(String.init)
    switch try ArgumentParser(root: Parent()).parse(words) {
    case .version: return "version"
    case .help(_, let path): return "help " + path.joined(separator: " ")
    case .run(_, let parsed):
      let values = parsed.values.sorted { $0.key < $1.key }
        .map { "\($0)=\($1.joined(separator: ","))" }
      return (values + (parsed.trailing.isEmpty ? [] : ["|"] + parsed.trailing))
        .joined(separator: " ")
    }
  } catch {
    return error.message
  }
}

@Suite struct ArgumentParserTests {
  @Test(arguments: [
    ("probe", ""),
    ("probe --output x", "output=x"),
    ("probe --output=x", "output=x"),
    ("probe --output=", "'' is not a value for '--output': expected a value"),
    ("probe --output=a=b", "output=a=b"),
    ("probe -o x", "output=x"),
    ("probe -ox", "output=x"),
    ("probe -o=x", "output=x"),
    ("probe -o -", "output=-"),
    ("probe -j4", "jobs=4"),
    ("probe -j 4", "jobs=4"),
    ("probe -fj4 dir", "directory=dir force= jobs=4"),
    ("probe -fq", "force= quiet="),
    ("probe dir -f", "directory=dir force="),
    ("probe -j1 -j2", "jobs=1,2"),
    ("probe --path a --path b", "path=a,b"),
    ("probe dir -- -Ix -DY", "directory=dir | -Ix -DY"),
    ("probe -- dir", "| dir"),
    ("-q probe", "quiet="),
    ("--color never probe -f", "color=never force="),
    ("--color=never probe", "color=never"),
    ("probe --speed fast", "speed=fast"),
  ])
  func reads(line: String, expected: String) {
    #expect(summary(line) == expected)
  }

  @Test(arguments: [
    ("prove", "unknown command 'prove'; did you mean 'probe'?"),
    ("frobnicate", "unknown command 'frobnicate'"),
    ("probe --ouptut x", "unknown option '--ouptut'; did you mean '--output'?"),
    ("probe -x", "unknown option '-x'"),
    ("probe -quiet", "unknown option '-quiet'; did you mean '--quiet'?"),
    ("probe -j0", "'0' is not a value for '-j': expected a number from 1 to 64"),
    ("probe -j four", "'four' is not a value for '-j': expected a number from 1 to 64"),
    ("probe --jobs", "option '--jobs' needs a value: --jobs N"),
    ("probe --jobs -f", "option '--jobs' needs a value: --jobs N"),
    ("probe --force=yes", "option '--force' takes no value, but 'yes' was given"),
    ("probe --speed warp", "'warp' is not a value for '--speed': expected one of slow, fast"),
    ("probe a b", "unexpected argument 'b'"),
    ("-q", "missing command"),
  ])
  func refuses(line: String, expected: String) {
    #expect(summary(line) == expected)
  }

  @Test(arguments: [
    ("", "help tool"), ("--help", "help tool"), ("probe -h", "help tool probe"),
    ("probe --help a b c", "help tool probe"), ("--version", "version"),
    ("probe --version", "version"),
  ])
  func asksForHelp(line: String, expected: String) {
    #expect(summary(line) == expected)
  }
}
