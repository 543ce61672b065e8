// swift-tools-version: 6.2
// Export stages `rss` and `atom`: a feed of the run.
import PackageDescription

let kit: Target.Dependency = .product(name: "KZPipeKit", package: "KZPipeKit")

let package = Package(
  name: "Feeds",
  products: [
    .library(name: "FeedsPlugin", type: .dynamic, targets: ["FeedsPlugin"]),
    .library(name: "Feeds", targets: ["Feeds"]),
  ],
  dependencies: [
    .package(path: "../../Sources/KZPipeKit"), .package(path: "../../Sources/KZPipeXML"),
  ],
  targets: [
    .target(
      name: "Feeds",
      dependencies: [
        kit, .product(name: "KZPipeXML", package: "KZPipeXML"), .product(name: "KZPipeMarkup", package: "KZPipeXML"),
        .product(name: "KZPipeNews", package: "KZPipeXML"),
      ]),
    .target(name: "FeedsPlugin", dependencies: ["Feeds", kit]),
    .testTarget(
      name: "FeedsTests",
      dependencies: [
        "Feeds", kit, .product(name: "KZPipeLibXML", package: "KZPipeXML"),
        .product(name: "SampleArticles", package: "KZPipeXML"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
