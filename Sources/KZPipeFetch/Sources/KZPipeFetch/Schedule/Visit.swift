/// An address of the list on its way to its page.
struct Visit: Sendable, Hashable {
  enum Purpose: Sendable, Hashable {
    case page
    /// A feed or sitemap whose entries are to be visited; `depth` counts the sitemaps above it.
    case list(depth: Int)
  }

  /// As it was listed.
  var listed: PageAddress
  var purpose = Purpose.page
  /// Where it leads now.
  var address: PageAddress
  /// Addresses that led here, the listed one first.
  var hops: [PageAddress] = []
  /// Attempts at `address` that failed.
  var failures = 0

  init(_ listed: PageAddress, _ purpose: Purpose = .page) {
    self.listed = listed
    self.purpose = purpose
    address = listed
  }

  /// The visit behind a redirect.
  func redirected(to next: PageAddress) -> Visit {
    var visit = self
    visit.hops.append(address)
    visit.address = next
    visit.failures = 0
    return visit
  }
}
