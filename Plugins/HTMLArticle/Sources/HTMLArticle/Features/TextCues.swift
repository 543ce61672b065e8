/// Words and pairs of words that tell what a short text is for, in the languages of many news sites.
///
/// Curated by hand from the labels that content management systems print around articles; a pair is joined by `_`. The
/// trees weigh them; no word decides anything by itself.
struct TextCues: Sendable {
  /// Names of the families, in the order of their bits.
  static let names = [
    "subscribe", "consent", "copyright", "more", "social", "comment", "commerce", "by", "published", "photo", "contact",
    "technical", "calendar", "function", "speech", "topic", "menu", "note",
  ]

  /// Bit of the family of words that lead to other stories.
  static let more: UInt32 = 1 << 3

  private static let words: [String] = [
    """
    newsletter newsletters subscribe subscriber subscribers subscription sign_up signup inbox premium membership donate \
    abonnieren abonnement abonnez-vous abonnenten abonnent abo abonner suscríbete suscribirse suscriptores boletín \
    iscriviti abbonati inscrivez-vous inscreva-se assine assinante assinantes prenumerera nieuwsbrief abonneer tilaa \
    subskrybuj prenumerata odebírejte подписаться подпишитесь подписка рассылка жазылыңыз 구독 뉴스레터 購読 会員 登録 订阅 会员 \
    registrieren unlimited_access free_trial support_us
    """,
    """
    cookie cookies consent privacy policy gdpr datenschutz datenschutzerklärung einwilligung zustimmen zustimmung \
    confidentialité privacidad riservatezza tietosuoja integritet terms conditions agb partners personal_data \
    legitimate_interest vendors tracking преференции конфиденциальности 개인정보 プライバシー 隐私 externe externer inhalt
    """,
    """
    copyright © rights reserved alle_rechte droits_réservés derechos_reservados diritti_riservati direitos_reservados \
    rechte_vorbehalten вся_права права_защищены 무단 전재 재배포 無断転載 版权 reproduction redistributed republish
    """,
    """
    read_more read_also also_read see_also more_on more_from related recommended most_read trending popular \
    next_article previous_article lesen_sie auch_interessant mehr_zum mehr_zu weiterlesen zum_thema lire_aussi \
    à_lire voir_aussi leer_más lea_también le_puede te_puede más_información leggi_anche leia_mais leia_também läs_mer \
    läs_också lees_ook lees_meer les_også læs_også lue_myös lue_lisää czytaj_także czytaj_też zobacz_też čtěte_také \
    читайте_также читать_далее по_теме материалы_по сондай-ақ оқи_отырыңыз 관련기사 관련_기사 関連記事 あわせて読みたい 相关阅读 延伸阅读 \
    click_here watch_video don't_miss you_may you_might story_continues continue_reading load_more
    """,
    """
    share tweet facebook twitter whatsapp instagram linkedin pinterest telegram youtube tiktok reddit teilen partager \
    compartir condividi compartilhar dela delen jaa udostępnij sdílet поделиться бөлісу 공유 シェア 分享 follow_us folgen_sie \
    suivez-nous síguenos seguici siga email print drucken imprimir imprimer x_com bluesky threads mastodon vk
    """,
    """
    comment comments commenting reply replies kommentar kommentare kommentieren commentaire commentaires comentario \
    comentarios commenti comentários reacties kommentarer kommentit komentarze komentáře комментарии комментарий пікір \
    댓글 コメント 评论 log_in login anmelden einloggen connexion iniciar_sesión acceder moderators report_abuse join_the \
    conversation
    """,
    """
    advertisement advertisements sponsored anzeige werbung publicité publicidad pubblicità publicidade reklam annons \
    mainos reklama реклама жарнама 광고 広告 广告 buy shop price sale deal coupon discount shipping affiliate commission \
    amazon kaufen preis angebot € $ £ promoted partner
    """,
    """
    by von par por di da door av af von_unserem reporter reporters editor editors author authors staff correspondent \
    journalist writer redaktion redakteur redacción redazione autor autorin auteur автор корреспондент редактор тілші \
    기자 記者 记者 written_by reporting_by text_by published_by
    """,
    """
    published updated posted modified minutes hours ago read min aktualisiert veröffentlicht stand uhr publié mis_à \
    modifié actualizado publicado aggiornato pubblicato atualizado gepubliceerd publicerad uppdaterad opdateret \
    julkaistu päivitetty opublikowano aktualizacja publikováno опубликовано обновлено жарияланды 입력 수정 更新 公開 发布 lesezeit \
    last_updated reading_time gmt est pst edt cet utc a.m p.m
    """,
    """
    photo photos photograph photographer image images picture credit courtesy foto fotos bild bilder quelle imago dpa afp \
    ap reuters getty getty_images epa ap_photo shutterstock istock alamy file_photo handout фото сурет 사진 写真 图 图片 \
    picture_alliance crédit crédito archivbild symbolbild illustration screenshot video watch gallery
    """,
    """
    contact e-mail phone tel fax address kontakt correo teléfono contatto contato yhteystiedot контакты байланыс 연락처 \
    お問い合わせ 联系 tips feedback write_to reach_us follow_him follow_her
    """,
    """
    javascript browser enable disabled download app android iphone ios error 404 loading play pause mute volume fullscreen \
    adblock ad_blocker html5 flash player unsupported refresh reload forbidden not_found function var window document
    """,
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september \
    october november december jan feb mar apr jun jul aug sep sept oct nov dec montag dienstag mittwoch donnerstag freitag \
    samstag sonntag januar februar märz mai juni juli oktober dezember lundi mardi mercredi jeudi vendredi samedi dimanche \
    janvier février mars avril juin juillet août septembre octobre novembre décembre enero febrero marzo abril mayo junio \
    julio agosto septiembre octubre noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre \
    dicembre января февраля марта апреля мая июня июля августа сентября октября ноября декабря
    """,
    """
    the of and to in a is that for on was with as at he his from has are be it an have were this they not but who or \
    der die das und zu den mit von für auf ist dem nicht ein eine sich im auch es an als hat sind werden \
    le la les de des et du un une est que dans pour qui sur par pas plus el los en y del se las con una su al lo como \
    il che di per non sono della o da no os na em uma não mais och att det som är för inte av til på med er ikke og \
    het een van te dat niet zijn voor ja on ei että oli w z na się nie jest je že v s и в не на что с по из это к как \
    και το να του bir ve bu için da de
    """,
    """
    said says told added asked sagte sagt erklärte betonte dit affirmé déclaré explique dijo afirmó señaló explicó disse \
    detto spiega afirmou sade säger sa sanoo powiedział řekl сказал сообщил заявил отметил рассказал деді айтты 말했다 밝혔다 \
    according zufolge laut selon según secondo segundo enligt
    """,
    """
    tags topics tag keywords categories category filed_under themen schlagworte stichworte mots-clés étiquettes etiquetas \
    temas argomenti ämnen emner onderwerpen avainsanat tematy témata теги темы тақырып 태그 タグ 标签 mehr_über section
    """,
    """
    home menu search skip navigation next previous back top page contents startseite suche übersicht zurück accueil recherche \
    inicio buscar cerca pesquisar hem sök etusivu szukaj hledat главная поиск меню басты 홈 검색 메뉴 ホーム 検索 首页 搜索 close open \
    show more_news all_news sitemap archive archiv
    """,
    """
    correction corrected clarification editor's_note originally_published this_story this_article this_report \
    about_the contributed_to anmerkung hinweis dieser_artikel transparenzhinweis note_de cet_article este_artículo \
    contributing_reporting reporting_from edited_by translated_by disclaimer disclosure opinions_expressed views_expressed
    """,
  ]

  private let keys: [UInt64]
  private let masks: [UInt32]
  private static let size = 4096

  /// Set beside the families of a word that begins a pair, so that other words need no look-up as one.
  static let beginsPair: UInt32 = 1 << 31

  static let standard = TextCues()

  init() {
    var keys = [UInt64](repeating: 0, count: Self.size)
    var masks = [UInt32](repeating: 0, count: Self.size)
    for (family, list) in Self.words.enumerated() {
      for entry in list.split(separator: " ") {
        let parts = entry.split(separator: "_").map { Array($0.utf8).withUnsafeBufferPointer(WordHash.of) }
        guard let first = parts.first else { continue }
        func mark(_ hash: UInt64, _ bits: UInt32) {
          var slot = Int(truncatingIfNeeded: hash) & (Self.size - 1)
          while keys[slot] != 0, keys[slot] != hash { slot = (slot + 1) & (Self.size - 1) }
          keys[slot] = hash
          masks[slot] |= bits
        }
        mark(parts.count > 1 ? WordHash.pair(first, parts[1]) : first, 1 << UInt32(family))
        if parts.count > 1 { mark(first, Self.beginsPair) }
      }
    }
    self.keys = keys
    self.masks = masks
  }

  func withTable<Result>(_ body: (Table) -> Result) -> Result {
    keys.withUnsafeBufferPointer { keys in
      masks.withUnsafeBufferPointer { masks in body(Table(keys: keys, masks: masks)) }
    }
  }

  /// The words while they are looked up.
  struct Table {
    fileprivate let keys: UnsafeBufferPointer<UInt64>
    fileprivate let masks: UnsafeBufferPointer<UInt32>

    /// Families of the word or pair with this hash, with `beginsPair`; 0 for none.
    @inline(__always)
    subscript(hash: UInt64) -> UInt32 {
      var slot = Int(truncatingIfNeeded: hash) & (TextCues.size - 1)
      while keys[slot] != 0 {
        if keys[slot] == hash { return masks[slot] }
        slot = (slot + 1) & (TextCues.size - 1)
      }
      return 0
    }
  }
}

/// Hashes of words with small letters made equal to large ones in Latin and Cyrillic.
enum WordHash {
  static let seed: UInt64 = 0x9E37_79B9_7F4A_7C15

  @inline(__always)
  static func step(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

  /// Spreads the bits, so that the low ones can be a slot.
  @inline(__always)
  static func finish(_ hash: UInt64) -> UInt64 {
    let mixed = (hash ^ (hash >> 29)) &* 0xBF58_476D_1CE4_E5B9
    return (mixed ^ (mixed >> 32)) | 1
  }

  static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 { finish(first &* 3 &+ second) }

  static func of(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var hash = seed
    var at = 0
    while at < word.count {
      if word[at] < 0x80 || at + 1 >= word.count {
        hash = step(hash, ASCII.lowercased(word[at]))
        at += 1
      } else {
        let (first, second) = lowercased(word[at], word[at + 1])
        hash = step(step(hash, first), second)
        at += 2
        if word[at - 2] >= 0xE0, at < word.count {
          hash = step(hash, word[at])
          at += 1
        }
      }
    }
    return finish(hash)
  }

  /// Small letter of a character of two bytes: Latin-1 and Cyrillic.
  @inline(__always)
  static func lowercased(_ first: UInt8, _ second: UInt8) -> (UInt8, UInt8) {
    if first == 0xC3, second >= 0x80, second <= 0x9E, second != 0x97 { return (first, second + 0x20) }
    if first == 0xD0 {
      if second >= 0x90, second <= 0x9F { return (first, second + 0x20) }
      if second >= 0xA0, second <= 0xAF { return (0xD1, second - 0x20) }
    }
    return (first, second)
  }
}
