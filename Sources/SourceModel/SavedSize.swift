/// A variable that keeps the size of the block that a local pointer holds,
/// where nothing else in the program does: declared beside the pointer and
/// assigned wherever the pointer gets another block.
package struct SavedSize: Hashable, Sendable, Codable {
  /// How the size is assigned at an allocation.
  package enum Form: Hashable, Sendable, Codable {
    /// In the size argument at this position, from 1: `malloc(p_bytes = n)`.
    case argument(Int)
    /// Before the call: `(p_bytes = strlen(s) + 1, strdup(s))`.
    case before(size: String)
    /// Behind the assignment, a statement of its own, that ends with the call:
    /// `p = realloc(p, n), p_bytes = n;`.
    case after(size: String)
  }

  /// An allocation whose block the pointer gets.
  package struct Assignment: Hashable, Sendable, Codable {
    package var site: SiteIdentity
    package var form: Form

    package init(site: SiteIdentity, form: Form) {
      self.site = site
      self.form = form
    }
  }

  /// A call of a wrapper whose block the pointer gets.
  package struct Call: Hashable, Sendable, Codable {
    package var syntax: CallSyntax
    package var form: Form

    package init(syntax: CallSyntax, form: Form) {
      self.syntax = syntax
      self.form = form
    }
  }

  /// An assignment of another pointer whose size is kept, too.
  package struct Copy: Hashable, Sendable, Codable {
    /// The expression `p = q`, a statement of its own.
    package var statement: ByteRange
    package var source: Key

    package init(statement: ByteRange, source: Key) {
      self.statement = statement
      self.source = source
    }
  }

  /// Tells the pointers of a file apart.
  package struct Key: Hashable, Sendable, Codable {
    package var pointer: String
    package var declaration: Int

    package init(pointer: String, declaration: Int) {
      self.pointer = pointer
      self.declaration = declaration
    }
  }

  package var key: Key { Key(pointer: pointer, declaration: declaration) }

  package var file: FilePath
  /// The pointer's name.
  package var pointer: String
  /// Where the pointer's declaration starts, before which the new one goes.
  package var declaration: Int
  package var assignments: [Assignment]
  package var calls: [Call] = []
  package var copies: [Copy]

  package init(
    file: FilePath, pointer: String, declaration: Int, assignments: [Assignment], copies: [Copy]
  ) {
    self.file = file
    self.pointer = pointer
    self.declaration = declaration
    self.assignments = assignments
    self.copies = copies
  }

  /// The variable's name, unless the file uses it already.
  package var variable: String { pointer + "_bytes" }
}
