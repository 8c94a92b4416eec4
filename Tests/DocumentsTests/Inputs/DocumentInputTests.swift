import Captures
import Moments
import Testing
import Texts

@testable import Documents

@Suite struct DocumentInputTests {
    private let folder = TemporaryFolder()

    private func read(_ name: String, _ bytes: [UInt8], _ options: InputOptions = InputOptions()) throws -> (
        documents: [Document], skipped: [Skipped]
    ) {
        try DocumentInput.readAll(paths: [folder.write(name, bytes)], options: options)
    }

    private func read(_ name: String, _ text: String, _ options: InputOptions = InputOptions()) throws -> (
        documents: [Document], skipped: [Skipped]
    ) {
        try read(name, Array(text.utf8), options)
    }

    @Test func passagesAreDocumentsAndHeadingsAreMarked() throws {
        let (documents, skipped) = try read(
            "orle.txt", "The dam at Orle holds, the ministry said.\r\nDam and river\n\nTwo villages were cleared.")
        #expect(documents.map(\.id) == ["orle:1", "orle:2", "orle:4"])
        #expect(documents.map { $0.blocks.map(\.kind) } == [[.paragraph], [.heading], [.paragraph]])
        #expect(documents[0].text.string == "The dam at Orle holds, the ministry said.")
        #expect(documents.allSatisfy { $0.published == nil && $0.outlet == nil })
        #expect(skipped.isEmpty)
    }

    @Test func publishedComesFromTheOptionOnlyWhereNothingIsStated() throws {
        let options = InputOptions(published: Dated(iso: "2025-01-14"))
        let (documents, _) = try read(
            "a.jsonl", #"{"id":"1","text":"x.","date":"2025-01-02"}"# + "\n" + #"{"id":"2","text":"y."}"#, options)
        #expect(documents.map { $0.published?.iso } == ["2025-01-02", "2025-01-14"])
        #expect(documents.map { $0.published?.rule } == ["field date", "option --published"])
    }

    @Test func anArticleIsOneDocument() throws {
        let text =
            "Dam at Orle holds\n\nThe dam held overnight although the\nwater rose. Officials\nspoke on Monday.\n\nWhat is next\n\nMore rain is due.\n"
        let (documents, _) = try read("dam.txt", text)
        #expect(documents.map(\.id) == ["dam"])
        let document = try #require(documents.first)
        #expect(document.blocks.map(\.kind) == [.headline, .paragraph, .heading, .paragraph])
        #expect(document.text[document.blocks[1].extent].hasSuffix("spoke on Monday."))
    }

    @Test func faultyBytesAreSkippedByLineAndTheRestIsRead() throws {
        let bytes = Array("A good line.\n".utf8) + [0x41, 0xFF, 0x2E, 0x0A] + Array("Another good line.\n".utf8)
        let (documents, skipped) = try read("p.txt", bytes)
        #expect(documents.map(\.id) == ["p:1", "p:3"])
        #expect(skipped.map(\.line) == [2])
        #expect(skipped.first?.reason.contains("not UTF-8 (1 faulty place, the first at byte 2)") == true)
    }

    @Test func badRecordsAreNamedByLine() throws {
        let lines = [
            #"{"id":"1","text":"Good."}"#, #"{"id":"2","text":"cut sho"#, #"{"id":"3"}"#, "17",
            #"{"id":"5","text":"   "}"#, String(repeating: "[", count: 5000), #"{"id":"7","text":"Fine."}"#,
        ]
        let (documents, skipped) = try read("r.jsonl", lines.joined(separator: "\n"))
        #expect(documents.map(\.id) == ["1", "7"])
        #expect(skipped.map(\.line) == [2, 3, 4, 5, 6])
        #expect(skipped[0].reason.contains("cut short"))
        #expect(skipped[2].reason.contains("no object"))
        #expect(skipped[4].reason.contains("nested deeper"))
    }

    @Test func faultyBytesInJSONAreSkipped() throws {
        let (documents, skipped) = try read(
            "r.jsonl", Array(#"{"id":"1","text":"a"#.utf8) + [0xC3, 0x28] + Array("\"}\n".utf8))
        #expect(documents.isEmpty)
        #expect(skipped.first?.reason.contains("not UTF-8 at byte 20") == true)
    }

    @Test func textsOverTheLimitAreSkipped() throws {
        var options = InputOptions()
        options.limits.text = 10
        let (documents, skipped) = try read("p.txt", "This is longer than ten bytes.\nShort.\n", options)
        #expect(documents.map(\.id) == ["p:2"])
        #expect(skipped.first?.line == 1)
    }
}
