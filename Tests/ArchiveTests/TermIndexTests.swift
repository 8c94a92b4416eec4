import Documents
import Moments
import Readings
import Testing
import Texts

@testable import Archive

@Suite("Indexes written past FTS5") struct TermIndexTests {
    private static let schema = """
        CREATE VIRTUAL TABLE words USING fts5(
            title, text, content='', tokenize="porter unicode61 remove_diacritics 2");
        CREATE VIRTUAL TABLE other USING fts5(
            title, text, content='', tokenize="porter unicode61 remove_diacritics 2");
        CREATE VIRTUAL TABLE terms USING fts5vocab(words, instance);
        CREATE VIRTUAL TABLE otherTerms USING fts5vocab(other, instance);
        """

    /// Numbers that are the same on every run.
    private struct Random {
        var state: UInt64 = 7

        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }

        /// A text of invented words, some of them in every text, some long, some with other letters.
        mutating func text(_ words: Int) -> String {
            (0..<words).map { _ in
                switch next(8) {
                case 0, 1: ["quay", "The", "said"][next(3)]
                case 2: ["Škoda", "naïve’s", "Київ", "o’clock", "½", "x\u{301}y"][next(6)]
                case 3: String(repeating: "ab", count: 1 + next(20)) + "\(next(50))"
                default: "w\(next(400))" + ["ing", "s", "ational", ""][next(4)]
                }
            }.joined(separator: [" ", ", ", ".\n"][next(3)])
        }
    }

    private static func rows(_ database: Database, _ sql: String) throws -> [String] {
        var rows: [String] = []
        try database.rows(sql) { row in
            rows.append((0..<4).map { row.text($0) ?? "" }.joined(separator: "\t"))
            return true
        }
        return rows
    }

    /// What both indexes hold and answer is the same, whatever the sizes of leaves and transactions; merges come to it.
    @Test(arguments: [(4_050, 3), (64, 1), (64, 7), (200, 40)])
    func holdsWhatFTS5Would(pageSize: Int, batch: Int) throws {
        let folder = try ArchiveFolder()
        let database = try Database(path: folder.file, create: true)
        try database.execute(Self.schema)
        for index in ["words", "other"] {
            try database.execute("INSERT INTO \(index) (\(index), rank) VALUES ('pgsz', \(pageSize))")
        }
        let words = try #require(WordIndex(in: database))
        var random = Random()
        var number: Int64 = 0
        func asked(_ index: String) throws -> [String] {
            try ["quay", "w7*", "\"quay said\"", "{title}: the", "киів", "quay NOT said", "nothing", "w1 AND w2"]
                .flatMap { query in
                    try Self.rows(
                        database,
                        """
                        SELECT rowid, 0, 0, 0 FROM \(index) WHERE \(index) MATCH '\(query)' ORDER BY rowid DESC
                        """)
                        + Self.rows(
                            database,
                            """
                            SELECT rowid, 1, 1, 1 FROM \(index) WHERE \(index) MATCH '\(query)' AND rowid BETWEEN
                            \(number / 3) AND \(number / 2) ORDER BY rowid
                            """)
                }
        }
        for round in 0..<(batch > 20 ? 20 : 300 / batch) {
            try database.transaction { () throws(ArchiveError) in
                for _ in 0..<batch {
                    number += 1 + (number % 11 == 0 ? 200 : 0)
                    let title = random.next(9) == 0 ? "" : random.text(random.next(6))
                    let text = random.next(9) == 0 ? "" : random.text(random.next(random.next(12) == 0 ? 900 : 60))
                    try words.add(number, title: title, text: Array(text.utf8))
                    try database.run(
                        "INSERT INTO other (rowid, title, text) VALUES (?, ?, ?)",
                        [.int(number), .text(title), .text(text)])
                }
                try words.index.flush()
            }
            if round % 5 == 0 { #expect(try asked("words") == asked("other")) }
        }
        try database.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        #expect(try asked("words") == asked("other"))
        let all = "SELECT term, doc, col, offset FROM"
        #expect(try Self.rows(database, "\(all) terms") == Self.rows(database, "\(all) otherTerms"))
        #expect(try Self.rows(database, "\(all) terms").count > 1_000)
        let sums = "SELECT hex(block), 0, 0, 0 FROM"
        #expect(
            try Self.rows(database, "\(sums) words_data WHERE id = 1")
                == Self.rows(database, "\(sums) other_data WHERE id = 1"))
        #expect(
            try Self.rows(database, "SELECT id, hex(sz), 0, 0 FROM words_docsize")
                == Self.rows(database, "SELECT id, hex(sz), 0, 0 FROM other_docsize"))
        let structure = try #require(try IndexTables("words", in: database).record(10).flatMap(IndexStructure.init))
        #expect(structure.levels.allSatisfy { $0.segments.count < 16 })
        // FTS5 goes on with it.
        try database.run("INSERT INTO words (rowid, title, text) VALUES (?, 'quay', 'later')", [.int(number + 1)])
        try database.execute("INSERT INTO words (words) VALUES ('optimize')")
        try database.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        #expect(
            try database.number("SELECT rowid FROM words WHERE words MATCH 'later'") == number + 1)
    }

    /// A word in very many leaves has an index of them of more than one leaf.
    @Test func aWordInManyLeaves() throws {
        let folder = try ArchiveFolder()
        let database = try Database(path: folder.file, create: true)
        try database.execute(Self.schema)
        try database.execute("INSERT INTO words (words, rank) VALUES ('pgsz', 32)")
        let words = try #require(WordIndex(in: database))
        try database.transaction { () throws(ArchiveError) in
            for number in 1...3_000 {
                try words.add(Int64(number), title: "", text: Array("flood flood \(number % 7)".utf8))
            }
            try words.add(3_001, title: "", text: Array(String(repeating: "flood ", count: 5_000).utf8))
            try words.index.flush()
        }
        try database.execute("INSERT INTO words (words) VALUES ('integrity-check')")
        let latest = try Self.rows(
            database, "SELECT rowid, 0, 0, 0 FROM words WHERE words MATCH 'flood' ORDER BY rowid DESC LIMIT 3")
        #expect(latest == ["3001\t0\t0\t0", "3000\t0\t0\t0", "2999\t0\t0\t0"])
        #expect(try database.number("SELECT count(*) FROM words WHERE words MATCH '\"flood 3\"'") == 429)
        #expect(
            try database.number("SELECT min(rowid) FROM words WHERE words MATCH 'flood' AND rowid > 2500") == 2_501)
    }

    @Test func whatFailedIsForgotten() throws {
        struct Stop: Error {}
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        let noon = Moment(seconds: 1_740_000_000)
        func document(_ id: String) -> Reading {
            var reading = Reading(Document(id: id, text: Text("A flood came to \(id).")))
            reading.entities = [Entity(name: "Mara \(id)", kind: .person, mentions: [])]
            return reading
        }
        func found(_ query: String) throws -> [String] { try archive.search(SearchQuery(query)).map(\.id).sorted() }
        _ = try archive.add([document("a")], arrived: noon)
        #expect(try found("flood") == ["a"])
        // A trigger that refuses one document takes all of its transaction with it.
        try archive.database.execute(
            """
            CREATE TRIGGER refusal BEFORE INSERT ON document WHEN new.id = 'bad'
            BEGIN SELECT raise(ABORT, 'refused'); END
            """)
        #expect(throws: ArchiveError.self) { try archive.add([document("b"), document("bad")], arrived: noon) }
        #expect(try found("flood") == ["a"])
        _ = try archive.add([document("c")], arrived: noon)
        #expect(try found("flood") == ["a", "c"])
        #expect(try found("entity:\"mara c\"") == ["c"])
        #expect(try found("entity:\"mara b\"") == [])
        #expect(try archive.check() == [])
    }

    /// Names of documents that were read again are taken back by FTS5; both ways go together, also where segments are merged.
    @Test func namesReadAgain() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        let noon = Moment(seconds: 1_740_000_000)
        func reading(_ number: Int, _ name: String) -> Reading {
            var reading = Reading(Document(id: "d\(number)", text: Text("Text \(number).")))
            reading.entities = [name, name.uppercased()].map { Entity(name: $0, kind: .person, mentions: []) }
            return reading
        }
        func found(_ query: String) throws -> Set<String> {
            Set(try archive.search(SearchQuery(query), limit: 100).map(\.id))
        }
        for number in 0..<60 {
            _ = try archive.add([reading(number, "Orla Venn")], arrived: noon)
            if number % 6 == 5 { _ = try archive.record([reading(number - 3, "Mara Holt")], at: noon) }
        }
        let again = Set((0..<60).filter { $0 % 6 == 2 }.map { "d\($0)" })
        #expect(try found("entity:\"mara holt\"") == again)
        #expect(try found("entity:\"orla venn\"") == Set((0..<60).map { "d\($0)" }).subtracting(again))
        #expect(try archive.check() == [])
        #expect(try Archive(path: folder.file).check() == [])
    }

    /// Records that are no structure are refused.
    @Test(arguments: [
        [], [0, 0, 0, 0], [0, 0, 0, 0, 1], [0, 0, 0, 0, 1, 1, 0, 0, 1, 1, 2, 1], [0, 0, 0, 0, 0xFF, 0, 0, 1],
    ])
    func damagedStructures(_ bytes: [UInt8]) {
        #expect(IndexStructure(bytes) == nil)
    }

    @Test(arguments: [0, 1, 127, 128, 16_383, 16_384, 1 << 28, 1 << 35, 1 << 55, 1 << 56, UInt64.max])
    func numbers(_ value: UInt64) {
        var bytes: [UInt8] = []
        Varint.append(value, to: &bytes)
        bytes.withUnsafeBytes { whole in
            var at = 0
            #expect(Varint.get(whole, &at) == value)
            #expect(at == whole.count)
            at = 0
            #expect(Varint.get(UnsafeRawBufferPointer(rebasing: whole.dropLast()), &at) == nil)
        }
    }
}
