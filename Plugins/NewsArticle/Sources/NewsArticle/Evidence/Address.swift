/// Web addresses as far as a parse stage needs them: comparing, resolving, naming the site.
enum Address {
  /// Address without scheme, `www.`, query, fragment and closing slash; for "same page?" and for the article's id.
  static func comparable(_ address: String) -> String {
    var rest = Substring(address)
    if let scheme = rest.endOfFirst("://") { rest = rest[scheme...] }
    if rest.hasPrefix("www.") { rest = rest.dropFirst(4) }
    if let cut = rest.utf8.firstIndex(where: { $0 == 0x3F || $0 == 0x23 }) { rest = rest[..<cut] }
    while rest.utf8.last == 0x2F { rest = rest.dropLast() }
    return rest.lowercased()
  }

  /// Host in lower case without port and user; `nil` when there is none.
  static func host(_ address: String) -> String? {
    guard let start = Substring(address).endOfFirst("://") else { return nil }
    let rest = address[start...]
    let end = rest.utf8.firstIndex { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 } ?? rest.endIndex
    var host = rest[..<end]
    if let at = host.utf8.lastIndex(of: 0x40) { host = host[host.utf8.index(after: at)...] }
    if let colon = host.utf8.lastIndex(of: 0x3A) { host = host[..<colon] }
    return host.isEmpty ? nil : host.lowercased()
  }

  /// Labels of the host that name the site, without `www` and the top-level domain: `example-times.co.uk` gives
  /// `example-times`.
  static func siteLabels(_ host: String) -> [String] {
    var labels = host.split(separator: ".").map(String.init)
    if labels.count > 1 { labels.removeLast() }
    if labels.count > 1, let last = labels.last,
      ["co", "com", "or", "org", "ne", "net", "go", "gov", "ac"].contains(last)
    {
      labels.removeLast()
    }
    return labels.filter { !["www", "m", "amp", "edition", "news"].contains($0) || labels.count == 1 }
  }

  static func isAbsolute(_ address: String) -> Bool {
    let low = address.prefix(8).lowercased()
    return low.hasPrefix("http://") || low.hasPrefix("https://")
  }

  /// `address` against `base` (RFC 3986, 5.2, for the forms that pages use); `nil` when it cannot be made absolute.
  static func resolve(_ address: String, base: String?) -> String? {
    if isAbsolute(address) { return address }
    guard let base, isAbsolute(base), let start = Substring(base).endOfFirst("://") else { return nil }
    let scheme = base[..<start].dropLast(3)
    if address.hasPrefix("//") { return scheme + ":" + address }
    let end = base[start...].utf8.firstIndex { $0 == 0x2F || $0 == 0x3F || $0 == 0x23 } ?? base.endIndex
    if address.hasPrefix("/") { return base[..<end] + address }
    guard !address.isEmpty, !address.utf8.contains(0x3A) else { return nil }
    var path = base[end...]
    if let cut = path.utf8.firstIndex(where: { $0 == 0x3F || $0 == 0x23 }) { path = path[..<cut] }
    if address.hasPrefix("?") { return base[..<end] + path + address }
    let slash = path.utf8.lastIndex(of: 0x2F).map { path[...$0] } ?? "/"
    return base[..<end] + slash + address
  }

  /// Year, month and day that an address carries: `/2024/05/31/`, `/20240531`, `/2024-05-31-`.
  static func date(in address: String) -> (year: Int, month: Int, day: Int?)? {
    let bytes = Array(comparable(address).utf8)
    guard let start = bytes.firstIndex(of: 0x2F) else { return nil }
    var partial: (Int, Int, Int?)?
    var at = start
    while at < bytes.count {
      guard Clean.isDigit(bytes[at]), !Clean.isDigit(bytes[at - 1]) else {
        at += 1
        continue
      }
      let (first, count, next) = number(bytes, at)
      if count == 4, (1990...2099).contains(first), next + 2 < bytes.count, [0x2F, 0x2D, 0x5F].contains(bytes[next]) {
        let (month, digits, after) = number(bytes, next + 1)
        if (1...2).contains(digits), (1...12).contains(month) {
          if after + 1 < bytes.count, bytes[after] == bytes[next] {
            let (day, digits, _) = number(bytes, after + 1)
            if (1...2).contains(digits), (1...31).contains(day) { return (first, month, day) }
          }
          if digits == 2, bytes[next] == 0x2F, partial == nil { partial = (first, month, nil) }
        }
      } else if count == 8 || count == 12 || count == 14 {
        let digits = count == 8 ? first : first / (count == 12 ? 10_000 : 1_000_000)
        let (year, month, day) = (digits / 10_000, digits / 100 % 100, digits % 100)
        if (1995...2099).contains(year), (1...12).contains(month), (1...31).contains(day) { return (year, month, day) }
      }
      at = next
    }
    return partial.map { (year: $0.0, month: $0.1, day: $0.2) }
  }

  private static func number(_ bytes: [UInt8], _ start: Int) -> (value: Int, digits: Int, end: Int) {
    var at = start
    var value = 0
    while at < bytes.count, Clean.isDigit(bytes[at]) {
      if at - start < 16 { value = value * 10 + Int(bytes[at] - 0x30) }
      at += 1
    }
    return (value, at - start, at)
  }
}

extension Substring {
  /// Index after the first `text`.
  fileprivate func endOfFirst(_ text: String) -> Index? {
    let needle = Array(text.utf8)
    var at = utf8.startIndex
    while at != utf8.endIndex {
      if utf8[at...].starts(with: needle) { return utf8.index(at, offsetBy: needle.count) }
      at = utf8.index(after: at)
    }
    return nil
  }
}
