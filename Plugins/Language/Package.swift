// swift-tools-version: 6.2
// Enrich stage `language`: the language of an article and of single blocks.
import PackageDescription

let package = Package(
  name: "Language",
  products: [
    .library(name: "LanguagePlugin", type: .dynamic, targets: ["LanguagePlugin"]),
    .library(name: "Language", targets: ["Language"]),
  ],
  dependencies: [
    .package(path: "../../Sources/KZPipeKit"),
    .package(path: "../../Sources/KZPipeText"),
  ],
  targets: [
    .target(
      name: "Language",
      dependencies: [
        .product(name: "KZPipeKit", package: "KZPipeKit"),
        .product(name: "KZPipeText", package: "KZPipeText"),
      ],
      resources: [.copy("Resources/profiles.txt")]),
    .target(name: "LanguagePlugin", dependencies: ["Language", .product(name: "KZPipeKit", package: "KZPipeKit")]),
    .testTarget(name: "LanguageTests", dependencies: ["Language", .product(name: "KZPipeKit", package: "KZPipeKit")]),
  ],
  swiftLanguageModes: [.v6]
)
