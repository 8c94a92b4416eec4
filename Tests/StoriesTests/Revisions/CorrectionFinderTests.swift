import Texts
import Lexicons
import Testing

@testable import Stories

@Suite struct CorrectionFinderTests {
    @Test func rulesFireOnTheirExamplesOnly() throws {
        let finder = try CorrectionFinder()
        var checked = 0
        for row in try Table(named: "rules/corrections.tsv").rows {
            for (cell, expected) in [(row["fires"], true), (row["silent"], false)] where !cell.isEmpty {
                var scanner = WordScanner()
                scanner.scan(Array(cell.utf8))
                let rule = finder.rule(in: scanner.words[...])
                #expect((rule != nil) == expected, "\(row["id"]): \(cell)")
                checked += 1
            }
        }
        #expect(checked > 25)
    }
}
