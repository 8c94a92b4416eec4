// swift-tools-version: 6.2
import Foundation
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    // Overlapping accesses are looked for at run time in debug builds, which all tests run (docs/decisions/0155).
    .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release)),
]

/// Programs: what talks to the user is compiled for size, functions that came out equal are kept once, and their names are not offered to
/// others; the core program is to stay under 40 MB with its models (docs/decisions/0142).
let programSettings = settings + [.unsafeFlags(["-Osize"], .when(configuration: .release))]
let programLinking: [LinkerSetting] = [
    .unsafeFlags(
        ["-Xlinker", "--icf=safe", "-Xlinker", "--no-export-dynamic"],
        .when(platforms: [.linux], configuration: .release))
]

/// A room of the house. Rooms stand in the order data flows; each depends on rooms upstream only.
///
/// - Parameter isSmall: whether it is compiled for size: a room that waits for others more than it works. Its loops that do work are marked.
func room(_ name: String, _ dependencies: [Target.Dependency] = [], isSmall: Bool = false) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: isSmall ? programSettings : settings)
}

func tests(_ room: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(
        name: "\(room)Tests", dependencies: [.init(stringLiteral: room)] + dependencies, exclude: exclude,
        swiftSettings: settings)
}

/// A part of the HTTP stack: there only with the package's trait `Web`, else not even fetched (docs/decisions/0100).
func web(_ product: String, _ package: String) -> Target.Dependency {
    .product(name: product, package: package, condition: .when(traits: ["Web"]))
}

/// A second HTML5 parser, for tests only and only where it is installed (Debian: libgumbo-dev): both trees must agree.
let hasGumbo = FileManager.default.fileExists(atPath: "/usr/include/gumbo.h")
let gumbo: [Target] = hasGumbo ? [.systemLibrary(name: "CGumbo", pkgConfig: "gumbo")] : []
let gumboDependency: [Target.Dependency] = hasGumbo ? ["CGumbo"] : []

