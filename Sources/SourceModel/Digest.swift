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
    hash = bytes.reduce(Self.empty) { Self.hash($0, with: UInt64($1)) }
  }

  /// The hash of nothing.
  package static let empty: UInt64 = 0xcbf2_9ce4_8422_2325

  /// The hash of what another one is of, and a number behind it.
  package static func hash(_ hash: UInt64, with next: UInt64) -> UInt64 {
    (hash ^ next) &* 0x100_0000_01b3
  }

  /// The hash in 16 hexadecimal digits.
  package var text: String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
