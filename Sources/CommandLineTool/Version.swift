/// The version of the tool, as `--version` and reports give it.
package enum Version {
  package static let current = "0.1.0"
}
