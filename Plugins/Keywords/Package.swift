// swift-tools-version: 6.2
// Enrich stage `keywords`.
import PackageDescription

let kit: Target.Dependency = .product(name: "KZPipeKit", package: "KZPipeKit")
let text: Target.Dependency = .product(name: "KZPipeText", package: "KZPipeText")

let package = Package(
  name: "Keywords",
  products: [
    .library(name: "KeywordsPlugin", type: .dynamic, targets: ["KeywordsPlugin"]),
    .library(name: "Keywords", targets: ["Keywords"]),
  ],
  dependencies: [.package(path: "../../Sources/KZPipeKit"), .package(path: "../../Sources/KZPipeText")],
  targets: [
    .target(name: "Keywords", dependencies: [kit, text], resources: [.copy("Resources/stopwords.tsv")]),
    .target(name: "KeywordsPlugin", dependencies: ["Keywords", kit]),
    .testTarget(name: "KeywordsTests", dependencies: ["Keywords", kit]),
  ],
  swiftLanguageModes: [.v6]
)
