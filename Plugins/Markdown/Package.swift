// swift-tools-version: 6.2
// Export stages `markdown` and `html`: pages for people.
import PackageDescription

let kit: Target.Dependency = .product(name: "KZPipeKit", package: "KZPipeKit")

let package = Package(
  name: "Markdown",
  products: [
    .library(name: "MarkdownPlugin", type: .dynamic, targets: ["MarkdownPlugin"]),
    .library(name: "Markdown", targets: ["Markdown"]),
  ],
  dependencies: [
    .package(path: "../../Sources/KZPipeKit"), .package(path: "../../Sources/KZPipeText"),
    .package(path: "../../Sources/KZPipeXML"),
  ],
  targets: [
    .target(
      name: "Markdown",
      dependencies: [
        kit, .product(name: "KZPipeJSON", package: "KZPipeText"), .product(name: "KZPipeXML", package: "KZPipeXML"),
        .product(name: "KZPipeMarkup", package: "KZPipeXML"), .product(name: "KZPipeNews", package: "KZPipeXML"),
      ]),
    .target(name: "MarkdownPlugin", dependencies: ["Markdown", kit]),
    .testTarget(
      name: "MarkdownTests",
      dependencies: [
        "Markdown", kit, .product(name: "KZPipeLibXML", package: "KZPipeXML"),
        .product(name: "SampleArticles", package: "KZPipeXML"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
