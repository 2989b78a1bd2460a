/// Paths as URIs (RFC 3986).
package enum URIText {
  /// A path with everything but unreserved characters and `/` as `%HH`.
  package static func path(_ path: String) -> String {
    var text = ""
    for byte in path.utf8 {
      if isPlain(byte) {
        text.unicodeScalars.append(Unicode.Scalar(byte))
      } else {
        let digits = String(byte, radix: 16, uppercase: true)
        text += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return text
  }

  /// An absolute folder as a `file:` URI that ends in `/`.
  package static func folder(_ path: String) -> String {
    "file://" + self.path(path) + (path.hasSuffix("/") ? "" : "/")
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "-._~/".utf8.contains(byte)
    }
  }
}
