import Foundation
import Testing

/// Checks on the house itself: stale lists and missing pages fail here.
@Suite("The house")
struct HouseTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private func text(_ path: String) throws -> String {
        try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
    }

    private func files(below path: String) throws -> [String] {
        let base = Self.root.appending(path: path)
        let all = try FileManager.default.subpathsOfDirectory(atPath: base.path())
        return all.filter { !$0.split(separator: "/").contains { $0.hasPrefix(".") } }.sorted()
    }

    @Test("The list of embedded files is up to date (else run scripts/embed-resources)")
    func embeddedFiles() throws {
        let list = try text("Sources/LexiconData/resources.c")
        for folder in ["lexicons", "rules", "models", "gazetteer", "pages", "schemas"] {
            for file in try files(below: "Sources/LexiconData/\(folder)") {
                #expect(list.contains("#embed \"\(folder)/\(file)\""), "run scripts/embed-resources")
            }
        }
    }

    @Test("Every table of knowledge names its source and licence in its first lines")
    func tablesNameTheirSource() throws {
        for folder in ["lexicons", "rules"] {
            for file in try files(below: "Sources/LexiconData/\(folder)") where file.hasSuffix(".tsv") {
                let head = try text("Sources/LexiconData/\(folder)/\(file)").split(separator: "\n").prefix(12)
                    .filter { $0.hasPrefix("#") }.joined(separator: "\n")
                #expect(head.contains("Licence:"), "\(folder)/\(file) has no '# … Licence: …' line")
            }
        }
    }

    @Test("The README is short and names only commands and files that exist")
    func readme() throws {
        let readme = try text("README.md")
        #expect(readme.split(separator: "\n", omittingEmptySubsequences: false).count <= 150)
        let make = try text("Makefile")
        for target in ["run", "test"] { #expect(make.contains("\n\(target):")) }
        for link in readme.split(separator: "](").dropFirst() {
            let target = String(link.prefix { $0 != ")" && $0 != "#" })
            guard !target.isEmpty, !target.contains("://") else { continue }
            #expect(FileManager.default.fileExists(atPath: Self.root.appending(path: target).path()), "\(target)")
        }
    }

    @Test("Every part of the readings and every later room has a method page")
    func methodPages() throws {
        let pages = try files(below: "docs/method").joined(separator: " ")
        for part in [
            "captures", "documents", "sentences", "network", "entities", "times", "places", "quantities",
            "attributions",
            "claims", "copies", "clusters", "events", "corroboration", "ledger", "reports", "figures",
        ] {
            #expect(pages.contains(part), "docs/method has no page on \(part)")
        }
    }

    @Test("Rooms import upstream only")
    func upstream() throws {
        let order = [
            "Texts", "Moments", "JSON", "Lexicons", "Captures", "Documents", "Readings", "Stories", "Reports",
            "Archive",
            "Sitrep", "Following", "Fetching", "SiteData", "Site", "SitrepCommand", "WebCommand",
        ]
        for (position, room) in order.enumerated() {
            var checked = 0
            defer {
                #expect(checked > 0 || ["Texts", "Moments", "SiteData"].contains(room), "\(room) imports nothing?")
            }
            for file in try files(below: "Sources/\(room)") where file.hasSuffix(".swift") {
                for line in try text("Sources/\(room)/\(file)").split(separator: "\n") {
                    // `import X`, `public import X`, `@preconcurrency import X`, also inside `#if`.
                    let words = line.split(separator: " ")
                    guard let word = words.last, words.dropLast().last == "import", words.count <= 3 else { continue }
                    checked += 1
                    if let other = order.firstIndex(of: String(word)) {
                        #expect(other < position, "\(room)/\(file) imports \(word)")
                    }
                    if room != "SitrepCommand" { #expect(word != "Foundation", "\(room)/\(file) imports Foundation") }
                }
            }
        }
    }
}
