import Foundation
import Testing

@testable import Migration

@Suite struct LockTests {
  /// A child of another thread holds a copy of every descriptor between its fork
  /// and its exec.
  @Test func givesTheLockBackAlthoughACopyOfTheDescriptorIsOpen() throws {
    let project = try TestProject()
    let path = project.path + "/lock"
    let file = try #require(try SystemCalls.lock(path))
    let copy = dup(file)
    defer { close(copy) }
    #expect(try SystemCalls.lock(path) == nil)
    SystemCalls.unlock(file)
    let again = try #require(try SystemCalls.lock(path))
    SystemCalls.unlock(again)
  }
}
