import Testing
import Texts

@testable import Readings

@Suite struct DocumentNamesTests {
    /// Names after settling, as "form/CLASS". Words with a capital are proper nouns.
    private func settle(_ text: String, _ names: [(String, Name.Kind)]) -> [String] {
        var rows = ""
        for (i, word) in text.split(separator: " ").enumerated() {
            let upos = word.first?.isUppercase ?? false ? "PROPN" : word.first?.isLetter ?? false ? "NOUN" : "PUNCT"
            rows += "\(word) \(word) \(upos) XX \(i == 0 ? 0 : 1) \(i == 0 ? "root" : "dep")\n"
        }
        var reading = handReading(text, rows, names: names)
        DocumentNames(reading).settle(&reading)
        return reading.names.map { "\(reading.text[$0.extent])/\($0.kind.rawValue)" }
    }

    @Test func loneSurnameIsThePerson() {
        let names = settle("Ana Halden spoke . Halden left .", [("Ana Halden", .person), ("Halden", .place)])
        #expect(names == ["Ana Halden/PER", "Halden/PER"])
    }

    @Test func placeThatStandsOftenStays() {
        let names = settle(
            "Ana Halden spoke . They met in Halden . Halden waits .",
            [("Ana Halden", .person), ("Halden", .place), ("Halden", .place)])
        #expect(names == ["Ana Halden/PER", "Halden/LOC", "Halden/LOC"])
        // Without a preposition of place, however often, it is the person.
        let person = settle(
            "Ana Halden spoke . Halden left . Halden waits .",
            [("Ana Halden", .person), ("Halden", .place), ("Halden", .place)])
        #expect(person == ["Ana Halden/PER", "Halden/PER", "Halden/PER"])
    }

    @Test func missedNamesAreAdded() {
        let names = settle(
            "Ana Halden met the Valley Relief Network . Halden left . Valley Relief Network stayed .",
            [("Ana Halden", .person), ("Valley Relief Network", .organisation)])
        #expect(
            names == ["Ana Halden/PER", "Valley Relief Network/ORG", "Halden/PER", "Valley Relief Network/ORG"])
    }

    @Test func surnameInsideAnotherNameIsLeft() {
        let names = settle("Ana Halden spoke . Halden Harbour closed .", [("Ana Halden", .person)])
        #expect(names == ["Ana Halden/PER"])
    }

    @Test func majoritySettlesTheOddOne() {
        let names = settle(
            "Vorn rose . Vorn fell . Vorn rested . Vorn ended .",
            [("Vorn", .place), ("Vorn", .place), ("Vorn", .organisation), ("Vorn", .place)])
        #expect(names == ["Vorn/LOC", "Vorn/LOC", "Vorn/LOC", "Vorn/LOC"])
    }

    @Test func twoAgainstTwoStay() {
        let given: [(String, Name.Kind)] = [
            ("Vorn", .place), ("Vorn", .place), ("Vorn", .organisation), ("Vorn", .organisation),
        ]
        #expect(settle("Vorn rose . Vorn fell . Vorn rested . Vorn ended .", given).last == "Vorn/ORG")
    }

    @Test("A pronoun is no name; the country is")
    func pronouns() throws {
        for (text, names) in [("They told us .", 0), ("They left US .", 1)] {
            let word = text.split(separator: " ")[2]
            var reading = handReading(
                text,
                "They they PRON PRP 2 nsubj\n\(text.split(separator: " ")[1]) tell VERB VBD 0 root\n\(word) \(word) PRON PRP 2 obj\n. . PUNCT . 2 punct"
            )
            try NameReader().read(&reading, found: [NameDecoder.Span(words: 2..<3, kind: .place)])
            #expect(reading.names.count == names)
        }
    }
}
