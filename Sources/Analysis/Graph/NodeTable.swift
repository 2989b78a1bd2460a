import SourceModel

/// Numbers the places of the whole program: the same place has one number,
/// whichever units mention it.
struct NodeTable: Sendable {
  /// A place without the names that may differ from unit to unit.
  private enum Key: Hashable {
    case local(FilePath, Int, String)
    case global(String)
    case field(String)
    case parameter(String, Int)
    case result(String)
    case client(String)
    case slot(String)
  }

  private var ids: [Key: NodeID] = [:]
  /// The names of variables that have several, as one of them.
  private let variables: VariableNames
  /// What people call each node.
  private(set) var names: [String] = []
  /// Whether a node is a local variable, a parameter or a value: something
  /// that lives no longer than an activation of a function.
  private(set) var isTransient: [Bool] = []
  /// For parameters, the function's qualified USR.
  private(set) var parameterOwners: [NodeID: String] = [:]

  /// The nodes of `client(_:)`.
  private(set) var clients: [(type: String, node: NodeID)] = []

  var count: Int { names.count }

  init(_ variables: VariableNames) { self.variables = variables }

  /// The node of a place. A temporary gets a new number each time.
  mutating func id(_ node: FlowNode, in unit: UnitNames) -> NodeID {
    switch node {
    case .local(let file, let offset, let name):
      intern(.local(file, offset, name), name: name, isTransient: true)
    case .global(let usr, let name): intern(.global(variables.one(unit.qualified(usr))), name: name)
    case .field(let usr, let name): intern(.field(unit.qualifiedField(usr)), name: name)
    case .parameter(let function, let index, let name):
      parameter(of: unit.qualified(function), index, name: name)
    case .result(let function):
      intern(.result(unit.qualified(function)), name: node.name, isTransient: true)
    case .temporary: fresh(name: "expression", isTransient: true)
    }
  }

  /// The parameter of a function by its qualified USR, counted from 0.
  mutating func parameter(of function: String, _ index: Int, name: String = "") -> NodeID {
    let key = Key.parameter(function, index)
    if let id = ids[key] { return id }
    let name = name.isEmpty ? "argument \(index + 1)" : name
    let id = intern(key, name: name, isTransient: true)
    parameterOwners[id] = function
    return id
  }

  /// What a function returns, by its qualified USR.
  mutating func result(of function: String, name: String) -> NodeID {
    intern(.result(function), name: "result of \(name)", isTransient: true)
  }

  /// The number of a place that is known already; `nil` for a temporary.
  func existing(_ node: FlowNode, in unit: UnitNames) -> NodeID? {
    switch node {
    case .local(let file, let offset, let name): ids[.local(file, offset, name)]
    case .global(let usr, _): ids[.global(variables.one(unit.qualified(usr)))]
    case .field(let usr, _): ids[.field(unit.qualifiedField(usr))]
    case .parameter(let function, let index, _): ids[.parameter(unit.qualified(function), index)]
    case .result(let function): ids[.result(unit.qualified(function))]
    case .temporary: nil
    }
  }

  /// What a function returns, by its qualified USR, if anything mentions it.
  func existingResult(of function: String) -> NodeID? { ids[.result(function)] }

  /// The parameter of a function by its qualified USR, counted from 0, if
  /// anything mentions it.
  func existingParameter(of function: String, _ index: Int) -> NodeID? {
    ids[.parameter(function, index)]
  }

  /// What the callers of exported functions hold as pointers to `type`.
  mutating func client(_ type: String) -> NodeID {
    if let id = ids[.client(type)] { return id }
    let id = intern(.client(type), name: "a client's \(type) *")
    clients.append((type, id))
    return id
  }

  /// A place inside an external library.
  mutating func slot(_ name: String) -> NodeID { intern(.slot(name), name: name) }

  /// A node of its own.
  mutating func fresh(name: String, isTransient: Bool = false) -> NodeID {
    names.append(name)
    self.isTransient.append(isTransient)
    return NodeID(names.count - 1)
  }

  private mutating func intern(_ key: Key, name: String, isTransient: Bool = false) -> NodeID {
    if let id = ids[key] { return id }
    let id = fresh(name: name, isTransient: isTransient)
    ids[key] = id
    return id
  }
}

/// Qualifies the USRs of a unit's functions, so that all who name one share its string.
struct QualifiedNames {
  private let names: UnitNames
  private var known: [String: String] = [:]

  init(_ names: UnitNames) { self.names = names }

  /// See `UnitNames.qualified`.
  mutating func of(_ usr: String) -> String {
    if let known = known[usr] { return known }
    let name = names.qualified(usr)
    known[usr] = name
    return name
  }
}

/// Makes names with internal linkage unique in the program: clang's USR of a
/// static function or variable holds only the last component of its file, and that
/// of a record nothing of where it is defined.
struct UnitNames: Sendable {
  private let source: FilePath
  private let sourceName: String
  private let filesByName: [String: FilePath]
  private let records: [String: String]

  /// - Parameter records: what tells the unit's records from others of their USRs.
  init(_ unit: FileFacts, records: [String: String]) {
    self.records = records
    source = unit.source
    sourceName = unit.source.lastComponent
    filesByName = Dictionary(
      unit.files.map { ($0.lastComponent, $0) }, uniquingKeysWith: { min($0, $1) })
  }

  /// The USR of a field, with what tells its record from others of that USR.
  func qualifiedField(_ usr: String) -> String {
    guard !records.isEmpty, let suffix = FlowNode.record(ofField: usr).flatMap({ records[$0] })
    else { return qualified(usr) }
    return usr + suffix
  }

  /// `usr` itself, or with the path of the file that it names.
  func qualified(_ usr: String) -> String {
    // `c:@F@name` has external linkage, `c:file.c@F@name` has not.
    let bytes = usr.utf8
    guard bytes.starts(with: "c:".utf8) else { return usr }
    let start = bytes.index(bytes.startIndex, offsetBy: 2)
    guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "@")), end > start
    else { return usr }
    let name = String(usr[start..<end])
    let file = name == sourceName ? source : filesByName[name]
    return file.map { usr + " in " + $0.string } ?? usr
  }
}
