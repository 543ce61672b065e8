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
  /// - Parameters:
  ///   - earlier: an archive; of its pages only those are fetched that have changed since
  ///   - told: called for every address that ended, in the order in which they end
  public static func run(
    _ inputs: [Input], into archive: Archive, since earlier: EarlierArchive? = nil, settings: FetchSettings, stop: Stop,
    told: @escaping (Result) -> Void
  ) async throws(ArchiveError) -> Report {
    try await run(
      inputs, into: archive, since: earlier, settings: settings,
      rules: AddressRules(allowsPrivate: settings.allowsPrivate), stop: stop, told: told)
  }

  static func run(
    _ inputs: [Input], into archive: Archive, since earlier: EarlierArchive? = nil, settings: FetchSettings,
    rules: AddressRules, stop: Stop, told: @escaping (Result) -> Void
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
    let visitor = PageVisitor(
      settings: settings, rules: rules, transfer: transfer, earlier: earlier?.validators ?? [:])
    var fetch = Fetch(source, into: archive, visitor: visitor, stop: stop, told: told)
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
