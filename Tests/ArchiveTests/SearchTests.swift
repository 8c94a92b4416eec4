import Documents
import Glibc
import Moments
import Readings
import Testing
import Texts

@testable import Archive

@Suite("Search in the archive") struct SearchTests {
    private static let noon = Moment(seconds: 1_740_000_000)

    /// Five documents, a day apart.
    private static func archive(_ folder: ArchiveFolder) throws -> Archive {
        let archive = try Archive(path: folder.file, create: true)
        let texts = [
            (
                "a", "Harbour Herald", "Quay gives way", "The old quay collapsed at dawn. Café owners fled.",
                "2025-02-10"
            ),
            ("b", "Daily Skerry", "Repairs to start", "The collapse of the quay will cost two million.", "2025-02-11"),
            ("c", "Harbour Herald", "Flooding feared", "A flood warning was issued for the lower town.", "2025-02-12"),
            ("d", "Daily Skerry", "Drill", "A flooding drill is held at the quay each year.", "2025-02-13"),
            ("e", "Skerry Radio", "Quay collapse inquiry", "An inquiry begins.", "2025-02-09"),
        ]
        for (id, outlet, title, text, day) in texts {
            var document = Document(id: id, text: Text(text))
            document.outlet = Stated(Outlet(name: outlet), rule: "test")
            document.title = Stated(title, rule: "test")
            document.published = Dated(iso: day)
            var reading = Reading(document)
            if id == "a" {
                reading.places = [
                    Place(
                        extent: Extent(0, 3), latitude: 56.1, longitude: -3.2, label: "Ellan", country: "GB",
                        precision: .point, gazetteer: "geonames:1", rule: "test")
                ]
            }
            _ = try archive.add([reading], arrived: noon)
        }
        return archive
    }

    @Test(
        arguments: [
            ("collapse", ["e", "b", "a"]),
            ("collapsed quay", ["e", "b", "a"]),
            ("\"collapse of the quay\"", ["b"]),
            ("flood*", ["c", "d"]),
            ("flooding -drill", ["c"]),
            ("cafe", ["a"]),
            ("quay outlet:\"daily skerry\"", ["d", "b"]),
            ("quay since:2025-02-11 before:2025-02-13", ["b"]),
            ("near:56,-3,50km", ["a"]),
            ("near:56,-3,5km", []),
            ("country:gb", ["a"]),
            ("place:ellan quay", ["a"]),
            ("place:nowhere", []),
            ("outlet:nobody", []),
            ("quay AND OR NOT NEAR", []),
            ("*", nil),
            ("", nil),
            ("-quay", nil),
            ("\"quay", nil),
            ("since:yesterday", nil),
            ("near:1,2", nil),
            ("outlet:", nil),
            ("- quay", nil),
            ("outlets:skerry", nil),
            ("country:gbr", nil),
            ("Warning:collapse quay", []),
        ] as [(String, [String]?)])
    func finds(_ text: String, _ expected: [String]?) throws {
        let folder = try ArchiveFolder()
        let archive = try Self.archive(folder)
        guard let expected else {
            #expect(throws: SearchQuery.Fault.self) { try SearchQuery(text) }
            return
        }
        #expect(try archive.search(SearchQuery(text)).map(\.id) == expected)
    }

    @Test func errorsPointAtTheCharacter() {
        let fault = #expect(throws: SearchQuery.Fault.self) { try SearchQuery("quay since:soon") }
        #expect(fault?.position == 12)
        let open = #expect(throws: SearchQuery.Fault.self) { try SearchQuery("quay \"gives") }
        #expect(open?.position == 6)
        let unknown = #expect(throws: SearchQuery.Fault.self) { try SearchQuery("quay -outlets:skerry") }
        #expect(unknown?.position == 7)
        #expect(unknown?.reason.contains("'outlets'") == true)
        let star = #expect(throws: SearchQuery.Fault.self) { try SearchQuery("quay *") }
        #expect(star?.reason.contains("'*'") == true)
        #expect(throws: Never.self) { try SearchQuery("http://quay.example 12:30 Tarn: quay") }
    }

    /// Signs that mean something to the index or to SQL find nothing and break nothing.
    @Test(arguments: [
        "'; DROP TABLE document; --", "a\" OR \"b", "{title}:x^2", "story:%", "outlet:'x'", "NEAR(a b)", "日本",
    ])
    func hostile(_ text: String) throws {
        let folder = try ArchiveFolder()
        let archive = try Self.archive(folder)
        if let query = try? SearchQuery(text) { _ = try archive.search(query) }
        #expect(try archive.count() == 5)
    }

    @Test func snippetsMarkTheWords() throws {
        let folder = try ArchiveFolder()
        let archive = try Self.archive(folder)
        let hit = try #require(try archive.search(SearchQuery("collapsing")).first { $0.id == "a" })
        let bytes = Array(hit.snippet.utf8)
        #expect(hit.marks.map { String(decoding: bytes[$0.range], as: UTF8.self) } == ["collapsed"])
    }

