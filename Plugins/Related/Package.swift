// swift-tools-version: 6.2
// Enrich stage `related`.
import PackageDescription

let kit: Target.Dependency = .product(name: "KZPipeKit", package: "KZPipeKit")
let text: Target.Dependency = .product(name: "KZPipeText", package: "KZPipeText")

let package = Package(
  name: "Related",
  products: [
    .library(name: "RelatedPlugin", type: .dynamic, targets: ["RelatedPlugin"]),
    .library(name: "Related", targets: ["Related"]),
  ],
  dependencies: [.package(path: "../../Sources/KZPipeKit"), .package(path: "../../Sources/KZPipeText")],
  targets: [
    .target(name: "Related", dependencies: [kit, text]),
    .target(name: "RelatedPlugin", dependencies: ["Related", kit]),
    .testTarget(name: "RelatedTests", dependencies: ["Related", kit]),
  ],
  swiftLanguageModes: [.v6]
)
