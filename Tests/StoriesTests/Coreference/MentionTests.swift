import Readings
import Testing

@testable @_spi(Lab) import Stories

@Suite struct MentionTests {
    private func mention(_ text: String, _ word: String, document: Int) throws -> EventMention {
        var hand = HandReading("d\(document)", text)
        for i in hand.reading.tokens.indices {
            hand.reading.tokens[i].lemma = hand.reading.form(i).lowercased()
            hand.reading.tokens[i].upos = .noun
        }
        hand.reading.linkDependents()
        let found = try MentionReader().mentions([hand.extent(word)], in: hand.reading, document: document)
        return try #require(found.first)
    }

    @Test func wordsOfOneMeaningMeetAndOthersDoNot() throws {
        let similarity = try MentionSimilarity()
        let quake = try mention("A quake shook Pellin harbour.", "quake", document: 0)
        let earthquake = try mention("The earthquake wrecked Pellin harbour.", "earthquake", document: 1)
        let election = try mention("The election filled Pellin harbour.", "election", document: 1)
        #expect(similarity.probability(quake, earthquake) > similarity.probability(quake, election))
        #expect(similarity.probability(quake, earthquake) == similarity.probability(earthquake, quake))
    }

    @Test func everyFeatureHasAWeight() throws {
        let similarity = try MentionSimilarity()
        let quake = try mention("A quake shook Pellin harbour.", "quake", document: 0)
        #expect(MentionSimilarity.values(quake, quake).count == MentionSimilarity.features.count)
        #expect(similarity.weights.filter { $0 != 0 }.count == MentionSimilarity.features.count)
        #expect((0.05...0.95).contains(similarity.threshold))
    }

    @Test func groupsJoinWhatIsLikely() throws {
        let clusters = try MentionClusters(MentionSimilarity())
        let texts = [
            ("A strong quake shook Pellin harbour, wrecking Ash Bridge.", "quake"),
            ("The Pellin harbour earthquake wrecked Ash Bridge.", "earthquake"),
            ("Voters in Corran choose a mayor in an election.", "election"),
        ]
        let mentions = try texts.enumerated().map { try mention($1.0, $1.1, document: $0) }
        let groups = clusters.groups(mentions)
        #expect(groups[0] != groups[2] && groups[1] != groups[2])
        #expect(clusters.groups([]).isEmpty)
    }

    @Test func aStretchOutsideAllWordsIsNoCrash() throws {
        var hand = HandReading("e", "One word.")
        hand.reading.linkDependents()
        let found = try MentionReader().mentions([hand.extent(".")], in: hand.reading, document: 0)
        #expect(found.count == 1)
        let none = try MentionReader().mentions([hand.extent("absent")], in: HandReading("f", "").reading, document: 0)
        #expect(none.count == 1)
    }
}
