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

  @Test(arguments: [indexPage, errorPage, cookieWall, loginPage])
  func confidenceIsLow(text: String) async throws {
    let page = try await Harness.clean(text)
    Invariants.check(page)
    #expect((page.articleConfidence ?? 1) < 0.4)
  }

  @Test func articlesAreSureOfThemselves() async throws {
    for (name, marked) in InventedPages.all {
      let page = try await Harness.clean(MarkedPage(marked).text)
      #expect((page.articleConfidence ?? 0) > 0.6, "\(name)")
    }
  }
}
