import Documents
import Lexicons
import Testing
import Texts

@testable @_spi(Lab) import Readings

@Suite("Sentences and words")
struct SegmenterTests {
    private func read(_ text: String, blocks: [Block]? = nil) throws -> Reading {
        var reading = Reading(Document(id: "t", text: Text(text), blocks: blocks))
        try Segmenter().read(&reading)
        return reading
    }

    /// The text's sentences with ` | ` between them.
    private func sentences(_ text: String) throws -> String {
        let reading = try read(text)
        return reading.sentences.map { reading.text[$0.extent] }.joined(separator: " | ")
    }

    /// The text's words with blanks between them; words of one written token joined by `+`.
    private func words(_ text: String) throws -> String {
        let reading = try read(text)
        var out = ""
        for (i, token) in reading.tokens.enumerated() {
            if i > 0 { out += reading.tokens[i - 1].surface == token.surface ? "+" : " " }
            out += reading.form(i)
        }
        return out
    }

    @Test("Sentences end where | stands and nowhere else", arguments: Self.marked)
    func ends(_ marked: String) throws {
        #expect(try sentences(marked.replacing(" | ", with: " ")) == marked)
    }

    static let marked = [
        "KYIV, Jan. 5 — Shelling resumed overnight, officials said. | At least 12 people were hurt.",
        "GAZA/CAIRO (Reuters) - Talks broke down on Monday. | Both sides blamed each other.",
        "WASHINGTON (AP) — The president said Thursday he'd sign it.",
        "Mr. J. K. Lindt met Gen. Okoye on Tues. in the U.S. capital. | They spoke for an hour.",
        "The U.S. Army and the U.N. Security Council agreed.",
        "He lives in the U.S. | She lives in the U.K. now.",
        "“We will not leave.” | That was all he said.",
        "‘It is over,’ he said. | ‘Go home.’",
        "Is it over? | No! | Not yet…",
        "Wait... what happened? | Nobody knows.",
        "It rose by 3.5 percent to $1.2 billion. | The rest fell.",
        "See www.herald.example/a?b=1. | Then write to desk@herald.example.",
        "He cited Moss et al. (2019), p. 14. | The paper was withdrawn.",
        "Pellin vs. Corran ended 2-1. | The crowd cheered.",
        "\"Stop!\" he cried. | No one stopped.",
        "They came from Tampa, Fla., and left on Dec. 3. | Nobody saw them.",
        "The No. 2 official, Lt. Col. Vale, resigned.",
        "The minister, who has denied it before, said: \"It's false.\"",
        "\"It's a mistake,\" said Ms. Roux, \"and we'll say so.\" | He agreed.",
        "On Aug. 6, troops crossed the border. | By Sept. 1 they held 100 villages.",
    ]

    @Test(
        "Words follow Universal Dependencies",
        arguments: [
            ("They don't know, and it's late.", "They do+n't know , and it+'s late ."),
            ("We can’t say what’s left.", "We ca+n’t say what+’s left ."),
            ("They're gonna leave; she cannot.", "They+'re gon+na leave ; she can+not ."),
            ("Russia's and the players' claims", "Russia+'s and the players+' claims"),
            ("“We won’t,” he said.", "“ We wo+n’t , ” he said ."),
            ("Mr. Kade paid $1.2 million (5%).", "Mr. Kade paid $ 1.2 million ( 5 % ) ."),
            ("The 40-year-old met U.S. officials.", "The 40 - year - old met U.S. officials ."),
            ("See https://herald.example/a_(b), please.", "See https://herald.example/a_(b) , please ."),
            ("Write to desk@herald.example!", "Write to desk@herald.example !"),
            ("@northmark_wire said so", "@northmark_wire said so"),
            ("It ended 2,500 to 1,300.", "It ended 2,500 to 1,300 ."),
            ("A\u{A0}gap, a\u{200B}seam", "A gap , a seam"),
            ("Київ і Харків", "Київ і Харків"),
            ("• Bread — none", "• Bread — none"),
        ])
    func tokens(_ text: String, _ words: String) throws {
        #expect(try self.words(text) == words)
    }

    @Test("The examples of the abbreviations hold: no sentence ends inside them")
    func abbreviationExamples() throws {
        var split: [String] = []
        for row in try Table(named: "rules/abbreviations.tsv", columns: ["word", "class"]).rows {
            let example = row["example"]
            guard !example.isEmpty else { continue }
            if try sentences(example) != example { split.append("\(row.line): \(try sentences(example))") }
        }
        #expect(split.isEmpty)
    }

    @Test("The examples of the contractions hold")
    func contractionExamples() throws {
        for row in try Table(named: "rules/contractions.tsv", columns: ["parts", "when"]).rows {
            let example = row["example"]
            guard !example.isEmpty else { continue }
            let found = try words(example.replacing("|", with: ""))
            for word in example.split(separator: " ") where word.contains("|") {
                let wanted = String(word).replacing("|", with: "+").replacing(".", with: "")
                #expect(found.contains(wanted), "line \(row.line): \(found)")
            }
        }
    }

    @Test("The examples of addresses stay whole")
    func addressExamples() throws {
        for row in try Table(named: "rules/address-endings.tsv", columns: ["ending"]).rows {
            let parts = row.list("example")
            guard parts.count > 1 else { continue }
            let found = try words(parts.joined(separator: " ").replacing(" .", with: "."))
            #expect(found.split(separator: " ").contains(Substring(parts[1])), "line \(row.line): \(found)")
        }
    }

    @Test("Blocks and blank lines end sentences; a line break inside a passage does not")
    func edges() throws {
        let text = "A heading\nThe first line goes\non here"
        let reading = try read(
            text, blocks: [Block(Extent(0, 9), .heading), Block(Extent(10, 37), .paragraph)])
        #expect(reading.sentences.map { reading.text[$0.extent] } == ["A heading", "The first line goes\non here"])
        #expect(reading.sentences.map(\.block) == [0, 1])
        let blank = try read("one\n\ntwo", blocks: [Block(Extent(0, 8), .paragraph)])
        #expect(blank.sentences.count == 2)
    }

    @Test("Two readings of one text are equal, also when a reading is used again")
    func deterministic() throws {
        let text = Self.marked.joined(separator: "\n")
        let segmenter = try Segmenter()
        var reading = try read(text)
        let first = reading.tokens.map(\.extent)
        segmenter.read(&reading)
        #expect(reading.tokens.map(\.extent) == first)
        segmenter.read(&reading)
        #expect(reading.tokens.map(\.extent) == first)
    }
}
