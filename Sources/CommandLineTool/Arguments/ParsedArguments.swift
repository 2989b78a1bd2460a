/// The values that a command line gives to a command's parameters.
package struct ParsedArguments: Sendable {
  /// The texts of each parameter by its name, in order.
  var values: [String: [String]] = [:]
  /// The words behind `--`, for commands that pass them on.
  package var trailing: [String] = []
  /// The names that led to the command, the tool's own first.
  package var path: [String] = []

  /// The last value given, or `nil`.
  package subscript<Value>(_ parameter: Parameter<Value>) -> Value? {
    values[parameter.specification.name]?.last.flatMap(parameter.parse)
  }

  /// All values given, in order.
  package subscript<Value>(all parameter: Parameter<Value>) -> [Value] {
    (values[parameter.specification.name] ?? []).compactMap(parameter.parse)
  }

  /// Whether a flag was given.
  package func has(_ flag: Parameter<Bool>) -> Bool {
    values[flag.specification.name] != nil
  }
}
