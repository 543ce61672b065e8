/// The elements that matter for reading a page; everything else is `other`, an inline element of no meaning.
enum Tag: UInt8, CaseIterable, Sendable {
  case other, html, head, body, frameset, frame
  case title, base, link, meta, style, script, noscript, template
  case article, section, main, nav, aside, header, footer, hgroup, address, div, center, search
  case p, h1, h2, h3, h4, h5, h6, pre, listing, xmp, plaintext, blockquote, hr
  case ul, ol, menu, dir, li, dl, dt, dd, figure, figcaption, details, summary, dialog, form, fieldset, legend
  case table, caption, colgroup, col, thead, tbody, tfoot, tr, td, th
  case a, b, strong, i, em, u, s, strike, small, big, font, code, kbd, samp, tt, sub, sup, span, mark, q, cite, time,
    abbr
  case data, label, nobr, del, ins, bdo, bdi, ruby, rt, rp, rb, rtc, wbr, br
  case img, picture, source, svg, math, iframe, video, audio, track, object, embed, param, canvas, map, area, applet
  case button, input, select, option, optgroup, textarea, datalist, output, progress, meter, marquee, noembed, noframes
  case ampImg, ampStory

  /// What the tree builder has to know of an element.
  struct Traits: OptionSet, Sendable {
    let rawValue: UInt16
    /// Ends the block before it and after it.
    static let block = Traits(rawValue: 1)
    /// Has no content.
    static let void = Traits(rawValue: 2)
    /// Its start ends an open `p`.
    static let closesParagraph = Traits(rawValue: 4)
    /// Its content is not text of the page.
    static let skipped = Traits(rawValue: 8)
    /// End tags do not look past it for their element.
    static let boundary = Traits(rawValue: 16)
    /// Text style; its end tag never closes a block.
    static let inline = Traits(rawValue: 32)
  }

  var traits: Traits {
    switch self {
    case .base, .link, .meta, .col, .frame, .source, .track, .param, .area, .embed, .input, .wbr, .br, .img: .void
    case .hr: [.void, .block, .closesParagraph]
    case .style, .script, .svg, .math, .iframe, .video, .audio, .object, .canvas, .textarea, .select, .datalist,
      .noembed, .noframes, .applet, .progress, .meter, .title, .template, .map:
      .skipped
    case .article, .section, .main, .nav, .aside, .header, .footer, .hgroup, .address, .div, .center, .search, .p, .h1,
      .h2, .h3, .h4, .h5, .h6, .pre, .listing, .xmp, .blockquote, .ul, .ol, .menu, .dir, .dl, .figure, .figcaption,
      .details, .summary, .dialog, .form, .fieldset, .plaintext, .li, .dt, .dd:
      [.block, .closesParagraph]
    case .table: [.block, .closesParagraph, .boundary]
    case .td, .th, .caption: [.block, .boundary]
    case .html, .body, .frameset, .head: [.block, .boundary]
    case .thead, .tbody, .tfoot, .tr, .colgroup, .legend, .button, .option, .optgroup, .noscript, .marquee: .block
    case .b, .strong, .i, .em, .u, .s, .strike, .small, .big, .font, .code, .kbd, .samp, .tt, .sub, .sup, .span, .mark,
      .q, .cite, .time, .abbr, .data, .label, .nobr, .del, .ins, .bdo, .bdi, .ruby, .rt, .rp, .rb, .rtc, .a:
      .inline
    default: []
    }
  }

  /// 1...6 for headings, else 0.
  var headingLevel: UInt8 { rawValue &- Tag.h1.rawValue < 6 ? rawValue - Tag.h1.rawValue + 1 : 0 }
  var isList: Bool { self == .ul || self == .ol || self == .menu || self == .dir }

  var name: String {
    switch self {
    case .ampImg: "amp-img"
    case .ampStory: "amp-story"
    default: "\(self)"
    }
  }
}

/// The attributes that matter for reading a page.
enum AttributeName: UInt8, CaseIterable, Sendable {
  case `class`, id, href, src, srcset, style, hidden, rel, itemprop, itemtype, itemscope, itemid, role, property, name
  case content, datetime, title, alt, width, height, type, lang, dir, cite, charset, about, typeof, rev, media
  case ariaHidden, ariaLabel, dataSrc, dataSrcset, dataOriginal, dataLazySrc, dataURL, dataTestid, dataComponent,
    dataType
  case xmlLang

  var written: String {
    switch self {
    case .ariaHidden: "aria-hidden"
    case .ariaLabel: "aria-label"
    case .dataSrc: "data-src"
    case .dataSrcset: "data-srcset"
    case .dataOriginal: "data-original"
    case .dataLazySrc: "data-lazy-src"
    case .dataURL: "data-url"
    case .dataTestid: "data-testid"
    case .dataComponent: "data-component"
    case .dataType: "data-type"
    case .xmlLang: "xml:lang"
    default: "\(self)"
    }
  }
}

/// Finds elements and attributes by the hash of their names.
struct NameTable: Sendable {
  private let keys: [UInt64]
  private let values: [UInt8]

  static let tags = NameTable(Tag.allCases.dropFirst().map { ($0.name, $0.rawValue) })
  static let attributes = NameTable(AttributeName.allCases.map { ($0.written, $0.rawValue) })

  init(_ names: [(String, UInt8)]) {
    var keys = [UInt64](repeating: 0, count: 1024)
    var values = [UInt8](repeating: 0, count: 1024)
    for (name, value) in names {
      let hash = NameHash.of(name)
      var slot = Self.slot(hash)
      while keys[slot] != 0 { slot = (slot + 1) & 1023 }
      keys[slot] = hash
      values[slot] = value
    }
    self.keys = keys
    self.values = values
  }

  private static func slot(_ hash: UInt64) -> Int { Int(truncatingIfNeeded: (hash ^ (hash >> 32)) & 1023) }

  subscript(hash: UInt64) -> UInt8? {
    var slot = Self.slot(hash)
    while keys[slot] != 0 {
      if keys[slot] == hash { return values[slot] }
      slot = (slot + 1) & 1023
    }
    return nil
  }
}
