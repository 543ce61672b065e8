// swift-tools-version: 6.2
// XML for the stage modules: a byte writer, the article's body as markup, and the thin way to libxml2.
import PackageDescription

let package = Package(
  name: "KZPipeXML",
  products: [
    .library(name: "KZPipeXML", targets: ["KZPipeXML"]),
    .library(name: "KZPipeMarkup", targets: ["KZPipeMarkup"]),
    .library(name: "KZPipeNews", targets: ["KZPipeNews"]),
    .library(name: "KZPipeLibXML", targets: ["KZPipeLibXML"]),
    .library(name: "KZPipeNewsRules", targets: ["KZPipeNewsRules"]),
    .library(name: "SampleArticles", targets: ["SampleArticles"]),
  ],
  dependencies: [.package(path: "../KZPipeKit"), .package(path: "../KZPipeText")],
  targets: [
    .target(name: "KZPipeXML", dependencies: [.product(name: "KZPipeText", package: "KZPipeText")]),
    .target(name: "KZPipeMarkup", dependencies: ["KZPipeXML", .product(name: "KZPipeKit", package: "KZPipeKit")]),
    .target(name: "KZPipeNews", dependencies: ["KZPipeXML", .product(name: "KZPipeKit", package: "KZPipeKit")]),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "KZPipeLibXML", dependencies: ["CLibXML2"]),
    .target(
      name: "KZPipeNewsRules",
      dependencies: [
        "KZPipeXML", "KZPipeLibXML", "KZPipeNews", .product(name: "KZPipeKit", package: "KZPipeKit"),
        .product(name: "KZPipeText", package: "KZPipeText"),
      ]),
    .target(name: "SampleArticles", dependencies: [.product(name: "KZPipeKit", package: "KZPipeKit")]),
    .testTarget(
      name: "KZPipeXMLTests",
      dependencies: [
        "KZPipeXML", "KZPipeMarkup", "KZPipeNews", "KZPipeLibXML", "SampleArticles",
        .product(name: "KZPipeKit", package: "KZPipeKit"),
      ]),
    .testTarget(
      name: "KZPipeNewsTests",
      dependencies: ["KZPipeNews", "SampleArticles", .product(name: "KZPipeKit", package: "KZPipeKit")]),
  ],
  swiftLanguageModes: [.v6]
)
