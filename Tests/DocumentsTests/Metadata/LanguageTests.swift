import Lexicons
import Testing
import Texts

@testable import Documents

@Suite struct LanguageTests {
    @Test func everyLanguageIsToldByItsExample() throws {
        let detector = try LanguageDetector()
        let table = try Table(named: "rules/languages.tsv", columns: ["language", "script"])
        #expect(table.rows.count >= 50)
        var tested = 0
        for row in table.rows where !row["example"].isEmpty {
            tested += 1
            #expect(detector.language(of: Text(row["example"])) == row["language"], "\(row["language"])")
        }
        #expect(tested >= 50)
    }

    @Test func smallLettersAreThoseOfUnicode() {
        for value in UInt32(0x80)...0xFFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let expected = scalar.properties.lowercaseMapping.unicodeScalars.first ?? scalar
            if LanguageDetector.lower(scalar) != expected { Issue.record("U+\(String(value, radix: 16))") }
        }
    }

    @Test func wordsAreFoundInTheTable() {
        var words: [UInt64: [UInt16]] = [0: [3]]
        for i in 1..<1000 { words[UInt64(i) &* 0x1_0000_0001] = [UInt16(i % 5), 5] }
        let table = LanguageWords(words)
        var scores = [Double](repeating: 0, count: 6)
        for hash in words.keys.sorted() { #expect(table.add(hash, to: &scores)) }
        #expect(!table.add(7, to: &scores))
        #expect(scores[5] == 999 / 2.0)
        #expect(scores[3] == 1 + 100)
    }

    @Test(arguments: ["", "12 345 67", "Xylqq zzrt", "OK"])
    func whatCannotBeToldIsNotTold(_ text: String) throws {
        #expect(try LanguageDetector().language(of: Text(text)) == nil)
    }
}

@Suite struct DatelineTests {
    /// Lines that no credit mark starts are told from their bytes; what is only nearly one must not be taken.
    @Test(arguments: [
        "Residents of the valley said it", "- – by the river", "vonö Reuters", "Ana Ferro, Pellin",
        "With water rising in the streets of the old town and the bridge closed to all",
    ])
    func linesThatAreNoCredit(_ line: String) throws {
        #expect(try read("The dam held.\n\(line)").credit == nil)
    }

    private func read(_ text: String) throws -> (dateline: String?, credit: Stated<String>?) {
        var document = Document(text: Text(text))
        try DatelineReader().read(&document)
        return (document.dateline.map { document.text[$0] }, document.credit)
    }

    @Test(
        arguments: [
            ("KYIV (Reuters) — Text.", "KYIV (Reuters) — ", "Reuters"),
            ("ORLE, March 3 (NNA) - Text.", "ORLE, March 3 (NNA) - ", nil),
            ("GAZA CITY, Gaza Strip (AP) — Text.", "GAZA CITY, Gaza Strip (AP) — ", "AP"),
            ("MARLOW — Text.", "MARLOW — ", nil),
            ("Washington (CNN) Officials said so.", "Washington (CNN) ", "CNN"),
            ("Berlin (dpa/AFP) - Text.", "Berlin (dpa/AFP) - ", "dpa"),
        ] as [(String, String, String?)])
    func datelinesAreFacts(_ text: String, _ dateline: String, _ credit: String?) throws {
        let found = try read(text)
        #expect(found.dateline == dateline)
        #expect(found.credit?.value == credit)
    }

    @Test(arguments: [
        "The dam held — for now.", "Ukraine launched a fresh operation, Moscow said.", "He (the mayor) said so.",
        "NATO said the alliance — all of it — agrees.", "UN chief says more - much more - is needed.",
    ])
    func otherLinesHaveNone(_ text: String) throws { #expect(try read(text).dateline == nil) }

    @Test(arguments: [("© AFP", "AFP"), ("(Reuters)", "Reuters"), ("Source: AP", "AP"), ("dpa/Reuters", "dpa")])
    func creditLinesAreFacts(_ line: String, _ agency: String) throws {
        #expect(try read("The dam held.\n\(line)").credit == Stated(agency, rule: "credit line"))
    }
}
