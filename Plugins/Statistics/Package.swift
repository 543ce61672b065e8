// swift-tools-version: 6.2
// Enrich stage `statistics`.
import PackageDescription

let kit: Target.Dependency = .product(name: "KZPipeKit", package: "KZPipeKit")
let text: Target.Dependency = .product(name: "KZPipeText", package: "KZPipeText")

let package = Package(
  name: "Statistics",
  products: [
    .library(name: "StatisticsPlugin", type: .dynamic, targets: ["StatisticsPlugin"]),
    .library(name: "Statistics", targets: ["Statistics"]),
  ],
  dependencies: [.package(path: "../../Sources/KZPipeKit"), .package(path: "../../Sources/KZPipeText")],
  targets: [
    .target(name: "Statistics", dependencies: [kit, text]),
    .target(name: "StatisticsPlugin", dependencies: ["Statistics", kit]),
    .testTarget(name: "StatisticsTests", dependencies: ["Statistics", kit]),
  ],
  swiftLanguageModes: [.v6]
)
