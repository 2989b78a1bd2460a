import SourceModel

/// Finds where the size of a field's or global variable's block can be put into
/// a variable before its counter changes.
///
/// That is before the statement with the counter's first assignment, in the
/// innermost block that holds the release, too: up to there pointer and counter
/// belong together, and nothing but the counter changes until the release.
struct EarlierSizeFinder {
  let request: SizeRequest
  let model: FieldPairs.Model
  private var context: SizeContext { request.context }

  /// - Parameter text: the size, were the counter still what it was.
  func find(_ text: String, of field: FlowNode) -> EarlierSize? {
    let call = request.call
    var base: Expression?
    if case .field(let object, _)? = request.pointerExpression { base = object }
    guard request.site.form == .call, let usr = call.function,
      let function = context.definition(of: usr, unit: call.unit),
      let counter = firstChange(base, in: usr),
      let compound = function.compounds.last(where: {
        $0.file == request.site.location.file && $0.range.contains(counter.location.offset)
          && $0.range.contains(request.site.location.offset)
      }),
      let position = compound.statements.lastIndex(where: { $0.start <= counter.location.offset }),
      let last = compound.statements.lastIndex(where: {
        $0.start <= request.site.location.offset
      }),
      compound.statements[position...last].allSatisfy({ $0.kind != .labelled })
    else { return nil }
    let statement = compound.statements[position]
    let isAmongDeclarations = compound.statements[..<position].allSatisfy {
      $0.kind == .declaration
    }
    let declaration = isAmongDeclarations ? nil : compound.statements[0].start
    let places = [declaration, statement.start, request.site.location.offset].compactMap { $0 }
    guard Set(places.map(function.arm(at:))).count == 1,
      isRead(statement, counter, isOwn: position == last),
      isQuiet(from: statement.start, to: counter, base, field)
    else { return nil }
    return EarlierSize(
      file: compound.file, variable: field.spelling + "_bytes", size: text,
      statement: statement.start,
      declaration: declaration,
      use: request.site.location.offset)
  }

  /// The first assignment of a counter after which the model no longer tells the
  /// size.
  private func firstChange(_ base: Expression?, in function: String) -> FlowStore? {
    let order = request.call.facts.order
    let gaps = (model.gaps[function] ?? []).filter { $0.orders.contains(order) }
    guard let first = gaps.map(\.orders.lowerBound).min(),
      gaps.allSatisfy({ $0.base == base && $0.orders.lowerBound < order })
    else { return nil }
    let stores = (context.storesByFunction[function] ?? []).filter {
      $0.unit == request.call.unit && $0.facts.order == first
    }
    guard stores.count == 1, let store = stores.first,
      model.counters.contains(where: {
        store.target == context.graph.nodeID(of: $0, unit: store.unit)
      })
    else { return nil }
    return store.facts
  }

  /// Whether the counter can be read before a statement: the statement reads it
  /// whatever happens, or the release that follows in the same block does.
  private func isRead(
    _ statement: FlowCompound.Statement, _ counter: FlowStore, isOwn: Bool
  ) -> Bool {
    let release = request.call.moment
    guard let function = request.call.function,
      let flow = ControlFlow(of: function, unit: request.call.unit, context),
      flow.loops(around: release).isSubset(of: flow.loops(around: Moment(counter)))
    else { return false }
    if statement.kind == .expression || statement.kind == .declaration {
      return flow.dominates(Moment(counter), release)
    }
    return !isOwn && flow.isInside(counter.block, release.block)
  }

  /// Whether nothing happens from the start of a statement to an assignment
  /// that could change what the size is read from.
  private func isQuiet(
    from start: Int, to counter: FlowStore, _ base: Expression?, _ field: FlowNode
  ) -> Bool {
    let function = request.call.function ?? ""
    let span = ByteRange(start, counter.location.offset)
    let calls = (context.callsByFunction[function] ?? []).filter {
      $0.unit == request.call.unit && span.contains($0.facts.location.offset)
    }
    let changed = Set((base?.places ?? []) + [field] + model.counters)
    let nodes = context.graph.program.units[request.call.unit].flow.nodes
    let stores = (context.storesByFunction[function] ?? []).filter {
      $0.unit == request.call.unit && span.contains($0.facts.location.offset)
        && $0.facts.order < counter.order && changed.contains(nodes[Int($0.facts.target)])
    }
    return stores.isEmpty
      && calls.allSatisfy {
        $0.index == request.call.index || LibraryNames.isInert($0.name)
      }
  }
}
