// swift-tools-version: 6.2
// Enrich stage `topics`: IPTC Media Topics by curated weighted terms.
import PackageDescription

let kit: Target.Dependency = .product(name: "KZPipeKit", package: "KZPipeKit")
let text: Target.Dependency = .product(name: "KZPipeText", package: "KZPipeText")

let package = Package(
  name: "Topics",
  products: [
    .library(name: "TopicsPlugin", type: .dynamic, targets: ["TopicsPlugin"]),
    .library(name: "Topics", targets: ["Topics"]),
  ],
  dependencies: [.package(path: "../../Sources/KZPipeKit"), .package(path: "../../Sources/KZPipeText")],
  targets: [
    .target(
      name: "Topics", dependencies: [kit, text],
      resources: [
        .copy("Resources/mediatopics.tsv"), .copy("Resources/terms-en.tsv"), .copy("Resources/terms-ru.tsv"),
        .copy("Resources/terms-kk.tsv"), .copy("Resources/terms-ko.tsv"),
      ]),
    .target(name: "TopicsPlugin", dependencies: ["Topics", kit]),
    .testTarget(name: "TopicsTests", dependencies: ["Topics", kit]),
  ],
  swiftLanguageModes: [.v6]
)
