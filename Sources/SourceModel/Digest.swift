/// A short name for the contents of a file, to notice changes.
///
/// The length and the 64-bit FNV-1a hash (Fowler, Noll, Vo 1991). It guards
/// against accidents, not against somebody who wants to be overlooked.
package struct Digest: Hashable, Codable, Sendable {
  package let count: Int
  package let hash: UInt64

  package init(_ bytes: [UInt8]) { self = bytes.withUnsafeBytes { Digest($0) } }

  package init(_ bytes: UnsafeRawBufferPointer) {
    count = bytes.count
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    self.hash = hash
  }

  /// The hash in 16 hexadecimal digits.
  package var text: String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
