// swift-tools-version: 6.2
// Enrich stage `summary`.
import PackageDescription

let kit: Target.Dependency = .product(name: "KZPipeKit", package: "KZPipeKit")
let text: Target.Dependency = .product(name: "KZPipeText", package: "KZPipeText")

let package = Package(
  name: "Summary",
  products: [
    .library(name: "SummaryPlugin", type: .dynamic, targets: ["SummaryPlugin"]),
    .library(name: "Summary", targets: ["Summary"]),
  ],
  dependencies: [.package(path: "../../Sources/KZPipeKit"), .package(path: "../../Sources/KZPipeText")],
  targets: [
    .target(name: "Summary", dependencies: [kit, text]),
    .target(name: "SummaryPlugin", dependencies: ["Summary", kit]),
    .testTarget(name: "SummaryTests", dependencies: ["Summary", kit]),
  ],
  swiftLanguageModes: [.v6]
)
