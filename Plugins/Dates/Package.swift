// swift-tools-version: 6.2
// Enrich stage `dates`: time expressions with TimeML values, and the publication date when the text proves it.
import PackageDescription

let package = Package(
  name: "Dates",
  products: [
    .library(name: "DatesPlugin", type: .dynamic, targets: ["DatesPlugin"]),
    .library(name: "Dates", targets: ["Dates"]),
  ],
  dependencies: [
    .package(path: "../../Sources/KZPipeKit"),
    .package(path: "../../Sources/KZPipeGrammar"),
  ],
  targets: [
    .target(
      name: "Dates",
      dependencies: [
        .product(name: "KZPipeKit", package: "KZPipeKit"),
        .product(name: "KZPipeGrammar", package: "KZPipeGrammar"),
      ],
      resources: [.copy("Resources/known-years.tsv")]),
    .target(name: "DatesPlugin", dependencies: ["Dates", .product(name: "KZPipeKit", package: "KZPipeKit")]),
    .testTarget(
      name: "DatesTests",
      dependencies: [
        "Dates", .product(name: "KZPipeKit", package: "KZPipeKit"),
        .product(name: "HostileTexts", package: "KZPipeGrammar"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
