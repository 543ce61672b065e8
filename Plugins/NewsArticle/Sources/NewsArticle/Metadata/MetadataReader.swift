import KZPipeKit

/// A value with the reason why it was taken.
struct Stated<Value> {
  var value: Value
  var reason: String
  var confidence: Double
  var block: Int?

  init(_ value: Value, _ reason: String, _ confidence: Double, block: Int? = nil) {
    self.value = value
    self.reason = reason
    self.confidence = confidence
    self.block = block
  }
}

/// Reads what a page says of itself beside headline, authors and dates.
struct MetadataReader {
  let page: PageView
  let site: SiteNames
  /// Comparison keys of the headline and its other candidates: trails end with them.
  let titles: [[UInt8]]

  // MARK: Section

  /// The section trail from wide to narrow: JSON-LD breadcrumbs, the printed trail, stated sections.
  func section() -> Stated<[String]>? {
    if let trail = breadcrumbs() { return trail }
    for index in page.blocks.indices
    where page.blocks[index].kind == .trail && !(page.firstBodyBlock.map { index > $0 + 2 } ?? false) {
      let text = page.string(index)
      guard !isMenu(text) else { continue }
      if let trail = cleaned(segments(text)) { return Stated(trail, "trail_block", 0.85, block: index) }
    }
    for object in page.evidence.articles.prefix(2) {
      let values = object.below("articleSection").filter { $0.rest.isEmpty || $0.rest.utf8.allSatisfy(Clean.isDigit) }
        .map(\.value)
      if let trail = cleaned(values) { return Stated(trail, "json_ld", 0.9) }
    }
    for property in [
      "article:section", "article:section:main", "og:section", "parsely-section", "section", "cxenseparse:section",
      "dc.subject.section",
    ] {
      let values = page.evidence.values(property)
      if let trail = cleaned(Array(values.prefix(3))) { return Stated(trail, "meta_" + property, 0.85) }
    }
    if let first = page.firstBodyBlock {
      // A line such as "Home > World > Asia" that nobody marked; it has to begin with the front page.
      for index in max(0, first - 20)..<min(page.blocks.count, first + 3) {
        let range = page.range(index)
        guard range.count <= 160, page.page.text[range].contains(0x3E) || page.page.text[range].contains(0xBB) else {
          continue
        }
        let names = segments(page.string(index))
        guard names.count >= 2, names.count <= 6, let front = names.first,
          Self.home.contains(Fold.key(front)), let trail = cleaned(names)
        else { continue }
        return Stated(trail, "trail_line", 0.75, block: index)
      }
    }
    for statement in page.evidence.statements("section") + page.evidence.statements("trail")
    where statement.origin == .text && !isMenu(statement.value) {
      if let trail = cleaned(segments(statement.value)) { return Stated(trail, "text_trail", 0.75) }
    }
    return nil
  }

  private func breadcrumbs() -> Stated<[String]>? {
    for object in page.evidence.others where object.type == "BreadcrumbList" {
      var names: [(place: Int, name: String)] = []
      var positions: [String: Int] = [:]
      for (rest, value) in object.below("itemListElement") {
        let parts = rest.split(separator: ".").map(String.init)
        let group = parts.first.flatMap { Int($0) != nil ? $0 : nil } ?? "0"
        let path = parts.drop { Int($0) != nil }
        if path.elementsEqual(["position"]) { positions[group] = Int(value) }
        if path.elementsEqual(["name"]) || path.elementsEqual(["item", "name"]) {
          let place = Int(group) ?? 0
          if !names.contains(where: { $0.place == place }) { names.append((place, value)) }
        }
      }
      let ordered = names.enumerated().sorted { a, b in
        let first = positions[String(a.element.place)] ?? a.element.place
        let second = positions[String(b.element.place)] ?? b.element.place
        return first != second ? first < second : a.offset < b.offset
      }
      // A list of all sections is a menu, whatever the page calls it.
      guard ordered.count <= Self.longestTrail + 2 else { continue }
      if let trail = cleaned(ordered.map(\.element.name)) { return Stated(trail, "json_ld_breadcrumb", 0.92) }
    }
    return nil
  }

  /// Names of the longest trail; a menu has more.
  private static let longestTrail = 6

