import Testing

@testable import Captures

@Suite struct CaptureInputTests {
    private func all(_ paths: [String], _ options: InputOptions = InputOptions()) -> [Result<Capture, Skipped>] {
        var input = CaptureInput(paths: paths, options: options)
        var results: [Result<Capture, Skipped>] = []
        while let result = input.next() { results.append(result) }
        return results
    }

    private func reason(_ result: Result<Capture, Skipped>?) -> String {
        if case .failure(let skipped)? = result { skipped.description } else { "" }
    }

    @Test func foldersAreWalkedSortedAndHiddenFilesPassedOver() throws {
        let folder = TemporaryFolder()
        folder.write("b.txt", "Second passage here.\n")
        folder.write("a/z.txt", "First passage here.\n")
        folder.write(".hidden", "Not read.\n")
        let ids = all([folder.path]).compactMap { try? $0.get().id }
        #expect(ids == ["z:1", "b:1"])
    }

    @Test func badInputsAreNamedAndTheOthersGoOn() {
        let folder = TemporaryFolder()
        let empty = folder.write("empty.txt", "")
        let blank = folder.write("blank.txt", "\n\n  \n")
        let binary = folder.write("core.bin", (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 7) & 0x1F })
        let pdf = folder.write("brief.pdf", "%PDF-1.7 …")
        let good = folder.write("good.txt", "The bridge at Marlow is closed.\n")
        let results = all([folder.path + "/missing.txt", empty, blank, binary, pdf, good])
        #expect(results.count == 6)
        #expect(reason(results[0]).contains("missing.txt: no such file"))
        #expect(reason(results[1]).contains("empty.txt: the file is empty"))
        #expect(reason(results[2]).contains("blank.txt: no text in it"))
        #expect(reason(results[3]).contains("binary data"))
        #expect(reason(results[4]).contains("pdftotext"))
        #expect((try? results[5].get())?.id == "good:1")
    }

    @Test func overlongLinesAreSkippedAndCounted() {
        let folder = TemporaryFolder()
        let path = folder.write(
            "p.txt",
            Array("First line.\n".utf8) + [UInt8](repeating: 0x61, count: 700_000) + Array("\nLast line.\n".utf8))
        var options = InputOptions(textForm: .passages)
        options.limits.record = 300_000
        let results = all([path], options)
        #expect(results.count == 3)
        #expect(reason(results[1]).contains("p.txt:2: a line of 700000 bytes; 300000 are read at most"))
        #expect((try? results[2].get())?.line == 3)
    }

    @Test func filesOfOneNameGetDifferentIds() {
        let folder = TemporaryFolder()
        let a = folder.write("x/story.txt", "One passage is here.\n")
        let b = folder.write("y/story.txt", "Another passage is here.\n")
        #expect(all([a, b]).compactMap { try? $0.get().id } == ["story:1", "story~2:1"])
    }

    @Test func utf16WithAMarkIsTurnedIntoUTF8() {
        let folder = TemporaryFolder()
        let units = Array("Größe: 12 🜁.\n".utf16)
        let little: [UInt8] =
            [0xFF, 0xFE] + units.flatMap { unit -> [UInt8] in [UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8)] }
        let big: [UInt8] =
            [0xFE, 0xFF] + units.flatMap { unit -> [UInt8] in [UInt8(unit >> 8), UInt8(truncatingIfNeeded: unit)] } + [
                0xD8
            ]
        for bytes in [little, big] {
            let results = all([folder.write("wide.txt", bytes)])
            #expect((try? results.first?.get())?.bytes == Array("Größe: 12 🜁.".utf8))
        }
    }

    @Test func emptyFolderIsNamed() {
        let folder = TemporaryFolder()
        #expect(reason(all([folder.path]).first).contains("the folder is empty"))
    }
}

@Suite struct InputFormTests {
    @Test(arguments: [
        (#"{"id":"a","text":"b"}"# + "\n", InputForm.jsonLines),
        ("{\n  \"id\": \"a\"\n}\n", .jsonValues),
        (#"[{"id":"a"}]"#, .jsonValues),
        (#"{"id":"a","text":"cut sho"# + "\n" + #"{"id":"b"}"#, .jsonLines),
        (#"{"id":"a","tags":[1,2"# + "\n" + #"{"id":"b"}"#, .jsonLines),
        ("[Photo] A man walks home.\n", .text),
        ("{curly} start of a text\n", .text),
        ("<!DOCTYPE html><p>x", .html),
        ("\u{FEFF}<html>", .html),
        ("<!-- a --><div>x", .html),
        ("<?xml version=\"1.0\"?><!-- b --><rss version=\"2.0\">", .xml),
        ("<?xml version=\"1.0\"?><html xmlns=\"x\">", .html),
        ("<feed xmlns=\"http://www.w3.org/2005/Atom\">", .xml),
        ("WARC/1.0\r\n", .warc),
        ("MIME-Version: 1.0\r\nFrom: a@b.example\r\nSubject: x\r\n\r\nBody", .mail),
        ("From a@b.example Mon Jan  6 10:00:00 2025\nFrom: a@b.example\nMessage-ID: <1@b.example>\n\nBody", .mbox),
        ("From: the editor\nDate: today\n\nText.", .text),
        ("< 5 people were hurt.", .text),
        ("  \n\t", .empty),
    ])
    func formsAreRecognisedByContent(_ head: String, _ form: InputForm) {
        #expect(InputForm(head: Array(head.utf8)) == form)
    }
}
