import EntityText
import Foundation
import Gazetteers
import KZPipeKit
import Testing

@testable import Entities

/// The compiled packs, their sources, and packs that a newsroom adds.
struct GazetteerTests {
  static let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  static let package = here.deletingLastPathComponent().deletingLastPathComponent()

  static func entries(_ files: [String]) throws -> [GazetteerEntry] {
    try files.flatMap { file in
      try GazetteerEntry.parse(
        String(contentsOf: package.appending(path: "Data/\(file).tsv"), encoding: .utf8), path: file)
    }
  }

  @Test(arguments: [
    ("kazakhstan", ["kazakhstan/organisations", "kazakhstan/people", "kazakhstan/places", "kazakhstan/regions"]),
    (
      "world",
      [
        "world/countries", "world/groups", "world/regions", "world/organisations", "world/people", "world/states",
        "world/places",
      ]
    ),
  ])
  func compiledPackAgreesWithItsSource(pack: String, files: [String]) throws {
    let compiled = try Data(contentsOf: Self.package.appending(path: "Sources/Entities/Resources/\(pack).gazetteer"))
    #expect([UInt8](compiled) == GazetteerBuilder.build(try Self.entries(files)), "run `make data` in Plugins/Entities")
  }

  @Test func everyFormIsFound() throws {
    let entries = try Self.entries(["kazakhstan/people", "world/countries"])
    let gazetteer = try Gazetteer(entries: entries)
    for (index, entry) in entries.enumerated() {
      for (text, _) in entry.names.flatMap(\.forms) where Folding.key(text).count > 1 {
        #expect(gazetteer.postings(of: Folding.key(text)).contains { $0.entry == index }, "\(text)")
      }
    }
  }

  @Test(arguments: [
    ("Узбекистан", "Узбекистаном"), ("Астана", "Астане"), ("Россия", "России"), ("Южная Корея", "Южной Корее"),
    ("Казань", "Казани"), ("Китай", "Китая"), ("Усть-Каменогорск", "Усть-Каменогорска"), ("Алматы", "Алматы"),
    ("Северо-Казахстанская область", "Северо-Казахстанской области"),
  ])
  func russianNamesBend(name: String, form: String) {
    #expect(([name] + RussianForms.forms(of: name, isPerson: false)).contains(form))
  }

  @Test func aSecondCountryIsADataFileAway() async throws {
    let path = Self.package.appending(path: "Tests/Fixtures/uzbekistan.tsv").path
    let stage = try Support.stage(["gazetteer_files": .list([.string(path)])])
    var article = Support.article(
      ["The Ministry of Silk of Uzbekistan moved to Oqqush, said Dilshod Oqtosh. Almaty did not."])
    try await stage.enrich(&article)
    let found = Support.mentions(article, ids: "geonames")
    #expect(found.contains("place:Oqqush=999000001"))
    #expect(found.contains("organisation:Ministry of Silk of Uzbekistan"))
    #expect(found.contains("person:Dilshod Oqtosh"))
    #expect(found.contains("place:Almaty=1526384"))
    #expect(article.annotations.countries.first == "UZ")
  }

