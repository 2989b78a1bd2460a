/// The runtime's findings in a line for people.
enum FindingWording {
  static func message(
    _ finding: RuntimeLog.Finding, _ occurrences: RuntimeLog.Occurrences
  ) -> String {
    switch finding.kind {
    case "wrong-size":
      "wrong size: \(bytes(occurrences.claimedSize)) given, the block has "
        + bytes(occurrences.trueSize)
    case "wrong-allocator":
      "wrong allocator: the block of \(finding.trueSubsystem ?? "another allocator") is given to "
        + (finding.claimedSubsystem ?? "this one")
    case "double-free": "double free: the block has been released before"
    case "foreign-pointer": "foreign pointer: no allocator of the runtime made this block"
    case "interior-pointer": "the pointer leads into the middle of a block"
    case "use-after-reset": "the block's allocator has been reset or destroyed"
    case "freed-outside":
      "the block was released by the C library's free, in code that is not migrated (a file that "
        + "is left out, a library, another language)"
    case "overrun": "written beyond the end of the block"
    case "write-after-free": "written after its release"
    case "destroyed-live": "the allocator was destroyed while this block lived"
    case "leak": "leak: the block allocated here is never released"
    default: finding.kind
    }
  }

  private static func bytes(_ count: Int?) -> String {
    count.map { $0 == 1 ? "1 byte" : "\($0) bytes" } ?? "an unknown number of bytes"
  }
}
