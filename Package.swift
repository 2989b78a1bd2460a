// swift-tools-version: 6.0
import Foundation
import PackageDescription

/// Where Debian's libclang lives: below `LLVM_PREFIX` or the prefix that
/// `LLVM_CONFIG` names if one of them is set, else below the newest
/// `/usr/lib/llvm-*`.
let llvm: (include: String, lib: String) = {
  func isLLVM(_ prefix: String) -> Bool {
    FileManager.default.fileExists(atPath: prefix + "/include/clang-c/Index.h")
  }
  if let prefix = Context.environment["LLVM_PREFIX"], !prefix.isEmpty {
    if isLLVM(prefix) { return (prefix + "/include", prefix + "/lib") }
    fatalError("LLVM_PREFIX=\(prefix): no include/clang-c/Index.h below it")
  }
  if let program = Context.environment["LLVM_CONFIG"], !program.isEmpty {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program, "--prefix"]
    process.standardOutput = pipe
    try? process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    let prefix = String(decoding: output, as: UTF8.self).trimmingCharacters(in: .newlines)
    if isLLVM(prefix) { return (prefix + "/include", prefix + "/lib") }
    fatalError("LLVM_CONFIG=\(program): no clang-c/Index.h under its prefix '\(prefix)'")
  }
  let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib")) ?? []
  let newest =
    versions
    .filter { $0.hasPrefix("llvm-") && isLLVM("/usr/lib/" + $0) }
    .max { (Int($0.dropFirst(5)) ?? 0) < (Int($1.dropFirst(5)) ?? 0) }
  let prefix = "/usr/lib/" + (newest ?? "llvm-14")
  return (prefix + "/include", prefix + "/lib")
}()

let swiftSettings: [SwiftSetting] = [
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
  name: "allocmigrate",
  targets: [
    .systemLibrary(name: "CLibClang"),
    .systemLibrary(
      name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .target(
      name: "MemRuntime", exclude: ["CMakeLists.txt", "mem.mk", "mem.pc.in", "mem_project.cmake"],
      linkerSettings: [.linkedLibrary("pthread"), .linkedLibrary("dl")]),
    .target(name: "SourceModel"),
    .target(
      name: "ClangFrontend", dependencies: ["CLibClang", "SourceModel"],
      swiftSettings: [
        .unsafeFlags(["-Xcc", "-I" + llvm.include]),
        // The tests run with the checks; a scan spends a hundredth of its time on them.
        .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
      ],
      linkerSettings: [
        .unsafeFlags(["-L" + llvm.lib, "-Xlinker", "-rpath", "-Xlinker", llvm.lib])
      ]),
    .target(name: "Analysis", dependencies: ["SourceModel"]),
    .target(name: "RuleFiles", dependencies: ["CYAML", "SourceModel"]),
    .target(name: "Rewriting", dependencies: ["SourceModel"]),
    .target(name: "Reports", dependencies: ["SourceModel"]),
    .target(
      name: "Migration",
      dependencies: [
        "CSQLite", "SourceModel", "ClangFrontend", "Analysis", "RuleFiles", "Rewriting", "Reports",
      ]),
    .target(
      name: "CommandLineTool",
      dependencies: ["SourceModel", "RuleFiles", "Rewriting", "Reports", "Migration"]),
    .executableTarget(name: "allocmigrate", dependencies: ["CommandLineTool"]),
    .testTarget(
      name: "AnalysisTests",
      dependencies: ["Analysis", "ClangFrontend", "RuleFiles", "SourceModel"],
      exclude: ["Fixtures"]),
    .testTarget(name: "CommandLineToolTests", dependencies: ["CommandLineTool"]),
    .testTarget(
      name: "EndToEndTests", dependencies: ["allocmigrate"],
      exclude: ["Cases", "Completions"]),
    .testTarget(
      name: "ClangFrontendTests", dependencies: ["Analysis", "ClangFrontend", "SourceModel"],
      exclude: ["Fixtures"]),
    .testTarget(
      name: "MigrationTests", dependencies: ["Migration", "SourceModel", "WriterHarness"]),
    .testTarget(
      name: "ReportsTests", dependencies: ["Reports", "SourceModel"], exclude: ["Goldens"]),
    .testTarget(
      name: "RewritingTests", dependencies: ["Rewriting", "SourceModel"],
      exclude: ["InPlaceCases", "RefactoredCases"]),
    .testTarget(
      name: "RuleFilesTests", dependencies: ["RuleFiles", "SourceModel"],
      exclude: ["Fixtures"]),
    .testTarget(name: "SourceModelTests", dependencies: ["SourceModel"]),
    // Writes, reverts and locks in a process of its own, to be killed by tests.
    .executableTarget(
      name: "WriterHarness", dependencies: ["Migration", "SourceModel"],
      path: "Tests/WriterHarness"),
  ],
  swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
  target.swiftSettings = (target.swiftSettings ?? []) + swiftSettings
}
