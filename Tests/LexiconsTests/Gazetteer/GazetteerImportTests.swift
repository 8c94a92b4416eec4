import Lexicons
import Testing

@Suite("Import of GeoNames files")
struct GazetteerImportTests {
    /// A row of a country file.
    static func row(
        _ id: String, _ name: String, _ latitude: String, _ longitude: String, _ code: String = "P\tPPL",
        region: String = "07",
        population: String = "120"
    ) -> String {
        "\(id)\t\(name)\t\(name)\tAlias \(name),Other\t\(latitude)\t\(longitude)\t\(code)\tQX\t\t\(region)\t\t\t\t\(population)\t\t5\tEurope/Oslo\t2024-01-01"
    }

    @Test("A country file, codes and other names make one gazetteer")
    func whole() throws {
        var importer = GazetteerImport()
        let places = importer.read(
            Array(
                [
                    Self.row("11", "Keltby", "50.5", "11.25"),
                    Self.row("12", "Norland", "50", "10", "A\tPCLI", region: "00"),
                ].joined(separator: "\n").utf8),
            file: "QX.txt")
        #expect(places.places == 2 && places.broken == 0 && places.kind == "places of GeoNames")
        let codes = importer.read(
            Array("QX.07\tHarbour\tHarbour\t77\nQX.07.001\tInner\tInner\t78\n".utf8), file: "admin1CodesASCII.txt")
        #expect(codes.broken == 0 && codes.unused == 1)
        let names = importer.read(
            Array(
                "1\t11\ten\tKeltbury\t1\t\t\t\t\t\n2\t11\tlink\thttps://k.example\t\t\t\t\t\t\n3\t99\ten\tGone\t\t\t\t\t\t\n"
                    .utf8), file: "alternateNamesV2.txt")
        #expect(names.names == 1 && names.unused == 2 && names.broken == 0)
        #expect(importer.finish() == 1)
        let gazetteer = try Gazetteer(name: "own", contents: importer.builder.build(about: ""))
        #expect(gazetteer.matches("Keltbury").count == 1)
        #expect(gazetteer.matches("Alias Keltby").count == 1)
        let harbour = try #require(gazetteer.matches("Harbour").first)
        #expect(gazetteer.entry(harbour.entry).kind == .region && gazetteer.entry(harbour.entry).isApproximate)
    }

    @Test("Broken rows are counted and named, the others are read")
    func hostile() throws {
        var contents = Array((Self.row("11", "Keltby", "50.5", "11.25") + "\n").utf8)
        let bad: [[UInt8]] = [
            Array("11\tKeltby".utf8),
            Array(Self.row("x", "Keltby", "50", "11").utf8),
            Array(Self.row("99999999999999999999999", "Keltby", "50", "11").utf8),
            Array(Self.row("13", "Keltby", "1e400", "11").utf8),
            Array(Self.row("13", "Keltby", "nan", "11").utf8),
            Array(Self.row("13", "Keltby", "90.5", "11").utf8),
            Array(Self.row("13", "Keltby", "50", "-180.01").utf8),
            Array(Self.row("13", "Keltby", "50", "11", population: "-4").utf8),
            Array(Self.row("13", "Keltby", "50", "11", population: "999999999999999999999").utf8),
            Array(Self.row("13", "", "50", "11").utf8),
            Array(Self.row("13", String(repeating: "k", count: 300), "50", "11").utf8),
            Array(Self.row("13", "Keltby", "50", "11", "?\tPPL").utf8),
            Array(Self.row("13", "Keltby", "50", "11", region: "0123456789ABC").utf8),
            [0x31, 0x33, 0x09, 0xC3, 0x28, 0x09, 0xFF],
            [UInt8](repeating: 0x09, count: 1_000_000),
            [UInt8](repeating: 0x61, count: 2_000_000),
        ]
        for row in bad {
            contents += row
            contents.append(0x0A)
        }
        contents += Array(Self.row("14", "Pellin", "51", "12").utf8)
        var importer = GazetteerImport()
        let outcome = importer.read(contents, file: "QX.txt")
        #expect(outcome.places == 2)
        #expect(outcome.broken == bad.count)
        #expect(outcome.skipped.map(\.line) == Array(2...(bad.count + 1)))
        #expect("\(try #require(outcome.skipped.first))" == "QX.txt:2: 2 columns instead of 19")
    }

    @Test("Of very many broken rows the first 20 are named and all are counted")
    func many() {
        var importer = GazetteerImport()
        let outcome = importer.read(Array(String(repeating: "a\tb\n", count: 500).utf8), file: "x")
        #expect(outcome.broken == 500 && outcome.skipped.count == 20 && outcome.kind == "unknown")
    }

    @Test("A table of places keeps adjectives and abbreviations apart")
    func table() throws {
        var importer = GazetteerImport()
        let outcome = importer.read(
            Array(
                "kind\tname\tlat\tlon\tcountry\talso\tadjectives\tshort\ncountry\tNorland\t50\t10\tQX\tNordland\tNorlander|Norlanders\tN.L.\nvillage\tX\t1\t1\tQX\n"
                    .utf8),
            file: "own.tsv")
        #expect(outcome.places == 1 && outcome.names == 4 && outcome.broken == 1)
        let gazetteer = try Gazetteer(name: "own", contents: importer.builder.build(about: ""))
        #expect(gazetteer.matches("NL").map(\.link) == [.short])
    }
}
