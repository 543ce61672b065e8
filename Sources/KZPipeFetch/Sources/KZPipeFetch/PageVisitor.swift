import Glibc

/// Carries out one step: asks for a site's rules, or for a page.
struct PageVisitor: Sendable {
  enum Outcome: Sendable {
    /// A response that goes into the archive; more may follow behind a redirect or in a list.
    case response(Exchange, Next)
    case failed(FetchFailure)
  }

  struct Exchange: Sendable {
    var request: TransferRequest
    var response: TransferResponse
    var moment: String
    /// What the page was before, when only a change was asked for.
    var earlier: Validators?
  }

  enum Next: Sendable {
    case done
    /// As it was before.
    case unchanged
    case redirect(PageAddress)
    case entries([ListDocument.Entry])
    /// The server did not give the page.
    case failed(FetchFailure)
  }

  let settings: FetchSettings
  let rules: AddressRules
  let transfer: any Transfer
  /// Pages of an earlier archive, by address.
  var earlier: [UInt64: Validators] = [:]

  func visit(_ visit: Visit) async -> Outcome {
    do throws(FetchFailure) {
      var request = try await request(
        visit.address, accept: "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1")
      let earlier = visit.purpose == .page ? self.earlier[visit.address.hash64] : nil
      if let tag = earlier?.tag { request.headers.append(("If-None-Match", tag)) }
      if let modified = earlier?.modified { request.headers.append(("If-Modified-Since", modified)) }
      let moment = Moment.now()
      let response = try await transfer.send(request)
      let exchange = Exchange(request: request, response: response, moment: moment, earlier: earlier)
      do throws(FetchFailure) {
        return .response(exchange, try next(visit, response))
      } catch {
        return error.code == .tooLarge ? .failed(error) : .response(exchange, .failed(error))
      }
    } catch {
      return .failed(error)
    }
  }

  private func request(
    _ address: PageAddress, accept: String, maximumBytes: Int? = nil
  ) async throws(FetchFailure) -> TransferRequest {
    TransferRequest(
      address: address, peers: try await rules.addresses(for: address.origin),
      headers: [("User-Agent", settings.userAgent), ("Accept", accept), ("Accept-Encoding", "gzip")],
      maximumBytes: maximumBytes ?? settings.maximumBytes, timeouts: settings.timeouts)
  }

  private func next(_ visit: Visit, _ response: TransferResponse) throws(FetchFailure) -> Next {
    switch response.status {
    case 200..<300:
      try checkSize(response)
      guard case .list = visit.purpose else { return .done }
      return .entries(try ListDocument(try LineFile.unpacked(response.body), base: visit.address).entries)
    case 304 where earlier[visit.address.hash64] != nil: return .unchanged
    case 301, 302, 303, 307, 308:
      guard let location = response["location"] else {
        throw FetchFailure(.redirect, "the server answered \(response.status) without saying where to")
      }
      guard visit.hops.count < settings.redirects else {
        throw FetchFailure(.redirect, "more than \(settings.redirects) redirects in a row")
      }
      let target = try visit.address.resolve(location)
      guard target != visit.address, !visit.hops.contains(target) else {
        throw FetchFailure(.redirect, "the redirects lead in a circle")
      }
      return .redirect(target)
    default: throw Self.refusal(response)
    }
  }

  static func refusal(_ response: TransferResponse) -> FetchFailure {
    let reason = response.reason.isEmpty ? "" : " \(response.reason)"
    var failure = FetchFailure(.status, "the server answered \(response.status)\(reason)")
    failure.isTransient = [408, 429, 500, 502, 503, 504].contains(response.status)
    failure.pause = response["retry-after"].flatMap { Moment.secondsUntil($0) }
    return failure
  }

  /// Refuses what inflates beyond the limit, or so much that no text could.
  private func checkSize(_ response: TransferResponse) throws(FetchFailure) {
    let encodings = (response["content-encoding"] ?? "").lowercased()
    guard ["gzip", "x-gzip", "deflate"].contains(encodings), !response.body.isEmpty else { return }
    // Text rarely shrinks to a tenth; deflate itself cannot do more than a thousandth.
    let limit = min(settings.maximumBytes, max(1 << 20, response.body.count * 250))
    guard Gzip.inflate(response.body, limit: limit) != .tooLarge else {
      throw FetchFailure(
        .tooLarge, "\(response.body.count) bytes inflate to more than \(limit)",
        advice: "raise --max-bytes, if it is a page at all")
    }
  }

  // MARK: robots.txt

  /// The rules of a site; the file is no page and does not go into the archive.
  func robots(of origin: PageAddress.Origin) async -> RobotsRules {
    // Where no page may be fetched from, the page says so itself.
    do throws(FetchFailure) { _ = try await rules.addresses(for: origin) } catch { return .allowed }
    var fault = ""
    for _ in 0...1 {
      do throws(FetchFailure) {
        return try await readRobots(of: origin)
      } catch {
        fault = error.message
        if !error.isTransient { break }
      }
    }
    return .unreachable(fault)
  }

  private func readRobots(of origin: PageAddress.Origin) async throws(FetchFailure) -> RobotsRules {
    var address = try PageAddress("\(origin.scheme.rawValue)://\(origin.authority)/robots.txt")
    // Five redirects and then it counts as absent (RFC 9309, section 2.3.1.2).
    for _ in 0...5 {
      let request = try await request(address, accept: "text/plain,*/*;q=0.1", maximumBytes: 4 << 20)
      let response = try await transfer.send(request)
      switch response.status {
      case 200..<300: return RobotsRules(try text(response), agent: settings.agent)
      case 300..<400:
        guard let location = response["location"], let next = try? address.resolve(location) else { return .allowed }
        address = next
      case 429: throw Self.refusal(response)
      case 400..<500: return .allowed
      default: throw Self.refusal(response)
      }
    }
    return .allowed
  }

  private func text(_ response: TransferResponse) throws(FetchFailure) -> [UInt8] {
    guard response.body.starts(with: [0x1F, 0x8B]) else { return response.body }
    var text: [UInt8] = []
    _ = Gzip.inflate(response.body, limit: RobotsRules.limit) { text += $0 }
    return text
  }
}
