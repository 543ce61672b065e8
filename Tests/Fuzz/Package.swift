// swift-tools-version: 6.2
// libFuzzer over everything that reads what strangers wrote. `make fuzz` builds it with sanitizers and coverage; it is no
// part of the root package, so that `make test` does not build it.
import PackageDescription

let package = Package(
  name: "Fuzz",
  dependencies: [
    .package(name: "kzpipe", path: "../.."),
    .package(path: "../../Sources/KZPipeKit"),
    .package(path: "../../Sources/KZPipeText"),
    .package(path: "../../Sources/KZPipeXML"),
    .package(path: "../../Sources/KZPipeRecord"),
    .package(path: "../../Plugins/HTMLArticle"),
    .package(path: "../../Plugins/TextArticle"),
    .package(path: "../../Plugins/NewsArticle"),
  ],
  targets: [
    .systemLibrary(name: "CLibFuzzer"),
    .executableTarget(
      name: "kzpipe-fuzz",
      dependencies: [
        "CLibFuzzer",
        .product(name: "KZPipeHost", package: "kzpipe"),
        .product(name: "KZPipeKit", package: "KZPipeKit"),
        .product(name: "KZPipeText", package: "KZPipeText"),
        .product(name: "KZPipeJSON", package: "KZPipeText"),
        .product(name: "KZPipeNewsRules", package: "KZPipeXML"),
        .product(name: "KZPipeRecord", package: "KZPipeRecord"),
        .product(name: "HTMLArticle", package: "HTMLArticle"),
        .product(name: "TextArticle", package: "TextArticle"),
        .product(name: "NewsArticle", package: "NewsArticle"),
      ],
      // gold stumbles over the debug information of sanitized code.
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer", "-use-ld=lld"])]),
  ],
  swiftLanguageModes: [.v6]
)
