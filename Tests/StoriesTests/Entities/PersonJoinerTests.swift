import Readings
import Testing

@testable import Stories

@Suite struct PersonJoinerTests {
    func people(_ documents: [[(String, Name.Kind)]]) -> [String] {
        let readings = documents.enumerated().map { i, entities in
            var hand = HandReading("d\(i)", "Nothing.")
            for (name, kind) in entities { hand.entity(name, kind) }
            return hand.reading
        }
        return PersonJoiner(readings).people.map { ([$0.name] + $0.variants).joined(separator: " = ") }.sorted()
    }

    @Test func transliterationsAndSurnamesMeet() {
        #expect(
            people([
                [("Volodymyr Zelenskyy", .person)], [("Volodymyr Zelensky", .person)], [("Zelenskiy", .person)],
            ]).count == 1)
        #expect(people([[("Oda Lindqvar", .person)], [("O. Lindqvar", .person)]]).count == 1)
    }

    @Test func partsOfWordsAndSharedSurnamesDoNot() {
        #expect(people([[("Ilva Tarn", .person)], [("Ilva Tarnow", .person)]]).count == 2)
        #expect(people([[("Ilva Tarn", .person), ("Oskar Tarn", .person)], [("Tarn", .person)]]).count == 3)
        #expect(people([[("Ilva Tarn", .person)], [("Oskar Tarn", .person)]]).count == 2)
    }

    @Test func acronymsMeetTheirBodies() {
        #expect(
            people([[("Velm Border Guard Service", .organisation)], [("VBGS", .organisation)]]).count == 1)
        #expect(people([[("The Red Cross", .organisation)], [("Red Cross", .organisation)]]).count == 1)
        #expect(people([[("Red Cross", .organisation)], [("Cross", .organisation)]]).count == 2)
    }
}
