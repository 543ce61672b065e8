// swift-tools-version: 6.2
// Export stage `nitf`: NITF 3.6.
import PackageDescription

let kit: Target.Dependency = .product(name: "KZPipeKit", package: "KZPipeKit")

let package = Package(
  name: "NITF",
  products: [
    .library(name: "NITFPlugin", type: .dynamic, targets: ["NITFPlugin"]),
    .library(name: "NITF", targets: ["NITF"]),
  ],
  dependencies: [
    .package(path: "../../Sources/KZPipeKit"), .package(path: "../../Sources/KZPipeXML"),
  ],
  targets: [
    .target(
      name: "NITF",
      dependencies: [
        kit, .product(name: "KZPipeXML", package: "KZPipeXML"), .product(name: "KZPipeMarkup", package: "KZPipeXML"),
        .product(name: "KZPipeNews", package: "KZPipeXML"),
      ]),
    .target(name: "NITFPlugin", dependencies: ["NITF", kit]),
    .testTarget(
      name: "NITFTests",
      dependencies: [
        "NITF", kit, .product(name: "KZPipeLibXML", package: "KZPipeXML"),
        .product(name: "SampleArticles", package: "KZPipeXML"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
