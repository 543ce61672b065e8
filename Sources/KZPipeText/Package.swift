// swift-tools-version: 6.2
// Text over UTF-8 bytes and JSON, shared by the host and the stage modules. Linked statically: nothing of it crosses a
// module boundary as a type, so every module may carry its own copy.
import PackageDescription

let package = Package(
  name: "KZPipeText",
  products: [
    .library(name: "KZPipeText", targets: ["KZPipeText"]),
    .library(name: "KZPipeJSON", targets: ["KZPipeJSON"]),
  ],
  targets: [
    .target(name: "CSHA256"),
    .target(name: "KZPipeText", dependencies: ["CSHA256"]),
    .target(name: "KZPipeJSON"),
    .testTarget(name: "KZPipeTextTests", dependencies: ["KZPipeText"]),
    .testTarget(name: "KZPipeJSONTests", dependencies: ["KZPipeJSON"]),
  ],
  swiftLanguageModes: [.v6]
)
