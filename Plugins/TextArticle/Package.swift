// swift-tools-version: 6.2
// The clean stage for scraped plain text: which lines belong to the article, and what the others are.
import PackageDescription

let package = Package(
  name: "TextArticle",
  products: [
    .library(name: "TextArticlePlugin", type: .dynamic, targets: ["TextArticlePlugin"]),
    .library(name: "TextArticle", targets: ["TextArticle"]),
  ],
  dependencies: [
    .package(path: "../../Sources/KZPipeKit"),
    .package(path: "../../Sources/KZPipeText"),
    .package(path: "../../Sources/KZPipeLearn"),
  ],
  targets: [
    .target(
      name: "TextArticle",
      dependencies: [
        .product(name: "KZPipeKit", package: "KZPipeKit"),
        .product(name: "KZPipeText", package: "KZPipeText"),
        .product(name: "KZPipeLearn", package: "KZPipeLearn"),
      ],
      resources: [
        .copy("Resources/lexicon.tsv"), .copy("Resources/vocabulary.txt"), .copy("Resources/lines.kztrees"),
        .copy("Resources/headlines.kztrees"),
      ]),
    .target(
      name: "TextArticlePlugin",
      dependencies: ["TextArticle", .product(name: "KZPipeKit", package: "KZPipeKit")]),
    .executableTarget(
      name: "text-article-lines",
      dependencies: ["TextArticle", .product(name: "KZPipeKit", package: "KZPipeKit")]),
    .testTarget(name: "TextArticleTests", dependencies: ["TextArticle"]),
  ],
  swiftLanguageModes: [.v6]
)
