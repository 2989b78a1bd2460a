import CLibClang
import SourceModel

/// Functions and variables that are declared as another name of one:
/// `void drop(void *p) __attribute__((alias("release")));`.
extension FlowBuilder {
  /// Enters what the declarations at file scope, and the pragmas of the unit's files, say is
  /// another name of something.
  ///
  /// The functions of the unit must have been met: what is named may be defined further down.
  func addOtherNames(of cursors: [CXCursor]) {
    let pragmas = weakNames()
    var entered: Set<String> = []
    for cursor in cursors {
      switch cursor.kind {
      case CXCursor_FunctionDecl where clang_isCursorDefinition(cursor) == 0:
        guard let other = otherName(ofFunction: cursor, pragmas),
          case .function(let declared) = declarations.declaration(of: cursor),
          entered.insert(declared.usr).inserted
        else { continue }
        addOtherName(declared, of: cursor, as: other)
      case CXCursor_VarDecl:
        if case .target(let name)? = OtherName(of: cursor) {
          declarations.join(cursor, to: name)
        }
        if let name = pragmas[cursor.spelling] { declarations.join(cursor, to: name) }
      case CXCursor_UnexposedDecl: addAssembly(cursor)
      default: break
      }
    }
    for (one, other) in declarations.sameVariables {
      facts.sameVariables.append(FlowPair(one, other))
      facts.addressTaken += [one, other]
    }
  }

  /// The targets of `#pragma weak name = target`, by name.
  private func weakNames() -> [String: String] {
    var result: [String: String] = [:]
    for file in files.files.indices {
      for weak in files.lexed(file).weakNames where !files.isSkipped(file, weak.offset) {
        result[weak.name] = weak.target
      }
    }
    return result
  }

  /// What a function is another name of, if it is one, and not one with variable arguments,
  /// which cannot be passed on.
  private func otherName(ofFunction cursor: CXCursor, _ pragmas: [String: String]) -> OtherName? {
    guard clang_isFunctionTypeVariadic(cursor.type) == 0 else { return nil }
    if let name = pragmas[cursor.spelling] { return .target(name) }
    if let owner = Self.owner(ofParametersBelow: cursor), owner.usr != cursor.usr {
      return .target(declarations.linkerNames.symbol(of: owner) ?? owner.spelling)
    }
    if let symbol = declarations.linkerNames.symbol(of: cursor),
      declarations.families[symbol] != nil, clang_getCursorDefinition(cursor).isNull
    {
      return .target(symbol)
    }
    return OtherName(of: cursor)
  }

  /// The function whose parameters stand in a declaration: another one in that which clang
  /// adds for a pragma, be it out of a macro; `nil` when there are none.
  private static func owner(ofParametersBelow declaration: CXCursor) -> CXCursor? {
    var parameter = clang_getNullCursor()
    _ = withUnsafeMutablePointer(to: &parameter) { found in
      clang_visitChildren(
        declaration,
        { child, _, data in
          guard child.kind == CXCursor_ParmDecl else { return CXChildVisit_Continue }
          data?.assumingMemoryBound(to: CXCursor.self).pointee = child
          return CXChildVisit_Break
        }, found)
    }
    guard !parameter.isNull else { return nil }
    let owner = clang_getCursorSemanticParent(parameter)
    return owner.kind == CXCursor_FunctionDecl ? owner : nil
  }

