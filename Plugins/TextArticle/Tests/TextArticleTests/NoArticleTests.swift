import KZPipeKit
import Testing

/// Pages without an article say so: little confidence, whatever single lines look like.
@Suite struct NoArticleTests {
  static let indexPage = """
    Menu
    Home
    News
    Sport
    Latest
      • Ferry returns to the northern route
      • Council votes on harbour dues
      • Storm closes the coast road
      • Library extends its hours
      • Two schools share one bus
    Most read
      • Market hall opens its doors
      • Farmers wait for rain
      • Old mill becomes a museum
    Business
      • Cannery hires for the season
      • Sawmill sold to a cooperative
    Sport
      • Rowers win in the rain
      • Young team reaches the final
    About us
    Contact
    Privacy policy
    © 2026 Northby Courier. All rights reserved.
    """

  static let errorPage = """
    Home
    News
    404
    Page not found
    Sorry, the page you are looking for does not exist.
    Go to the home page
    Contact us
    """

  static let cookieWall = """
    We value your privacy
    We use cookies to improve your experience.
    Accept all
    Reject all
    Manage settings
    Privacy policy
    """

  static let loginPage = """
    Войти
    Логин
    Пароль
    Забыли пароль?
    Регистрация
    Пользовательское соглашение
    """

  /// Consent in whole sentences: it reads like prose, but speaks of nothing else.
  static let consentWall = """
    Your privacy matters to us
    We and our 311 partners store and access information on a device, such as cookies, and process personal data for \
    personalised advertising and content, measurement and audience research.
    With your permission we and our partners may use precise location data and identify your device by scanning it.
    You may consent to this processing, or look at more detailed information and change your preferences first.
    You can withdraw your consent at any time by returning to this site and clicking the button at the foot of the page.
    Accept all
    More options
    """

  static let menu = """
    Nachrichten
    Politik
    Wirtschaft
    Sport
    Kultur
    Reise
    Wetter
    Abo
    Newsletter
    Impressum
    Datenschutz
    """

  @Test(arguments: [indexPage, errorPage, cookieWall, loginPage, consentWall, menu])
  func confidenceIsLow(text: String) async throws {
    let page = try await Harness.clean(text)
    Invariants.check(page)
    #expect((page.articleConfidence ?? 1) < 0.35)
  }

  /// Three sentences are an article, in any language.
  static let briefs = [
    """
    Weather
    Northby braces for a cold night
    3 December 2026, 14:05
    Temperatures in Northby will fall to minus twelve tonight. The county has opened two warm rooms in the town hall. \
    Drivers are asked to stay at home.
    Share
    """,
    """
    Ауа райы
    Тасөткелде ертең суық болады
    14:05, 3 желтоқсан 2026
    Ертең Тасөткел қаласында ауа температурасы минус 25 градусқа дейін төмендейді. Синоптиктер қатты боран болатынын \
    ескертті. Тұрғындарға алыс сапарға шықпау ұсынылады.
    Бөлісу
    """,
    """
    Погода
    В Ключевом ожидается сильный мороз
    3 декабря 2026, 14:05
    Завтра в Ключевом похолодает до минус 25 градусов. Синоптики предупредили о метели. Жителям советуют не выезжать \
    из города.
    Поделиться
    """,
    """
    경제
    달오름전자, 2분기 영업이익 12% 증가
    2026-07-28 08:40
    달오름전자는 2분기 영업이익이 1천200억원으로 지난해 같은 기간보다 12% 늘었다고 28일 공시했다. 매출은 1조3천억원으로 5% \
    증가했다. 회사는 해외 주문이 늘어난 영향이라고 설명했다.
    """,
    """
    北岸镇明日停水
    2026-08-02 10:00
    北岸镇供水公司通知，明日上午九时至下午五时，东街一带将停水检修。请居民提前储水。恢复供水时间如有变动，公司将另行通知。
    """,
  ]

  @Test(arguments: briefs)
  func briefsAreArticles(text: String) async throws {
    let page = try await Harness.clean(text)
    #expect((page.articleConfidence ?? 0) >= 0.4)
  }

  @Test func articlesAreSureOfThemselves() async throws {
    for (name, marked) in InventedPages.all {
      let page = try await Harness.clean(MarkedPage(marked).text)
      #expect((page.articleConfidence ?? 0) > 0.6, "\(name)")
    }
  }
}
