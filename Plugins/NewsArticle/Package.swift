// swift-tools-version: 6.2
// The parse stage: a cleaned page becomes an article.
import PackageDescription

let package = Package(
  name: "NewsArticle",
  products: [
    .library(name: "NewsArticlePlugin", type: .dynamic, targets: ["NewsArticlePlugin"]),
    .library(name: "NewsArticle", targets: ["NewsArticle"]),
  ],
  dependencies: [
    .package(path: "../../Sources/KZPipeKit"),
    .package(path: "../../Sources/KZPipeText"),
  ],
  targets: [
    .target(
      name: "NewsArticle",
      dependencies: [
        .product(name: "KZPipeKit", package: "KZPipeKit"),
        .product(name: "KZPipeText", package: "KZPipeText"),
      ]),
    .target(
      name: "NewsArticlePlugin",
      dependencies: ["NewsArticle", .product(name: "KZPipeKit", package: "KZPipeKit")]),
    .testTarget(name: "NewsArticleTests", dependencies: ["NewsArticle"]),
  ],
  swiftLanguageModes: [.v6]
)
