package import SourceModel

/// A change to one file before it is rendered: its new text can quote ranges
/// of the old file, into which further edits can fall.
package struct Edit: Hashable, Sendable {
  /// A part of an edit's new text.
  package enum Fragment: Hashable, Sendable {
    case text(String)
    /// These bytes of the old file, with the edits inside them applied.
    case source(ByteRange)
  }

  /// What an insertion belongs to; of no importance to a replacement.
  package enum Placement: Hashable, Sendable {
    /// It continues what ends at its offset.
    case suffix
    /// It introduces what starts at its offset.
    case prefix
  }

  /// The old bytes; an empty range is an insertion.
  package var range: ByteRange
  package var fragments: [Fragment]
  package var placement: Placement

  /// Replaces `range` by `fragments`.
  package init(replacing range: ByteRange, with fragments: [Fragment]) {
    self.range = range
    self.fragments = fragments
    self.placement = .prefix
  }

  /// Inserts `text` at `offset`.
  package init(inserting text: String, at offset: Int, as placement: Placement) {
    self.range = ByteRange(offset, offset)
    self.fragments = [.text(text)]
    self.placement = placement
  }

  /// Whether the edit leaves `range` alone or quotes it whole.
  package func preserves(_ range: ByteRange) -> Bool {
    guard self.range.count > 0 else {
      return self.range.lower <= range.lower || range.upper <= self.range.lower
    }
    if !self.range.overlaps(range) { return true }
    return fragments.contains {
      if case .source(let quoted) = $0 { quoted.contains(range) } else { false }
    }
  }
}

/// All edits that carry out one decision: they are made together or not at all.
package struct EditGroup: Hashable, Sendable {
  package var site: SiteIdentity
  /// The bytes that the site stands on.
  package var whole: ByteRange
  /// The parts of `whole` in which other sites may stand.
  package var openings: [ByteRange]
  package var edits: [Edit]
  /// The pointers whose block's size the edits save.
  package var saves: Set<SavedSize.Key>

  package init(
    site: SiteIdentity, whole: ByteRange, openings: [ByteRange] = [], edits: [Edit],
    saves: Set<SavedSize.Key> = []
  ) {
    self.site = site
    self.whole = whole
    self.openings = openings
    self.edits = edits
    self.saves = saves
  }

  /// Whether the edits of `inner` can be made inside this group's site.
  package func encloses(_ inner: EditGroup) -> Bool {
    openings.contains { $0.contains(inner.whole) } && edits.allSatisfy { $0.preserves(inner.whole) }
  }
}

/// A rendered change to one file: these old bytes become those.
package struct TextEdit: Hashable, Sendable {
  /// The old bytes; an empty range is an insertion.
  package var range: ByteRange
  package var bytes: [UInt8]

  package init(range: ByteRange, bytes: [UInt8]) {
    self.range = range
    self.bytes = bytes
  }
}
