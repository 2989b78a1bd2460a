import SourceModel

extension EnteredProgram {
  /// What people call a family's function where a call is none of the sites.
  func nameWhereLeftOut(_ call: FlowCall) -> String {
    let name = call.familyFunction?.name ?? ""
    if filesInScope.contains(call.site.file) { return name + " in a macro that hides it" }
    return name
      + (call.site.file.isInProject
        ? " in a file that is left out" : " in a file outside of the project")
  }
}
