import Documents
import Texts
import Lexicons
import Moments
import Readings

/// Groups the readings of one report into situations: coarser than the stream's stories, because what a user lays on
/// the desk together is mostly one situation with many events.
///
/// Words are weighed by the background alone, so that the situation's own names keep their weight. Short texts, in which
/// two reports of one thing may share three words, are joined to the largest group by its core terms.
struct StoryGrouper: Sendable {
    /// One situation.
    struct Group {
        /// Indexes into the readings, rising.
        var members: [Int]
        /// Vectors of the members, in the same order.
        var vectors: [TermVector]
    }

    private let limits: ClusterLimits
    private let emptyReader: TermReader
    private let emptyStream: ClusterStream

    init() throws(LexiconError) {
        limits = .report
        emptyReader = try TermReader(limits: limits)
        emptyStream = try ClusterStream(limits: limits)
    }

    /// Groups, largest first; of equal size the one whose first document comes first.
    func groups(_ readings: [Reading]) -> [Group] {
        var reader = emptyReader
        var stream = emptyStream
        var vectors: [TermVector] = []
        var words: [Int] = []
        var placed: [Int] = []
        for reading in readings {
            let document = reading.document
            let (vector, count) = reader.vector(
                title: document.title.map { Array($0.value.utf8) } ?? [], text: document.text.utf8)
            vectors.append(vector)
            words.append(count)
            let placement = stream.add(
                vector, words: count, published: document.published?.moment, bare: Self.isBare(document))
            placed.append(placement.story)
        }
        var members: [Int: [Int]] = [:]
        for (i, story) in placed.enumerated() { members[stream.settled(story), default: []].append(i) }
        var groups = members.values.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
        groups = agglomerated(groups, vectors, words)
        groups = joined(groups, vectors, words, readings)
        return groups.map { Group(members: $0, vectors: $0.map { vectors[$0] }) }
    }

    private static func isBare(_ document: Document) -> Bool { document.outlet == nil && document.published == nil }

    /// Joins groups of full articles, the closest pair first: a fragment of one or two articles from 0.36 on, larger groups
    /// from 0.43 (two meetings of the same leaders reach 0.40). The 300 largest groups are looked at.
    private func agglomerated(_ groups: [[Int]], _ vectors: [TermVector], _ words: [Int]) -> [[Int]] {
        var groups = groups
        let long = groups.indices.prefix(300).filter { i in
            groups[i].filter { words[$0] >= limits.shortWords }.count * 2 > groups[i].count
        }
        let count = long.count
        guard count > 1 else { return groups }
        var centres = long.map { centre(groups[$0], vectors) }
        var alive = [Bool](repeating: true, count: count)
        var near = [Float](repeating: 0, count: count * count)
        for i in 0..<count { for j in 0..<i { near[i * count + j] = centres[i].dot(centres[j]) } }
        while true {
            var best: (i: Int, j: Int, over: Float)?
            for i in 0..<count where alive[i] {
                for j in 0..<i where alive[j] {
                    let smaller = min(groups[long[i]].count, groups[long[j]].count)
                    let over = near[i * count + j] - (smaller <= 2 ? 0.36 : 0.43)
                    if over >= 0, over > (best?.over ?? -1) { best = (i, j, over) }
                }
            }
            guard let best else { break }
            groups[long[best.j]] += groups[long[best.i]]
            groups[long[best.i]] = []
            alive[best.i] = false
            centres[best.j] = centre(groups[long[best.j]], vectors)
            for k in 0..<count where alive[k] && k != best.j {
                near[max(k, best.j) * count + min(k, best.j)] = centres[k].dot(centres[best.j])
            }
        }
        return groups.filter { !$0.isEmpty }.map { $0.sorted() }.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
    }

    private func centre(_ group: [Int], _ vectors: [TermVector]) -> TermVector {
        var sum = TermVector()
        for member in group { sum.add(vectors[member], limit: 200) }
        let norm = max(sum.norm, 1e-6)
        sum.weights = sum.weights.map { $0 / norm }
        return sum
    }

    /// Joins small groups of short texts to a large one whose core terms they hold.
    private func joined(_ groups: [[Int]], _ vectors: [TermVector], _ words: [Int], _ readings: [Reading]) -> [[Int]] {
        guard groups.count > 1 else { return groups }
        var result: [[Int]] = []
        var cores: [Set<UInt32>] = []
        for group in groups {
            let short = group.filter { words[$0] < limits.shortWords }.count * 2 > group.count
            // Pasted passages without outlet and date were laid together by hand: one core term is enough for them.
            let bare = group.allSatisfy { Self.isBare(readings[$0].document) }
            var home: Int?
            if short {
                for (i, core) in cores.enumerated() where result[i].count >= 3 && result[i].count >= group.count {
                    let needed = bare ? 1 : 2
                    let held = group.filter { member in
                        vectors[member].keys.reduce(0) { $0 + (core.contains($1) ? 1 : 0) } >= needed
                    }
                    if held.count * 2 > group.count {
                        home = i
                        break
                    }
                }
            }
            if let home {
                result[home] += group
            } else {
                result.append(group)
                cores.append(core(of: group, vectors))
            }
        }
        return result.map { $0.sorted() }.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
    }

    /// Terms that a third of a group's documents hold among their heaviest, at most eight.
    private func core(of group: [Int], _ vectors: [TermVector]) -> Set<UInt32> {
        guard group.count >= 3 else { return [] }
        var counts: [UInt32: Int] = [:]
        for member in group { for key in vectors[member].keys { counts[key, default: 0] += 1 } }
        let terms = counts.filter { $0.value * 3 >= group.count }
            .sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
        return Set(terms.prefix(8).map(\.key))
    }
}
