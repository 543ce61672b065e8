// swift-tools-version: 6.2
// Times clean and parse in this process on pages in memory and writes out what they make of them.
import PackageDescription

let package = Package(
  name: "extraction-bench",
  dependencies: [
    .package(path: "../../Sources/KZPipeKit"),
    .package(path: "../../Sources/KZPipeRecord"),
    .package(path: "../../Plugins/HTMLArticle"),
    .package(path: "../../Plugins/NewsArticle"),
  ],
  targets: [
    .executableTarget(
      name: "extraction-bench",
      dependencies: [
        .product(name: "KZPipeKit", package: "KZPipeKit"),
        .product(name: "KZPipeRecord", package: "KZPipeRecord"),
        .product(name: "HTMLArticle", package: "HTMLArticle"),
        .product(name: "NewsArticle", package: "NewsArticle"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
