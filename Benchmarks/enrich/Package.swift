// swift-tools-version: 6.2
// Runs the enrichers in this process on annotated gold: predictions for the scorer, time by stage, memory.
import PackageDescription

/// The modules whose stages make the chain.
let modules = [
  "Language", "Entities", "Dates", "Amounts", "Quotations", "Roles", "Topics", "Keywords", "Summary", "Statistics",
]

let package = Package(
  name: "enrich-eval",
  dependencies: [.package(path: "../../Sources/KZPipeKit")] + modules.map { .package(path: "../../Plugins/\($0)") },
  targets: [
    .executableTarget(
      name: "enrich-eval",
      dependencies: [.product(name: "KZPipeKit", package: "KZPipeKit")]
        + modules.map { .product(name: $0, package: $0) })
  ],
  swiftLanguageModes: [.v6]
)