  /// Enters a function as if its body called the other with what it is given and returned what
  /// that returns, so that what comes in by either name is seen.
  private func addOtherName(
    _ declared: Declaration.Function, of cursor: CXCursor, as other: OtherName
  ) {
    guard declared.family == nil else { return }
    enterOtherName(SyntaxTree(root: cursor), declared)
    var callee: FlowCall.Callee
    var family: FamilyFunction?
    switch other {
    case .target(let name):
      callee = self.callee(name)
      family = declarations.families[name]
    case .resolver(let name):
      let function = declarations.temporary()
      call(self.callee(name), [], result: function, pointee: nil, in: declared)
      callee = .indirect(function)
    }
    let type = clang_getResultType(cursor.type)
    let category = types.category(type)
    let value = category == .pointer || category == .integer ? declarations.temporary() : nil
    let index = call(
      callee, arguments(passedOnBy: cursor, declared), family: family,
      result: category == .pointer ? value : nil, integer: category == .integer ? value : nil,
      pointee: types.pointee(type)?.spelling, in: declared)
    guard let value else { return }
    if family?.role.allocates == true {
      add(.address(of: .heap(call: index), to: value), at: tree.root)
    }
    let result = declarations.id(.result(function: declared.usr))
    if category == .integer {
      noteInteger(value)
      noteInteger(result)
    }
    add(.copy(from: value, to: result), at: tree.root)
  }

  /// The function that the linker knows by a name.
  private func callee(_ name: String) -> FlowCall.Callee {
    if let target = declarations.linkerNames.function(named: name),
      case .function(let function) = declarations.declaration(of: target)
    {
      noteFunction(function)
      return .direct(usr: function.usr, name: function.name)
    }
    return .direct(usr: declarations.usr(ofFunction: name), name: name)
  }

  @discardableResult
  private func call(
    _ callee: FlowCall.Callee, _ arguments: [FlowCall.Argument], family: FamilyFunction? = nil,
    result: FlowNodeID?, integer: FlowNodeID? = nil, pointee: String?,
    in declared: Declaration.Function
  ) -> Int {
    let place = location(of: tree.root)
    let call = FlowCall(
      callee: callee, arguments: arguments, result: result, integer: integer,
      resultPointee: pointee, function: declared.usr, familyFunction: family, site: place,
      location: place, order: nextOrder(), block: block, isRepeated: false)
    return record(call: call, at: tree.root)
  }

  private func arguments(
    passedOnBy function: CXCursor, _ declared: Declaration.Function
  ) -> [FlowCall.Argument] {
    Self.parameters(of: function).enumerated().map { index, parameter in
      let node = FlowNode.parameter(
        function: declared.usr, index: index, name: parameter.spelling)
      let pointee = types.pointee(parameter.type)
      return FlowCall.Argument(
        node: declarations.id(node), expression: .variable(node),
        type: types.facts(parameter.type).spelling, pointee: pointee?.spelling,
        pointeeSize: pointee?.size)
    }
  }

  // MARK: Assembly

  /// Notes the names in assembly at file scope, which may make symbols of its own the same as
  /// them, call them and use them.
  private func addAssembly(_ cursor: CXCursor) {
    let policy = clang_getCursorPrintingPolicy(cursor)
    defer { clang_PrintingPolicy_dispose(policy) }
    let text = String(disposing: clang_getCursorPrettyPrinted(cursor, policy))
    guard ["__asm", "asm"].contains(where: text.hasPrefix),
      let (file, offset) = files.position(cursor.start)
    else { return }
    let location = files.location(file, offset)
    for name in Self.symbols(inAssembly: text).sorted() {
      facts.assembly.append(
        FlowAssembly(
          function: declarations.usr(ofFunction: name),
          variable: declarations.usr(ofVariable: name), location: location))
    }
  }

  /// The words in an assembly's text that can name something: neither directives, which begin
  /// with a dot, nor registers, which do with `%`.
  private static func symbols(inAssembly text: String) -> Set<String> {
    var result: Set<String> = []
    var word: [UInt8] = []
    var isEscaped = false
    for byte in text.utf8 {
      let isLetter = Self.isLetter(byte)
      if isLetter, !isEscaped {
        word.append(byte)
      } else {
        if let first = word.first, first != UInt8(ascii: "."), first != UInt8(ascii: "%") {
          result.insert(String(decoding: word, as: UTF8.self))
        }
        word = []
        isEscaped = !isEscaped && byte == UInt8(ascii: "\\")
      }
    }
    return result
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
      UInt8(ascii: "%"):
      true
    default: byte >= 0x80
    }
  }
}
