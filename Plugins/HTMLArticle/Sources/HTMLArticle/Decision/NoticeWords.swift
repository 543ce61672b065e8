/// Words by which pages say that they are errors, and by which notices speak to their reader.
///
/// Curated by hand from the default texts of web servers, content management systems and protection services in the
/// languages that news comes in.
enum NoticeWords {
  /// Said in a title or heading of a few words, these name the page itself.
  private static let errors: [[UInt8]] = folded(
    """
    page not found|page cannot be found|page can t be found|page could not be found|page does not exist|page doesn t exist
    page isn t available|page is not available|page unavailable|page no longer available|page no longer exists
    article is no longer available|article not found|story not found|content not found|content unavailable|error 404|404 error
    404 not found|403 forbidden|error 403|access denied|access to this page has been denied|internal server error|bad gateway
    gateway timeout|service unavailable|temporarily unavailable|site under maintenance|just a moment|attention required
    checking your browser|are you a robot|are you human|verify you are human|not a robot|have been blocked|unusual activity
    unusual traffic|enable javascript|javascript is disabled|object moved|moved permanently|something went wrong
    unavailable for legal reasons|not available in your region|not available in your country|request blocked|request rejected
    seite nicht gefunden|seite wurde nicht gefunden|seite existiert nicht|seite nicht verfügbar|seite nicht erreichbar
    fehler 404|zugriff verweigert|artikel nicht gefunden|inhalt nicht verfügbar|wartungsarbeiten
    page introuvable|page non trouvée|page n existe pas|page n existe plus|article introuvable|erreur 404|accès refusé
    página no encontrada|pàgina no trobada|no se encontró la página|la página no existe|acceso denegado|página não encontrada
    página não existe|acesso negado|pagina non trovata|pagina non esiste|accesso negato|pagină negăsită|pagina nu a fost găsită
    pagina niet gevonden|pagina bestaat niet|toegang geweigerd|sidan hittades inte|sidan kunde inte hittas|sidan finns inte
    siden ble ikke funnet|siden finnes ikke|fant ikke siden|siden blev ikke fundet|siden findes ikke|sivua ei löytynyt
    sivua ei löydy|lehte ei leitud|lapa nav atrasta|puslapis nerastas|nie znaleziono strony|strona nie została znaleziona
    strona nie istnieje|stránka nenalezena|stránka nebyla nalezena|stránka neexistuje|stránka sa nenašla|stránka nenájdená
    az oldal nem található|oldal nem található|stranica nije pronađena|stranica ne postoji|stran ni bila najdena
    страница не найдена|страница не существует|страница удалена|ошибка 404|ошибка 403|доступ запрещен|доступ запрещён
    доступ ограничен|сторінку не знайдено|сторінка не знайдена|старонка не знойдзена|страницата не е намерена
    страница није пронађена|бет табылмады|парақ табылмады|қате 404|барақ табылган жок|хуудас олдсонгүй
    sayfa bulunamadı|aradığınız sayfa|səhifə tapılmadı|sahifa topilmadi|η σελίδα δεν βρέθηκε|σελίδα δεν βρέθηκε
    الصفحة غير موجودة|الصفحة المطلوبة غير|صفحه یافت نشد|صفحه مورد نظر|הדף לא נמצא|העמוד לא נמצא|पृष्ठ नहीं मिला|पेज नहीं मिला
    không tìm thấy trang|halaman tidak ditemukan|ไม่พบหน้า|페이지를 찾을 수 없|존재하지 않는 페이지|요청하신 페이지|없는 페이지입니다|삭제된 기사
    접근이 거부|ページが見つかりません|ページは見つかりません|お探しのページ|記事は見つかりません|アクセスが拒否|页面不存在|找不到页面|页面未找到|您访问的页面
    页面无法访问|网页不存在|頁面不存在|找不到頁面|找不到網頁|访问被拒绝
    """)

  /// Nothing but these, with a number perhaps, makes a heading of an error; in longer ones they mean something else.
  private static let bareErrors: Set<[UInt8]> = Set(
    folded(
      """
      not found|forbidden|error|oops|sorry|blocked|unauthorized|server error|bad request|nicht gefunden|fehler|introuvable|erreur
      no encontrado|no encontrada|não encontrado|não encontrada|non trovato|niet gevonden|fout|fel|feil|fejl|virhe|błąd|chyba|hiba
      ошибка|не найдено|помилка|қате|табылмады|hata|bulunamadı|خطأ|오류|エラー|错误|錯誤
      """))

