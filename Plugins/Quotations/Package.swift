// swift-tools-version: 6.2
// Enrich stage `quotations`: direct and reported speech with its speakers, and the exchanges of interviews.
import PackageDescription

let package = Package(
  name: "Quotations",
  products: [
    .library(name: "QuotationsPlugin", type: .dynamic, targets: ["QuotationsPlugin"]),
    .library(name: "Quotations", targets: ["Quotations"]),
  ],
  dependencies: [
    .package(path: "../../Sources/KZPipeKit"),
    .package(path: "../../Sources/KZPipeGrammar"),
  ],
  targets: [
    .target(
      name: "Quotations",
      dependencies: [
        .product(name: "KZPipeKit", package: "KZPipeKit"),
        .product(name: "KZPipeGrammar", package: "KZPipeGrammar"),
      ],
      resources: [.copy("Resources/given-names.tsv")]),
    .target(name: "QuotationsPlugin", dependencies: ["Quotations", .product(name: "KZPipeKit", package: "KZPipeKit")]),
    .testTarget(
      name: "QuotationsTests",
      dependencies: [
        "Quotations", .product(name: "KZPipeKit", package: "KZPipeKit"),
        .product(name: "HostileTexts", package: "KZPipeGrammar"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
