/// A name for a site that survives edits elsewhere in its file, moves of lines
/// and renames of the file's folder: the file's path, the enclosing function,
/// the family function and which such use in that function it is.
package struct SiteIdentity: Hashable, Comparable, Sendable, Codable, CustomStringConvertible {
  package var file: FilePath
  /// The enclosing function or macro; empty at file scope.
  package var scope: String
  /// The family function's name.
  package var callee: String
  /// Counts the uses of `callee` in `scope` from 1, in source order.
  package var ordinal: Int

  package init(file: FilePath, scope: String, callee: String, ordinal: Int) {
    self.file = file
    self.scope = scope
    self.callee = callee
    self.ordinal = ordinal
  }

  /// `src/vm.c:vm_new:malloc#1`, the form that rule files use.
  package var description: String { "\(file):\(scope):\(callee)#\(ordinal)" }

  /// Reads what `description` gives; `nil` for any other text.
  package init?(_ description: String) {
    let parts = description.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count >= 3 else { return nil }
    let use = parts[parts.count - 1].split(separator: "#", omittingEmptySubsequences: false)
    guard use.count == 2, !use[0].isEmpty, let ordinal = Int(use[1]), ordinal > 0 else {
      return nil
    }
    let file = parts.dropLast(2).joined(separator: ":")
    guard !file.isEmpty else { return nil }
    self.init(
      file: FilePath(file), scope: String(parts[parts.count - 2]), callee: String(use[0]),
      ordinal: ordinal)
  }

  package static func < (left: SiteIdentity, right: SiteIdentity) -> Bool {
    (left.file, left.scope, left.callee, left.ordinal)
      < (right.file, right.scope, right.callee, right.ordinal)
  }
}

/// One place in the sources where a family function is used: one identifier
/// token, however many units or macro expansions compile it.
package struct Site: Hashable, Sendable, Codable {
  /// How the function is used there.
  package enum Form: Hashable, Sendable, Codable {
    /// A call whose callee is spelled at the site.
    case call
    /// A call that stands in the body of a macro.
    case macroBody(MacroBody)
    /// The function's address is taken: `list_free(l, free)`.
    case addressTaken
  }

  /// Two sources between which one file means different things.
  package struct Disagreement: Hashable, Sendable, Codable {
    package var source: FilePath
    package var other: FilePath

    package init(source: FilePath, other: FilePath) {
      self.source = source
      self.other = other
    }
  }

  package var identity: SiteIdentity
  package var function: FamilyFunction
  package var form: Form
  /// The macro that is spelled there instead of the function, being another name of it.
  package var alias: String?
  /// Where the family function's name or its alias is spelled.
  package var location: SourceLocation
  /// The call's tokens; `nil` for an address and for a call that is not whole
  /// in one place, such as a macro body that supplies only the name.
  package var syntax: CallSyntax?
  /// One entry a compiled use: one for an ordinary call, one an expansion for
  /// a call in a macro body, sorted by location. Never empty.
  package var uses: [SiteUse]
  /// The innermost project macro whose argument contains the whole site.
  package var insideArgumentOf: String?
  /// For a site without syntax, a project macro that may paste the name or make
  /// a string of it, so that it must stay as it is spelled.
  package var respelledBy: String?
  /// Whether its uses may be those of another token in the same macros.
  package var isAmbiguous = false
  /// Two sources that compile the token differently: for the first it is this site, for the
  /// second something else.
  package var disagreement: Disagreement?

  package init(
    identity: SiteIdentity, function: FamilyFunction, form: Form, alias: String? = nil,
    location: SourceLocation, syntax: CallSyntax?, uses: [SiteUse], insideArgumentOf: String? = nil,
    respelledBy: String? = nil
  ) {
    self.identity = identity
    self.function = function
    self.form = form
    self.alias = alias
    self.location = location
    self.syntax = syntax
    self.uses = uses
    self.insideArgumentOf = insideArgumentOf
    self.respelledBy = respelledBy
  }
}

extension Site {
  /// What is spelled at its location.
  package var spelledName: String { alias ?? function.name }

