import Lexicons
import Testing

@Suite("Gazetteer")
struct GazetteerTests {
    /// A small world of our own.
    static func builder() -> GazetteerBuilder {
        var builder = GazetteerBuilder()
        let country = builder.add(
            .init(kind: .country, latitude: 50, longitude: 10, country: "QX", population: 9_000_000, geonameID: 1),
            named: "Norland")
        if let country {
            builder.addName("Norlander", of: country, as: .adjective)
            builder.addName("the Northern Land", of: country)
        }
        let region = builder.add(
            .init(
                kind: .region, latitude: 51, longitude: 11, country: "QX", region: "07", population: 400_000,
                geonameID: 2),
            named: "Harbour Province")
        if let region { builder.addName("H.P.", of: region, as: .short) }
        for i in 0..<40 {
            builder.add(
                .init(
                    kind: .town, latitude: 50 + Double(i) / 40, longitude: 11 + Double(i) / 20, country: "QX",
                    region: "07",
                    population: 1_000 + i, geonameID: 100 + i), named: "Kelt\(["on", "ey", "ing", "wick"][i % 4]) \(i)")
        }
        builder.add(
            .init(
                kind: .town, latitude: 50.5, longitude: 11.5, country: "QX", region: "07", population: 70_000,
                geonameID: 3),
            named: "Sankt Pellin")
        builder.add(
            .init(
                kind: .town, latitude: -1.5, longitude: -78.25, country: "QX", region: "07", population: 7, geonameID: 4
            ),
            named: "Sankt Pellin")
        return builder
    }

    @Test("Names are found by their folded form, the most prominent place first")
    func lookUp() throws {
        let gazetteer = try Gazetteer(name: "small", contents: Self.builder().build(about: "source: own\n"))
        #expect(gazetteer.count == 44)
        let towns = gazetteer.matches("sankt PELLIN")
        #expect(towns.map { gazetteer.entry($0.entry).geonameID } == [3, 4])
        let town = try #require(towns.last).entry
        #expect(abs(gazetteer.entry(town).latitude + 1.5) < 0.0001)
        #expect(abs(gazetteer.entry(town).longitude + 78.25) < 0.0001)
        #expect(gazetteer.label(of: town) == "Sankt Pellin")
        #expect(gazetteer.entry(town).population == 7)
        #expect(gazetteer.matches("Norlander").map(\.link) == [.adjective])
        #expect(gazetteer.matches("northern land").map(\.link) == [.alternate])
        #expect(gazetteer.matches("HP").map(\.link) == [.short])
        #expect(gazetteer.matches("Nowhere").isEmpty)
        #expect(gazetteer.matches("").isEmpty)
        #expect(gazetteer.about == "source: own\n")
        #expect(gazetteer.fingerprint.count == 64)
    }

    @Test("Every entry finds its own name again, across the edges of blocks")
    func labels() throws {
        let gazetteer = try Gazetteer(name: "small", contents: Self.builder().build(about: ""))
        for entry in 0..<gazetteer.count {
            let label = gazetteer.label(of: entry)
            #expect(gazetteer.matches(label).contains { $0.entry == entry && $0.link == .own }, "\(label)")
        }
    }

    @Test("Regions know their own place, their country and their extent")
    func regions() throws {
        let gazetteer = try Gazetteer(name: "small", contents: Self.builder().build(about: ""))
        let number = try #require(gazetteer.region(country: "QX", code: "07"))
        let region = gazetteer.region(number)
        #expect(region.entry.map { gazetteer.label(of: $0) } == "Harbour Province")
        #expect(region.halfHeight > 30 && region.halfHeight < 2_700)
        let country = try #require(gazetteer.region(country: "QX"))
        #expect(Int(gazetteer.countriesOfRegions()[number]) == country)
        #expect(gazetteer.region(country: "QY") == nil)
    }

    @Test("The same places give the same bytes")
    func determinism() {
        #expect(Self.builder().build(about: "a") == Self.builder().build(about: "a"))
    }

