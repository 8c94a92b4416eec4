import Captures
import JSON
import Testing

@testable import Documents

@Suite struct OrderedWorkTests {
    @Test(arguments: [1, 2, 3, 16, 200]) func resultsKeepTheOrderOfTheItems(_ jobs: Int) {
        let items = Array(0..<137)
        // The first items take longest.
        let made = OrderedWork.map(items, jobs: jobs) { item in
            var sum = 0
            for i in 0..<((137 - item) * 500) { sum &+= i }
            return sum == -1 ? -1 : item * 2
        }
        #expect(made == items.map { $0 * 2 })
    }

    @Test func documentsAreTheSameWhateverTheNumberOfJobs() throws {
        let maker = try DocumentMaker()
        let captures = (0..<40).map { i in
            Capture(
                origin: "p\(i)", url: "https://herald.example/\(i)", mediaType: "text/html",
                bytes: Array(SamplePage.html(inside: "<p>Part \(i) of the story is told here at some length.</p>").utf8)
            )
        }
        func lines(_ jobs: Int) -> [[UInt8]] {
            OrderedWork.map(captures, jobs: jobs) { capture in
                var json = JSONWriter()
                for case .success(let document) in maker.documents(from: capture) { document.write(to: &json) }
                return json.bytes
            }
        }
        #expect(lines(1) == lines(4))
        #expect(lines(1).allSatisfy { !$0.isEmpty })
    }
}
