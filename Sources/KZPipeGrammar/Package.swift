// swift-tools-version: 6.2
// What the rule-based enrichers share: classed tokens with exact byte offsets, word tables, numbers, sentences, names.
// Linked statically into each module that needs it.
import PackageDescription

let package = Package(
  name: "KZPipeGrammar",
  products: [
    .library(name: "KZPipeGrammar", targets: ["KZPipeGrammar"]),
    .library(name: "HostileTexts", targets: ["HostileTexts"]),
  ],
  dependencies: [.package(path: "../KZPipeKit")],
  targets: [
    .target(name: "KZPipeGrammar", dependencies: [.product(name: "KZPipeKit", package: "KZPipeKit")]),
    .target(name: "HostileTexts"),
    .testTarget(
      name: "KZPipeGrammarTests", dependencies: ["KZPipeGrammar", .product(name: "KZPipeKit", package: "KZPipeKit")]),
  ],
  swiftLanguageModes: [.v6]
)
