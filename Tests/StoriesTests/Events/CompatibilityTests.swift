import Moments
import Readings
import Testing
import Texts

@testable import Stories

@Suite("What joins and parts two claims")
struct CompatibilityTests {
    private func sketches(_ readings: [Reading]) throws -> [ClaimSketch] {
        try Sketcher().sketches(readings, personOf: readings.map { _ in [] })
    }

    private func conflict(_ a: HandReading, _ b: HandReading) throws -> String? {
        let found = try sketches([a.reading, b.reading])
        try #require(found.count == 2)
        return Compatibility.conflict(found[0], found[1], try PredicateFamilies())
    }

    private func telling(
        _ id: String, _ text: String, _ predicate: String, _ lemma: String, who: [String] = [], whom: [String] = [],
        modality: Claim.Modality = .asserted, day: (String, String)? = nil
    ) -> HandReading {
        var hand = HandReading(id, text, outlet: "Outlet \(id)", published: "2031-05-03T08:00:00Z")
        for name in who + whom { hand.entity(name, .person) }
        if let day { hand.time(day.0, day.1) }
        hand.claim(predicate, lemma, type: "talks", who: who, whom: whom, modality: modality)
        return hand
    }

    @Test("Patients that differ part, the same patient does not")
    func patients() throws {
        let a = telling("a", "Rangers detained Holm on Friday.", "detained", "detain", who: ["Rangers"], whom: ["Holm"])
        let b = telling("b", "Rangers detained Okker.", "detained", "detain", who: ["Rangers"], whom: ["Okker"])
        let c = telling("c", "Officers detained Holm.", "detained", "detain", whom: ["Holm"])
        #expect(try conflict(a, b) == "participants")
        #expect(try conflict(a, c) == nil)
    }

    @Test("What may be is not what was, a plan is what was on its day only")
    func certainty() throws {
        let was = telling(
            "a", "Holm detained Okker on Friday.", "detained", "detain", who: ["Holm"], whom: ["Okker"],
            day: ("Friday", "2031-05-02"))
        let may = telling(
            "b", "Holm detained Okker.", "detained", "detain", who: ["Holm"], whom: ["Okker"], modality: .possible)
        let will = telling(
            "c", "Holm detained Okker on Friday.", "detained", "detain", who: ["Holm"], whom: ["Okker"],
            modality: .planned, day: ("Friday", "2031-05-02"))
        #expect(try conflict(was, may) == "certainty")
        #expect(try conflict(was, will) == nil)
    }

    @Test("A second one is another one")
    func ordinals() throws {
        var a = HandReading("a", "A second railway viaduct collapsed.", outlet: "A")
        for i in a.reading.tokens.indices { a.reading.tokens[i].lemma = a.reading.form(i).lowercased() }
        a.claim("collapsed", "collapse", type: "collapse", who: ["A second railway viaduct"])
        var b = HandReading("b", "The railway viaduct collapsed at dawn.", outlet: "B")
        b.claim("collapsed", "collapse", type: "collapse", who: ["The railway viaduct"])
        #expect(try conflict(a, b) == "ordinals")
    }

    @Test("Nothing happened after it was reported")
    func reportedBefore() throws {
        let early = telling("a", "Holm met Okker.", "met", "meet", who: ["Holm"], whom: ["Okker"])
        let late = telling(
            "b", "Holm met Okker on Monday.", "met", "meet", who: ["Holm"], whom: ["Okker"],
            day: ("Monday", "2031-05-05"))
        #expect(try conflict(early, late) == "times")
    }

    @Test("What is long past is not told without a date as news")
    func longPast() throws {
        let past = telling(
            "a", "Holm met Okker on Monday.", "met", "meet", who: ["Holm"], whom: ["Okker"],
            day: ("Monday", "2019-05-05"))
        let news = telling("b", "Holm met Okker.", "met", "meet", who: ["Holm"], whom: ["Okker"])
        #expect(try conflict(past, news) == "times")
    }

    @Test("Sides that cross are no match: who accused is not who was accused")
    func crossing() throws {
        var a = HandReading("a", "Holm accused Okker.", outlet: "A")
        for name in ["Holm", "Okker"] { a.entity(name, .person) }
        a.claim("accused", "accuse", type: "accusation", who: ["Holm"], whom: ["Okker"])
        var b = HandReading("b", "Okker accused Holm.", outlet: "B")
        for name in ["Holm", "Okker"] { b.entity(name, .person) }
        b.claim("accused", "accuse", type: "accusation", who: ["Okker"], whom: ["Holm"])
        #expect(try conflict(a, b) == "participants")
    }
}