  /// A row of links that stand beside each other: more names than a trail has, or more than four between strokes or on lines
  /// of their own, where no arrow says that one lies below the other.
  private func isMenu(_ text: String) -> Bool {
    let names = segments(text).count { !Fold.key($0).isEmpty }
    let hasArrow = text.contains { ">›»→▶＞".contains($0) }
    return names > (hasArrow ? Self.longestTrail + 1 : 4)
  }

  private func segments(_ text: String) -> [String] {
    var out: [String] = [""]
    for character in text {
      switch character {
      case "\t", ">", "›", "»", "→", "/", "|", "▶", "＞", "\n": out.append("")
      default: out[out.count - 1].append(character)
      }
    }
    return out
  }

  /// Names without "Home", the site's own name, the headline and repetition; `nil` when nothing is left.
  private func cleaned(_ names: [String]) -> [String]? {
    var out: [String] = []
    var keys: Set<[UInt8]> = []
    for name in names.prefix(10) {
      for part in Clean.line(name).split(separator: ";") {
        let text = withoutLabel(Clean.line(String(part)))
        let key = Fold.key(text)
        guard !key.isEmpty, text.utf8.count <= 80, !text.has("://"), !text.hasSuffix(":") else { continue }
        if Self.home.contains(key) || out.isEmpty && site.match(key) { continue }
        if titles.contains(where: { $0 == key || key.count > 20 && (Fold.contains($0, key) || Fold.contains(key, $0)) })
        {
          continue
        }
        if keys.insert(key).inserted { out.append(text) }
      }
    }
    return out.isEmpty ? nil : out
  }

  /// The name behind "You are here:".
  private func withoutLabel(_ text: String) -> String {
    let lower = text.lowercased()
    guard let label = Self.labels.first(where: { lower.hasPrefix($0) }) else { return text }
    let rest = text.unicodeScalars.dropFirst(label.unicodeScalars.count).drop { $0 == ":" || $0 == " " || $0 == "：" }
    return String(String.UnicodeScalarView(rest))
  }

  private static let labels = [
    "breadcrumb trail links", "breadcrumbs", "breadcrumb", "you are here", "sie befinden sich hier",
    "du befindest dich hier",
    "sie sind hier", "vous êtes ici", "estás aquí", "está aquí", "você está aqui", "tu sei qui", "sei in",
    "u bent hier",
    "du är här", "du er her", "olet tässä", "jesteś tutaj", "tu jesteś", "nacházíte se", "itt vagy", "вы здесь",
    "вы находитесь здесь", "ви тут", "сіз мұндасыз", "сіз осындасыз", "buradasınız", "현재 위치", "현재위치", "当前位置", "您的位置",
    "您现在的位置", "現在位置", "目前位置",
  ]

  /// What sites call their front page, by comparison key.
  private static let home: WordSet = [
    "home", "homepage", "startseite", "start", "accueil", "inicio", "portada", "início", "capa", "inici", "portal",
    "hem", "hjem", "forsiden", "forside", "etusivu",
    "avaleht", "sākums", "pradžia", "stronagłówna", "glówna", "główna", "domů", "úvod", "domov", "naslovna",
    "naslovnica", "početna", "почетна", "начало", "главная",
    "главнаястраница", "головна", "галоўная", "басты", "бастыбет", "башкыбет", "anasayfa", "əsassəhifə", "boshsahifa",
    "kezdőlap", "címlap", "főoldal", "acasă",
    "prima", "αρχική", "αρχικήσελίδα", "მთავარი", "գլխավոր", "الرئيسية", "خانه", "דףהבית", "होम", "প্রচ্ছদ", "หน้าแรก",
    "beranda", "trangchủ", "홈", "首页", "首頁",
    "ホーム", "トップ", "top", "frontpage", "main", "index", "uncategorized", "uncategorised", "безрубрики",
    "sincategoría", "nonclassé", "semcategoria", "ohnekategorie", "unkategorisiert", "未分类",
  ]

  // MARK: Publisher

