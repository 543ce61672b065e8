// swift-tools-version: 6.2
// Export stage `article_json`: the article record, one JSON object a line.
import PackageDescription

let kit: Target.Dependency = .product(name: "KZPipeKit", package: "KZPipeKit")

let package = Package(
  name: "ArticleJSON",
  products: [
    .library(name: "ArticleJSONPlugin", type: .dynamic, targets: ["ArticleJSONPlugin"]),
    .library(name: "ArticleJSON", targets: ["ArticleJSON"]),
  ],
  dependencies: [.package(path: "../../Sources/KZPipeKit"), .package(path: "../../Sources/KZPipeRecord")],
  targets: [
    .target(name: "ArticleJSON", dependencies: [kit, .product(name: "KZPipeRecord", package: "KZPipeRecord")]),
    .target(name: "ArticleJSONPlugin", dependencies: ["ArticleJSON", kit]),
    .testTarget(name: "ArticleJSONTests", dependencies: ["ArticleJSON", kit]),
  ],
  swiftLanguageModes: [.v6]
)
