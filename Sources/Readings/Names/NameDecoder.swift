import Lexicons

/// Finds the best legal series of BIOES tags (Viterbi 1967) and the names it spells.
struct NameDecoder {
    /// A found name: words, and its class.
    struct Span: Equatable {
        var words: Range<Int>
        var kind: Name.Kind
    }

    private struct Kind {
        let name: Name.Kind
        let begin: Int
        let inside: Int
        let end: Int
        let single: Int
    }

    private let kinds: [Kind]
    private let outside: Int
    private let tagCount: Int

    /// Reads the tag names: `O`, `B-PER`, …
    init(labels: [String]) throws(LexiconError) {
        guard let outside = labels.firstIndex(of: "O") else { throw NetworkFile.error("no tag O among the names") }
        self.outside = outside
        tagCount = labels.count
        var kinds: [Kind] = []
        for kind in Name.Kind.allCases {
            func tag(_ letter: String) -> Int? { labels.firstIndex(of: letter + "-" + kind.rawValue) }
            guard let begin = tag("B"), let inside = tag("I"), let end = tag("E"), let single = tag("S") else {
                continue
            }
            kinds.append(Kind(name: kind, begin: begin, inside: inside, end: end, single: single))
        }
        self.kinds = kinds
    }

    /// Appends the names of `count` words. `scores`: [count][stride].
    func decode(
        _ scores: UnsafePointer<Int32>, stride: Int, count: Int, scratch: inout [UInt8], into spans: inout [Span]
    ) {
        guard count > 0 else { return }
        if quiet(scores, stride: stride, count: count) { return }
        scratch.removeAll(keepingCapacity: true)
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: 2 * tagCount) { buffer in
            buffer.initialize(repeating: 0)
            guard let values = buffer.baseAddress else { return }
            var now = 0
            var closed = Int64(0)
            var closedTag = UInt8(outside)
            for word in 0..<count {
                let row = scores + word * stride
                let old = values + now * tagCount
                now = 1 - now
                let new = values + now * tagCount
                for _ in 0..<tagCount { scratch.append(closedTag) }
                let back = scratch.count - tagCount
                new[outside] = closed + Int64(row[outside])
                for kind in kinds {
                    new[kind.single] = closed + Int64(row[kind.single])
                    new[kind.begin] = closed + Int64(row[kind.begin])
                    let start = old[kind.begin] >= old[kind.inside] ? kind.begin : kind.inside
                    let open = word == 0 ? Int64.min / 2 : old[start]
                    new[kind.inside] = open + Int64(row[kind.inside])
                    new[kind.end] = open + Int64(row[kind.end])
                    scratch[back + kind.inside] = UInt8(start)
                    scratch[back + kind.end] = UInt8(start)
                }
                closed = new[outside]
                closedTag = UInt8(outside)
                for kind in kinds {
                    if new[kind.single] > closed { (closed, closedTag) = (new[kind.single], UInt8(kind.single)) }
                    if new[kind.end] > closed { (closed, closedTag) = (new[kind.end], UInt8(kind.end)) }
                }
            }
            spell(Int(closedTag), count: count, scratch: scratch, into: &spans)
        }
    }

    /// Whether `O` wins at every word, so that no search is needed.
    private func quiet(_ scores: UnsafePointer<Int32>, stride: Int, count: Int) -> Bool {
        for word in 0..<count {
            let row = scores + word * stride
            for tag in 0..<tagCount where row[tag] > row[outside] { return false }
        }
        return true
    }

    private func spell(_ last: Int, count: Int, scratch: [UInt8], into spans: inout [Span]) {
        var tag = last
        var end = count
        let first = spans.count
        for word in stride(from: count - 1, through: 0, by: -1) {
            for kind in kinds {
                if tag == kind.single { spans.append(Span(words: word..<word + 1, kind: kind.name)) }
                if tag == kind.end { end = word + 1 }
                if tag == kind.begin { spans.append(Span(words: word..<end, kind: kind.name)) }
            }
            tag = Int(scratch[word * tagCount + tag])
        }
        spans[first...].reverse()
    }
}