  /// A second country is a data file away: its ministries, regions, towns, leader and nationality in four languages.
  @Test(arguments: [
    (
      "en",
      "President Holtegaard of Vesland met the Fjord Ministry in Hallersby. Ingmar Holtegaard left for Northmark.",
      "The Torvik-based VSR is Veslandic.",
      [
        "place:Vesland=QV", "organisation:Fjord Ministry=Q999100004", "place:Hallersby=999100002",
        "person:Ingmar Holtegaard=Q999100005", "place:Northmark=999100001", "place:Torvik=999100003",
        "organisation:VSR",
        "norp:Veslandic",
      ]
    ),
    (
      "ru", "Министерство фьордов открыло школу в Торвике.",
      "По словам Ингмара Холтегора, Весландии нужны весландские врачи.",
      [
        "organisation:Министерство фьордов=Q999100004", "place:Торвике=999100003",
        "person:Ингмара Холтегора=Q999100005", "place:Весландии=QV", "norp:весландские",
      ]
    ),
    (
      "kk", "Халлерсбюде Весландияның елшісі сөйледі.", "Нордмарк облысынан қонақтар келді.",
      ["place:Халлерсбюде=999100002", "place:Весландияның=QV", "place:Нордмарк облысынан=999100001"]
    ),
    (
      "ko", "베슬란드의 토르비크에서 회의가 열렸다.", "잉마르 홀테고르 대통령이 참석했다.",
      ["place:베슬란드=QV", "place:토르비크=999100003", "person:잉마르 홀테고르=Q999100005"]
    ),
  ])
  func anInventedCountryNeedsNoCode(language: String, first: String, second: String, expected: [String]) async throws {
    let path = Self.package.appending(path: "Tests/Fixtures/vesland.tsv").path
    let stage = try Support.stage(["gazetteer_files": .list([.string(path)])])
    var article = Support.article([first, second], language: language)
    try await stage.enrich(&article)
    var found: Set<String> = []
    for mention in article.annotations.mentions {
      guard let entity = article.annotations.entities.first(where: { $0.id == mention.entity }) else { continue }
      let bare = "\(entity.kind.rawValue):\(mention.text)"
      found.insert(bare)
      for id in entity.ids.values { found.insert("\(bare)=\(id)") }
    }
    for item in expected { #expect(found.contains(item), "\(found.sorted())") }
    #expect(article.annotations.countries.first == "QV")
  }

  @Test func aBrokenSourceNamesItsLine() {
    #expect(throws: DataFileError(path: "p", reason: .line(2, "9 columns expected, 2 found"))) {
      try GazetteerEntry.parse("kind\tname\tcountry\tgeonames\twikidata\tlat\tlon\tweight\tnames\nplace\tX", path: "p")
    }
  }

  @Test(arguments: ["900000000000", "-90.5", "nan", "inf", "north"])
  func aPlaceOffTheGlobeIsRefused(_ degrees: String) {
    let header = "kind\tname\tcountry\tgeonames\twikidata\tlat\tlon\tweight\tnames\n"
    #expect(throws: DataFileError.self) {
      try GazetteerEntry.parse(header + "place\tX\t\t\t\t\(degrees)\t0\t0\t", path: "p")
    }
  }

  @Test func linesMayEndAsOnWindows() throws {
    let lines = [
      "kind\tname\tcountry\tgeonames\twikidata\tlat\tlon\tweight\tnames", "place\tX\t\t\t\t61.5\t-12\t0\ten=X|Y", "",
    ]
    let entries = try GazetteerEntry.parse(lines.joined(separator: "\r\n"), path: "p")
    #expect(entries.map(\.name) == ["X"] && entries[0].latitude == 61.5 && entries[0].names[0].forms[1].text == "Y")
  }

  @Test func missingAndDamagedFilesAreRefusedAtOnce() throws {
    let good = Support.context.moduleDirectory + "/Entities_Entities.resources"
    let files = ["world.gazetteer", "kazakhstan.gazetteer", "words.lexicon", "en.tagger", "kk.tagger"]
    let manager = FileManager.default
    for victim in files {
      for damage in ["missing", "flipped", "cut", "empty", "other"] {
        let root = manager.temporaryDirectory.appending(path: "entities-\(UUID().uuidString)")
        let folder = root.appending(path: "Entities_Entities.resources")
        try manager.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? manager.removeItem(at: root) }
        for file in files where file != victim {
          try manager.createSymbolicLink(
            at: folder.appending(path: file), withDestinationURL: URL(fileURLWithPath: good + "/" + file))
        }
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: good + "/" + victim)))
        switch damage {
        case "flipped": bytes[bytes.count / 2] ^= 0x10
        case "cut": bytes.removeLast(bytes.count / 3)
        case "empty": bytes = []
        case "other": bytes = Array("{\"a\": 1} and so on".utf8)
        default: break
        }
        if damage != "missing" { try Data(bytes).write(to: folder.appending(path: victim)) }
        let context = StageContext(runTime: PartialDate(year: 2026), version: "t", moduleDirectory: root.path)
        let options = try Options(for: EntitiesStage.spec)
        let error = #expect(throws: StageError.self) { try EntitiesStage(options: options, context: context) }
        #expect(error?.code == .resource)
        #expect(error?.message.contains(victim) == true)
      }
    }
  }

  @Test func anUnknownPackIsRefused() throws {
    #expect(throws: StageError.self) { try Support.stage(["gazetteers": ["atlantis"]]) }
  }
}
