#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Families of words in class, id, role and similar attributes, found as substrings in one pass (Aho and Corasick 1975).
///
/// The words are those that content management systems and style guides share (WordPress, Drupal, schema.org, microformats,
/// ARIA landmarks, Bootstrap); `-` at an end of a word asks for the edge of a name part there (`ad` is not in `header`).
struct ClassFamilies: Sendable {
  struct Mask: OptionSet, Sendable {
    let rawValue: UInt32
    static let comment = Mask(rawValue: 1 << 0)
    static let related = Mask(rawValue: 1 << 1)
    static let navigation = Mask(rawValue: 1 << 2)
    static let share = Mask(rawValue: 1 << 3)
    static let promo = Mask(rawValue: 1 << 4)
    static let advertisement = Mask(rawValue: 1 << 5)
    static let caption = Mask(rawValue: 1 << 6)
    static let byline = Mask(rawValue: 1 << 7)
    static let deck = Mask(rawValue: 1 << 8)
    static let date = Mask(rawValue: 1 << 9)
    static let tags = Mask(rawValue: 1 << 10)
    static let headerFooter = Mask(rawValue: 1 << 11)
    static let sidebar = Mask(rawValue: 1 << 12)
    static let consent = Mask(rawValue: 1 << 13)
    static let body = Mask(rawValue: 1 << 14)
    static let headline = Mask(rawValue: 1 << 15)
    static let hidden = Mask(rawValue: 1 << 16)
    static let media = Mask(rawValue: 1 << 17)
    static let quote = Mask(rawValue: 1 << 18)
    static let embed = Mask(rawValue: 1 << 19)
    static let list = Mask(rawValue: 1 << 20)
    static let box = Mask(rawValue: 1 << 21)
    static let trail = Mask(rawValue: 1 << 22)
    static let article = Mask(rawValue: 1 << 23)
    static let content = Mask(rawValue: 1 << 24)
    static let paragraph = Mask(rawValue: 1 << 25)
    static let wall = Mask(rawValue: 1 << 26)
    static let correction = Mask(rawValue: 1 << 27)

    /// Words for readers of the page by ear, or shown only on demand.
    static let concealed = Mask(rawValue: 1 << 28)
    /// Windows of consent managers.
    static let consentWindow = Mask(rawValue: 1 << 29)

    /// One comment of a reader, or their list.
    static let commentItem = Mask(rawValue: 1 << 30)

    static let familyCount = 28
    static let boilerplate: Mask = [
      .comment, .related, .navigation, .share, .promo, .advertisement, .tags, .headerFooter, .sidebar, .consent, .wall,
    ]
  }

  /// Names of the families, in the order of their bits.
  static let names = [
    "comment", "related", "navigation", "share", "promo", "advertisement", "caption", "byline", "deck", "date", "tags",
    "header_footer", "sidebar", "consent", "body", "headline", "hidden", "media", "quote", "embed", "list", "box",
    "trail", "article", "content", "paragraph", "wall", "correction",
  ]

