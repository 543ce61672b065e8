// swift-tools-version: 6.2
// The root package: host, command line and the tests of everything.
//
// `swift build` here builds the executable and every stage module's shared object into one directory, because the test
// targets below name their dynamic products. The kit is a package of its own and everybody depends on its PRODUCT: with
// a target dependency host and module would each get a copy of every type.
import PackageDescription

let kit: Target.Dependency = .product(name: "KZPipeKit", package: "KZPipeKit")
let text: Target.Dependency = .product(name: "KZPipeText", package: "KZPipeText")
let json: Target.Dependency = .product(name: "KZPipeJSON", package: "KZPipeText")
let grammar: Target.Dependency = .product(name: "KZPipeGrammar", package: "KZPipeGrammar")
let hostile: Target.Dependency = .product(name: "HostileTexts", package: "KZPipeGrammar")
let learn: Target.Dependency = .product(name: "KZPipeLearn", package: "KZPipeLearn")
let xml: Target.Dependency = .product(name: "KZPipeXML", package: "KZPipeXML")
let markup: Target.Dependency = .product(name: "KZPipeMarkup", package: "KZPipeXML")
let news: Target.Dependency = .product(name: "KZPipeNews", package: "KZPipeXML")
let libxml: Target.Dependency = .product(name: "KZPipeLibXML", package: "KZPipeXML")
let record: Target.Dependency = .product(name: "KZPipeRecord", package: "KZPipeRecord")
let rules: Target.Dependency = .product(name: "KZPipeNewsRules", package: "KZPipeXML")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let samples: Target.Dependency = .product(name: "SampleArticles", package: "KZPipeXML")

/// The stage modules of this repository, `Plugins/<name>`; a test compares the list with the folder.
let modules = [
  Module("Amounts", testsImport: [hostile]),
  Module("ArticleJSON"),
  Module("Dates", testsImport: [hostile]),
  Module("Entities", testsImport: [.product(name: "EntityTrainer", package: "Entities")]),
  Module("Feeds", testsImport: [libxml, samples]),
  Module("HTMLArticle", testsImport: [text, json]),
  Module("JSONLD", testsImport: [json, samples]),
  Module("Keywords"),
  Module("Language"),
  Module("Markdown", testsImport: [libxml, samples]),
  Module("NITF", testsImport: [libxml, samples]),
  Module("NewsArticle"),
  Module("NewsMLG2", testsImport: [libxml, rules, samples]),
  Module("Ninjs", testsImport: [json, samples]),
  Module("Quotations", testsImport: [hostile]),
  Module("Related"),
  Module("Roles", testsImport: [hostile]),
  Module("Statistics"),
  Module("Summary"),
  Module("TextArticle"),
  Module("Topics"),
]

/// The helper packages that modules link statically, `Sources/<package>`, with the tests in them.
let helpers = [
  Helper("KZPipeGrammar", tests: "KZPipeGrammarTests", [grammar, kit]),
  Helper("KZPipeKit", tests: "KZPipeKitTests", [kit]),
  Helper("KZPipeText", tests: "KZPipeTextTests", [text]),
  Helper("KZPipeText", tests: "KZPipeJSONTests", [json]),
  Helper("KZPipeLearn", tests: "KZPipeLearnTests", [learn], exclude: ["Fixtures"]),
  Helper("KZPipeXML", tests: "KZPipeXMLTests", [kit, xml, markup, libxml, samples]),
  Helper("KZPipeXML", tests: "KZPipeNewsTests", [kit, news, samples]),
]

let package = Package(
  name: "kzpipe",
  products: [
    .executable(name: "kzpipe", targets: ["kzpipe"]),
    .library(name: "KZPipeHost", targets: ["KZPipeHost"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(path: "Sources/KZPipeKit"),
    .package(path: "Sources/KZPipeText"),
    .package(path: "Sources/KZPipeTesting"),
    .package(path: "Sources/KZPipeGrammar"),
    .package(path: "Sources/KZPipeLearn"),
    .package(path: "Sources/KZPipeXML"),
    .package(path: "Sources/KZPipeRecord"),
  ] + modules.map(\.package),
  targets: [
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CSync"),
    .target(
      name: "KZPipeHost",
      dependencies: [
        kit, text, json, record, libxml, rules, "CZlib", "CSync", "Yams", logging,
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    .executableTarget(
      name: "kzpipe",
      dependencies: [
        "KZPipeHost", kit, json, logging, .product(name: "KZPipeTesting", package: "KZPipeTesting"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(
      name: "ConformanceTests",
      dependencies: ["KZPipeHost", kit, .product(name: "KZPipeTesting", package: "KZPipeTesting")]
        + modules.map(\.plugin)),
    .testTarget(name: "KZPipeHostTests", dependencies: ["KZPipeHost", kit, json, record, "CZlib", logging]),
    .testTarget(name: "kzpipeTests", dependencies: ["kzpipe", "KZPipeHost", json] + modules.map(\.plugin)),
    .testTarget(name: "SeedTests", dependencies: ["kzpipe"] + modules.map(\.plugin)),
  ] + modules.map(\.tests) + helpers.map(\.tests),
  swiftLanguageModes: [.v6]
)

/// A stage module: a package with the dynamic product `<name>Plugin`.
struct Module {
  var name: String
  /// What its tests import beside the kit and the module itself.
  var testsImport: [Target.Dependency]

  init(_ name: String, testsImport: [Target.Dependency] = []) {
    self.name = name
    self.testsImport = testsImport
  }

  var package: Package.Dependency { .package(path: "Plugins/\(name)") }
  var plugin: Target.Dependency { .product(name: "\(name)Plugin", package: name) }

  /// The module's own test folder, compiled against the shared object that is shipped.
  var tests: Target {
    .testTarget(
      name: "\(name)Tests", dependencies: [kit, plugin] + testsImport, path: "Plugins/\(name)/Tests/\(name)Tests")
  }
}

struct Helper {
  var tests: Target

  init(_ package: String, tests name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) {
    tests = .testTarget(
      name: name, dependencies: dependencies, path: "Sources/\(package)/Tests/\(name)", exclude: exclude)
  }
}
