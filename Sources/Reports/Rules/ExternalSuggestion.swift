import SourceModel

/// The beginning of an entry for a function outside the program: what its declaration
/// says, and what else it may do.
struct ExternalSuggestion {
  private let function: UndescribedFunction
  /// The parameters that are pointers, by position from 1.
  private let pointers: [(position: Int, parameter: UndescribedFunction.Parameter)]

  init(_ function: UndescribedFunction) {
    self.function = function
    pointers = function.parameters.enumerated().compactMap { index, parameter in
      parameter.map { (index + 1, $0) }
    }
  }

  /// All of them are comments.
  var lines: [String] {
    let parameters =
      function.parameters.map { $0.map(Self.type) ?? "other" }
      + (function.isVariadic ? ["..."] : [])
    let list = parameters.joined(separator: ", ")
    var uses: [String] = []
    if function.calls > 0 { uses.append(Wording.count(function.calls, "call")) }
    if function.addresses > 0 {
      uses.append(Wording.count(function.addresses, "use") + " of its address")
    }
    let head = [
      "#   # \(uses.joined(separator: " and ")), the first at \(function.first)",
      "#   # \(function.result ?? "other") \(function.name)(\(list))",
    ]
    let entry =
      keys.isEmpty
      ? "#   # no entry follows from the declaration alone"
      : "#   \(function.name): {\(keys.joined(separator: ", "))}"
    return head + questions.map { "#   # ? " + $0 } + [entry]
  }

  private static func type(_ parameter: UndescribedFunction.Parameter) -> String {
    guard parameter.isConst else { return parameter.pointee + " *" }
    return parameter.target == .pointer
      ? parameter.pointee + "const *" : "const " + parameter.pointee + " *"
  }

  /// What the types allow: what is `const` is read, and anything else written. What a
  /// pointer leads to that the function may set, or call, is not in them.
  private var keys: [String] {
    let reads = positions { $0.isConst && $0.target != .function }
    let writes = positions { !$0.isConst && [.bytes, .record].contains($0.target) }
    var keys: [String] = []
    if !reads.isEmpty { keys.append("reads: [\(Self.joined(reads, ", "))]") }
    if !writes.isEmpty { keys.append("writes: [\(Self.joined(writes, ", "))]") }
    if function.isVariadic { keys.append("rest: reads") }
    if function.result != nil { keys.append("returns: library") }
    return keys
  }

  /// What the declaration does not tell.
  private var questions: [String] {
    var questions: [String] = []
    let outs = positions { !$0.isConst && $0.target == .pointer }
    for out in outs {
      questions.append(
        "leaves in \(out) a block to be freed ({allocates: {out: \(out)}, with: libc}) or a pointer "
          + "of its own (stores: {value: library, into: \(out)})")
    }
    for called in positions({ $0.target == .function }) {
      questions.append("calls \(called), now or later (calls: {function: \(called), with: [...]})")
    }
    let inner = positions { $0.isConst && [.record, .pointer].contains($0.target) }
    if !inner.isEmpty {
      questions.append("writes through the pointers that \(Self.either(inner)) leads to")
    }
    let filled = positions { !$0.isConst && $0.target == .record }
    if !filled.isEmpty {
      questions.append(
        "sets the pointers that \(Self.either(filled)) leads to, or writes through them")
    }
    let given = positions { $0.target != .function }
    if !given.isEmpty { questions.append("keeps or frees \(Self.either(given))") }
    if function.isVariadic {
      questions.append("writes through, keeps or frees what stands for '...'")
    }
    if function.result != nil {
      var returned = function.isResultOpaque ? [] : ["a block to be freed"]
      if !given.isEmpty { returned.append("what it was given, or a pointer from there") }
      if !returned.isEmpty {
        questions.append("returns \(returned.joined(separator: ", or "))")
      }
    }
    return questions
  }

  private func positions(_ isWanted: (UndescribedFunction.Parameter) -> Bool) -> [Int] {
    pointers.filter { isWanted($0.parameter) }.map(\.position)
  }

  private static func joined(_ positions: [Int], _ separator: String) -> String {
    positions.map(String.init).joined(separator: separator)
  }

  /// `1, 2 or 3`.
  private static func either(_ positions: [Int]) -> String {
    guard let last = positions.last, positions.count > 1 else { return joined(positions, "") }
    return joined(positions.dropLast(), ", ") + " or \(last)"
  }
}
