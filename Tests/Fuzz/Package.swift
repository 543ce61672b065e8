// swift-tools-version: 6.2
// libFuzzer over everything that reads what strangers wrote. `make fuzz` builds it with sanitizers and coverage; it is no
// part of the root package, so that `make test` does not build it.
import PackageDescription

let modules = [
  "Amounts", "ArticleJSON", "Dates", "Entities", "Feeds", "HTMLArticle", "JSONLD", "Keywords", "Language", "Markdown",
  "NITF", "NewsArticle", "NewsMLG2", "Ninjs", "Quotations", "Related", "Roles", "Statistics", "Summary", "TextArticle",
  "Topics",
]

let package = Package(
  name: "Fuzz",
  dependencies: [
    .package(name: "kzpipe", path: "../.."),
    .package(path: "../../Sources/KZPipeKit"),
    .package(path: "../../Sources/KZPipeText"),
    .package(path: "../../Sources/KZPipeXML"),
    .package(path: "../../Sources/KZPipeRecord"),
    .package(path: "../../Sources/KZPipeLearn"),
  ] + modules.map { .package(path: "../../Plugins/\($0)") },
  targets: [
    .systemLibrary(name: "CLibFuzzer"),
    .systemLibrary(name: "CDeflate"),
    .executableTarget(
      name: "kzpipe-fuzz",
      dependencies: [
        "CLibFuzzer", "CDeflate",
        .product(name: "KZPipeHost", package: "kzpipe"),
        .product(name: "KZPipeKit", package: "KZPipeKit"),
        .product(name: "KZPipeText", package: "KZPipeText"),
        .product(name: "KZPipeJSON", package: "KZPipeText"),
        .product(name: "KZPipeLibXML", package: "KZPipeXML"),
        .product(name: "KZPipeNewsRules", package: "KZPipeXML"),
        .product(name: "KZPipeRecord", package: "KZPipeRecord"),
        .product(name: "KZPipeLearn", package: "KZPipeLearn"),
        .product(name: "EntityTrainer", package: "Entities"),
      ] + modules.map { .product(name: $0, package: $0) },
      // gold stumbles over the debug information of sanitized code.
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]),
  ],
  swiftLanguageModes: [.v6]
)
