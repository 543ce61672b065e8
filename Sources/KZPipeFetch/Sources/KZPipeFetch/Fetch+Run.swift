extension Fetch {
  /// What to fetch: pages, and lists of pages.
  public enum Input: Sendable, Hashable {
    case page(String)
    /// Address of a feed or sitemap, whose entries are fetched.
    case list(String)
    /// A file with an address a line, or with a feed or sitemap; `-` for standard input.
    case file(String)
  }

  /// Fetches the inputs in turn; hosts are asked side by side.
  /// - Parameter told: called for every address that ended, in the order in which they end
  public static func run(
    _ inputs: [Input], into archive: Archive, settings: FetchSettings, stop: Stop, told: @escaping (Result) -> Void
  ) async throws(ArchiveError) -> Report {
    try await run(
      inputs, into: archive, settings: settings, rules: AddressRules(allowsPrivate: settings.allowsPrivate), stop: stop,
      told: told)
  }

  static func run(
    _ inputs: [Input], into archive: Archive, settings: FetchSettings, rules: AddressRules, stop: Stop,
    told: @escaping (Result) -> Void
  ) async throws(ArchiveError) -> Report {
    let transfer = HTTPTransfer(hosts: settings.hosts, timeouts: settings.timeouts)
    let source = AddressSource(
      inputs.map { input in
        switch input {
        case .page(let address): .address(address, .page)
        case .list(let address): .address(address, .list(depth: 0))
        case .file(let path): .file(path)
        }
      })
    var fetch = Fetch(
      source, into: archive, visitor: PageVisitor(settings: settings, rules: rules, transfer: transfer), stop: stop,
      told: told)
    do throws(ArchiveError) {
      let report = try await fetch.run()
      await transfer.shutdown()
      return report
    } catch {
      await transfer.shutdown()
      throw error
    }
  }
}