  func publisher() -> Stated<Publisher>? {
    for object in page.evidence.articles.prefix(3) {
      var name = object.first(anyOf: ["publisher.name", "publisher.0.name"])
      var uri = object.first(anyOf: ["publisher.url", "publisher.0.url"])
      if name == nil, let reference = object.first("publisher.@id"),
        let target = page.evidence.object(withID: reference)
      {
        name = target.first("name")
        uri = uri ?? target.first("url")
      }
      if let text = (name ?? object.first("publisher")).map(Clean.line), isName(text) {
        return Stated(Publisher(name: text, uri: site(uri)), object.origin == .jsonLD ? "json_ld" : "microdata", 0.93)
      }
    }
    for (property, confidence) in [
      ("og:site_name", 0.9), ("application-name", 0.8), ("dc.publisher", 0.8), ("publisher", 0.75),
      ("apple-mobile-web-app-title", 0.7),
    ] {
      for value in page.evidence.values(property) {
        let text = Clean.line(value)
        if isName(text) {
          return Stated(
            Publisher(name: text, uri: site(nil)), property.has(":") ? "og_site_name" : "meta_" + property,
            confidence)
        }
      }
    }
    for object in page.evidence.others where object.isSite {
      if let text = object.first("name").map(Clean.line), isName(text) {
        return Stated(Publisher(name: text, uri: site(object.first("url"))), "json_ld_site", 0.7)
      }
    }
    return nil
  }

  private func isName(_ text: String) -> Bool {
    (1...120).contains(text.utf8.count) && !Address.isAbsolute(text) && !text.hasPrefix("@")
  }

  private func site(_ uri: String?) -> String? {
    if let uri = uri.map(Clean.line), let whole = Address.resolve(uri, base: page.address) { return whole }
    return nil
  }

  // MARK: Rights

  /// The statement by which the page reserves text and data mining (TDM Reservation Protocol, `noai` directives).
  func dataMining() -> Stated<String>? {
    for property in ["tdm-reservation", "tdm-policy"] {
      for (value, reason) in statements(property) {
        let text = Clean.line(value)
        if property == "tdm-reservation", text != "1" { continue }
        if !text.isEmpty { return Stated(property + ": " + text, reason, 0.95) }
      }
    }
    for property in ["robots", "googlebot", "x-robots-tag", "bingbot", "ai", "genai"] {
      for (value, reason) in statements(property) {
        let text = Clean.line(value)
        let words = text.lowercased().split { $0 == "," || $0 == " " || $0 == ":" }
        let reserved = words.filter { ["noai", "noimageai", "noml", "notdm"].contains($0) }
        if !reserved.isEmpty {
          return Stated(property + ": " + reserved.joined(separator: ", "), reason, 0.95)
        }
      }
    }
    return nil
  }

  /// What meta elements, then what a header field of that name say, with the reason to note.
  private func statements(_ property: String) -> [(value: String, reason: String)] {
    page.evidence.values(property).map { ($0, "meta_" + property) }
      + (page.evidence.header(property).map { [($0, "header_" + property)] } ?? [])
  }

  /// The copyright line as declared, or as printed behind the article.
  func copyright() -> Stated<String>? {
    for object in page.evidence.articles.prefix(2) {
      if let text = object.first("copyrightNotice").map(Clean.line), (3...400).contains(text.utf8.count) {
        return Stated(text, "json_ld", 0.95)
      }
    }
    for property in ["copyright", "dc.rights", "dcterms.rights", "rights", "dcterms.rightsholder"] {
      for value in page.evidence.values(property) {
        let text = Clean.line(value)
        if (3...400).contains(text.utf8.count), !Address.isAbsolute(text) {
          return Stated(text, "meta_" + property, 0.85)
        }
      }
    }
    guard let last = page.body.last else { return nil }
    for index in page.blocks.indices.dropFirst(max(0, last - 2)).prefix(12) {
      let range = Clean.trim(page.page.text, page.range(index))
      guard (6...240).contains(range.count), isCopyright(page.page.text[range]) else { continue }
      return Stated(
        Clean.line(String(decoding: page.page.text[range], as: UTF8.self)), "printed_line", 0.75, block: index)
    }
    return nil
  }

  private func isCopyright(_ text: ArraySlice<UInt8>) -> Bool {
    if text.starts(with: [0xC2, 0xA9]) || text.starts(with: Array("(c) ".utf8)) || text.starts(with: Array("(C) ".utf8))
    {
      return true
    }
    // What the openers below begin with.
    guard let first = text.first, first >= 0x80 || [0x63, 0x61, 0x74, 0x3C].contains(first | 0x20) else { return false }
    let head = String(decoding: text.prefix(48), as: UTF8.self).lowercased()
    return [
      "copyright", "저작권자", "<저작권자", "ⓒ", "all rights reserved", "все права защищены", "барлық құқық",
      "alle rechte vorbehalten", "tous droits réservés",
    ].contains { head.hasPrefix($0) }
  }
}
