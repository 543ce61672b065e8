// swift-tools-version: 6.2
// Export stage `newsml_g2`: NewsML-G2 2.35 at power conformance.
import PackageDescription

let kit: Target.Dependency = .product(name: "KZPipeKit", package: "KZPipeKit")

let package = Package(
  name: "NewsMLG2",
  products: [
    .library(name: "NewsMLG2Plugin", type: .dynamic, targets: ["NewsMLG2Plugin"]),
    .library(name: "NewsMLG2", targets: ["NewsMLG2"]),
  ],
  dependencies: [
    .package(path: "../../Sources/KZPipeKit"), .package(path: "../../Sources/KZPipeText"),
    .package(path: "../../Sources/KZPipeXML"),
  ],
  targets: [
    .target(
      name: "NewsMLG2",
      dependencies: [
        kit, .product(name: "KZPipeText", package: "KZPipeText"), .product(name: "KZPipeXML", package: "KZPipeXML"),
        .product(name: "KZPipeMarkup", package: "KZPipeXML"), .product(name: "KZPipeNews", package: "KZPipeXML"),
        .product(name: "KZPipeLibXML", package: "KZPipeXML"),
        .product(name: "KZPipeNewsRules", package: "KZPipeXML"),
      ],
      resources: [.copy("Resources/mediatopics.tsv")]),
    .target(name: "NewsMLG2Plugin", dependencies: ["NewsMLG2", kit]),
    .testTarget(
      name: "NewsMLG2Tests",
      dependencies: [
        "NewsMLG2", kit, .product(name: "KZPipeLibXML", package: "KZPipeXML"),
        .product(name: "KZPipeNewsRules", package: "KZPipeXML"),
        .product(name: "SampleArticles", package: "KZPipeXML"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
