import Lexicons
import Readings

/// Groups claims into occurrences: in order, each joins the best event it fits, or opens one.
///
/// Candidates come from an inverted index over what two tellings of one occurrence share (predicate or type with a
/// participant, a place, a day, a rare word), rings of the latest events, so that cost grows with the number of claims only.
struct EventBuilder: Sendable {
    /// Claims of one occurrence.
    struct Draft: Sendable {
        /// Indexes into the sketches, in order.
        var sketches: [Int]
        /// Why the last one was joined.
        var why: String
    }

    private let similarity: EventSimilarity
    /// Events kept for one key.
    private static let ring = 12

    init() throws(LexiconError) { similarity = try EventSimilarity() }

    /// Groups of sketches, in order of their first.
    func events(_ sketches: [ClaimSketch]) -> [Draft] {
        var drafts: [Draft] = []
        var index: [UInt64: [Int32]] = [:]
        for (i, sketch) in sketches.enumerated() {
            let keys = keys(sketch)
            var candidates: [Int32: Int] = [:]
            for key in keys { for event in index[key] ?? [] { candidates[event, default: 0] += 1 } }
            let ordered = candidates.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key > $1.key }.prefix(16)
            var best: (event: Int, score: Double)?
            for (event, _) in ordered {
                guard let score = score(sketch, drafts[Int(event)], sketches), score > (best?.score ?? 0) else {
                    continue
                }
                best = (Int(event), score)
            }
            let event: Int
            if let best {
                event = best.event
                if drafts[event].why.isEmpty {
                    drafts[event].why = similarity.reasons(sketches[drafts[event].sketches[0]], sketch)
                }
                drafts[event].sketches.append(i)
            } else {
                event = drafts.count
                drafts.append(Draft(sketches: [i], why: ""))
            }
            for key in keys {
                var ring = index[key] ?? []
                if ring.last == Int32(event) { continue }
                ring.removeAll { $0 == Int32(event) }
                ring.append(Int32(event))
                if ring.count > Self.ring { ring.removeFirst() }
                index[key] = ring
            }
        }
        return drafts
    }

    /// The mean over the event's tellings, when the best of them fits and none is excluded; nil otherwise.
    private func score(_ sketch: ClaimSketch, _ draft: Draft, _ sketches: [ClaimSketch]) -> Double? {
        // The first and the latest tellings stand for all: an event of hundreds is compared with eight.
        let members =
            draft.sketches.count <= 8 ? draft.sketches : Array(draft.sketches.prefix(4) + draft.sketches.suffix(4))
        var best = -Double.infinity
        var sum = 0.0
        for member in members {
            let score = similarity.score(sketch, sketches[member])
            if score < -6 { return nil }
            best = max(best, score)
            sum += max(-3, min(4, score))
        }
        guard best > 0, sum / Double(members.count) > -0.5 else { return nil }
        return sum / Double(members.count) + best * 0.25
    }

    /// Keys of the inverted index.
    private func keys(_ sketch: ClaimSketch) -> [UInt64] {
        var keys: [UInt64] = [sketch.sentenceHash ^ sketch.predicate]
        // Related predicates stand under each other, so that either finds the other.
        var predicates = [sketch.predicate] + similarity.families.relatives(sketch.predicate).prefix(6)
        predicates += sketch.groups.map { UInt64($0) | 1 << 40 }
        for predicate in predicates {
            func key(_ other: UInt64, _ salt: UInt64) {
                keys.append((predicate ^ salt) &* 0x9E37_79B9_7F4A_7C15 ^ other)
            }
            for argument in sketch.whom { key(argument, 1) }
            for argument in sketch.who { key(argument, 1) }
            for place in sketch.places { key(place.key, 3) }
            for other in sketch.others { key(other, 1) }
            if let start = sketch.start, let end = sketch.end, end - start <= 3 {
                key(UInt64(bitPattern: Int64(start)), 4)
            }
            for term in sketch.words.heaviest(3) { key(UInt64(sketch.words.keys[term]), 5) }
            for figure in sketch.figures { key(UInt64(bitPattern: Int64(figure.low ?? -1)), 6) }
        }
        return Array(Set(keys)).sorted()
    }
}
