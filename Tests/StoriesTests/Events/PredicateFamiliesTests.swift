import Lexicons
import Testing

@testable import Stories

@Suite("Words that name one kind of occurrence")
struct PredicateFamiliesTests {
    /// The words of a cell "one|other", and the lines they stand in whatever their type.
    private func pair(_ row: Table.Row, _ column: String) throws -> (String, String) {
        let words = row.list(column)
        try #require(words.count == 2, "\(row["group"])")
        return (words[0], words[1])
    }

    @Test("The examples of each line meet, and the counterexamples do not")
    func examples() throws {
        let families = try PredicateFamilies()
        for row in try Table(named: "rules/event-words.tsv", columns: ["group", "words"]).rows {
            let types = Set(
                row.list("words").compactMap { $0.split(separator: ":").dropFirst().first.map(String.init) })
            func groups(_ word: String) -> [UInt16] {
                families.groups(Sketcher.stem(word), type: nil)
                    + types.sorted().flatMap { families.groups(Sketcher.stem(word), type: $0) }
            }
            let (one, other) = try pair(row, "same")
            #expect(
                one == other || EventSimilarity.meets(groups(one), groups(other)), "\(one) and \(other) must meet")
            let (left, right) = try pair(row, "apart")
            #expect(
                !EventSimilarity.meets(
                    families.groups(Sketcher.stem(left), type: nil), families.groups(Sketcher.stem(right), type: nil)),
                "\(left) and \(right) must not meet")
        }
    }

    @Test("A word holds only as the type it was read as")
    func types() throws {
        let families = try PredicateFamilies()
        let take = Sketcher.stem("take")
        let capture = families.groups(Sketcher.stem("capture"), type: nil)
        #expect(EventSimilarity.meets(families.groups(take, type: "capture"), capture))
        #expect(!EventSimilarity.meets(families.groups(take, type: nil), capture))
    }
}
