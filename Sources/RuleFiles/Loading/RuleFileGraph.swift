/// The files that a load reads, and which of them uses which.
struct RuleFileGraph {
  /// A file to load.
  struct Request {
    var pack: String?
    var path: String
  }

  /// A file that has been read.
  struct Node {
    var reference: RuleFileReference
    var file: RuleFile
    /// Indices of every file that it uses, directly or not.
    var uses: Set<Int> = []
  }

  /// How long a chain of files that use each other may be.
  static let maximumChain = 32

  private let loader: RuleLoader
  private let log: ProblemLog
  /// Used files come before their users.
  private(set) var nodes: [Node] = []
  /// Indices of the files that were asked for.
  private(set) var roots: [Int] = []
  private var indices: [String: Int] = [:]
  /// The files that are being read, outermost first.
  private var chain: [(path: String, identity: String)] = []

  init(loader: RuleLoader, log: ProblemLog) {
    self.loader = loader
    self.log = log
  }

  /// Reads a file that was asked for and everything it uses.
  mutating func add(_ request: Request) throws {
    do {
      if let index = try read(request), !roots.contains(index) { roots.append(index) }
    } catch {
      let problem = RuleProblem(RulePosition(file: request.path), error.message)
      throw RuleFileError.unreadable(problem)
    }
  }

  /// The first line of the comment at the start of a file.
  static func summary(of bytes: [UInt8]) -> String {
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    guard line.first == UInt8(ascii: "#") else { return "" }
    let text = String(decoding: line, as: UTF8.self).drop { $0 == "#" || $0 == " " }
    return String(text)
  }

  private mutating func read(_ request: Request) throws(RuleFileText.Failure) -> Int? {
    let identity = RuleFileText.canonical(request.path)
    if let index = indices[identity] { return index }
    let bytes = try RuleFileText.read(request.path)
    let file = Section.decode(bytes, path: request.path, log: log)
    chain.append((request.path, identity))
    var uses: Set<Int> = []
    for use in file.use {
      guard let index = follow(use, from: request) else { continue }
      uses.insert(index)
      uses.formUnion(nodes[index].uses)
    }
    chain.removeLast()
    let reference = RuleFileReference(
      pack: request.pack, path: request.path, summary: Self.summary(of: bytes))
    nodes.append(Node(reference: reference, file: file, uses: uses))
    indices[identity] = nodes.count - 1
    return nodes.count - 1
  }

  /// The file behind one entry of `use`; `nil`, with a problem logged, when
  /// there is none.
  private mutating func follow(_ use: Positioned<String>, from user: Request) -> Int? {
    guard let request = request(use, from: user) else { return nil }
    let identity = RuleFileText.canonical(request.path)
    if let start = chain.firstIndex(where: { $0.identity == identity }) {
      let names = (chain[start...].map(\.path) + [request.path]).joined(separator: " → ")
      log.error(use.position, "files use each other in a circle: \(names); remove one 'use'")
      return nil
    }
    guard chain.count < Self.maximumChain else {
      log.error(
        use.position, "files use each other more than \(Self.maximumChain) deep; join some of them"
      )
      return nil
    }
    do {
      return try read(request)
    } catch {
      log.error(use.position, "cannot use '\(use.value)' (\(request.path)): \(error.message)")
      return nil
    }
  }

  /// What an entry of `use` names: a path if it has a `/` or ends in `.yml`,
  /// else a pack.
  private func request(_ use: Positioned<String>, from user: Request) -> Request? {
    let name = use.value
    guard name.contains("/") || name.hasSuffix(".yml") || name.hasSuffix(".yaml") else {
      if let path = loader.path(ofPack: name) { return Request(pack: name, path: path) }
      log.error(use.position, loader.noSuchPack(name))
      return nil
    }
    let directory = user.path.lastIndex(of: "/").map { String(user.path[...$0]) } ?? ""
    return Request(path: RuleLoader.join(directory, name))
  }
}
