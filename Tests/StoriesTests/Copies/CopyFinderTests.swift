import Documents
import Lexicons
import Testing
import Texts

@testable import Stories

@Suite struct CopyFinderTests {
    static let wire = """
        PELLIN — The Ash Bridge over the Moren fell into the river at dawn on Monday, the Interior Ministry said. Forty \
        people were on it when the middle span gave way, and rescue boats brought twenty-two of them ashore before noon. \
        The ministry counts nine dead. Engineers had closed one lane in March after cracks were found in a pier, and \
        the regional council had asked twice for money to replace the deck. Schools on the east bank stayed shut.
        """

    func document(_ id: String, _ text: String, outlet: String? = nil, url: String? = nil, title: String? = nil)
        -> Document
    {
        var document = Document(id: id, text: Text(text))
        document.outlet = outlet.map { Stated(Outlet(name: $0), rule: "test") }
        document.title = title.map { Stated($0, rule: "test") }
        document.url = url
        return document
    }

    @Test func reprintsOfOneWireAreOneOrigin() throws {
        var finder = try CopyFinder()
        let first = finder.add(document("w", Self.wire, outlet: "Moren Press"))
        #expect(first.relation == .independent)
        for i in 0..<10 {
            let trimmed = Self.wire.split(separator: ".").dropLast(i % 2 + 1).joined(separator: ".") + "."
            let copy = finder.add(document("c\(i)", trimmed, outlet: "Paper \(i) Daily"))
            #expect(copy.relation == .copy)
            #expect(copy.of == 0)
            #expect(copy.root == first.root)
            #expect(copy.share > 0.75)
        }
    }

    @Test func anAddedPassageIsShownWithItsWords() throws {
        var finder = try CopyFinder()
        _ = finder.add(document("w", Self.wire, outlet: "Moren Press"))
        let own = """
            Our reporter walked the east bank with the families who waited there all day, and heard how the night watchman \
            had phoned twice about a noise like tearing cloth. Nobody came to look, he says, until the lamps went out. A \
            teacher who lives above the ramp saw the lorry ahead of hers drop out of sight and braked. In the hall of the \
            school the council has set up beds, and volunteers from three villages brought soup and blankets. The ferry \
            will run through the night. A list of names hangs at the door and is read out every hour by the deputy mayor.
            """
        let lifted =
            "Engineers had closed one lane in March after cracks were found in a pier, and the regional council"
        let finding = finder.add(
            document(
                "p", own + "\n" + lifted + " had asked twice for money to replace the deck.", outlet: "Ash Valley News")
        )
        #expect(finding.relation == .partial)
        #expect(finding.of == 0)
        #expect((0.12...0.35).contains(finding.share))
        let passage = try #require(finding.passages.first)
        let text = Text(own + "\n" + lifted + " had asked twice for money to replace the deck.")
        #expect(text[passage.extent].contains("cracks were found in a pier"))
    }

    @Test func aSharedQuotationIsNoCopy() throws {
        let quote =
            "“We closed a lane in March, we wrote to the council in April, we wrote again in June, and nobody answered us until the morning it fell,”"
        var finder = try CopyFinder()
        _ = finder.add(
            document("a", "Engineer Ilva Tarn spoke on the bank at noon. \(quote) she said.", outlet: "A Post"))
        let b = finder.add(
            document("b", "\(quote) Ilva Tarn told a crowd of relatives, some of whom wept.", outlet: "B Post"))
        #expect(b.relation != .partial)
    }

    @Test func theSameOutletAgainIsAVersion() throws {
        var finder = try CopyFinder()
        _ = finder.add(document("v1", Self.wire, outlet: "Moren Press", url: "https://press.example/ash"))
        let edited = Self.wire.replacing("nine dead", with: "eleven dead")
        let second = finder.add(document("v2", edited, outlet: "Moren Press", url: "https://press.example/ash"))
        #expect(second.relation == .version)
        #expect(second.of == 0)
        let third = finder.add(document("v3", edited, outlet: "The Moren Press"))
        #expect(third.relation == .version)
    }

    @Test func namingAnotherOutletIsCiting() throws {
        var finder = try CopyFinder()
        _ = finder.add(document("w", Self.wire, outlet: "The Harbour Herald"))
        let cite = finder.add(
            document(
                "c", "A bridge has fallen near Pellin, the Harbour Herald first reported on Monday.", outlet: "Sol 24"))
        #expect(cite.relation == .cites)
        #expect(cite.outlet == "The Harbour Herald")
        #expect(cite.root == "outlet:harbour herald")
        let own = finder.add(
            document("o", "The harbour herald sang on the quay as the boats came in from the storm.", outlet: "Sol 25"))
        #expect(own.relation == .independent)
    }

