import Readings
import Testing
import Texts

@testable import Stories

@Suite struct FigureTests {
    func q(_ low: Double?, _ high: Double?, hedge: String? = nil) -> Quantity {
        Quantity(
            extent: Extent(0, 1), low: low, high: high, unit: "person", counts: "killed", hedge: hedge, rule: "test")
    }

    @Test func roundingHedgesAndOpenRangesDoNotContradict() {
        #expect(!ContradictionFinder.excludes(q(1300, 1300), q(1290, 1290)))
        #expect(!ContradictionFinder.excludes(q(37_000, 37_000), q(37_123, 37_123)))
        #expect(!ContradictionFinder.excludes(q(12, nil, hedge: "at least"), q(15, 15)))
        #expect(!ContradictionFinder.excludes(q(24, 99, hedge: "dozens"), q(40, 40)))
        #expect(!ContradictionFinder.excludes(q(nil, nil), q(40, 40)))
    }

    @Test func apartIsApart() {
        #expect(ContradictionFinder.excludes(q(9, 9), q(14, nil, hedge: "at least")))
        #expect(ContradictionFinder.excludes(q(9, 9), q(10, 10)))
        #expect(ContradictionFinder.excludes(q(500, 500), q(1000, 1000)))
    }

    @Test func currentRangeIsOpenOnlyAtItsTop() {
        #expect(LedgerBuilder.range([q(9, 9), q(14, nil)]).high == nil)
        #expect(LedgerBuilder.range([q(9, nil), q(14, 14)]).high == 14)
        #expect(LedgerBuilder.range([q(9, nil), q(14, 14)]).low == 9)
        #expect(LedgerBuilder.range([]).low == nil)
    }
}
