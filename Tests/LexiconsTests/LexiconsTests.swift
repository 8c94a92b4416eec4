import Lexicons
import Testing

@Suite("Lexicons")
struct LexiconsTests {
    @Test("Embedded files are found by name and start on a 64-byte boundary")
    func resources() throws {
        #expect(Resource.names == Resource.names.sorted())
        for name in Resource.names {
            let resource = try Resource(named: name)
            #expect(UInt(bitPattern: resource.bytes.baseAddress) % 64 == 0, "\(name)")
        }
        #expect(throws: LexiconError.self) { try Resource(named: "lexicons/none.tsv") }
    }

    @Test("A table reads comments, columns, lists and short lines")
    func table() throws {
        let table = try Table(
            name: "t.tsv", text: "# source\nword\tclass\tforms\n\nfloods\tdisaster\ta | b\nrain\n", columns: ["word"])
        #expect(table.columns == ["word", "class", "forms"])
        #expect(table.rows.map(\.line) == [4, 5])
        #expect(table.rows[0].list("forms") == ["a", "b"])
        #expect(table.rows[1]["class"] == "")
    }

    @Test("Errors name the file, the line and the next step")
    func errors() {
        #expect { try Table(name: "t.tsv", text: "word\tlemma\nran\n", columns: ["word", "lemma"]) } throws: { error in
            "\(error)" == "t.tsv:2: no value in column 'lemma'. Add a tab and a value, or remove the line."
        }
        #expect { try Table(name: "t.tsv", text: "word\n", columns: ["lemma"]) } throws: { error in
            (error as? LexiconError)?.line == 1
        }
        #expect { try Table(name: "t.tsv", text: "word\na\tb\n") } throws: { error in
            (error as? LexiconError)?.line == 2
        }
    }

    @Test("A lexicon maps words to values")
    func lexicon() throws {
        let months = try Lexicon(named: "lexicons/months.tsv", value: "month")
        #expect(months["sept"] == "9")
        #expect(!months.contains("smarch"))
    }
}
