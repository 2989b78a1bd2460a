import Migration

/// The options of the commands that read a project.
enum ProjectOptions {
  static let directory = Parameter.argument(
    "directory", placeholder: "DIR", help: "The project, or a folder of it.",
    defaultText: "the current directory",
    completion: .directory)
  static let build = Parameter.option(
    "build-path", short: "p", placeholder: "DIR",
    help: "The build folder that holds compile_commands.json.",
    defaultText: "the nearest of the project, its build* folders and its parents",
    completion: .directory)
  static let configuration = Parameter.option(
    "config", placeholder: "FILE", help: "The configuration.",
    defaultText: "allocmigrate.yml in the project or a parent", completion: .file)
  static let program = Parameter.option(
    "program", placeholder: "NAME",
    help: "The program to look at, of those that the configuration lists under 'programs'. What "
      + "it shares with others is read and stays as it is.",
    defaultText: "the whole tree as one program")
  static let jobs = Parameter<Int>.count(
    "jobs", short: "j", placeholder: "N", most: 1024, help: "How many files to parse at once.",
    defaultText: "the number of processors")

  static let noCache = Parameter.flag(
    "no-cache", help: "Read the program even when it has not changed since the last run.")

  /// Their heading and order in help.
  static let group = CommandDeclaration.Group(
    "Project",
    [
      build.specification, configuration.specification, program.specification,
      jobs.specification, noCache.specification,
    ])

  /// What may follow `--`.
  static let trailing = "Flags for clang, added to those of every file, such as -DNAME or -Idir."
}

extension ParsedArguments {
  /// What the project options ask for.
  var scanRequest: ScanRequest {
    ScanRequest(
      directory: self[ProjectOptions.directory] ?? ".",
      configuration: self[ProjectOptions.configuration], program: self[ProjectOptions.program],
      build: self[ProjectOptions.build], jobs: self[ProjectOptions.jobs], extraFlags: trailing,
      usesCache: !has(ProjectOptions.noCache))
  }
}
