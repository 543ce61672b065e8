import KZPipeKit
import Testing

@testable import Language

/// Invented headlines in the languages of the world's press: right, or undetermined, never wrong.
@Suite struct HeadlineTests {
  static let headlines: [(language: String, text: String)] = [
    ("kk", "Үкімет отырысында жаңа бюджет жобасы қаралды"),
    ("kk", "Алматыда метро құрылысы жалғасуда"),
    ("kk", "Мұғалімдердің жалақысы өседі"),
    ("kk", "Astanada jańa mektep ashyldy, oqýshylar qýandy, ata-analar rıza boldy."),
    ("kk", "Qazaqstan Prezıdenti jańa zańǵa qol qoıdy dep habarlady baspasóz qyzmeti"),
    ("ru", "Правительство утвердило проект бюджета"),
    ("ru", "Пожар на складе потушен"),
    ("ru", "Курс доллара вырос"),
    ("ko", "서울에서 정상회담 열려"),
    ("ko", "정부, 내년 예산안 발표"),
    ("zh", "政府公布明年预算草案"),
    ("zh", "北京舉行峰會討論貿易問題"),
    ("ja", "政府は来年度の予算案を発表した"),
    ("ja", "東京で首脳会談"),
    ("ar", "الحكومة تعلن ميزانية العام المقبل"),
    ("fa", "دولت بودجه سال آینده را اعلام کرد"),
    ("fa", "رئیس جمهور با وزیر خارجه گفت‌وگو کرد"),
    ("ur", "حکومت نے آئندہ سال کے بجٹ کا اعلان کر دیا"),
    ("tr", "Hükümet gelecek yılın bütçesini açıkladı"),
    ("tr", "İstanbul'da kar yağışı bekleniyor"),
    ("az", "Hökumət gələn ilin büdcəsini elan etdi"),
    ("uz", "Hukumat kelgusi yil byudjetini e'lon qildi"),
    ("uz", "Ўзбекистонда янги мактаблар очилди"),
    ("ky", "Өкмөт келерки жылдын бюджетин жарыялады"),
    ("tg", "Ҳукумат буҷаи соли ояндаро эълон кард"),
    ("tt", "Хөкүмәт киләсе ел бюджетын игълан итте"),
    ("mn", "Засгийн газар ирэх оны төсвийг зарлалаа"),
    ("uk", "Уряд оприлюднив проєкт бюджету на наступний рік"),
    ("be", "Урад апублікаваў праект бюджэту на наступны год"),
    ("bg", "Правителството обяви бюджета за следващата година"),
    ("sr", "Влада је објавила буџет за следећу годину"),
    ("de", "Regierung legt Haushalt für nächstes Jahr vor"),
    ("de", "Zug entgleist bei Köln"),
    ("fr", "Le gouvernement présente le budget de l'année prochaine"),
    ("fr", "Grève des cheminots mardi"),
    ("es", "El gobierno presenta el presupuesto del próximo año"),
    ("es", "Huelga de maestros en la capital"),
    ("it", "Il governo presenta il bilancio per il prossimo anno"),
    ("it", "Sciopero dei treni venerdì"),
    ("pt", "O governo apresenta o orçamento do próximo ano"),
    ("pt", "Incêndio destrói armazém em São Paulo"),
    ("nl", "De regering presenteert de begroting voor volgend jaar"),
    ("nl", "Brand in loods geblust"),
    ("pl", "Rząd przedstawił budżet na przyszły rok"),
    ("pl", "Pożar magazynu ugaszony"),
    ("cs", "Vláda představila rozpočet na příští rok"),
    ("sv", "Regeringen presenterar budgeten för nästa år"),
    ("fi", "Hallitus esitteli ensi vuoden talousarvion"),
    ("hu", "A kormány bemutatta a jövő évi költségvetést"),
    ("ro", "Guvernul a prezentat bugetul pentru anul viitor"),
    ("el", "Η κυβέρνηση παρουσίασε τον προϋπολογισμό του επόμενου έτους"),
    ("he", "הממשלה הציגה את תקציב השנה הבאה"),
    ("hi", "सरकार ने अगले साल का बजट पेश किया"),
    ("ka", "მთავრობამ მომავალი წლის ბიუჯეტი წარადგინა"),
    ("hy", "Կառավարությունը ներկայացրեց հաջորդ տարվա բյուջեն"),
    ("th", "รัฐบาลเสนองบประมาณปีหน้า"),
    ("vi", "Chính phủ công bố ngân sách năm tới"),
    ("id", "Pemerintah mengumumkan anggaran tahun depan"),
    ("en", "Government presents budget for next year"),
    ("en", "Fire at warehouse put out"),
    ("en", "Quake hits coast"),
    ("und", "OK 2026 12:30"),
    ("und", "🙂🙂🙂"),
    ("und", "ABC-1234 XYZ"),
  ]

  @Test func shortTextsAreRightOrUndetermined() throws {
    let identifier = try makeIdentifier()
    var (right, undetermined) = (0, 0)
    for (language, text) in Self.headlines {
      let guess = identifier.guess(text.utf8).flatMap { $0.confidence >= 0.6 ? $0.tag.language : nil } ?? "und"
      if guess == language {
        right += 1
      } else if guess == "und" {
        undetermined += 1
      } else {
        Issue.record("\(text) is \(language), not \(guess)")
      }
    }
    print("headlines: \(right) right, \(undetermined) undetermined of \(Self.headlines.count)")
    #expect(right >= 58)
  }

  @Test(arguments: [
    ("en", "The committee said that it would meet in the town on Friday and that the report was not yet ready.", true),
    ("en", "De commissie zei dat het verslag in de stad nog niet klaar is en dat er vrijdag een zitting is.", false),
    ("de", "The committee said that it would meet in the town on Friday and that the report was not yet ready.", false),
    ("en", "Fire!", false), ("en", "", false),
  ])
  func aGlanceAtFunctionWordsIsSureOrSilent(language: String, text: String, isPlain: Bool) throws {
    #expect(try makeIdentifier().isPlainly(language, text.utf8) == isPlain)
  }
}