    @Test func aCreditLineNamesTheAgency() throws {
        var finder = try CopyFinder()
        let finding = finder.add(
            document("a", "PELLIN (Reuters) - A bridge over the Moren fell on Monday.", outlet: "Ash Valley News"))
        #expect(finding.relation == .cites)
        #expect(finding.root == "outlet:reuters")
        let own = finder.add(document("b", "PELLIN (Reuters) - Two more bodies were found.", outlet: "reuters.com"))
        #expect(own.relation == .independent)
    }

    @Test func emptyAndShortTextsStandAlone() throws {
        var finder = try CopyFinder()
        for text in ["", "Dead", "Dead", "\u{0}\u{1}", "— … —"] {
            let finding = finder.add(document("x", text))
            #expect(finding.share <= 1)
        }
    }

    @Test func rulesFireOnTheirExamplesOnly() throws {
        var finder = try CopyFinder()
        finder.learn(Outlet(name: "The Harbour Herald"))
        let scanner = try CitationScanner()
        var checked = 0
        for row in try Table(named: "rules/outlet-citations.tsv").rows {
            for (cell, expected) in [(row["fires"], true), (row["silent"], false)] where !cell.isEmpty {
                var words = WordScanner()
                words.scan(Array(cell.replacing("NAME", with: "the Harbour Herald").utf8))
                let found = scanner.citations(in: words.words, names: finder.names, own: nil)
                #expect(found.isEmpty != expected, "\(row["id"]): \(cell)")
                if expected { #expect(found.first?.rule == row["id"], "\(cell)") }
                checked += 1
            }
        }
        #expect(checked > 20)
    }

    /// Fingerprints are small numbers mostly; their first slots lie all over the table all the same.
    @Test func fingerprintsAreSpread() {
        for size in [16, 59_049] {
            let hashes = (0..<512).map { UInt32($0 * 7) }
            let homes = hashes.map { PrintSegments.home($0, size) }
            #expect(homes.allSatisfy { (0..<size).contains($0) })
            let lines = zip(hashes, homes).map { PrintSegments.segment(of: $0) * size + $1 }
            #expect(Set(lines).count > 300)
        }
    }

    /// Every fingerprint is found with its first owner and place, however often the table grew, and no longer once it is boilerplate.
    @Test func theTableKeepsEveryFingerprint() {
        var table = PrintTable()
        func prints(_ owner: Int) -> [Winnowing.Print] {
            (0..<50).map { k in
                let hash = UInt32(truncatingIfNeeded: (owner * 50 + k) &* 0x9E37_79B9)
                return Winnowing.Print(hash: k == 0 && owner == 0 ? 0 : hash, position: UInt32(k * 3))
            }
        }
        var hits: [PrintTable.Hit] = []
        for owner in 0..<300 {
            table.take(prints(owner), owner: owner, uses: 4, into: &hits)
            #expect(hits.isEmpty)
        }
        #expect(table.count == 15_000)
        #expect(table.bytes < 15_000 * 26)
        for owner in 0..<300 {
            hits.removeAll()
            table.take(prints(owner), owner: 1000, uses: 4, into: &hits)
            #expect(hits.map(\.owner) == [Int](repeating: owner, count: 50))
            #expect(hits.map(\.ownerPosition) == (0..<50).map { $0 * 3 })
            for hit in hits.prefix(10) { for _ in 0..<(owner % 2 == 0 ? 20 : 3) { table.use(hit.hash) } }
            hits.removeAll()
            table.take(prints(owner), owner: 1001, uses: 4, into: &hits)
            #expect(hits.count == (owner % 2 == 0 ? 40 : 50))
        }
        #expect(table.count == 15_000)
    }

    /// A copy of the table goes its own way.
    @Test func aCopiedTableStandsAlone() {
        var table = PrintTable()
        var hits: [PrintTable.Hit] = []
        let print = Winnowing.Print(hash: 7, position: 2)
        table.take([print], owner: 0, uses: 4, into: &hits)
        var copy = table
        copy.take([Winnowing.Print(hash: 8, position: 3)], owner: 1, uses: 4, into: &hits)
        #expect(hits.isEmpty && table.count == 1 && copy.count == 2)
        copy.take([print], owner: 2, uses: 4, into: &hits)
        #expect(hits.first?.owner == 0)
    }
}
