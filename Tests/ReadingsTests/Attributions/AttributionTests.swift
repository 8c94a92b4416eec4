import Documents
import Testing
import Texts

@testable import Readings

@Suite("Attributions")
struct AttributionTests {
    private func read(_ reading: Reading) throws -> Reading {
        var reading = reading
        try EntityReader().read(&reading)
        try AttributionReader().read(&reading)
        return reading
    }

    private func words(_ reading: Reading, _ extents: [Extent]) -> [String] { extents.map { reading.text[$0] } }

    @Test("A content clause: source, cue and content")
    func clause() throws {
        let reading = try read(
            handReading(
                "Two officials have said that the dam broke.",
                """
                Two two NUM CD 2 nummod
                officials official NOUN NNS 4 nsubj
                have have AUX VBP 4 aux
                said say VERB VBN 0 root
                that that SCONJ IN 8 mark
                the the DET DT 7 det
                dam dam NOUN NN 8 nsubj
                broke break VERB VBD 4 ccomp
                . . PUNCT . 4 punct
                """))
        let found = try #require(reading.attributions.first)
        #expect(reading.attributions.count == 1)
        #expect(words(reading, found.source) == ["Two officials"])
        #expect(words(reading, found.cue) == ["have said"])
        #expect(words(reading, found.content) == ["that the dam broke"])
        #expect(found.kind == .indirect)
        #expect(found.anonymous)
        #expect(found.rule == "verb.clause")
    }

    @Test("A quotation over two sentences belongs to the cue between them")
    func quotation() throws {
        let reading = try read(
            handReading(
                "“We are safe,” Ana Oru said. “The water fell.”",
                """
                “ “ PUNCT `` 4 punct
                We we PRON PRP 4 nsubj
                are be AUX VBP 4 cop
                safe safe ADJ JJ 9 ccomp
                , , PUNCT , 4 punct
                ” ” PUNCT '' 4 punct
                Ana Ana PROPN NNP 9 nsubj
                Oru Oru PROPN NNP 7 flat
                said say VERB VBD 0 root
                . . PUNCT . 9 punct

                “ “ PUNCT `` 4 punct
                The the DET DT 3 det
                water water NOUN NN 4 nsubj
                fell fall VERB VBD 0 root
                . . PUNCT . 4 punct
                ” ” PUNCT '' 4 punct
                """, names: [("Ana Oru", .person)]))
        let found = try #require(reading.attributions.first)
        #expect(reading.attributions.count == 1)
        #expect(words(reading, found.content) == ["“We are safe,”", "“The water fell.”"])
        #expect(found.kind == .direct)
        #expect(found.speaker == 0)
        #expect(!found.anonymous)
    }

    @Test("A quotation is given to the cue behind it without help of the tree")
    func quotationWithoutTree() throws {
        let reading = try read(
            handReading(
                "\"It is over,\" said Tolan.",
                """
                " " PUNCT `` 0 dep
                It it PRON PRP 0 dep
                is be AUX VBZ 0 dep
                over over ADV RB 0 root
                , , PUNCT , 0 dep
                " " PUNCT '' 0 dep
                said say VERB VBD 0 dep
                Tolan Tolan PROPN NNP 0 dep
                . . PUNCT . 0 dep
                """, names: [("Tolan", .person)]))
        let found = try #require(reading.attributions.first)
        #expect(words(reading, found.source) == ["Tolan"])
        #expect(words(reading, found.cue) == ["said"])
        #expect(words(reading, found.content) == ["\"It is over,\""])
        #expect(found.rule == "surface.before")
        #expect(found.speaker == 0)
    }

    @Test("According to: the rest of the clause is the content")
    func according() throws {
        let reading = try read(
            handReading(
                "Prices rose, according to the bank.",
                """
                Prices price NOUN NNS 2 nsubj
                rose rise VERB VBD 0 root
                , , PUNCT , 2 punct
                according accord VERB VBG 7 case
                to to ADP IN 4 fixed
                the the DET DT 7 det
                bank bank NOUN NN 2 obl
                . . PUNCT . 2 punct
                """))
        let found = try #require(reading.attributions.first)
        #expect(words(reading, found.source) == ["the bank"])
        #expect(words(reading, found.cue) == ["according to"])
        #expect(words(reading, found.content) == ["Prices rose"])
        #expect(!found.anonymous)
    }

    @Test("A denied claim is marked")
    func denial() throws {
        let reading = try read(
            handReading(
                "Kestria denied the claim.",
                """
                Kestria Kestria PROPN NNP 2 nsubj
                denied deny VERB VBD 0 root
                the the DET DT 4 det
                claim claim NOUN NN 2 obj
                . . PUNCT . 2 punct
                """, names: [("Kestria", .place)]))
        let found = try #require(reading.attributions.first)
        #expect(found.denies)
        #expect(words(reading, found.content) == ["the claim"])
        #expect(found.rule == "verb.object")
        #expect(found.speaker == 0)
    }

