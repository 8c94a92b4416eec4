import Testing

@testable import Stories

@Suite struct WideTableTests {
    @Test(arguments: [10, 1 << 20])
    func copiesAreValues(count: Int) {
        var table = WideTable<UInt32>(count: count)
        #expect(table.read { $0.allSatisfy { $0 == 0 } })
        table.write { $0[count - 1] = 7 }
        let copy = table
        table.write { $0[0] = 5 }
        #expect(copy.read { $0[0] } == 0)
        #expect(copy.read { $0[count - 1] } == 7)
        #expect(table.read { $0[0] } == 5)
        #expect(table.bytes == count * 4)
    }
}
