import Documents
import Lexicons
import Testing
import Texts

@testable @_spi(Lab) import Readings

@Suite("Names with joiners between their hyphens", .enabled(if: Resource.names.contains("models/english.segmenter")))
struct CompoundNamesTests {
    /// The names of a text of which the network found the words of `found`, as "form/CLASS".
    private func names(_ text: String, _ found: [(String, Name.Kind)]) throws -> [String] {
        var reading = Reading(Document(text: Text(text)))
        try Segmenter().read(&reading)
        let spans = found.compactMap { word, kind in
            reading.tokens.firstIndex { reading.text[$0.extent] == word }.map {
                NameDecoder.Span(words: $0..<$0 + 1, kind: kind)
            }
        }
        try NameReader().read(&reading, found: spans)
        return reading.names.map { "\(reading.text[$0.extent])/\($0.kind.rawValue)" }
    }

    @Test("A name that holds the first part holds all of it")
    func examples() throws {
        let table = try Table(named: "lexicons/name-joiners.tsv", columns: ["word"])
        for row in table.rows {
            let example = row["example"]
            #expect(example.lowercased().split(separator: "-").dropFirst().dropLast().contains { $0 == row["word"] })
            let first = String(example.prefix { $0 != "-" })
            let found = try names("The storm reached \(example) on Monday.", [(first, .place)])
            #expect(found == ["\(example)/LOC"], "line \(row.line)")
        }
        #expect(table.rows.count >= 30)
    }

    @Test("It takes in what was found inside it")
    func inside() throws {
        #expect(try names("He left Port-Au-Prince.", [("Port", .other), ("Prince", .place)]) == ["Port-Au-Prince/LOC"])
        #expect(try names("Port-au-Prince fell.", [("Port", .place)]) == ["Port-au-Prince/LOC"])
        #expect(try names("-Port-au-Prince-", [("Port", .place)]) == ["Port-au-Prince/LOC"])
        #expect(try names("They met Ana-de-Vries there.", [("Ana", .person)]) == ["Ana-de-Vries/PER"])
    }

    @Test("Two names with a hyphen between them stay two, and what is made of a name is none")
    func apart() throws {
        let two: [(String, Name.Kind)] = [("Oren", .place), ("Vesk", .place)]
        #expect(try names("The Oren-Vesk line is shut.", two) == ["Oren/LOC", "Vesk/LOC"])
        #expect(try names("The Oren-based firm said so.", [("Oren", .place)]) == ["Oren/LOC"])
        #expect(try names("A Made-in-Oren label.", [("Oren", .place)]) == ["Oren/LOC"])
        #expect(try names("The end of Port-au- was lost.", [("Port", .place)]) == ["Port/LOC"])
    }
}
