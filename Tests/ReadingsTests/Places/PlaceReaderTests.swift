import Documents
import Lexicons
import Testing
import Texts

@_spi(Lab) @testable import Readings

/// Texts with marked names: `[Kelton|LOC]`. Trees are given by hand where a case needs them.
enum MarkedNames {
    static func reading(_ marked: String, url: String? = nil) throws -> Reading {
        var plain: [UInt8] = []
        var spans: [(Extent, Name.Kind)] = []
        var start = 0
        var kind: [UInt8]?
        for byte in marked.utf8 {
            switch byte {
            case 0x5B: start = plain.count
            case 0x7C: kind = []
            case 0x5D:
                let name = String(decoding: kind ?? [], as: UTF8.self)
                spans.append((Extent(start, plain.count), Name.Kind(rawValue: name) ?? .place))
                kind = nil
            default:
                if kind != nil { kind?.append(byte) } else { plain.append(byte) }
            }
        }
        var document = Document(text: Text(String(decoding: plain, as: UTF8.self)))
        document.url = url
        var reading = Reading(document)
        try Segmenter().read(&reading)
        for (extent, kind) in spans {
            guard let first = reading.tokens.firstIndex(where: { $0.extent.upper > extent.lower }),
                let last = reading.tokens.lastIndex(where: { $0.extent.lower < extent.upper })
            else { continue }
            reading.names.append(Name(extent: extent, tokens: first..<(last + 1), kind: kind, rule: "test"))
        }
        reading.linkDependents()
        return reading
    }

    /// The places of a marked text as `text > label, country.region precision`.
    static func places(_ marked: String, url: String? = nil) throws -> [Place] {
        var reading = try reading(marked, url: url)
        try PlaceReader().read(&reading)
        return reading.places
    }
}

@Suite("Places", .enabled(if: Resource.names.contains(Gazetteer.embeddedName)))
struct PlaceReaderTests {
    @Test("Regions and peoples that small towns are called after are no towns, unless the state says so")
    func peoples() throws {
        #expect(try MarkedNames.places("Leaders of the [Arab|LOC] world met.").isEmpty)
        let east = try MarkedNames.places("The [U.S.|LOC] and [Iowa|LOC] have a plan for the [Middle East|LOC].")
        #expect(east.last?.country == nil && east.count == 3)
        #expect(try MarkedNames.places("A fire in [Arab|LOC], [Alabama|LOC], spread.").count == 2)
        #expect(try !MarkedNames.places("The [Canadian|LOC] embassy closed.").contains { $0.country == "US" })
        #expect(try !MarkedNames.places("The [Canadian Embassy|ORG] closed.").contains { $0.country == "US" })
        #expect(try MarkedNames.places("A fire in [Canadian|LOC], [Texas|LOC], spread.").first?.country == "US")
    }

    @Test("The Red Cross is no town, wherever the network puts it")
    func redCross() throws {
        #expect(try MarkedNames.places("A volunteer from the [Red Cross|LOC] came.").isEmpty)
        #expect(try MarkedNames.places("A volunteer from the [Red Crescent|LOC] came.").isEmpty)
        #expect(try MarkedNames.places("A volunteer from [New Cross|LOC] came.").count == 1)
    }

    @Test(
        "The region after the comma decides",
        arguments: [
            ("A school in [Springfield|LOC], [Illinois|LOC], closed.", "US.IL"),
            ("A school in [Springfield|LOC], [Mass.|LOC], closed.", "US.MA"),
            ("A school in [Springfield|LOC], Ore., closed.", "US.OR"),
            ("A bridge in [Paris|LOC], [Texas|LOC], fell.", "US.TX"),
            ("A bridge in [Paris|LOC], [France|LOC], fell.", "FR.11"),
            ("A bridge in [Paris|LOC] fell.", "FR.11"),
            ("Rain fell on [Birmingham|LOC], [Alabama|LOC].", "US.AL"),
            ("Rain fell on [Birmingham|LOC].", "GB.ENG"),
            ("A fire in [Córdoba|LOC], [Argentina|LOC], is out.", "AR.05"),
        ])
    func containment(text: String, region: String) throws {
        let place = try #require(try MarkedNames.places(text).first)
        #expect("\(place.country ?? "").\(place.region ?? "")" == region, "\(place)")
        #expect(place.precision == .town)
    }

    @Test("Other places of the document decide")
    func company() throws {
        let places = try MarkedNames.places(
            "Crews came from [Decatur|LOC], [Champaign|LOC] and [Peoria|LOC]. The mayor of [Springfield|LOC] thanked them."
        )
        #expect(places.allSatisfy { $0.region == "IL" }, "\(places.map { "\($0.label) \($0.region ?? "")" })")
    }

    @Test("A dateline and an outlet's home decide")
    func home() throws {
        let text = "The council of [Richmond|LOC] met on Monday."
        #expect(try MarkedNames.places(text, url: "https://www.timesdispatch.com/a").first?.region == "VA")
        #expect(try MarkedNames.places(text, url: "https://www.pal-item.com/a").first?.region == "IN")
    }

