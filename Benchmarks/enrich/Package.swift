// swift-tools-version: 6.2
// Runs the rule-based enrichers in this process on annotated gold and writes predictions for the scorer.
import PackageDescription

let package = Package(
  name: "enrich-eval",
  dependencies: [
    .package(path: "../../Sources/KZPipeKit"),
    .package(path: "../../Plugins/Dates"),
    .package(path: "../../Plugins/Amounts"),
    .package(path: "../../Plugins/Quotations"),
    .package(path: "../../Plugins/Roles"),
  ],
  targets: [
    .executableTarget(
      name: "enrich-eval",
      dependencies: [
        .product(name: "KZPipeKit", package: "KZPipeKit"),
        .product(name: "Dates", package: "Dates"),
        .product(name: "Amounts", package: "Amounts"),
        .product(name: "Quotations", package: "Quotations"),
        .product(name: "Roles", package: "Roles"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
