import Documents
import Lexicons
import Testing
import Texts

@testable @_spi(Lab) import Readings

@Suite("Lemmas")
struct LemmatiserTests {
    @Test(
        "Regular and irregular forms",
        arguments: [
            ("went", XPOS.vbd, "go"), ("killed", .vbd, "kill"), ("fled", .vbd, "flee"), ("provoked", .vbn, "provoke"),
            ("stopping", .vbg, "stop"), ("carries", .vbz, "carry"), ("is", .vbz, "be"), ("'s", .vbz, "be"),
            ("'s", .pos, "'s"), ("n't", .rb, "not"), ("ca", .md, "can"), ("wo", .md, "will"), ("'ll", .md, "will"),
            ("children", .nns, "child"), ("villages", .nns, "village"), ("cities", .nns, "city"), ("men", .nns, "man"),
            ("Cities", .nns, "city"), ("better", .jjr, "good"), ("largest", .jjs, "large"), ("The", .dt, "the"),
            ("I", .prp, "I"), ("i", .prp, "I"), ("them", .prp, "they"), ("Zelensky", .nnp, "Zelensky"),
            ("Emirates", .nnps, "Emirate"), ("STOP", .vb, "stop"), ("2,500", .cd, "2500"),
            ("boasted", .vbd, "boast"), ("faded", .vbn, "fade"), ("lifted", .vbd, "lift"), ("CEO", .nn, "CEO"),
            ("CEOs", .nns, "CEO"), ("spokesmen", .nns, "spokesman"), ("drones", .nns, "drone"),
            ("evacuated", .vbn, "evacuate"),
        ])
    func forms(_ word: String, _ tag: XPOS, _ lemma: String) throws {
        #expect(try Lemmatiser().lemma(of: word, tag) == lemma)
    }

    @Test("Every irregular form of the lexicon keeps its lemma where the treebanks do not say otherwise")
    func irregulars() throws {
        let lemmatiser = try Lemmatiser()
        var wrong: [String] = []
        let rows = try Table(named: "lexicons/irregulars.tsv", columns: ["form", "tag", "lemma"]).rows
        for row in rows {
            guard let tag = XPOS.allCases.first(where: { $0.name == row["tag"] }) else {
                Issue.record("line \(row.line): no tag \(row["tag"])")
                continue
            }
            let got = lemmatiser.lemma(of: row["form"], tag)
            if got != row["lemma"] { wrong.append("\(row["form"]) \(row["tag"]): \(got)") }
        }
        #expect(wrong.count < rows.count / 50, "\(wrong)")
    }

    @Test("Odd words and positions come back whole")
    func odd() throws {
        let lemmatiser = try Lemmatiser()
        #expect(lemmatiser.lemma(of: "", .nn).isEmpty)
        for word in ["s", "ed", "ing", "é", "Ž", "日本", "🙂", "ies", "—"] {
            for tag in XPOS.allCases { #expect(!lemmatiser.lemma(of: word, tag).isEmpty, "\(word) \(tag.name)") }
        }
        var reading = Reading(Document(id: "a", text: Text("houses")))
        reading.tokens = [Token(extent: Extent(4, 90)), Token(extent: Extent(50, 60)), Token(extent: Extent(3, 1))]
        lemmatiser.read(&reading)
        #expect(reading.tokens.count == 3)
    }
}
