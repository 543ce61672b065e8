/// What is asked of a server.
struct TransferRequest: Sendable {
  var address: PageAddress
  /// Addresses of the host that were looked at; the connection goes to one of them.
  var peers: [IPAddress]
  /// In the order in which they are sent; without `Host`.
  var headers: [(name: String, value: String)]
  /// Bytes of the body on the wire.
  var maximumBytes: Int
  var timeouts: Timeouts

  struct Timeouts: Sendable, Hashable {
    var connectSeconds = 10.0
    /// Without a byte.
    var readSeconds = 20.0
    /// For the whole response.
    var totalSeconds = 60.0
  }
}

/// What a server answered, with the body in the encoding in which it came.
struct TransferResponse: Sendable {
  var status: Int
  var reason: String
  /// As received, but for what belongs to the connection.
  var headers: [(name: String, value: String)]
  var body: [UInt8]
  var peer: IPAddress

  /// The first field of that name, whatever its case.
  subscript(name: String) -> String? {
    let name = name.lowercased()
    return headers.first { $0.name.lowercased() == name }?.value
  }
}

/// One request and its response; follows no redirect.
protocol Transfer: Sendable {
  func send(_ request: TransferRequest) async throws(FetchFailure) -> TransferResponse
}
