// swift-tools-version: 6.2
// The kit: the document model and the stage protocols. The only thing that a stage module has to link.
//
// The product is dynamic and everybody depends on the PRODUCT, never on the target: host and modules then share one copy
// of every type, so that a stage made in a module casts to the host's protocols.
import PackageDescription

let package = Package(
  name: "KZPipeKit",
  products: [.library(name: "KZPipeKit", type: .dynamic, targets: ["KZPipeKit"])],
  targets: [
    .target(name: "CKZPipeABI"),
    .target(name: "KZPipeKit", dependencies: ["CKZPipeABI"]),
  ],
  swiftLanguageModes: [.v6]
)
