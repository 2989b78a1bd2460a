extension Section {
  /// `build: build/debug`: the folder of the compile database.
  static let build = Section(key: "build") { field, file in
    file.projectKeys.append(Positioned("build", at: field.node.position))
    file.project.build = field.text("the folder of compile_commands.json")
  }

  /// `sources: [src, "lib/**"]`: what is in scope.
  static let sources = Section(key: "sources") { field, file in
    file.projectKeys.append(Positioned("sources", at: field.node.position))
    file.project.sources = (field.list("folders and patterns") ?? []).compactMap { $0.glob() }
  }

  /// `programs: {server: [server], client: [client, "common/net*"]}`: the sources of each
  /// program of the tree.
  static let programs = Section(key: "programs") { field, file in
    file.projectKeys.append(Positioned("programs", at: field.node.position))
    for (key, value) in field.entries("programs") ?? [] {
      guard let name = key.text("a program's name") else { continue }
      let globs = (value.list("folders and patterns") ?? []).compactMap { $0.glob() }
      file.project.programs[name] = globs
    }
  }

  /// `verify: {build: make, test: make check}`: commands for a staged copy.
  static let verify = Section(key: "verify") { field, file in
    file.projectKeys.append(Positioned("verify", at: field.node.position))
    let values = field.record(["build", "test"]) ?? [:]
    file.project.verifyBuild = values["build"]?.text("a shell command")
    file.project.verifyTest = values["test"]?.text("a shell command")
  }
}
