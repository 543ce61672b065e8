// swift-tools-version: 6.2
// Enrich stage `amounts`: sums of money, percentages and counts.
import PackageDescription

let package = Package(
  name: "Amounts",
  products: [
    .library(name: "AmountsPlugin", type: .dynamic, targets: ["AmountsPlugin"]),
    .library(name: "Amounts", targets: ["Amounts"]),
  ],
  dependencies: [
    .package(path: "../../Sources/KZPipeKit"),
    .package(path: "../../Sources/KZPipeGrammar"),
  ],
  targets: [
    .target(
      name: "Amounts",
      dependencies: [
        .product(name: "KZPipeKit", package: "KZPipeKit"),
        .product(name: "KZPipeGrammar", package: "KZPipeGrammar"),
      ]),
    .target(name: "AmountsPlugin", dependencies: ["Amounts", .product(name: "KZPipeKit", package: "KZPipeKit")]),
    .testTarget(
      name: "AmountsTests",
      dependencies: [
        "Amounts", .product(name: "KZPipeKit", package: "KZPipeKit"),
        .product(name: "HostileTexts", package: "KZPipeGrammar"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
