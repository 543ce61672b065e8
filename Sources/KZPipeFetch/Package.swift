// swift-tools-version: 6.2
// Fetches pages into a web archive. A package beside the root one: the HTTP client with its TLS library takes minutes to
// build, and whoever has pages already needs none of it.
import PackageDescription

let package = Package(
  name: "KZPipeFetch",
  products: [
    .library(name: "KZPipeFetch", targets: ["KZPipeFetch"]),
    .executable(name: "kzpipe-fetch", targets: ["kzpipe-fetch"]),
  ],
  dependencies: [
    .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
    .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
    .package(path: "../KZPipeText"),
    .package(path: "../KZPipeXML"),
  ],
  targets: [
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(
      name: "KZPipeFetch",
      dependencies: [
        "CZlib",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "KZPipeText", package: "KZPipeText"),
        .product(name: "KZPipeJSON", package: "KZPipeText"),
        .product(name: "KZPipeLibXML", package: "KZPipeXML"),
      ]),
    .executableTarget(
      name: "kzpipe-fetch",
      dependencies: [
        "KZPipeFetch", .product(name: "KZPipeJSON", package: "KZPipeText"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(
      name: "KZPipeFetchTests",
      dependencies: [
        "KZPipeFetch",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "KZPipeJSON", package: "KZPipeText"),
      ]),
  ],
  swiftLanguageModes: [.v6]
)
