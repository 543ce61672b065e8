// swift-tools-version: 6.2
// XML for the stage modules: a byte writer, the article's body as markup, and the thin way to libxml2.
import PackageDescription

let package = Package(
  name: "KZPipeXML",
  products: [
    .library(name: "KZPipeXML", targets: ["KZPipeXML"]),
    .library(name: "KZPipeMarkup", targets: ["KZPipeMarkup"]),
    .library(name: "KZPipeLibXML", targets: ["KZPipeLibXML"]),
  ],
  dependencies: [.package(path: "../KZPipeKit")],
  targets: [
    .target(name: "KZPipeXML"),
    .target(name: "KZPipeMarkup", dependencies: ["KZPipeXML", .product(name: "KZPipeKit", package: "KZPipeKit")]),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "KZPipeLibXML", dependencies: ["CLibXML2"]),
    .testTarget(
      name: "KZPipeXMLTests",
      dependencies: [
        "KZPipeXML", "KZPipeMarkup", "KZPipeLibXML", .product(name: "KZPipeKit", package: "KZPipeKit"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
