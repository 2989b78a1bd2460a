import SourceModel

/// The differences between an untouched and a migrated tree, by the ownership
/// classes that they migrate, so that any set of classes can be migrated alone.
struct ClassHunks {
  /// Lines of a file that others replace.
  private struct Hunk {
    var old: Range<Int>
    var new: [ArraySlice<UInt8>]
    /// The group that it belongs to; `nil` for what every tree has, such as
    /// includes.
    var group: Int?
  }

  /// The classes that have to move together, each with its first site: those of
  /// one group share lines.
  private(set) var groups: [[SiteIdentity]] = []
  private var files: [FilePath: (old: [ArraySlice<UInt8>], hunks: [Hunk])] = [:]

  /// - Parameters:
  ///   - sites: the untouched program's sites with their decisions.
  ///   - paths: the files that may differ.
  init(
    untouched: String, migrated: String, paths: [FilePath],
    sites: [(site: Site, decision: Decision)]
  ) {
    var classes: [FilePath: [Int: Set<SiteIdentity>]] = [:]
    for (site, decision) in sites {
      classes[site.location.file, default: [:]][site.location.line, default: []]
        .insert(decision.ownershipClass ?? site.identity)
    }
    var joined = DisjointClasses()
    var owners: [FilePath: [SiteIdentity?]] = [:]
    for path in paths {
      guard let old = Self.read(path, below: untouched), let new = Self.read(path, below: migrated),
        old != new
      else { continue }
      let hunks = Self.hunks(old: old, new: new)
      owners[path] = hunks.map { hunk in
        let members = hunk.old.flatMap { classes[path]?[$0 + 1] ?? [] }
        for other in members.dropFirst() { joined.join(members[0], other) }
        return members.first
      }
      files[path] = (old, hunks)
    }
    number(owners, joined: &joined)
  }

  /// Gives every hunk its group.
  private mutating func number(
    _ owners: [FilePath: [SiteIdentity?]], joined: inout DisjointClasses
  ) {
    var numbers: [SiteIdentity: Int] = [:]
    for path in owners.keys.sorted() {
      for (index, owner) in (owners[path] ?? []).enumerated() {
        guard let owner else { continue }
        let root = joined.root(of: owner)
        let group = numbers[root] ?? groups.count
        if group == groups.count {
          numbers[root] = group
          groups.append([])
        }
        if !groups[group].contains(owner) { groups[group].append(owner) }
        files[path]?.hunks[index].group = group
      }
    }
  }

  /// Writes the files of a tree in which only some groups are migrated. Files
  /// that are right already stay untouched, so that a build need not repeat them.
  ///
  /// - Returns: the files that were written.
  func write(_ chosen: Set<Int>, below root: String) throws(MigrationError) -> [FilePath] {
    var written: [FilePath] = []
    for (path, (old, hunks)) in files {
      var lines: [ArraySlice<UInt8>] = []
      var next = 0
      for hunk in hunks {
        lines += old[next..<hunk.old.lowerBound]
        let isWanted = hunk.group.map(chosen.contains) ?? true
        lines += isWanted ? hunk.new : Array(old[hunk.old])
        next = hunk.old.upperBound
      }
      lines += old[next...]
      let bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
      let target = PathText.join(root, path.string)
      if (try? FileSystem.read(target)) == bytes { continue }
      try FileSystem.write(bytes, to: target)
      written.append(path)
    }
    return written
  }

  private static func read(_ path: FilePath, below root: String) -> [ArraySlice<UInt8>]? {
    FileSystem.lines(of: PathText.join(root, path.string))
  }

  private static func hunks(old: [ArraySlice<UInt8>], new: [ArraySlice<UInt8>]) -> [Hunk] {
    LineCorrespondence(old: old, new: new).replacements.flatMap { from, to in
      split(old: from, new: Array(new[to]))
    }
  }

  /// Lines that are replaced one by one are hunks of their own.
  private static func split(old: Range<Int>, new: [ArraySlice<UInt8>]) -> [Hunk] {
    guard old.count == new.count else { return [Hunk(old: old, new: new)] }
    return zip(old, new).map { Hunk(old: $0..<($0 + 1), new: [$1]) }
  }
}

/// Classes that were found to share a line.
private struct DisjointClasses {
  private var parents: [SiteIdentity: SiteIdentity] = [:]

  mutating func root(of member: SiteIdentity) -> SiteIdentity {
    guard let parent = parents[member], parent != member else { return member }
    let root = root(of: parent)
    parents[member] = root
    return root
  }

  mutating func join(_ left: SiteIdentity, _ right: SiteIdentity) {
    let (left, right) = (root(of: left), root(of: right))
    if left != right { parents[max(left, right)] = min(left, right) }
  }
}
