internal import SourceModel

/// One entry of `classes:`.
struct ClassRule: Hashable, Sendable {
  /// Any site of the ownership class.
  var site: SiteIdentity
  /// The subsystem's name.
  var subsystem: String
}

extension Section {
  /// `classes: [{site: "src/vm.c:vm_new:malloc#1", subsystem: VM}]`: the
  /// subsystems of single ownership classes.
  static let classes = Section(key: "classes") { field, file in
    file.projectKeys.append(Positioned("classes", at: field.node.position))
    var seen: Set<SiteIdentity> = []
    for item in field.list("classes") ?? [] {
      guard let values = item.record(["site", "subsystem"]) else { continue }
      for key in ["site", "subsystem"] where values[key] == nil {
        item.error("the class has no '\(key)'")
      }
      guard let site = values["site"], let text = site.text("a site"),
        let subsystem = values["subsystem"]?.identifier()
      else { continue }
      guard let identity = SiteIdentity(text) else {
        site.error(
          "'\(text)' names no site; write FILE:FUNCTION:CALLEE#NUMBER as 'allocmigrate plan' "
            + "does, such as src/vm.c:vm_new:malloc#1")
        continue
      }
      guard seen.insert(identity).inserted else {
        site.error("'\(text)' stands twice under 'classes'; remove one")
        continue
      }
      file.classes.append(
        Positioned(ClassRule(site: identity, subsystem: subsystem), at: item.node.position))
    }
  }
}
