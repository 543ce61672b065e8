// swift-tools-version: 6.2
// Export stage `ninjs`: ninjs 3.1 and 2.2.
import PackageDescription

let kit: Target.Dependency = .product(name: "KZPipeKit", package: "KZPipeKit")

let package = Package(
  name: "Ninjs",
  products: [
    .library(name: "NinjsPlugin", type: .dynamic, targets: ["NinjsPlugin"]),
    .library(name: "Ninjs", targets: ["Ninjs"]),
  ],
  dependencies: [
    .package(path: "../../Sources/KZPipeKit"), .package(path: "../../Sources/KZPipeText"),
    .package(path: "../../Sources/KZPipeXML"),
  ],
  targets: [
    .target(
      name: "Ninjs",
      dependencies: [
        kit, .product(name: "KZPipeJSON", package: "KZPipeText"), .product(name: "KZPipeXML", package: "KZPipeXML"),
        .product(name: "KZPipeMarkup", package: "KZPipeXML"), .product(name: "KZPipeNews", package: "KZPipeXML"),
      ]),
    .target(name: "NinjsPlugin", dependencies: ["Ninjs", kit]),
    .testTarget(
      name: "NinjsTests",
      dependencies: [
        "Ninjs", kit, .product(name: "KZPipeJSON", package: "KZPipeText"),
        .product(name: "SampleArticles", package: "KZPipeXML"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
