// swift-tools-version: 6.2
// The clean stage `html_article`: takes an HTML page apart into blocks and decides which of them are the article.
import PackageDescription

let kit: Target.Dependency = .product(name: "KZPipeKit", package: "KZPipeKit")
let text: Target.Dependency = .product(name: "KZPipeText", package: "KZPipeText")
let json: Target.Dependency = .product(name: "KZPipeJSON", package: "KZPipeText")
let learn: Target.Dependency = .product(name: "KZPipeLearn", package: "KZPipeLearn")

let package = Package(
  name: "HTMLArticle",
  products: [
    .library(name: "HTMLArticlePlugin", type: .dynamic, targets: ["HTMLArticlePlugin"]),
    .library(name: "HTMLArticle", targets: ["HTMLArticle"]),
  ],
  dependencies: [
    .package(path: "../../Sources/KZPipeKit"),
    .package(path: "../../Sources/KZPipeText"),
    .package(path: "../../Sources/KZPipeLearn"),
  ],
  targets: [
    .target(
      name: "HTMLArticle", dependencies: [kit, text, json, learn], resources: [.copy("Resources/body.trees")]),
    .target(name: "HTMLArticlePlugin", dependencies: ["HTMLArticle", kit]),
    .executableTarget(name: "html-article-features", dependencies: ["HTMLArticle", kit]),
    .testTarget(name: "HTMLArticleTests", dependencies: ["HTMLArticle", kit, text, json]),
  ],
  swiftLanguageModes: [.v6]
)
