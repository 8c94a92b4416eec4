// swift-tools-version: 6.2
import PackageDescription

/// Training, evaluation, benchmarks and synthetic inputs. Users of Sitrep never build it.
let package = Package(
    name: "lab",
    dependencies: [
        .package(name: "sitrep", path: ".."),
        .package(url: "https://github.com/apple/swift-argument-parser", .upToNextMinor(from: "1.8.2")),
    ],
    targets: [
        .executableTarget(
            name: "lab",
            dependencies: [
                .product(name: "Rooms", package: "sitrep"),
                .product(name: "Documents", package: "sitrep"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Sources/LabCommand",
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
            ]
        )
    ],
    swiftLanguageModes: [.v6]
)