    @Test("An open quotation goes on in the next paragraph")
    func openQuotation() throws {
        let text = "Oru said: “We wait.\n“We hope.”"
        let reading = try read(
            handReading(
                text,
                """
                Oru Oru PROPN NNP 2 nsubj
                said say VERB VBD 0 root
                : : PUNCT : 6 punct
                “ “ PUNCT `` 6 punct
                We we PRON PRP 6 nsubj
                wait wait VERB VBP 2 ccomp
                . . PUNCT . 2 punct

                “ “ PUNCT `` 3 punct
                We we PRON PRP 3 nsubj
                hope hope VERB VBP 0 root
                . . PUNCT . 3 punct
                ” ” PUNCT '' 3 punct
                """, names: [("Oru", .person)]))
        #expect(reading.attributions.count == 1)
        #expect(words(reading, reading.attributions[0].content) == ["“We wait.\n“We hope.”"])
    }

    @Test("A quoted word is no attribution")
    func scareQuote() throws {
        let reading = try read(
            handReading(
                "They opened the “bunker” today.",
                """
                They they PRON PRP 2 nsubj
                opened open VERB VBD 0 root
                the the DET DT 5 det
                “ “ PUNCT `` 5 punct
                bunker bunker NOUN NN 2 obj
                ” ” PUNCT '' 5 punct
                today today NOUN NN 2 obl:unmarked
                . . PUNCT . 2 punct
                """))
        #expect(reading.attributions.isEmpty)
    }

    @Test("Hostile texts cost no more than their length", .timeLimit(.minutes(1)))
    func hostile() throws {
        // 100,000 quotation marks, each a word under one root.
        var marks = Reading(.init(text: Text(String(repeating: "\" “ said ” ", count: 25_000))))
        for (i, byte) in marks.text.utf8.enumerated() where byte == 0x22 {
            marks.tokens.append(Token(extent: Extent(i, i + 1)))
        }
        marks.sentences = [Sentence(extent: marks.text.extent, tokens: 0..<marks.tokens.count)]
        for i in marks.tokens.indices { marks.tokens[i].head = i == 0 ? -1 : 0 }
        marks.linkDependents()
        _ = try read(marks)

        // One sentence of 100,000 words in which everybody says that everybody says, flat and deep.
        for isDeep in [false, true] {
            var chain = Reading(.init(text: Text(String(repeating: "said ", count: 100_000))))
            for i in 0..<100_000 {
                var token = Token(extent: Extent(i * 5, i * 5 + 4))
                token.lemma = "say"
                token.upos = .verb
                token.head = i == 0 ? -1 : isDeep ? i - 1 : 0
                token.relation = i == 0 ? .root : .ccomp
                chain.tokens.append(token)
            }
            chain.sentences = [Sentence(extent: chain.text.extent, tokens: 0..<100_000)]
            chain.linkDependents()
            var reading = try read(chain)
            try ClaimReader().read(&reading)
        }
    }

    @Test("Who is quoted as saying speaks, not who quotes")
    func quotedAsSaying() throws {
        let reading = try read(
            handReading(
                "Northwire quoted the mayor as saying that it fell.",
                """
                Northwire Northwire PROPN NNP 2 nsubj
                quoted quote VERB VBD 0 root
                the the DET DT 4 det
                mayor mayor NOUN NN 2 obj
                as as SCONJ IN 6 mark
                saying say VERB VBG 2 advcl
                that that SCONJ IN 9 mark
                it it PRON PRP 9 nsubj
                fell fall VERB VBD 6 ccomp
                . . PUNCT . 2 punct
                """, names: [("Northwire", .organisation)]))
        let saying = try #require(reading.attributions.first { words(reading, $0.cue).contains("saying") })
        #expect(words(reading, saying.source) == ["the mayor"])
        #expect(words(reading, saying.content) == ["that it fell"])
    }

    @Test("Who is asked asks nothing")
    func asked() throws {
        let reading = try read(
            handReading(
                "Ana Oru erred when asked about the dam.",
                """
                Ana Ana PROPN NNP 3 nsubj
                Oru Oru PROPN NNP 1 flat
                erred err VERB VBD 0 root
                when when ADV WRB 5 advmod
                asked ask VERB VBN 3 advcl
                about about ADP IN 8 case
                the the DET DT 8 det
                dam dam NOUN NN 5 obl
                . . PUNCT . 3 punct
                """, names: [("Ana Oru", .person)]))
        #expect(!reading.attributions.contains { $0.speaker != nil })
    }
}
