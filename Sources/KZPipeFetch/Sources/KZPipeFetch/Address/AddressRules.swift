import Glibc
import NIOPosix

/// Where pages may come from.
///
/// A name is looked up once and the connection goes to an address that was looked at, so that a name which means something
/// else a moment later leads nowhere.
public struct AddressRules: Sendable {
  /// Private networks, and ports other than 80 and 443, are allowed.
  public var allowsPrivate: Bool
  /// Looks a name up; given by tests.
  var lookUp: @Sendable (String) async throws(FetchFailure) -> [IPAddress]

  public init(allowsPrivate: Bool) {
    self.init(allowsPrivate: allowsPrivate, lookUp: Resolver.addresses(of:))
  }

  init(
    allowsPrivate: Bool, lookUp: @escaping @Sendable (String) async throws(FetchFailure) -> [IPAddress]
  ) {
    self.allowsPrivate = allowsPrivate
    self.lookUp = lookUp
  }

  /// Addresses to connect to, in the order of the resolver; never empty.
  func addresses(for origin: PageAddress.Origin) async throws(FetchFailure) -> [IPAddress] {
    guard allowsPrivate || origin.port == 80 || origin.port == 443 else {
      throw FetchFailure(
        .port, "port \(origin.port) is not one of the web's", advice: "--allow-private allows every port")
    }
    let all: [IPAddress]
    if let literal = IPAddress(origin.host) { all = [literal] } else { all = try await lookUp(origin.host) }
    guard !all.isEmpty else { throw FetchFailure(.name, "the host has no address") }
    // One private address among public ones is how a name is bent: the whole name is refused.
    guard allowsPrivate || all.allSatisfy(\.isPublic) else {
      throw FetchFailure(
        .privateAddress, "the host is in a private or special network",
        advice: "--allow-private allows it, when it is yours")
    }
    return all
  }
}

enum Resolver {
  /// Asks the system, on a thread where waiting is allowed; the system's own limits bound it.
  static func addresses(of host: String) async throws(FetchFailure) -> [IPAddress] {
    let result: Result<[IPAddress], FetchFailure>
    do {
      result = try await NIOThreadPool.singleton.runIfActive { found(host) }
    } catch {
      throw FetchFailure(.name, "the host could not be looked up")
    }
    return try result.get()
  }

  private static func found(_ host: String) -> Result<[IPAddress], FetchFailure> {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let status = getaddrinfo(host, nil, &hints, &list)
    defer { if let list { freeaddrinfo(list) } }
    guard status == 0 else {
      let reason = String(cString: gai_strerror(status))
      return .failure(
        FetchFailure(.name, "the host was not found: \(reason.lowercased())", isTransient: status == EAI_AGAIN))
    }
    var addresses: [IPAddress] = []
    var next = list
    while let entry = next {
      if let address = entry.pointee.ai_addr.flatMap({ IPAddress($0) }), !addresses.contains(address) {
        addresses.append(address)
      }
      next = entry.pointee.ai_next
    }
    return .success(addresses)
  }
}
