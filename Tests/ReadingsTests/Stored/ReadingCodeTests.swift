import Documents
import JSON
import Testing
import Texts

@testable import Readings

@Suite("Kept readings") struct ReadingCodeTests {
    /// Everything a reading holds, also what its JSON leaves out and what fields may be added.
    private static func whole(_ reading: Reading) -> [UInt8] {
        var text = ""
        dump(reading, to: &text)
        return Array(text.utf8)
    }

    private static func json(_ reading: Reading) -> [UInt8] {
        var json = JSONWriter()
        reading.write(to: &json, tokens: true)
        return json.bytes
    }

    @Test("The sample's readings come back as they were, in few bytes") func sample() throws {
        let readings = SampleReadings.all
        try #require(readings.count > 20)
        var size = 0
        var words = 0
        for (i, reading) in readings.enumerated() {
            let bytes = try #require(ReadingCode.encode(reading))
            let back = try ReadingCode.decode(bytes, of: reading.document)
            #expect(Self.json(back) == Self.json(reading))
            #expect(back.tokens.indices.allSatisfy { back.dependents(of: $0) == reading.dependents(of: $0) })
            if i % 8 == 0 { #expect(Self.whole(back) == Self.whole(reading)) }
            size += bytes.count
            words += reading.text.string.split(whereSeparator: \.isWhitespace).count
        }
        print("kept readings before compression: \(200 * size / words) bytes for 200 words")
        #expect(200 * size / words < 2_200)
    }

    @Test("Whatever a reading holds comes back, field by field", arguments: 0..<8) func random(_ seed: UInt64) throws {
        var made = RandomReading(seed: seed)
        for _ in 0..<40 {
            let reading = made.next()
            let bytes = try #require(ReadingCode.encode(reading))
            #expect(Self.whole(try ReadingCode.decode(bytes, of: reading.document)) == Self.whole(reading))
        }
    }

    @Test("Strings that only look alike are two strings") func spelling() throws {
        var reading = Reading(Document(id: "a", text: Text("cafe\u{301} caf\u{E9}")))
        reading.entities = ["caf\u{E9}", "cafe\u{301}", "x"].map { Entity(name: $0, kind: .other, mentions: []) }
        let bytes = try #require(ReadingCode.encode(reading))
        let back = try ReadingCode.decode(bytes, of: reading.document)
        #expect(back.entities.map { Array($0.name.utf8) } == reading.entities.map { Array($0.name.utf8) })
    }

    @Test("What contradicts itself is not kept") func contradictory() {
        var reading = Reading(Document(id: "a", text: Text("The quay gave way.")))
        func isKept(_ change: (inout Reading) -> Void) -> Bool {
            var changed = reading
            change(&changed)
            return ReadingCode.encode(changed) != nil
        }
        reading.tokens = [Token(extent: Extent(0, 3)), Token(extent: Extent(4, 8))]
        #expect(isKept { _ in })
        #expect(!isKept { $0.tokens[0].head = 2 })
        #expect(!isKept { $0.tokens[1].extent = Extent(4, 99) })
        #expect(!isKept { $0.sentences = [Sentence(extent: Extent(0, 3), tokens: 0..<3)] })
        #expect(!isKept { $0.sentences = [Sentence(extent: Extent(0, 3), tokens: 0..<2, block: 4)] })
        #expect(
            !isKept { $0.references = [Reference(extent: Extent(0, 3), token: 0, entity: 0, kind: .pronoun, rule: "")] }
        )
        #expect(!isKept { $0.times = [TimeExpression(extent: Extent(3, 2), kind: .date, value: "", rule: "")] })
        #expect(
            !isKept {
                $0.attributions = [
                    Attribution(source: [], cue: [], content: [], kind: .direct, cueHead: 0, inside: 0, rule: "")
                ]
            })
    }

    @Test("Long runs, many places and many strings are written in linear time", .timeLimit(.minutes(1)))
    func large() throws {
        let count = 100_000
        var reading = Reading(Document(id: "a", text: Text("s" + String(repeating: "'s", count: count))))
        let whole = reading.text.extent
        var word = Token(extent: Extent(0, 1))
        word.surface = whole
        reading.tokens = [word]
        for i in 0..<count {
            word.extent = Extent(2 * i + 1, 2 * i + 3)
            reading.tokens.append(word)
        }
        for i in 0..<count {
            let place = Place(
                extent: Extent(0, 1), latitude: Double(i / 2), label: "s", precision: .point, rule: "place")
            reading.places.append(place)
        }
        reading.entities = (0..<count).map { Entity(name: "s's'\($0)", kind: .other, mentions: []) }
        let bytes = try #require(ReadingCode.encode(reading))
        let back = try ReadingCode.decode(bytes, of: reading.document)
        #expect(back.tokens.allSatisfy { $0.surface == whole })
        #expect(back.places.map(\.latitude) == reading.places.map(\.latitude))
        #expect(back.entities.map(\.name) == reading.entities.map(\.name))
    }

    // MARK: Hostile bytes

    @Test("Cut short, changed, of another form or of another text: an error") func damaged() throws {
        let reading = try #require(SampleReadings.all.first)
        let bytes = try #require(ReadingCode.encode(reading))
        for count in 0..<bytes.count {
            #expect(throws: ReadingCodeError.self) {
                try ReadingCode.decode(Array(bytes[..<count]), of: reading.document)
            }
        }
        for i in bytes.indices {
            var changed = bytes
            changed[i] ^= 1 << UInt8(i & 7)
            #expect(throws: ReadingCodeError.self) { try ReadingCode.decode(changed, of: reading.document) }
        }
        var other = bytes
        other[0] = ReadingCode.version + 1
        #expect(throws: ReadingCodeError.version(ReadingCode.version + 1)) {
            try ReadingCode.decode(other, of: reading.document)
        }
        #expect(throws: ReadingCodeError.damaged) {
            try ReadingCode.decode(bytes, of: Document(id: "b", text: Text("Another text.")))
        }
    }

    @Test("Bytes made to deceive give an error or a reading whose every index has its entry", arguments: 0..<4)
    func hostile(_ seed: UInt64) throws {
        var random = SeededRandom(state: seed &* 77)
        let reading = SampleReadings.all[Int(seed) % max(1, SampleReadings.all.count)]
        let document = reading.document
        let body = Array(try #require(ReadingCode.encode(reading)).dropFirst(5))
        var read = 0
        for _ in 0..<1_500 {
            var changed = body
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let at = Int.random(in: 0..<changed.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: changed[at] = UInt8.random(in: 0...255, using: &random)
                case 1: changed[at] = [0, 1, 127, 128, 255][Int.random(in: 0..<5, using: &random)]
                case 2: changed.remove(at: at)
                default: changed.insert(contentsOf: [255, 255, 255, 255, 255, 255, 7], at: at)
                }
            }
            let check = ReadingCode.check(document, changed[...])
            let head = [ReadingCode.version] + (0..<4).map { UInt8(truncatingIfNeeded: check >> UInt32(8 * $0)) }
            guard let back = try? ReadingCode.decode(head + changed, of: document) else { continue }
            read += 1
            // What can be written again holds together.
            #expect(ReadingCode.encode(back) != nil)
            _ = Self.json(back)
        }
        #expect(read < 1_500)
    }

    @Test("Counts without end cost nothing") func counts() throws {
        let document = Document(id: "a", text: Text(String(repeating: "The quay gave way. ", count: 200)))
        for pattern in [[0xFF, 0xFF, 0xFF, 0x7F], [0x80, 0x80, 0x40], [0xFF], [0x01], [0x7F]] as [[UInt8]] {
            let body = Array(repeatElement(pattern, count: 50_000 / pattern.count).joined())
            let check = ReadingCode.check(document, body[...])
            let head = [ReadingCode.version] + (0..<4).map { UInt8(truncatingIfNeeded: check >> UInt32(8 * $0)) }
            #expect(throws: ReadingCodeError.malformed) { try ReadingCode.decode(head + body, of: document) }
        }
    }
}