    @Test func snippetsStayInsideTheText() {
        for text in ["", "ä", String(repeating: "é", count: 400), String(repeating: "word ", count: 100) + "quay"] {
            let snippet = Snippet(Text(text), terms: [.init(words: ["quay"], isPrefix: false)])
            #expect(snippet.extent.end <= text.utf8.count)
            #expect(!snippet.text.contains("\u{FFFD}"))
        }
    }

    @Test("A word to leave out stands nowhere, and those with the words in the title come first, few or many of them")
    func titles() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        for number in 0..<12 {
            var document = Document(
                id: "d\(number)", text: Text("A flood, number \(number)." + (number % 2 == 0 ? " It was a drill." : ""))
            )
            document.title = Stated(number % 3 == 0 ? "Flood in Tarn" : "News of the day", rule: "test")
            document.published = Dated(moment: Self.noon.adding(seconds: Int64(number)), precision: .second)
            _ = try archive.add([Reading(document)], arrived: Self.noon)
        }
        let wanted = [9, 6, 3, 0, 11, 10, 8, 7, 5, 4, 2, 1]
        func found(_ text: String, bound: Int, limit: Int = 12) throws -> [String] {
            try archive.search(SearchQuery(text), limit: limit, bound: bound)
                .map { $0.id + ($0.inTitle ? "*" : "") }
        }
        func named(_ numbers: [Int]) -> [String] { numbers.map { "d\($0)" + ($0 % 3 == 0 ? "*" : "") } }
        // All that is found is looked at, or as many as are asked for.
        #expect(try found("flood", bound: 80) == named(wanted))
        #expect(try found("flood", bound: 2, limit: 2) == ["d9*", "d6*"])
        #expect(try found("flood -drill", bound: 80) == named(wanted.filter { $0 % 2 == 1 }))
        #expect(try found("flood -drill", bound: 1, limit: 1) == ["d9*"])
        #expect(try found("news tarn", bound: 80) == [])
        #expect(try found("flood tarn", bound: 80) == ["d9*", "d6*", "d3*", "d0*"])
    }

    /// Looked for in the documents, beginnings of words find what the index finds, as far as it is looked for.
    @Test(
        arguments: [
            "f*", "fl* drill", "fl* -dri*", "d* -flood", "\"a flood\" num*", "tar* since:2025-02-19", "t* d*", "É*",
            "-dr* flood",
            "zz*", "news* outlet:none",
        ])
    func commonBeginnings(_ text: String) throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        for number in 0..<60 {
            let rest = number % 2 == 0 ? " It was a drill, élan or not." : " Floods came to Tarn."
            var document = Document(id: "d\(number)", text: Text("A flood, number \(number)." + rest))
            document.title = Stated(number % 3 == 0 ? "Flooding in Tarn" : "News of the day", rule: "test")
            document.published = Dated(moment: Self.noon.adding(seconds: Int64(number * 7 % 60)), precision: .second)
            _ = try archive.add([Reading(document)], arrived: Self.noon)
        }
        for bound in [10, 80] {
            var query = try SearchQuery(text)
            let byIndex = try archive.search(query, limit: 10, bound: bound)
            query.mostLeaves = -1
            let byTexts = try archive.found(byTexts: query, least: 10, bound: bound)
            // Words to leave out need one to look for.
            #expect((byTexts == nil) == (text == "d* -flood"))
            #expect(try archive.search(query, limit: 10, bound: bound) == byIndex)
        }
    }

    /// A beginning that few of the latest documents hold is looked for in the index after all.
    @Test func aRareBeginningIsFoundFarBack() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        let readings = (0..<Archive.mostTexts + 40).map { number in
            Reading(Document(id: "d\(number)", text: Text("\(number < 20 ? "Zealots" : "Nobody") \(number) came.")))
        }
        _ = try archive.add(readings, arrived: Self.noon)
        var query = try SearchQuery("zeal*")
        query.mostLeaves = -1
        #expect(try archive.found(byTexts: query, least: 10, bound: 80) == nil)
        #expect(try archive.search(query).count == 10)
        query = try SearchQuery("nobo*")
        query.mostLeaves = -1
        #expect(try archive.found(byTexts: query, least: 10, bound: 80)?.count == 80)
        #expect(try archive.search(query).first?.id == "d\(Archive.mostTexts + 39)")
    }

    @Test func aValueIsALineOnce() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        var reading = Reading(Document(id: "a", text: Text("Holt spoke.")))
        for name in ["Holt", "Mara\nHolt", "Holt", "Mara Holt", "holt", "Ellan"] {
            reading.entities.append(Entity(name: name, kind: .person, mentions: [], variants: ["Holt"]))
        }
        reading.places = [
            Place(
                extent: Extent(0, 4), latitude: 56.1, longitude: -3.2, label: "Ellan", country: "GB", precision: .point,
                gazetteer: "made", rule: "test")
        ]
        _ = try archive.add([reading], arrived: Moment(seconds: 1_740_000_000))
        let list = try archive.database.text("SELECT list FROM found")
        #expect(list == "1Holt\n1Mara Holt\n1holt\n1Ellan\n2Ellan\n3GB\n7146176100000800000")
        #expect(try archive.search(SearchQuery("entity:\"mara holt\"")).count == 1)
    }

    /// Circles across the edges of the map, and wide ones, hold what lies in them by the distance alone.
    @Test func circles() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        var places: [(latitude: Double, longitude: Double)] = [(90, 0), (-90, 12.5), (0, 180), (0, -180), (56.1, -3.2)]
        var state: UInt64 = 3
        func next() -> Double {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(state >> 11) / Double(1 << 53)
        }
        for _ in 0..<400 { places.append((next() * 180 - 90, next() * 360 - 180)) }
        let readings = places.enumerated().map { number, place in
            var reading = Reading(Document(id: "d\(number)", text: Text("Text \(number).")))
            reading.places = [
                Place(
                    extent: Extent(0, 4), latitude: place.latitude, longitude: place.longitude, label: "P",
                    country: nil,
                    precision: .point, gazetteer: "made", rule: "test")
            ]
            return reading
        }
        _ = try archive.add(readings, arrived: Self.noon)
        for (latitude, longitude, reach) in [
            (56.0, -3.0, 50.0), (0, 179.9, 900), (0, -179.9, 900), (89.5, 40, 300), (-88, 10, 700), (10, 20, 5_000),
            (0, 0, 20_100), (70, -170, 2_500), (-45, 179, 4_000),
        ] {
            let query = try SearchQuery("near:\(latitude),\(longitude),\(reach)km")
            let found = Set(try archive.search(query, limit: 500).map(\.id))
            let expected = places.indices.filter { number in
                let radians = Double.pi / 180
                let (a, b) = (latitude * radians, places[number].latitude * radians)
                let across = (places[number].longitude - longitude) * radians
                let cosine = sin(a) * sin(b) + cos(a) * cos(b) * cos(across)
                return 6371.0 * acos(max(-1, min(1, cosine))) <= reach
            }
            #expect(found == Set(expected.map { "d\($0)" }), "\(latitude) \(longitude) \(reach)")
        }
    }

    @Test(arguments: [(56.1, -3.2), (-90.0, -180.0), (90.0, 180.0), (0.0, 0.0), (-0.000_001, 179.999_999)])
    func lineOfAPlace(_ latitude: Double, _ longitude: Double) throws {
        var bytes = Bytes()
        try #require(SpotLine(latitude: latitude, longitude: longitude)).append(to: &bytes)
        let line = String(decoding: bytes.lent, as: UTF8.self)
        let read = try #require(SpotLine(Substring(line).utf8))
        #expect(abs(read.latitude - latitude) < 1e-9 && abs(read.longitude - longitude) < 1e-9)
        #expect(SpotLine(latitude: latitude + 91, longitude: longitude) == nil || latitude < 0)
        #expect(SpotLine(Substring(line.dropLast()).utf8) == nil)
        #expect(SpotLine(Substring(line.dropLast() + "x").utf8) == nil)
    }

    @Test("Values are counted as the index folds them: the case of Basic Latin letters alone") func facets() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        let names = [["Orla Venn", "\u{C4}lvik"], ["ORLA VENN", "\u{E4}lvik"], ["\u{301}Odd", "A\u{308}lvik"]]
        for (i, names) in names.enumerated() {
            var reading = Reading(Document(id: "d\(i)", text: Text("Text \(i).")))
            reading.entities = names.map { Entity(name: $0, kind: .other, mentions: []) }
            _ = try archive.add([reading], arrived: Self.noon)
        }
        let found = try archive.facets(.entity, of: ["d0", "d1", "d2"])
        #expect(found.map(\.documents) == [2, 1, 1, 1, 1])
        #expect(found.first?.value == "ORLA VENN")
        for facet in found {
            let query = try SearchQuery("entity:\"\(facet.value)\"")
            #expect(try archive.search(query).count == facet.documents, "\(facet.value)")
        }
    }

    /// With the sign before or after them they make one character, which is not that sign.
    @Test(arguments: [
        "entity:\"\u{301}Odd\"", "entity:\u{301}Odd", "entity:\u{600}\"", "\"\u{301}Odd\u{600}\"", "entity:a\"\u{301}b",
    ])
    func marksHideNoSign(_ text: String) throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        var reading = Reading(Document(id: "a", text: Text("\u{301}Odd")))
        reading.entities = ["\u{301}Odd", "\u{600}\"", "a\"\u{301}b"].map {
            Entity(name: $0, kind: .other, mentions: [])
        }
        _ = try archive.add([reading], arrived: Self.noon)
        #expect(try archive.search(SearchQuery(text)).count == 1)
    }

    @Test("Statements that are made once are not kept for ever") func statements() throws {
        let folder = try ArchiveFolder()
        let archive = try Archive(path: folder.file, create: true)
        for i in 0..<(2 * Database.mostStatements) {
            #expect(try archive.database.number("SELECT \(i)") == Int64(i))
            try archive.database.rows("SELECT \(i), \(i)") { _ in true }
            #expect(archive.database.keptCount <= Database.mostStatements)
        }
        #expect(try archive.database.number("SELECT 0") == 0)
    }
}
