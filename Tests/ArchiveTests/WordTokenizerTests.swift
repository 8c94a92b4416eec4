import CSQLite
import Testing

@testable import Archive

@Suite("Words of the full-text index") struct WordTokenizerTests {
    /// The terms of some texts, with where they stand, by FTS5's own tokenizer or by ours.
    private static func terms(_ texts: [[UInt8]], own: Bool) throws -> [String] {
        var handle: OpaquePointer?
        sqlite3_open(":memory:", &handle)
        defer { sqlite3_close(handle) }
        let opened = try #require(handle)
        if own { WordTokenizer.register(on: opened) }
        sqlite3_exec(
            opened,
            """
            CREATE VIRTUAL TABLE words USING fts5(text, content='', tokenize="porter unicode61 remove_diacritics 2");
            CREATE VIRTUAL TABLE terms USING fts5vocab(words, instance);
            """, nil, nil, nil)
        var statement: OpaquePointer?
        sqlite3_prepare_v2(opened, "INSERT INTO words (rowid, text) VALUES (?, ?)", -1, &statement, nil)
        for (i, text) in texts.enumerated() {
            sqlite3_bind_int64(statement, 1, Int64(i))
            text.withUnsafeBytes { bytes in
                _ = sqlite3_bind_text(
                    statement, 2, bytes.bindMemory(to: CChar.self).baseAddress, Int32(bytes.count), nil)
                #expect(sqlite3_step(statement) == SQLITE_DONE)
            }
            sqlite3_reset(statement)
        }
        sqlite3_finalize(statement)
        sqlite3_prepare_v2(
            opened, "SELECT doc, offset, term FROM terms ORDER BY doc, offset, term", -1, &statement, nil)
        defer { sqlite3_finalize(statement) }
        var found: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW {
            let bytes = sqlite3_column_blob(statement, 2)
            let count = Int(sqlite3_column_bytes(statement, 2))
            let term = bytes.map { Array(UnsafeRawBufferPointer(start: $0, count: count)) } ?? []
            found.append("\(sqlite3_column_int64(statement, 0)) \(sqlite3_column_int64(statement, 1)) \(term)")
        }
        return found
    }

    private static let samples = [
        "", " ", "a", "x y", "The QUAY collapsed; 12 hurt, 3.5 million left — police said.",
        "relational conditional rationally valency hesitancy digitizer conformably radically differently vilely",
        "hopping hoping hopped agreed feed plastered bled motoring sing conflated troubled sized falling hissing fizzed",
        "caresses ponies ties caress cats happy sky generalizations oscillators probate rate cease controlling rolling",
        "internationalisation counterrevolutionaries 12345678901234567 1234567890123456 123456789012345678901",
        "Café owners fled São Paulo’s coast “at once” – naïveté, Łódź, Škoda, Þingvellir, straße, ﬁre",
        "Київ і Львів під обстрілом уночі, killed 3", "قُتل ثلاثة أشخاص في الميناء", "東京で地震 quake",
        "don't can’t o’clock e\u{301}tat na\u{308}ive \u{301}start x\u{301}y", "½ cup m² 3rd №5 ªº",
        "a\u{0}b c\u{1}d\u{7F}e",
        "tail’", "tail“", "é", "aé", "éa", "é é é a é", "… ‘quoted’", "x\u{2028}y\u{200B}z", "\u{10FFFF} \u{1F600}ok",
        "caf\u{E9}",
    ]

    @Test func termsAreThoseOfTheLibrary() throws {
        let texts = Self.samples.map { Array($0.utf8) }
        #expect(try Self.terms(texts, own: true) == Self.terms(texts, own: false))
        #expect(try Self.terms(texts, own: true).count > 150)
    }

    /// Random bytes, well formed or not, and random words with endings that stems depend on.
    @Test func termsOfHostileTexts() throws {
        var state: UInt64 = 5
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        let pieces: [[UInt8]] = [
            [0xE2, 0x80], [0xE2, 0x80, 0x99], [0xE2, 0x80, 0x99, 0x80], [0xC3, 0xA9], [0xC3], [0xCC, 0x81], [0x80],
            [0xFF],
            [0xF0, 0x9F, 0x98, 0x80], [0xC2, 0xA0], [0xD0, 0x96], [0], Array("ing".utf8), Array("s".utf8),
            Array("B".utf8),
        ]
        let endings = [
            "", "s", "es", "sses", "ies", "ed", "eed", "ing", "ational", "tional", "enci", "anci", "izer", "bli",
            "alli", "entli",
            "eli", "ousli", "ization", "ation", "ator", "alism", "iveness", "fulness", "ousness", "aliti", "iviti",
            "biliti",
            "logi", "icate", "ative", "alize", "iciti", "ical", "ful", "ness", "al", "ance", "ence", "er", "ic", "able",
            "ible",
            "ant", "ement", "ment", "ent", "sion", "tion", "ou", "ism", "ate", "iti", "ous", "ive", "ize", "e", "ll",
            "y",
        ]
        var texts: [[UInt8]] = []
        for _ in 0..<400 {
            texts.append((0..<next(40)).map { _ in UInt8(next(3) == 0 ? next(256) : 0x20 + next(95)) })
            texts.append((0..<next(20)).flatMap { _ in next(4) == 0 ? [0x20] : pieces[next(pieces.count)] })
            let words = (0..<30).map { _ in
                String(decoding: (0..<1 + next(9)).map { _ in UInt8(0x61 + next(26)) }, as: UTF8.self)
                    + endings[next(endings.count)] + endings[next(endings.count)]
            }
            texts.append(Array(words.joined(separator: " ").utf8))
        }
        #expect(try Self.terms(texts, own: true) == Self.terms(texts, own: false))
    }

    @Test func otherTokenizersAreLeftAlone() throws {
        let folder = try ArchiveFolder()
        let database = try Database(path: folder.file, create: true)
        try database.execute("CREATE VIRTUAL TABLE other USING fts5(text, tokenize='porter ascii')")
        try database.execute("INSERT INTO other VALUES ('Bridges CAFÉ')")
        #expect(try database.number("SELECT rowid FROM other WHERE other MATCH 'bridge'") == 1)
        #expect(try database.number("SELECT rowid FROM other WHERE other MATCH 'cafe'") == nil)
    }
}