  private static let words: [String] = [
    "comment disqus discuss reply replies respond -coral- livefyre talkback -thread- community forum",
    """
    related recommend -more- readmore read-more read-next readnext -next- also-read alsoread outbrain taboola teaser \
    similar popular trending most-read mostread -latest- suggest further -onward- seealso see-also -rel- zergnet \
    recirc widget-posts recent-posts linklist link-list morefrom more-from siblings
    """,
    """
    -nav- navi -menu menu- navbar pagination pager -paging- -toc- skip-link skiplink -tabs- -tab- topbar toolbar \
    -links- submenu megamenu quicklinks search
    """,
    """
    share sharing social follow facebook twitter whatsapp -tweet- addthis addtoany bookmark print -mail- -tools- \
    -icons- sociable linkedin
    """,
    """
    promo newsletter subscribe subscription signup sign-up -cta- marketing banner donate donation membership -offer \
    app-download campaign house-ad inscription abonnement -abo- -join- callout
    """,
    """
    -ad- -ads- -adv- advert adslot ad-slot adunit adsense sponsor -dfp- -gpt- -mpu- commercial werbung anzeige \
    publicite publicidad affiliate -shop- product price
    """,
    "caption credit copyright legend -byline-photo photographer bildunterschrift -bu- bildtext -rights- cutline",
    "byline author -writer- contributor -autor journalist reporter -vcard- -fn- verfasser signature -by- redakteur",
    """
    -deck- -dek- standfirst subtitle sub-title subhead sub-headline subheadline -lead- -lede- -intro- introduction \
    summary excerpt abstract chapeau -kicker- sommario occhiello vorspann -ingress- -bajada- -entradilla- -perex- \
    teaser-text description -anons-
    """,
    "-date dateline -time- timestamp published -pubdate updated -datum- -fecha- datetime last-modified -age-",
    "-tag- -tags- tagcloud topics keyword categor -cat- -label- hashtag taxonomy -themen- -subjects-",
    "-header- footer -masthead- -foot- -head- site-header siteheader colophon imprint -bottom- -top-",
    "sidebar side-bar aside -rail- -right- -left- -col-right- -secondary- complementary widget rightcol -margin-",
    """
    cookie consent gdpr -cmp- privacy disclaimer onetrust didomi usercentrics -legal- terms modal popup pop-up overlay \
    lightbox dialog notice alert -toast-
    """,
    """
    article-body articlebody article__body story-body storybody entry-content post-content postcontent article-content \
    articlecontent article-text articletext story-content body-text bodytext body-copy bodycopy post-body postbody \
    story-text richtext rich-text wysiwyg -prose- article__content content-body content__body articlebody- field-body \
    field-name-body -texto- -text- textblock text-block paragraphs -news-text- article-main
    """,
    "headline -title- -title title- -heading- hdline -hed- -titre- -titulo- -titel- entry-title",
    "hidden -hide- visually invisible sr-only screen-reader screenreader assistive offscreen noprint -print-only- d-none",
    "image -img- photo picture gallery slideshow carousel slider -video- video- player -media- figure thumb audio -hero-",
    "quote pullquote pull-quote blockquote -zitat- -cite-",
    "embed tweet instagram iframe -oembed- twitter-tweet youtube -poll- quiz infographic datawrapper",
    "-list- -items- -item- -cards- -card- -grid- -feed- -stream- listing -roll- collection archive -river-",
    "-box- infobox info-box factbox fact-box sidebar-box -aside- inset background -highlight- keypoints key-points",
    "breadcrumb -crumb -trail- -path- -rubrik -section-name-",
    "article -story- -post- -hentry- -entry- newsarticle blogpost -single- -news-",
    "-content- content -main- -body- -page- -column- -center- -primary-",
    "paragraph -para- -graf- -p- -par- -copy-",
    """
    paywall pay-wall premium regwall reg-wall barrier login log-in register registration subscriber -gate- -locked- \
    -meter- piano
    """,
    "correction editors-note editor-note -note- -update- footnote -bio- about-author author-bio disclosure -tip-",
    """
    sr-only sronly screen-reader screenreader visually-hidden visuallyhidden assistive-text -tooltip rollover- popover \
    offscreen
    """,
    """
    onetrust -ot-pc- -ot-sdk didomi usercentrics cookiebot cybotcookie -qc-cmp truste -sp-message -cmplz cookieyes \
    cookie-consent cookieconsent cookie-banner cookiebanner cookie-notice cookienotice cookie-law cookielaw cookie-policy \
    cookie-modal cookie-settings cookie-bar cookiebar gdpr-banner gdpr-consent consent-banner consent-modal \
    consent-manager -ccpa privacy-manager privacy-modal borlabs
    """,
    """
    comment-content commentcontent comment-body commentbody commentlist comment-list comment-text commenttext \
    comments-area comments-list commentslist comment-thread comment-item comment__body comment__text comment__content \
    disqus-thread -fb-comments
    """,
  ]

  private static let width = 28
  private let transitions: [UInt16]
  private let outputs: [UInt32]

  static let standard = ClassFamilies()

