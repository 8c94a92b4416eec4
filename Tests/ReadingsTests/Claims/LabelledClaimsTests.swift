import Foundation
import Lexicons
import Testing

@testable import Readings

@Suite("Claims of labelled sentences")
struct LabelledClaimsTests {
    static let hasNetwork = Resource.names.contains("models/english.network")

    private func rows(_ name: String) throws -> LabelledClaims {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("\(name).tsv")
        return LabelledClaims(try String(contentsOf: file, encoding: .utf8))
    }

    /// Floors a little under what was measured; raise them when the figures rise.
    @Test(
        "Predicates, whole claims and types stay above their floors", .enabled(if: Self.hasNetwork),
        arguments: [
            ("developed", 137, 85.0, 78.0, 94.0), ("unseen", 40, 85.0, 78.0, 94.0), ("apart", 66, 88.0, 78.0, 94.0),
        ])
    func floors(name: String, count: Int, found: Double, right: Double, types: Double) throws {
        let labelled = try rows(name)
        #expect(labelled.rows.count == count)
        let score = try labelled.score(Reader())
        if ProcessInfo.processInfo.environment["SHOW_MISSES"] == name {
            for miss in score.misses { print(miss) }
        }
        print("\(name): \(score.description)")
        #expect(score.foundF1 >= found, "\(score.description)")
        #expect(score.rightF1 >= right, "\(score.description)")
        #expect(score.typeShare >= types, "\(score.description)")
    }
}
