/// Names by which a page calls its site, as comparison keys; what a title's suffix usually is.
struct SiteNames {
  private(set) var keys: Set<[UInt8]> = []
  /// Labels of the host, longest first.
  private(set) var labels: [[UInt8]] = []

  init(evidence: EvidenceIndex, host: String?) {
    let properties = [
      "og:site_name", "application-name", "apple-mobile-web-app-title", "twitter:site", "al:ios:app_name",
      "al:android:app_name",
      "dc.publisher", "publisher", "article:publisher",
    ]
    for property in properties {
      for value in evidence.values(property) { insert(value) }
    }
    for object in evidence.articles {
      for path in ["publisher.name", "publisher.alternateName", "isPartOf.name", "sourceOrganization.name"] {
        if let name = object.first(path) { insert(name) }
      }
    }
    for object in evidence.others where object.isSite {
      for path in ["name", "alternateName", "legalName"] { if let name = object.first(path) { insert(name) } }
    }
    if let host {
      labels = Address.siteLabels(host).map { Fold.key($0) }.filter { $0.count >= 2 }.sorted { $0.count > $1.count }
      keys.insert(Fold.key(host))
      if host.hasPrefix("www.") { keys.insert(Fold.key(String(host.dropFirst(4)))) }
    }
  }

  private mutating func insert(_ name: String) {
    let key = Fold.key(Clean.line(name))
    if key.count >= 2, key.count <= 60 { keys.insert(key) }
  }

  /// Whether `part` of a title is the site: one of its names, or spelled like its host.
  func match(_ part: [UInt8]) -> Bool {
    guard part.count >= 2 else { return false }
    if keys.contains(part) { return true }
    if part.count >= 3, keys.contains(where: { $0.count >= 4 && isNear(part, $0) }) { return true }
    return labels.contains { label in
      label.count >= 3
        && (label == part || part.count >= 4 && Fold.contains(label, part) || label.count >= 4 && isNear(part, label))
    }
  }

  /// Whether `name` is the site: by `match`, or because its initials are a label of the host.
  func names(_ name: String) -> Bool {
    if match(Fold.key(name)) { return true }
    let initials = Fold.words(name).compactMap(\.first)
    return initials.count >= 2 && labels.contains(initials)
  }

  /// One holds the other and is not much shorter: "examplenewsonline" for "examplenews".
  private func isNear(_ a: [UInt8], _ b: [UInt8]) -> Bool {
    a.count >= b.count ? a.count <= 2 * b.count && Fold.contains(a, b) : b.count <= 2 * a.count && Fold.contains(b, a)
  }
}
