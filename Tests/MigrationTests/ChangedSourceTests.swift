import Reports
import SourceModel
import Testing

@testable import Migration

/// A file that changes between its parsing and its rewriting.
@Suite struct ChangedSourceTests {
  @Test func isLeftAlone() throws {
    let project = try TestProject()
    try project.write("a.c", "void free(void *);\nvoid f(char *p) { free(p); }\n")
    try project.write("allocmigrate.yml", "schema: 1\nuse: [libc, posix, gnu, mem]\n")
    let request = ScanRequest(directory: project.path, jobs: 1)
    var scanned = try ScannedProgram.scan(request, progress: { _, _ in })
    scanned.modified[FilePath("a.c")]? -= 1
    let apply = try Apply.run(scanned, .init(isInPlace: true))
    #expect(apply.outputs.isEmpty)
    #expect(apply.summary.unwritten.map(\.file) == [FilePath("a.c")])
    #expect(apply.summary.blocked.map(\.reason) == [.changed])
    #expect(
      apply.summary.blocked.map(\.detail) == ["a.c has changed since it was parsed; run again"])
    #expect(apply.summary.nextSteps.count == 1)
  }
}