  /// Where the macro is expanded in whose body it stands; empty for a site elsewhere.
  package var expansions: [SiteUse] {
    switch form {
    case .macroBody: uses
    case .addressTaken where insideArgumentOf == nil: uses.filter { $0.location != location }
    case .addressTaken, .call: []
    }
  }
}

/// The bytes of a call, all in the site's file.
package struct CallSyntax: Hashable, Sendable, Codable {
  /// From the callee's first to the closing parenthesis' last byte.
  package var whole: ByteRange
  /// The callee with the parentheses around it, if any: `free` or `(free)`.
  package var callee: ByteRange
  /// The offset of the argument list's opening parenthesis.
  package var open: Int
  /// The offset of its closing parenthesis.
  package var close: Int
  package var arguments: [ArgumentSyntax]

  package init(
    whole: ByteRange, callee: ByteRange, open: Int, close: Int, arguments: [ArgumentSyntax]
  ) {
    self.whole = whole
    self.callee = callee
    self.open = open
    self.close = close
    self.arguments = arguments
  }
}

/// One argument of a call as it is spelled.
package struct ArgumentSyntax: Hashable, Sendable, Codable {
  /// From its first token's first to its last token's last byte.
  package var range: ByteRange
  /// Its tokens joined by single blanks where the source separates them, so
  /// comments and line breaks are gone.
  package var text: String
  /// Whether evaluating it twice could differ from evaluating it once: it
  /// holds a call, an assignment, `++`, `--`, a volatile access, a statement
  /// expression or a macro whose body the front end could not see.
  package var hasSideEffects: Bool
  /// Whether leaving it out changes nothing, be it that its value depends on where it
  /// stands, as `__LINE__`.
  package var isDroppable: Bool
  /// Whether the text is one operand that needs no parentheses when it is
  /// put behind a unary operator: an identifier, a member access, a subscript,
  /// a call or a parenthesised expression.
  package var isPostfix: Bool
  /// Of `c ? NULL : p`, the text `p`: what it is where it is not null.
  package var textUnlessNull: String?

  /// - Parameter isDroppable: `nil` if it is without side effects.
  package init(
    range: ByteRange, text: String, hasSideEffects: Bool, isDroppable: Bool? = nil,
    isPostfix: Bool, textUnlessNull: String? = nil
  ) {
    self.range = range
    self.text = text
    self.hasSideEffects = hasSideEffects
    self.isDroppable = isDroppable ?? !hasSideEffects
    self.isPostfix = isPostfix
    self.textUnlessNull = textUnlessNull
  }
}

/// One compiled use of a site: what clang knows of it in one function.
package struct SiteUse: Hashable, Sendable, Codable {
  /// Where it is compiled: the site itself, or the expansion of the macro.
  package var location: SourceLocation
  /// The name of the enclosing function; empty at file scope.
  package var enclosingFunction: String
  /// For an allocation, what takes the block; for a release, where the pointer
  /// comes from; `nil` when clang does not tell.
  package var block: BlockUse?
  /// For an allocation, what its size argument makes.
  package var kind: AllocationKind?
  /// The value of the size expression in bytes, if clang can evaluate it.
  package var constantSize: Int?
  /// The site's allocation or release in the flow facts of its unit; `nil`
  /// for an address or a query.
  package var flowCall: Int?

  package init(
    location: SourceLocation, enclosingFunction: String, block: BlockUse? = nil,
    kind: AllocationKind? = nil, constantSize: Int? = nil, flowCall: Int? = nil
  ) {
    self.location = location
    self.enclosingFunction = enclosingFunction
    self.block = block
    self.kind = kind
    self.constantSize = constantSize
    self.flowCall = flowCall
  }
}

/// The variable and type through which a site's block is used.
package struct BlockUse: Hashable, Sendable, Codable {
  /// The pointee type as written, without qualifiers and without `struct`,
  /// `union` or `enum`, such as `Module`; `nil` for `void` and unknown.
  package var typeName: String?
  /// `Record.field` or the variable's name; `nil` when it is neither.
  package var place: String?

  package init(typeName: String?, place: String?) {
    self.typeName = typeName
    self.place = place
  }
}