let package = Package(
    name: "sitrep",
    products: [
        .executable(name: "sitrep", targets: ["SitrepCommand"]),
        .executable(name: "sitrep-web", targets: ["WebCommand"]),
        .library(name: "Sitrep", targets: ["Sitrep"]),
        .library(name: "Documents", targets: ["Captures", "Documents"]),
        .library(
            name: "Rooms",
            targets: ["Texts", "Moments", "JSON", "Lexicons", "Documents", "Readings", "Stories", "Archive"]),
    ],
    traits: [
        .trait(name: "Web", description: "Everything that speaks HTTP: following feeds, and the web pages."),
        .default(enabledTraits: []),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", .upToNextMinor(from: "1.8.2")),
        // Only with the trait `Web`.
        .package(url: "https://github.com/swift-server/async-http-client", .upToNextMinor(from: "1.37.0")),
        .package(url: "https://github.com/hummingbird-project/hummingbird", .upToNextMinor(from: "2.28.1"), traits: []),
        .package(url: "https://github.com/apple/swift-nio", .upToNextMinor(from: "2.101.2")),
        .package(url: "https://github.com/apple/swift-nio-ssl", .upToNextMinor(from: "2.37.6")),
    ],
    targets: [
        // C: system libraries, embedded data, and the one arithmetic kernel.
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
        .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(name: "CModest", providers: [.apt(["libmodest-dev"])]),
        .target(
            name: "LexiconData",
            exclude: ["lexicons", "rules", "models", "gazetteer", "pages", "schemas"],
            cSettings: [.unsafeFlags(["-std=c2x", "-Wno-c23-extensions"])]
        ),
        .target(
            name: "SiteData", exclude: ["pages"], cSettings: [.unsafeFlags(["-std=c2x", "-Wno-c23-extensions"])]),
        .target(name: "NetworkKernel", cSettings: [.unsafeFlags(["-O3"])]),
        .target(name: "DigestKernel", cSettings: [.unsafeFlags(["-O3"])]),

        // The rooms, upstream first.
        room("Texts", ["DigestKernel"]),
        room("Moments"),
        room("JSON", ["Texts"]),
        room("Lexicons", ["LexiconData", "Texts", "Moments"]),
        room("Captures", ["Texts", "Moments", "JSON", "CZlib", "CZstd", "CDeflate", "CModest", "DigestKernel"]),
        room("Documents", ["Captures", "Texts", "Moments", "JSON", "Lexicons", "CModest"]),
        room("Readings", ["Documents", "Lexicons", "Texts", "Moments", "JSON", "NetworkKernel"]),
        room("Stories", ["Readings", "Documents", "Lexicons", "Texts", "Moments", "JSON"]),
        room("Reports", ["Stories", "Readings", "Documents", "Lexicons", "Texts", "Moments", "JSON"], isSmall: true),
        room(
            "Archive",
            [
                "Stories", "Readings", "Documents", "Captures", "Lexicons", "Texts", "Moments", "JSON", "CSQLite",
                "CZstd",
            ]),
        room(
            "Sitrep",
            ["Reports", "Stories", "Readings", "Documents", "Captures", "Lexicons", "Texts", "Moments", "JSON"]),
        .executableTarget(
            name: "SitrepCommand",
            dependencies: [
                "Sitrep", "Archive", "Following", "Reports", "Stories", "Readings", "Documents", "Captures", "Lexicons",
                "Texts", "Moments", "JSON", .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: programSettings,
            linkerSettings: programLinking
        ),

        // Everything that speaks HTTP, with the trait `Web`. What is plain arithmetic in it builds and is tested without.
        room(
            "Following",
            [
                "Archive", "Sitrep", "Captures", "Documents", "Readings", "Stories", "Texts", "Moments", "JSON",
            ], isSmall: true),
        room(
            "Fetching",
            [
                "Following", web("AsyncHTTPClient", "async-http-client"), web("NIOCore", "swift-nio"),
                web("NIOPosix", "swift-nio"), web("NIOHTTP1", "swift-nio"), web("NIOSSL", "swift-nio-ssl"),
            ]),
        room(
            "Site",
            [
                "Archive", "Sitrep", "Reports", "Stories", "Readings", "Documents", "Captures", "Lexicons", "Texts",
                "Moments", "JSON", "CDeflate", "SiteData", web("Hummingbird", "hummingbird"),
                web("HummingbirdTLS", "hummingbird"), web("NIOSSL", "swift-nio-ssl"),
            ]),
        .executableTarget(
            name: "WebCommand",
            dependencies: [
                "Fetching", "Following", "Site", "Archive", "Sitrep", "Documents", "Captures", "Stories", "Moments",
                "JSON", .target(name: "CMalloc", condition: .when(platforms: [.linux])),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: programSettings,
            linkerSettings: programLinking
        ),

        tests("Texts"),
        tests("Moments"),
        tests("JSON", ["Texts"]),
        tests("Lexicons", ["Texts"]),
        tests("Captures", ["Texts", "Moments", "JSON", "CZlib", "CZstd"]),
        tests(
            "Documents", ["Captures", "Texts", "Moments", "JSON", "Lexicons"] + gumboDependency,
            exclude: ["Labelled/pages", "Labelled/labels.tsv"]),
        tests("NetworkKernel"),
        tests("DigestKernel"),
        tests(
            "Readings", ["Documents", "Lexicons", "Texts", "Moments", "JSON", "NetworkKernel"],
            exclude: ["Claims/developed.tsv", "Claims/unseen.tsv", "Claims/apart.tsv"]),
        tests("Stories", ["Readings", "Documents", "Lexicons", "Texts", "Moments", "JSON"]),
        tests("Reports", ["Stories", "Readings", "Documents", "Lexicons", "Texts", "Moments", "JSON"]),
        tests(
            "Archive",
            [
                "Reports", "Stories", "Readings", "Documents", "Captures", "Lexicons", "Texts", "Moments", "JSON",
                "CSQLite",
            ], exclude: ["Fixtures"]),
        tests("Following", ["Archive", "Sitrep", "Captures", "Documents", "Moments", "Texts"]),
        tests(
            "Fetching",
            [
                "Following", "Site", "Archive", "Captures", "Documents", "Moments", "Texts", "CZlib",
                web("NIOCore", "swift-nio"),
                web("NIOPosix", "swift-nio"), web("NIOSSL", "swift-nio-ssl"),
            ]),
        tests(
            "Sitrep",
            ["Reports", "Stories", "Readings", "Documents", "Captures", "Lexicons", "Texts", "Moments", "JSON"]),
        tests(
            "Site", ["Archive", "Sitrep", "Reports", "Stories", "Readings", "Documents", "Texts", "Moments", "JSON"]),
    ] + gumbo,
    swiftLanguageModes: [.v6]
)
