/// What a user can write so that more is known of a size.
package enum Remedy: Hashable, Comparable, Sendable, Codable {
  /// `sizes: {accept: inferred}`, with which the size is written as it is.
  case acceptInferred
  /// `clients: none`, if there are no clients.
  case noClients
  /// An entry for a function of which no rule says anything.
  case description(of: String)
}
