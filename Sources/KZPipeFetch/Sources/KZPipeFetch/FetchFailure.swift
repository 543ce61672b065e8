/// Why an address was not fetched: a stable code, one sentence, what to do next.
public struct FetchFailure: Error, Sendable, Hashable {
  public enum Code: String, Sendable {
    case badAddress = "bad_address"
    case privateAddress = "private_address"
    case port
    case robots
    case name = "name_not_found"
    case connection
    case tls
    case timeout
    case tooLarge = "too_large"
    case encoding = "bad_encoding"
    case redirect
    case status
    case list = "bad_list"
  }

  public var code: Code
  public var message: String
  public var advice: String?
  /// Another attempt may succeed.
  public var isTransient = false
  /// The server asked for this many seconds of peace.
  public var pause: Double?

  public init(_ code: Code, _ message: String, advice: String? = nil, isTransient: Bool = false, pause: Double? = nil) {
    self.code = code
    self.message = message
    self.advice = advice
    self.isTransient = isTransient
    self.pause = pause
  }
}
