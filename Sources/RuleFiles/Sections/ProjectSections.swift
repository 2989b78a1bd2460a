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

  /// `verify: {build: make, test: make check}`: commands for a staged copy.
  static let verify = Section(key: "verify") { field, file in
    file.projectKeys.append(Positioned("verify", at: field.node.position))
    let values = field.record(["build", "test"]) ?? [:]
    file.project.verifyBuild = values["build"]?.text("a shell command")
    file.project.verifyTest = values["test"]?.text("a shell command")
  }
}
