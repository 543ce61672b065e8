// swift-tools-version: 6.2
// Export stage `article_json`: the article record, one JSON object a line.
import PackageDescription

let package = Package(
  name: "ArticleJSON",
  products: [
    .library(name: "ArticleJSONPlugin", type: .dynamic, targets: ["ArticleJSONPlugin"]),
    .library(name: "ArticleJSON", targets: ["ArticleJSON"]),
  ],
  dependencies: [
    .package(path: "../../Sources/KZPipeKit")
  ],
  targets: [
    .target(
      name: "ArticleJSON",
      dependencies: [
        .product(name: "KZPipeKit", package: "KZPipeKit")
      ]),
    .target(
      name: "ArticleJSONPlugin", dependencies: ["ArticleJSON", .product(name: "KZPipeKit", package: "KZPipeKit")]),
    .testTarget(
      name: "ArticleJSONTests", dependencies: ["ArticleJSON", .product(name: "KZPipeKit", package: "KZPipeKit")]),
  ],
  swiftLanguageModes: [.v6]
)