    @Test("Words beside the name say what it is")
    func kinds() throws {
        #expect(try MarkedNames.places("Troops entered the [Kursk|LOC] region.").first?.precision == .region)
        #expect(try MarkedNames.places("Troops entered the city of [Kursk|LOC].").first?.precision == .town)
        #expect(try MarkedNames.places("Troops entered [Kursk Oblast|LOC].").first?.precision == .region)
        #expect(
            try MarkedNames.places("A barn burned in [Walker|LOC] County, [Texas|LOC].").first?.precision == .district)
    }

    @Test("A direction moves the middle of a small country and says so")
    func direction() throws {
        let south = try #require(try MarkedNames.places("Shells fell on southern [Lebanon|LOC].").first)
        let whole = try #require(try MarkedNames.places("Shells fell on [Lebanon|LOC].").first)
        #expect(south.precision == .region && whole.precision == .country)
        let lowered = try #require(south.latitude)
        let middle = try #require(whole.latitude)
        #expect(lowered < middle - 0.1)
        #expect(south.rule.hasSuffix("direction"))
    }

    @Test("People and organisations that look like places are none")
    func people() throws {
        #expect(try MarkedNames.places("[Paris Marlow|PER] met [Chelsea Kent|PER].").isEmpty)
        #expect(try MarkedNames.places("[Oxford Analytics|ORG] hired [Jordan Lane|PER].").isEmpty)
        #expect(try MarkedNames.places("Reading and Nice are words.").isEmpty)
    }

    @Test("A month that belongs to a date is no town of its name")
    func dates() throws {
        var reading = try MarkedNames.reading("A hall in Mosul was attacked, in Nov. 2015.")
        try TimeReader().read(&reading)
        #expect(reading.times.map { reading.text[$0.extent] } == ["Nov. 2015"])
        try PlaceReader().read(&reading)
        #expect(reading.places.map(\.label) == ["Mosul"])
        // Without the date the words before it would do.
        #expect(try MarkedNames.places("A hall in Mosul was attacked, in Nov. 2015.").count == 2)
    }

    @Test("What the network missed is found by the words around it")
    func surface() throws {
        #expect(try MarkedNames.places("The shelling near Avdiivka went on.").first?.region == "05")
        #expect(try MarkedNames.places("A plant in Gary, Indiana, closed.").map(\.label) == ["Gary", "Indiana"])
        #expect(try MarkedNames.places("Officials in [Kyiv|ORG] met.").first?.country == "UA")
    }

    @Test("An unknown village takes the middle of the region it is said to lie in, and the rule says so")
    func unlisted() throws {
        let places = try MarkedNames.places("Drones hit the village of [Zhukovarino|LOC] in [Kursk region|LOC].")
        let village = try #require(places.first)
        #expect(village.label == "Zhukovarino" && village.precision == .region && village.region == "41")
        #expect(village.rule.contains("unlisted"))
        let lost = try #require(try MarkedNames.places("Drones burned a depot in [Zhukovarino|LOC].").first)
        #expect(lost.latitude == nil && lost.rule == "not-located.unlisted")
    }

    @Test("Capitals and countries act where the tree says so, and keep their coordinates")
    func actors() throws {
        var reading = try MarkedNames.reading("[Moscow|LOC] said the town had fallen. Snow fell in [Moscow|LOC].")
        reading.tokens[0].head = 1
        reading.tokens[0].relation = .nsubj
        reading.tokens[1].lemma = "say"
        reading.linkDependents()
        try PlaceReader().read(&reading)
        #expect(reading.places.map(\.role) == [.actor, .place])
        #expect(reading.places[0].latitude == reading.places[1].latitude)
    }

    @Test("The same text gives the same places")
    func determinism() throws {
        let text =
            "Crews from [Springfield|LOC], [Paris|LOC], [Athens|LOC] and [Salem|LOC] met in [Dublin|LOC], [Georgia|LOC]."
        let first = try MarkedNames.places(text).map { "\($0)" }
        for _ in 0..<3 { #expect(try MarkedNames.places(text).map { "\($0)" } == first) }
    }

    @Test("A gazetteer of the user's own is asked too")
    func own() throws {
        var builder = GazetteerBuilder()
        builder.add(
            .init(kind: .town, latitude: 51.2, longitude: 35.1, country: "RU", region: "41"), named: "Zhukovarino")
        let gazetteer = try Gazetteer(name: "own", contents: builder.build(about: ""))
        var reading = try MarkedNames.reading("Drones hit [Zhukovarino|LOC].")
        try PlaceReader(gazetteer: gazetteer).read(&reading)
        let place = try #require(reading.places.first)
        #expect(place.precision == .town && place.country == "RU" && place.region == "41" && place.gazetteer == "user")
    }

    @Test("Hosts are read from addresses only where they are plain")
    func hosts() {
        #expect(OutletHomes.host("https://www.herald.example/a?b") == "www.herald.example")
        #expect(OutletHomes.host("https://user@herald.example/") == nil)
        #expect(OutletHomes.host("herald") == nil)
    }
}