  /// Words for the reader and for the site, in no story unless somebody is quoted.
  private static let address: Set<UInt64> = Set(
    """
    you your yours we our us you're you'll we're sie ihr ihre ihrem ihren ihrer wir unser unsere unserer unseren uns vous votre vos nous \
    notre nos usted ustedes tu tus su sus nuestro nuestra nuestros nosotros você seu sua nosso nossa nossos nós lei tuo tua tuoi \
    nostro nostra nostri noi u uw je jouw wij onze ons du dig din ditt dina vi oss vår våra dere deg dine dit os vores sinä sinun \
    te sinulla me meidän teidän ty twój twoje twoja twoich państwa my nasz nasze nasza naszych vy váš vaše vašich náš naše našich \
    ön önnek mi nálunk вы вас вам вами ваш ваша ваше ваши вашего вашей мы нас нам наш наша наше наши нашего нашей ви ваші наші сіз \
    сізге сізді сіздің біз біздің бізге siz size sizin sizi biz bizim bize sizə sizning εσείς σας εμείς μας 귀하 귀하의 당신 당신의 고객님 저희 \
    お客 客様 あな なた 私た 当社 当サ 您的 您可 您在 您需 请您 我们 本网 本站
    """.split(whereSeparator: { $0 == " " || $0 == "\n" }).flatMap { WordList.hashes(Array($0.utf8)) })

  /// Words of accounts and browsers, beside the cue words that the model knows.
  private static let notices: Set<UInt64> = Set(
    """
    password passwords register account accounts captcha passwort konto benutzerkonto passe compte contraseña cuenta senha conta \
    password accedi registrati wachtwoord lösenord passord salasana hasło heslo jelszó parola şifre пароль пароля войти войдите \
    аккаунт аккаунта құпиясөз тіркеліңіз кіріңіз 비밀번호 로그인 회원가입 ログ 密码 登录 登陆 注册
    """.split(whereSeparator: { $0 == " " || $0 == "\n" }).flatMap { WordList.hashes(Array($0.utf8)) })

  static func isNotice(_ hash: UInt64) -> Bool { notices.contains(hash) }

  /// Whether a title or heading names an error: one of its parts is short and says so.
  static func nameError(_ heading: [UInt8]) -> Bool {
    for part in parts(heading) {
      let words = part.split(separator: 0x20)
      guard words.count <= 9, part.count <= 160 else { continue }
      if errors.contains(where: { holds(part, $0) }) { return true }
      let bare = words.filter { !$0.allSatisfy(ASCII.isDigit) }
      let isNumber = bare.isEmpty && words.count == 1 && isStatus(words[0])
      if isNumber || bareErrors.contains(Array(bare.joined(separator: [0x20]))) { return true }
    }
    return false
  }

  /// Whether the word with this hash speaks to the reader or as the site.
  static func isAddress(_ hash: UInt64) -> Bool { address.contains(hash) }

  /// 400 to 599 are errors of HTTP.
  private static func isStatus(_ word: ArraySlice<UInt8>) -> Bool {
    word.count == 3 && (word.first == UInt8(ascii: "4") || word.first == UInt8(ascii: "5"))
      && word.allSatisfy(ASCII.isDigit)
  }

  /// Parts between bars, dashes and the like, in lower case with one blank between words.
  private static func parts(_ heading: [UInt8]) -> [[UInt8]] {
    let text = String(decoding: heading.prefix(400), as: UTF8.self).lowercased()
    let cut = text.split { $0 == "|" || $0 == "–" || $0 == "—" || $0 == ":" || $0 == "·" || $0 == "»" || $0 == "•" }
    return cut.flatMap { words(String($0).replacingDashes()) }
  }

  /// Letters and digits, everything else as one blank; a line feed ends a part.
  private static func words(_ text: String) -> [[UInt8]] {
    text.split(separator: "\n").map { part in
      let folded = part.unicodeScalars.map { scalar -> Character in
        let properties = scalar.properties
        let isWord =
          properties.isAlphabetic || properties.numericType != nil || properties.generalCategory == .nonspacingMark
          || properties.generalCategory == .spacingMark
        return isWord ? Character(scalar) : " "
      }
      return Array(String(folded).split(separator: " ").joined(separator: " ").utf8)
    }
  }

  private static func folded(_ list: String) -> [[UInt8]] {
    list.split { $0 == "|" || $0 == "\n" }.map { Array($0.split(separator: " ").joined(separator: " ").utf8) }
  }

  /// Whether `phrase` stands in `part`, at the edges of words where its letters have such.
  private static func holds(_ part: [UInt8], _ phrase: [UInt8]) -> Bool {
    guard let first = phrase.first, let last = phrase.last, phrase.count <= part.count else { return false }
    let needsEdges = first < 0xE3
    for start in 0...(part.count - phrase.count) where part[start] == first {
      let end = start + phrase.count
      guard part[start..<end].elementsEqual(phrase) else { continue }
      let isEdge = (start == 0 || part[start - 1] == 0x20) && (end == part.count || part[end] == 0x20)
      if !needsEdges || last >= 0xE3 || isEdge { return true }
    }
    return false
  }
}

extension String {
  /// Dashes with blanks around them become line feeds: they divide a title, others join words.
  fileprivate func replacingDashes() -> String {
    var out = ""
    var previous: Character = " "
    for (index, character) in zip(indices, self) {
      let next = self.index(after: index)
      let isDivider = character == "-" && previous == " " && (next == endIndex || self[next] == " ")
      out.append(isDivider ? "\n" : character)
      previous = character
    }
    return out
  }
}
