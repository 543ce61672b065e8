// swift-tools-version: 6.2
// Export stage `json_ld`: schema.org NewsArticle as JSON-LD.
import PackageDescription

let kit: Target.Dependency = .product(name: "KZPipeKit", package: "KZPipeKit")

let package = Package(
  name: "JSONLD",
  products: [
    .library(name: "JSONLDPlugin", type: .dynamic, targets: ["JSONLDPlugin"]),
    .library(name: "JSONLD", targets: ["JSONLD"]),
  ],
  dependencies: [
    .package(path: "../../Sources/KZPipeKit"), .package(path: "../../Sources/KZPipeText"),
    .package(path: "../../Sources/KZPipeXML"),
  ],
  targets: [
    .target(
      name: "JSONLD",
      dependencies: [
        kit, .product(name: "KZPipeJSON", package: "KZPipeText"), .product(name: "KZPipeXML", package: "KZPipeXML"),
        .product(name: "KZPipeNews", package: "KZPipeXML"),
      ]),
    .target(name: "JSONLDPlugin", dependencies: ["JSONLD", kit]),
    .testTarget(
      name: "JSONLDTests",
      dependencies: [
        "JSONLD", kit, .product(name: "KZPipeJSON", package: "KZPipeText"),
        .product(name: "SampleArticles", package: "KZPipeXML"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
