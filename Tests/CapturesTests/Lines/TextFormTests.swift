import Testing

@testable import Captures

@Suite struct TextFormTests {
    private func form(_ text: String) -> String { InputOptions.TextForm.recognised(in: Array(text.utf8)).rule }

    @Test func independentLinesArePassages() {
        #expect(
            form(
                "The dam at Orle holds, the ministry says.\nDam and river\nTwo villages were cleared “as a precaution.”\n"
            ) == "text.lines")
        #expect(form("One passage. It has two sentences.\n\nAnother one, by another outlet.\n") == "text.lines")
    }

    @Test func articlesAreToldByContinuity() {
        #expect(
            form(
                "Dam at Orle holds\n\nThe dam held overnight, officials said.\n\nThey spoke on Monday.\n\nMore rain is due.\n"
            ) == "text.headline")
        #expect(form("Dam at Orle holds after a night of rain\nBy Ana Ferro\nThe dam held.\n") == "text.byline")
        #expect(form("ORLE, March 3 (NNA) — The dam held.\nOfficials spoke on Monday.\n") == "text.dateline")
        #expect(
            form(
                "The dam at Orle held overnight although the water\nrose by two metres, officials said on Monday after\nthe night of rain.\n"
            ) == "text.wrapped")
    }

    @Test func severalDatelinesMeanSeveralPassages() {
        #expect(form("ORLE (NNA) — The dam held.\nMARLOW (NNA) — The bridge is closed.\n") == "text.lines")
    }

    @Test(arguments: [
        ("He left.", true), ("He left.”", true), ("“He left!”)", true), ("He left", false), ("He left…", true),
        ("He left »", false), ("Er ging.«", true), ("", false), ("”", false),
    ])
    func sentenceEnds(_ line: String, _ ends: Bool) {
        #expect(TextLine(Array(line.utf8)[...]).endsSentence == ends)
    }
}
