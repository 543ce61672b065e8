/// How pages are fetched.
public struct FetchSettings: Sendable {
  /// Name of the crawler: stands in `User-Agent` and is looked for in `robots.txt`. Letters, `-` and `_`.
  public var agent = "kzpipe-fetch"
  public var version = ""
  /// An address or mailbox under which a site's owner finds who fetches.
  public var contact: String?
  /// Seconds between the starts of two requests to one host.
  public var hostSeconds = 1.0
  /// Hosts that are asked at a time.
  public var hosts = 8
  /// Bytes of a response, on the wire and inflated.
  public var maximumBytes = 32 << 20
  public var connectSeconds = 10.0
  public var readSeconds = 20.0
  public var totalSeconds = 60.0
  /// Redirects that are followed from one address.
  public var redirects = 5
  /// Attempts after the first one, for what may pass.
  public var retries = 2
  /// First pause before another attempt; the next one is twice as long.
  public var retrySeconds = 2.0
  /// Longest pause that a server may ask for; who asks for more is not asked again.
  public var longestPause = 120.0
  public var allowsPrivate = false
  /// Addresses after which the fetch ends; `nil` for all.
  public var limit: Int?

  public init() {}

  var userAgent: String {
    agent + (version.isEmpty ? "" : "/\(version)") + (contact.map { " (+\($0))" } ?? "")
  }

  var timeouts: TransferRequest.Timeouts {
    TransferRequest.Timeouts(connectSeconds: connectSeconds, readSeconds: readSeconds, totalSeconds: totalSeconds)
  }
}
