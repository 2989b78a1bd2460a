import Foundation
import Glibc

/// The files of this run's own output.
enum PipelineFiles {
  /// The paths that this process and the others of its pipeline hold open, such as the
  /// log of `allocmigrate verify | tee log`: not the project's build writes them.
  static func open() -> Set<String> {
    let files = FileManager.default
    let group = getpgrp()
    var paths: Set<String> = []
    for name in (try? files.contentsOfDirectory(atPath: "/proc")) ?? [] {
      guard let process = pid_t(name), getpgid(process) == group else { continue }
      let folder = "/proc/\(name)/fd/"
      for descriptor in (try? files.contentsOfDirectory(atPath: folder)) ?? [] {
        if let path = try? files.destinationOfSymbolicLink(atPath: folder + descriptor) {
          paths.insert(path)
        }
      }
    }
    return paths
  }
}
