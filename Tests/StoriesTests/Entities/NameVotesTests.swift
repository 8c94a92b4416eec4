import Documents
import Moments
import Readings
import Testing
import Texts

@testable import Stories

@Suite("Places that are people")
struct NameVotesTests {
    private func reading(_ text: String, names: [(String, Name.Kind)], places: [String]) -> Reading {
        var hand = HandReading("a", text)
        for (words, kind) in names {
            hand.reading.names.append(Name(extent: hand.extent(words), tokens: 0..<0, kind: kind, rule: "test"))
        }
        for words in places {
            hand.reading.places.append(
                Place(extent: hand.extent(words), label: words, precision: .town, rule: "test"))
        }
        return hand.reading
    }

    @Test("A surname that other texts give to a person is no town")
    func surname() {
        var readings = [
            reading("The Holm case goes on.", names: [("Holm", .place)], places: ["Holm"]),
            reading("Jan Holm left.", names: [("Jan Holm", .person)], places: []),
            reading("Jan Holm came back.", names: [("Jan Holm", .person)], places: []),
        ]
        NameVotes.settle(&readings)
        #expect(readings[0].places[0].role == .actor)
        #expect(readings[0].places[0].rule == "test.named")
    }

    @Test("A town that shares its name with one person stays a town")
    func town() {
        var readings = [
            reading("It rained in Holm.", names: [("Holm", .place)], places: ["Holm"]),
            reading("The bridge in Holm is closed.", names: [("Holm", .place)], places: ["Holm"]),
            reading("Jan Holm left.", names: [("Jan Holm", .person)], places: []),
            reading("Jan Holm came back.", names: [("Jan Holm", .person)], places: []),
        ]
        NameVotes.settle(&readings)
        #expect(readings[0].places[0].role == .place)
    }
}
