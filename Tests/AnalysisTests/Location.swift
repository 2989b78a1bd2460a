import SourceModel

/// The model's location; `Testing` has a type of the same name.
typealias Location = SourceModel.SourceLocation