  init() {
    var children: [[Int]] = [[Int](repeating: -1, count: Self.width)]
    var outputs: [UInt32] = [0]
    for (family, list) in Self.words.enumerated() {
      for word in list.split(separator: " ") {
        var state = 0
        for byte in word.utf8 {
          let symbol = Self.symbol(byte)
          if children[state][symbol] < 0 {
            children[state][symbol] = children.count
            children.append([Int](repeating: -1, count: Self.width))
            outputs.append(0)
          }
          state = children[state][symbol]
        }
        outputs[state] |= 1 << UInt32(family)
      }
    }
    // Breadth first: failure links turn the trie into one table of transitions.
    var failure = [Int](repeating: 0, count: children.count)
    var queue: [Int] = []
    for symbol in 0..<Self.width {
      let child = children[0][symbol]
      if child < 0 { children[0][symbol] = 0 } else { queue.append(child) }
    }
    var head = 0
    while head < queue.count {
      let state = queue[head]
      head += 1
      outputs[state] |= outputs[failure[state]]
      for symbol in 0..<Self.width {
        let child = children[state][symbol]
        if child < 0 {
          children[state][symbol] = children[failure[state]][symbol]
        } else {
          failure[child] = children[failure[state]][symbol]
          queue.append(child)
        }
      }
    }
    transitions = children.flatMap { $0.map { UInt16(truncatingIfNeeded: $0) } }
    self.outputs = outputs
  }

  /// Letters are 0...25, everything else is the edge of a name part.
  @inline(__always)
  private static func symbol(_ byte: UInt8) -> Int {
    let letter = (byte | 0x20) &- 0x61
    return letter < 26 ? Int(letter) : 26
  }

  /// Families in one attribute value; an inner capital is the edge of a name part too (`relatedPosts`).
  func families(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Mask {
    var hash: UInt64 = 0
    return families(bytes, range, hash: &hash)
  }

  /// Families in one attribute value; takes its bytes but the digits into `hash`: digits number the single element.
  fileprivate func families(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, hash: inout UInt64) -> Mask {
    var taken = hash
    let mask = transitions.withUnsafeBufferPointer { transitions in
      outputs.withUnsafeBufferPointer { outputs in
        var state = Int(transitions[26])
        var mask: UInt32 = 0
        var previousIsLower = false
        // A class list longer than this is generated; its beginning tells enough.
        for byte in bytes[range.lowerBound..<min(range.upperBound, range.lowerBound + 512)] {
          if !ASCII.isDigit(byte) { taken = WordHash.step(taken, byte) }
          let isUpper = byte &- 0x41 < 26
          if isUpper, previousIsLower {
            state = Int(transitions[state * Self.width + 26])
            mask |= outputs[state]
          }
          state = Int(transitions[state * Self.width + Self.symbol(byte)])
          mask |= outputs[state]
          previousIsLower = byte &- 0x61 < 26
        }
        state = Int(transitions[state * Self.width + 26])
        return mask | outputs[state]
      }
    }
    hash = taken
    return Mask(rawValue: mask)
  }
}

extension ClassFamilies {
  /// Reads the attribute values of one page. Lists print one class again and again: the last values read are remembered,
  /// each in the slot that its bytes give, and compared byte by byte before they are believed.
  struct Reader {
    private let page: UnsafeBufferPointer<UInt8>
    private let table = ClassFamilies.standard
    private var slots = [Slot](repeating: Slot(), count: 128)

    private struct Slot {
      var start: Int32 = 0
      var end: Int32 = 0
      var before: UInt64 = 0
      var after: UInt64 = 0
      var mask: UInt32 = 0
    }

    init(_ page: UnsafeBufferPointer<UInt8>) { self.page = page }

    mutating func families(_ range: Range<Int>) -> Mask {
      var hash: UInt64 = 0
      return families(range, hash: &hash)
    }

    mutating func families(_ range: Range<Int>, hash: inout UInt64) -> Mask {
      guard range.count >= 8, let base = page.baseAddress else { return table.families(page, range, hash: &hash) }
      let value = UnsafeRawPointer(base + range.lowerBound)
      let first = value.loadUnaligned(as: UInt64.self)
      let last = (value + (range.count - 8)).loadUnaligned(as: UInt64.self)
      let mixed = (first ^ (last &* 31) ^ hash ^ UInt64(range.count)) &* 0x9E37_79B9_7F4A_7C15
      let index = Int(truncatingIfNeeded: mixed >> 57)
      let slot = slots[index]
      if slot.before == hash, Int(slot.end - slot.start) == range.count,
        memcmp(base + Int(slot.start), base + range.lowerBound, range.count) == 0
      {
        hash = slot.after
        return Mask(rawValue: slot.mask)
      }
      let before = hash
      let mask = table.families(page, range, hash: &hash)
      slots[index] = Slot(
        start: Int32(range.lowerBound), end: Int32(range.upperBound), before: before, after: hash, mask: mask.rawValue)
      return mask
    }
  }
}
