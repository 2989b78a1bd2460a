import SourceModel

/// Addresses of family functions: hooks and callbacks.
extension Ownership {
  /// Whether anything is done with the address that a site takes: it is called,
  /// or compared with one of its class that is.
  func isUsed(_ site: Int) -> Bool {
    let sites = solution.graph.program.sites
    return ([site] + (classOf(site)?.sites ?? [])).contains {
      sites[$0].function.name == sites[site].function.name
        && solution.graph.addressCalls[sites[$0].location] != nil
    }
  }

  /// The calls through the address that a site takes, in order.
  func calls(throughAddressAt site: Int) -> [SourceLocation] {
    (solution.graph.addressCalls[solution.graph.program.sites[site].location] ?? []).sorted()
  }

  /// Joins addresses that cannot be told apart or that are compared, since what
  /// was equal must stay equal, and notes which of them code outside the program
  /// gets or replaces.
  mutating func readAddresses() {
    let graph = solution.graph
    for sites in graph.entered.addressSites.values {
      join(sites.compactMap { releases.siteIndices[$0] })
    }
    for (left, right) in graph.entered.comparisons {
      let addresses = addresses(of: left) + addresses(of: right)
      for equal in Dictionary(grouping: addresses, by: \.usr).values {
        let sites = Set(equal.map(\.site)).sorted()
        join(sites)
        if sites.count > 1 { compared.formUnion(sites) }
      }
    }
    for escape in graph.addressEscapes {
      guard let site = releases.siteIndices[escape.site] else { continue }
      noteGiven(site, to: escape.name, at: escape.location)
    }
    readUndescribedCalls()
    for index in graph.outsideCalls { readOutsideCall(graph.calls[index]) }
    guard !graph.clientUnits.isEmpty else { return }
    for (_, site) in graph.clientNodes.flatMap(addresses) {
      noteGiven(site, to: "code outside the program", at: nil)
    }
  }

  private mutating func noteGiven(_ site: Int, to name: String, at location: SourceLocation?) {
    let text = "\(name) gets the address, and may allocate and release with it"
    unknown.append((site, Evidence(location: location, text: text)))
  }

  /// A function of which no rule says anything may call what stands in a record
  /// that it is given.
  private mutating func readUndescribedCalls() {
    let graph = solution.graph
    let sitesByType = graph.entered.functionFields
      .mapValues { $0.flatMap(addresses).map(\.site) }.filter { !$0.value.isEmpty }
    guard !sitesByType.isEmpty else { return }
    for (name, calls) in graph.undescribedCalls {
      if graph.external(name) != nil { continue }
      for call in calls {
        let types = Set(graph.calls[call].facts.arguments.compactMap(\.pointee))
        for site in types.flatMap({ sitesByType[$0] ?? [] }) {
          noteGiven(site, to: name, at: graph.calls[call].facts.location)
        }
      }
    }
  }

  /// A call that may run a function from outside the program, which may make its
  /// own blocks.
  private mutating func readOutsideCall(_ call: ProgramCall) {
    guard case .indirect(let callee) = call.facts.callee else { return }
    for (_, site) in addresses(of: solution.graph.unitNodes[call.unit][Int(callee)]) {
      let text = "\(ProgramGraph.outsideFunction) may be called in its place"
      unknown.append((site, Evidence(location: call.facts.location, text: text)))
    }
  }

  /// The family functions that a node can point at, with the sites that take
  /// their addresses.
  private func addresses(of node: NodeID) -> [(usr: String, site: Int)] {
    let functions = solution.pointsTo(node).intersection(solution.graph.objects.functions)
    return functions.pointers.compactMap { pointer in
      guard case .function(let usr, let place?) = solution.kind(pointer.object),
        let site = releases.siteIndices[place],
        solution.graph.program.sites[site].function.role != .query
      else { return nil }
      return (usr, site)
    }
  }
}
