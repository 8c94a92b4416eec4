public import Texts

/// What changed between two versions of one page, sentence by sentence.
///
/// Kept sentences are found by a shortest edit script (Myers 1986) over the sentences' fingerprints. Between two kept ones,
/// a sentence that went and one that came with at least half of their words in common are one changed sentence.
public struct VersionDifference: Sendable, Hashable {
    /// One change, in the order of the new text.
    public enum Change: Sendable, Hashable {
        /// A sentence that is gone, as it stood.
        case removed(String)
        /// A new sentence: its place in the new text.
        case added(Extent)
        /// A sentence that was rewritten: what it said, and its place in the new text.
        case changed(from: String, to: Extent)
    }

    /// Sentences that stand in both.
    public private(set) var kept = 0
    /// What differs.
    public private(set) var changes: [Change] = []

    /// Compares a document with an earlier version of it. Cost: linear when little changed; more than 4,000 sentences are
    /// compared as a set, without their order.
    public init(from old: Document, to new: Document) {
        let before = SentenceCut(old).sentences
        let after = SentenceCut(new).sentences
        var (gone, came) = ([Bool](repeating: false, count: before.count), [Bool](repeating: false, count: after.count))
        if max(before.count, after.count) <= 4000 {
            for change in after.map(\.hash).difference(from: before.map(\.hash)) {
                switch change {
                case .remove(let offset, _, _): gone[offset] = true
                case .insert(let offset, _, _): came[offset] = true
                }
            }
        } else {
            let (earlier, later) = (Set(before.map(\.hash)), Set(after.map(\.hash)))
            for i in before.indices { gone[i] = !later.contains(before[i].hash) }
            for i in after.indices { came[i] = !earlier.contains(after[i].hash) }
        }
        kept = came.reduce(0) { $0 + ($1 ? 0 : 1) }
        pair(old, before, gone, new, after, came)
    }

    /// Walks both sides from one kept sentence to the next.
    private mutating func pair(
        _ old: Document, _ before: [SentenceCut.Sentence], _ gone: [Bool],
        _ new: Document, _ after: [SentenceCut.Sentence], _ came: [Bool]
    ) {
        var (i, j) = (0, 0)
        while i < before.count || j < after.count {
            var removed: [Int] = []
            var added: [Int] = []
            while i < before.count, gone[i] {
                removed.append(i)
                i += 1
            }
            while j < after.count, came[j] {
                added.append(j)
                j += 1
            }
            join(removed.map { before[$0].extent }, old.text, added.map { after[$0].extent }, new.text)
            i += i < before.count ? 1 : 0
            j += j < after.count ? 1 : 0
        }
    }

    private mutating func join(_ removed: [Extent], _ old: Text, _ added: [Extent], _ new: Text) {
        var next = 0
        let words = removed.map { Self.words(old, $0) }
        for extent in added {
            let own = Self.words(new, extent)
            let match = (next..<removed.count).first { Self.isLike(words[$0], own) }
            guard let match else {
                changes.append(.added(extent))
                continue
            }
            for left in removed[next..<match] { changes.append(.removed(old[left])) }
            changes.append(.changed(from: old[removed[match]], to: extent))
            next = match + 1
        }
        for left in removed[next...] { changes.append(.removed(old[left])) }
    }

    private static func words(_ text: Text, _ extent: Extent) -> Set<ArraySlice<UInt8>> {
        Set(
            text.utf8[extent.range].split {
                $0 < 0x80 && !(97...122).contains($0 | 0x20) && !(48...57).contains($0)
            })
    }

    /// Whether two sentences have at least half of their words in common (Dice 1945).
    private static func isLike(_ a: Set<ArraySlice<UInt8>>, _ b: Set<ArraySlice<UInt8>>) -> Bool {
        a.intersection(b).count * 4 >= a.count + b.count && !a.isEmpty
    }
}
