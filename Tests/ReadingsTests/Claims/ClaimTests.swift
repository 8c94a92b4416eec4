import Testing
import Texts

@testable import Readings

@Suite("Claims")
struct ClaimTests {
    private func read(_ reading: Reading) throws -> Reading {
        var reading = reading
        try EntityReader().read(&reading)
        try AttributionReader().read(&reading)
        try ClaimReader().read(&reading)
        return reading
    }

    private static let passive = """
        The the DET DT 2 det
        village village NOUN NN 4 nsubj:pass
        was be AUX VBD 4 aux:pass
        captured capture VERB VBN 0 root
        by by ADP IN 6 case
        troops troop NOUN NNS 4 obl:agent
        and and CCONJ CC 8 cc
        militia militia NOUN NN 6 conj
        """

    @Test("A passive has its agent and patient, coordinated agents are two")
    func passive() throws {
        let reading = try read(handReading("The village was captured by troops and militia", Self.passive))
        let claim = try #require(reading.claims.first)
        #expect(claim.lemma == "capture")
        #expect(claim.type == "capture")
        #expect(claim.who.map { reading.text[$0.extent] } == ["troops", "militia"])
        #expect(claim.whom.map { reading.text[$0.extent] } == ["The village"])
        #expect(claim.polarity == .affirmed)
        #expect(claim.modality == .asserted)
    }

    @Test(
        "What a denial contains is denied, and what it negates is affirmed",
        arguments: [(false, Claim.Polarity.denied), (true, .affirmed)])
    func denial(isNegated: Bool, expected: Claim.Polarity) throws {
        let not = isNegated ? "not " : ""
        let row = isNegated ? "not not PART RB 6 advmod\n" : ""
        let reading = try read(
            handReading(
                "Ilvan denied that it had \(not)attacked.",
                """
                Ilvan Ilvan PROPN NNP 2 nsubj
                denied deny VERB VBD 0 root
                that that SCONJ IN \(isNegated ? 7 : 6) mark
                it it PRON PRP \(isNegated ? 7 : 6) nsubj
                had have AUX VBD \(isNegated ? 7 : 6) aux
                \(row.replacingSix())attacked attack VERB VBN 2 ccomp
                . . PUNCT . 2 punct
                """, names: [("Ilvan", .place)]))
        let claim = try #require(reading.claims.first { $0.lemma == "attack" })
        #expect(claim.polarity == expected)
        #expect(claim.attributions == [0])
    }

    @Test("A question and a heading assert nothing")
    func questions() throws {
        let rows = "Troops troop NOUN NNS 2 nsubj\nfled flee VERB VBD 0 root\n"
        #expect(try read(handReading("Troops fled?", rows + "? ? PUNCT . 2 punct")).claims.isEmpty)
        #expect(try read(handReading("Troops fled.", rows + ". . PUNCT . 2 punct")).claims.count == 1)
        var heading = handReading("Troops fled.", rows + ". . PUNCT . 2 punct")
        heading.sentences[0].kind = .heading
        #expect(try read(heading).claims.isEmpty)
    }

    @Test("Every event word has a type of the crosswalk, and every type has codes or says it has none")
    func crosswalk() throws {
        let lexicon = try EventLexicon()
        #expect(lexicon.types.count >= 50)
        let plover: Set = [
            "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
            "THREATEN", "PROTEST",
            "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "-",
        ]
        for (name, type) in lexicon.types {
            #expect(plover.contains(type.plover), "\(name)")
            #expect(!type.cameo.isEmpty && !type.acled.isEmpty, "\(name)")
        }
        #expect(lexicon.senses(verb: "capture").contains { $0.type == "capture" && $0.need == "place" })
        #expect(lexicon.senses(noun: "strike").contains { $0.others == ["air"] })
    }
}

extension String {
    fileprivate func replacingSix() -> String { self.isEmpty ? self : "not not PART RB 7 advmod\n" }
}
