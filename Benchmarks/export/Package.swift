// swift-tools-version: 6.2
// Speed of the exporters beside libxml2's writer in C, and sample documents to look at and to validate.
import PackageDescription

let package = Package(
  name: "ExportBenchmarks",
  dependencies: [
    .package(path: "../../Sources/KZPipeKit"), .package(path: "../../Sources/KZPipeXML"),
    .package(path: "../../Plugins/NewsMLG2"), .package(path: "../../Plugins/ArticleJSON"),
    .package(path: "../../Plugins/NITF"), .package(path: "../../Plugins/Ninjs"), .package(path: "../../Plugins/JSONLD"),
    .package(path: "../../Plugins/Feeds"), .package(path: "../../Plugins/Markdown"),
  ],
  targets: [
    .systemLibrary(name: "CLibXML2Writer", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .target(name: "CTextWriter", dependencies: ["CLibXML2Writer"]),
    .executableTarget(
      name: "export-bench",
      dependencies: [
        "CTextWriter", .product(name: "KZPipeKit", package: "KZPipeKit"),
        .product(name: "SampleArticles", package: "KZPipeXML"), .product(name: "NewsMLG2", package: "NewsMLG2"),
        .product(name: "ArticleJSON", package: "ArticleJSON"),
        .product(name: "NITF", package: "NITF"), .product(name: "Ninjs", package: "Ninjs"),
        .product(name: "JSONLD", package: "JSONLD"), .product(name: "Feeds", package: "Feeds"),
        .product(name: "Markdown", package: "Markdown"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
