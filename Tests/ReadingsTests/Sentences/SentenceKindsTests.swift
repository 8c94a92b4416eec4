import Documents
import Lexicons
import Testing
import Texts

@testable @_spi(Lab) import Readings

@Suite("Kinds of sentences")
struct SentenceKindsTests {
    /// Reads lines of `word/TAG word/TAG …`, each a block; the first word is the root.
    private func kinds(_ lines: [String], blocks: [Block.Kind]? = nil) throws -> [Sentence.Kind] {
        var text = ""
        var extents: [Extent] = []
        var tags: [XPOS] = []
        for line in lines {
            let start = text.utf8.count
            for pair in line.split(separator: " ") {
                let parts = pair.split(separator: "/")
                if text.utf8.count > start { text += " " }
                text += parts[0]
                tags.append(XPOS.allCases.first { $0.name == parts[1] } ?? .xx)
            }
            extents.append(Extent(start, text.utf8.count))
            text += "\n"
        }
        let all = extents.enumerated().map { Block($1, blocks?[$0] ?? .paragraph) }
        var reading = Reading(Document(id: "k", text: Text(text), blocks: all))
        try Segmenter().read(&reading)
        try #require(reading.tokens.count == tags.count)
        for i in tags.indices {
            reading.tokens[i].xpos = tags[i]
            reading.tokens[i].upos = tags[i] == .nnp ? .propn : .noun
            reading.tokens[i].head = i
        }
        for sentence in reading.sentences { reading.tokens[sentence.tokens.lowerBound].head = -1 }
        try SentenceKinds().read(&reading)
        return reading.sentences.map(\.kind)
    }

    @Test("Blocks decide where they say something")
    func blocks() throws {
        let line = "Troops/NNS left/VBD ./."
        #expect(
            try kinds([line, line, line], blocks: [.headline, .caption, .paragraph]) == [.heading, .caption, .sentence])
    }

    @Test("A line without a finite verb asserts nothing")
    func fragments() throws {
        #expect(try kinds(["Kursk/NNP ,/, Russia/NNP and/CC Ukraine/NNP"]) == [.fragment])
        #expect(try kinds(["Kursk/NNP and/CC Ukraine/NNP", "Troops/NNS left/VBD ./."]) == [.heading, .sentence])
        #expect(try kinds(["Three/CD killed/VBN in/IN blast/NN ./."]) == [.fragment])
        #expect(try kinds(["Send/VB help/NN ./."]) == [.sentence])
    }

    @Test("A participle as the root counts as finite when it has an active subject")
    func mistagged() throws {
        var reading = Reading(Document(id: "k", text: Text("Trains left.")))
        try Segmenter().read(&reading)
        for (i, tag) in [XPOS.nns, .vbn, .stop].enumerated() {
            reading.tokens[i].xpos = tag
            reading.tokens[i].upos = .noun
            reading.tokens[i].head = i == 1 ? -1 : 1
        }
        try SentenceKinds().read(&reading)
        #expect(reading.sentences.map(\.kind) == [.fragment])
        reading.tokens[0].relation = .nsubj
        try SentenceKinds().read(&reading)
        #expect(reading.sentences.map(\.kind) == [.sentence])
    }

    @Test("A first line without a stop is a heading even with a verb, when text follows")
    func headlines() throws {
        let line = "Troops/NNS leave/VBP town/NN"
        #expect(try kinds([line, "They/PRP left/VBD ./."]) == [.heading, .sentence])
        #expect(try kinds([line]) == [.sentence])
        #expect(try kinds(["They/PRP left/VBD ./.", line]) == [.sentence, .sentence])
    }

    @Test("Bylines and picture credits")
    func openers() throws {
        #expect(try kinds(["By/IN Mara/NNP Lindt/NNP", "Troops/NNS left/VBD ./."]) == [.byline, .sentence])
        #expect(try kinds(["By/IN Sunday/NNP troops/NNS had/VBD left/VBN ./."]) == [.sentence])
        #expect(try kinds(["Photo/NN :/: Mara/NNP Lindt/NNP"]) == [.caption])
    }

    @Test("Without tags nothing is called a fragment")
    func untagged() throws {
        var reading = Reading(Document(id: "k", text: Text("Kursk and Ukraine")))
        try Segmenter().read(&reading)
        try SentenceKinds().read(&reading)
        #expect(reading.sentences.map(\.kind) == [.sentence])
    }
}
