// swift-tools-version: 6.2
import PackageDescription

// Fuzz targets for the parsers. A package of its own: users and the tests never build it.
let package = Package(
    name: "sitrep-fuzz",
    dependencies: [.package(name: "sitrep", path: "..")],
    targets: [
        .executableTarget(
            name: "Fuzz", dependencies: ["CFuzzer", .product(name: "Documents", package: "sitrep")]),
        .target(name: "CFuzzer"),
    ],
    swiftLanguageModes: [.v6]
)
