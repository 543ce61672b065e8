// swift-tools-version: 6.2
// The article record and the page record as JSON: what exporters, `run --tap`, `kzpipe test` and `kzpipe schema` agree
// on. Linked statically: nothing of it crosses a module boundary as a type.
import PackageDescription

let package = Package(
  name: "KZPipeRecord",
  products: [.library(name: "KZPipeRecord", targets: ["KZPipeRecord"])],
  dependencies: [.package(path: "../KZPipeKit"), .package(path: "../KZPipeText")],
  targets: [
    .target(
      name: "KZPipeRecord",
      dependencies: [
        .product(name: "KZPipeKit", package: "KZPipeKit"), .product(name: "KZPipeJSON", package: "KZPipeText"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
