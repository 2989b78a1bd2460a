import SourceModel

/// The functions and variables of the program that assembly at file scope names, which may
/// give them other names, call them with anything and change them.
struct AssemblyNames: Sendable {
  /// Where each function is named, by qualified USR.
  private(set) var functions: [String: SourceLocation] = [:]
  /// The same for variables.
  private(set) var variables: [NodeID: SourceLocation] = [:]

  init() {}

  /// - Parameter entered: with the declarations of all units.
  init(_ entered: EnteredProgram) {
    for (unit, names) in zip(entered.program.units, entered.unitNames) {
      for mention in unit.flow.assembly {
        let usr = names.qualified(mention.function)
        if entered.functions[usr]?.unit != nil {
          functions[usr] = min(functions[usr] ?? mention.location, mention.location)
        }
        let variable = FlowNode.global(usr: mention.variable, name: "")
        guard let node = entered.nodes.existing(variable, in: names) else { continue }
        variables[node] = min(variables[node] ?? mention.location, mention.location)
      }
    }
  }
}

extension ProgramGraph {
  /// Lets assembly give what is not known to the functions and variables that it names, and
  /// read what they have.
  func addAssembly() {
    for (usr, location) in entered.assembly.functions.sorted(by: { $0.key < $1.key }) {
      guard let function = functions[usr], family(of: usr) == nil else { continue }
      let variable: [String?] = function.facts.isVariadic ? ["void"] : []
      for (position, type) in (function.facts.parameterPointees + variable).enumerated() {
        if type != nil {
          addAssembly(to: nodes.parameter(of: usr, position), at: location)
        } else if let integer = nodes.existingParameter(of: usr, position),
          entered.integers.isPointer(integer)
        {
          addAssembly(to: integer, at: location)
        }
      }
      guard function.facts.resultPointee != nil else { continue }
      let result = nodes.result(of: usr, name: function.facts.name)
      escapes.append(Escape(node: result, name: Self.assembly, location: location))
    }
    for (node, location) in entered.assembly.variables.sorted(by: { $0.key < $1.key }) {
      if entered.integers.canHoldPointer(node) { addAssembly(to: node, at: location) }
      escapes.append(Escape(node: node, name: Self.assembly, location: location))
    }
  }

  private func addAssembly(to node: NodeID, at location: SourceLocation) {
    let block = ObjectKind.unknown(name: Self.assembly, location: location)
    add(Constraint(.address, objects.id(block, nodes: &nodes), node), at: location)
    addOutsideFunction(to: node, at: location)
  }

  /// What assembly at file scope is called.
  static let assembly = "assembly"
}
