import Testing

@testable import Captures

@Suite struct JSONRecordsTests {
    private func read(_ text: String, _ options: InputOptions = InputOptions()) throws -> [Result<Capture, Skipped>] {
        let source = BufferedSource(MemorySource(Array(text.utf8)))
        var reader = try CaptureInput.reader(of: source, InputName(path: "x.json"), options)
        var results: [Result<Capture, Skipped>] = []
        while let result = reader.next() { results.append(result) }
        return results
    }

    @Test func arraysAreCutIntoElementsWithTheirLines() throws {
        let results = try read("[\n {\"text\": \"a ] } \\\" b\"},\n {\"text\": [1, {\"x\": 2}]}\n]\n")
        let captures = results.compactMap { try? $0.get() }
        #expect(
            captures.map { String(decoding: $0.bytes, as: UTF8.self) } == [
                "{\"text\": \"a ] } \\\" b\"}", "{\"text\": [1, {\"x\": 2}]}",
            ])
        #expect(captures.map(\.line) == [2, 3])
    }

    @Test func severalValuesFollowEachOther() throws {
        let captures = try read("{\n\"a\": 1\n}\n{\n\"a\": 2\n}\n").compactMap { try? $0.get() }
        #expect(captures.map(\.line) == [1, 4])
    }

    @Test func aValueCutShortIsNamed() throws {
        let results = try read("{\n\"a\": 1\n}\n{\n\"a\": \"2")
        #expect(results.count == 2)
        #expect(
            throws: Skipped(
                file: "x.json", line: 4,
                reason: "the JSON value that starts here is cut short. Fetch or copy the file again")
        ) {
            try results[1].get()
        }
    }

    @Test func deepNestingCostsNoStack() throws {
        let results = try read("[" + String(repeating: "[", count: 100_000))
        #expect(results.count == 1)
    }

    @Test func valuesOverTheLimitAreSkippedAndTheNextIsRead() throws {
        var options = InputOptions()
        options.limits.record = 1000
        let results = try read(
            "[{\"text\":\"" + String(repeating: "x", count: 300_000) + "\"},\n{\"text\":\"b\"}]", options)
        #expect(results.count == 2)
        #expect(throws: Skipped.self) { try results[0].get() }
        #expect((try? results[1].get())?.line == 2)
    }
}