    @Test("A broken file is refused or read without harm")
    func broken() throws {
        let good = Self.builder().build(about: "source: own\n")
        #expect(throws: LexiconError.self) { try Gazetteer(name: "b", contents: []) }
        #expect(throws: LexiconError.self) { try Gazetteer(name: "b", contents: Array("SITREPGZ".utf8)) }
        #expect(throws: LexiconError.self) { try Gazetteer(name: "b", contents: Array(good.prefix(good.count / 2))) }
        #expect(throws: LexiconError.self) { try Gazetteer(path: "/nonexistent/places.gazetteer") }
        // Any byte may lie; nothing may crash or hang.
        for position in stride(from: 12, to: good.count, by: 7) {
            var bad = good
            bad[position] ^= 0xFF
            guard let gazetteer = try? Gazetteer(name: "b", contents: bad) else { continue }
            for match in gazetteer.matches("Sankt Pellin") {
                _ = gazetteer.label(of: match.entry)
                _ = gazetteer.region(gazetteer.entry(match.entry).region)
            }
        }
    }

    @Test(
        "Names fold to one form",
        arguments: [
            ("St. John’s", "st johns"), ("Saint Johns", "st johns"), ("The Hague", "hague"), ("U.S.", "us"),
            ("Łódź", "lodz"),
            ("Port-au-Prince", "port au prince"), ("Al-‘Arish", "al arish"), ("Fort Worth", "ft worth"),
            ("Ærø", "aero"),
            ("Đà Nẵng", "da nang"), ("Theby", "theby"), ("the", ""), ("  A  &  B ", "a and b"), ("Суджа", "Суджа"),
        ])
    func fold(name: String, folded: String) {
        #expect(String(decoding: GazetteerFold.fold(Array(name.utf8)), as: UTF8.self) == folded)
    }

    @Test("Broken UTF-8 folds without harm")
    func foldBroken() {
        for bytes in [[0xC3], [0xE1, 0xBA], [0xF0, 0x9F], [0x41, 0x80, 0x42], [0xFF, 0xFE]] as [[UInt8]] {
            _ = GazetteerFold.fold(bytes)
        }
        #expect(GazetteerFold.fold([0x41, 0x27, 0x42]) == [0x61, 0x62])
    }
}

@Suite("The embedded gazetteer", .enabled(if: Resource.names.contains(Gazetteer.embeddedName)))
struct EmbeddedGazetteerTests {
    @Test(
        "It has what the news names",
        arguments: [
            ("Kursk Oblast", "RU", 51.75, 36.25), ("Gaza Strip", "PS", 31.42, 34.37), ("West Bank", "PS", 31.95, 35.25),
            ("Rafah", "PS", 31.3, 34.25), ("Sudzha", "RU", 51.19, 35.27), ("Kiev", "UA", 50.45, 30.52),
            ("Robotyne", "UA", 47.45, 35.84),
            ("Darfur", "SD", 13, 25), ("Fulton County", "US", 33.8, -84.4), ("Kashmir", "", 34, 75.5),
            ("Black Sea", "", 43, 34),
            ("Donbas", "UA", 48.2, 38.3), ("Cambridgeshire", "GB", 52.35, 0), ("Deir al-Balah", "PS", 31.42, 34.35),
        ])
    func known(name: String, country: String, latitude: Double, longitude: Double) throws {
        let gazetteer = try Gazetteer()
        let near = gazetteer.matches(name).contains { match in
            let entry = gazetteer.entry(match.entry)
            return abs(entry.latitude - latitude) < 0.6 && abs(entry.longitude - longitude) < 0.6
                && (country.isEmpty || gazetteer.region(entry.region).country == country)
        }
        #expect(near, "\(name): \(gazetteer.matches(name).map { gazetteer.entry($0.entry) })")
    }

    @Test("It is small, says where it comes from, and its contents have the hash of its header")
    func header() throws {
        let gazetteer = try Gazetteer()
        let resource = try Resource(named: Gazetteer.embeddedName)
        #expect(resource.count < 12_000_000)
        #expect(gazetteer.about.contains("CC BY 4.0"))
        #expect(gazetteer.count > 250_000)
    }

    @Test("Outlines give the land around a point")
    func outlines() throws {
        guard Resource.names.contains(Outlines.embeddedName) else { return }
        let outlines = try Outlines()
        let lines = outlines.lines([.land, .border], within: .init(west: 30, south: 48, east: 40, north: 53))
        #expect(lines.contains { $0.layer == .border })
        #expect(lines.allSatisfy { $0.points.allSatisfy { abs($0.longitude) <= 18_000 && abs($0.latitude) <= 9_000 } })
        #expect(outlines.lines([.country]).contains { $0.country == "UA" })
    }
}
