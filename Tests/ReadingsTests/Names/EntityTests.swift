import Testing

@testable import Readings

@Suite("Entities")
struct EntityTests {
    /// A reading whose words hang from the first; names are given.
    private func read(_ text: String, _ names: [(String, Name.Kind)]) throws -> Reading {
        let words = text.split(separator: " ").map(String.init)
        var rows = ""
        for (i, word) in words.enumerated() {
            let upos = word.first?.isUppercase ?? false ? "PROPN" : word.first?.isLetter ?? false ? "NOUN" : "PUNCT"
            rows += "\(word) \(word) \(upos) XX \(i == 0 ? 0 : 1) \(i == 0 ? "root" : "dep")\n"
        }
        var reading = handReading(text, rows, names: names)
        try EntityReader().read(&reading)
        return reading
    }

    @Test("A surname finds the person named in full, also before")
    func surname() throws {
        let reading = try read(
            "Oru spoke . Ana Oru and Marek Tolan met . Oru left .",
            [("Oru", .person), ("Ana Oru", .person), ("Marek Tolan", .person), ("Oru", .person)])
        #expect(reading.names.map(\.entity) == [0, 0, 1, 0])
        #expect(reading.entities[0].mentions == [0, 1, 3])
    }

    @Test("Two persons with one surname stay two; the surname alone means the one named last")
    func sharedSurname() throws {
        let reading = try read(
            "Ana Oru met Piet Oru . Oru left .", [("Ana Oru", .person), ("Piet Oru", .person), ("Oru", .person)])
        #expect(reading.names.map(\.entity) == [0, 1, 1])
    }

    @Test("An acronym means the name it is made of, or the one it stands behind in brackets")
    func acronym() throws {
        let reading = try read(
            "Valley Relief Network ( VRN ) and Harbour Bank said . VRN left . HB fell .",
            [
                ("Valley Relief Network", .organisation), ("VRN", .organisation), ("Harbour Bank", .organisation),
                ("VRN", .organisation), ("HB", .organisation),
            ])
        #expect(reading.names.map(\.entity) == [0, 0, 1, 0, 1])
    }

    @Test("Parts of words never join")
    func noSubstrings() throws {
        let reading = try read(
            "Norrin and Norrinsk and Nor met .", [("Norrin", .place), ("Norrinsk", .place), ("Nor", .place)])
        #expect(reading.names.map(\.entity) == [0, 1, 2])
    }

    @Test("Spellings of one transliteration join, titles do not part")
    func spellings() throws {
        let reading = try read(
            "President Sergiy Bondarenko left . Sergy Bondarenko and Mr. Bondarenko met .",
            [("Sergiy Bondarenko", .person), ("Sergy Bondarenko", .person), ("Bondarenko", .person)])
        #expect(reading.names.map(\.entity) == [0, 0, 0])
        #expect(reading.entities[0].roles == ["president"])
    }

    @Test("He and she go to the person the text leaves; two alike leave the pronoun open")
    func pronouns() throws {
        func pronoun(_ first: String, _ second: String) throws -> [Int] {
            var reading = handReading(
                "\(first) met \(second). She left.",
                """
                \(first) \(first) PROPN NNP 2 nsubj
                met meet VERB VBD 0 root
                \(second) \(second) PROPN NNP 2 nsubj
                . . PUNCT . 2 punct

                She she PRON PRP 2 nsubj
                left leave VERB VBD 0 root
                . . PUNCT . 2 punct
                """, names: [(first, .person), (second, .person)])
            try EntityReader().read(&reading)
            return reading.references.map(\.entity)
        }
        #expect(try pronoun("Maria", "Peter") == [0])
        #expect(try pronoun("Peter", "Maria") == [1])
        #expect(try pronoun("Maria", "Anna") == [])
    }
}
