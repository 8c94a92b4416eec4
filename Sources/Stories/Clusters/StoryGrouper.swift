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
            placed.append(stream.add(vector, words: count, published: document.published?.moment).story)
        }
        var members: [Int: [Int]] = [:]
        for (i, story) in placed.enumerated() { members[stream.settled(story), default: []].append(i) }
        var groups = members.values.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
        groups = joined(groups, vectors, words, readings)
        return groups.map { Group(members: $0, vectors: $0.map { vectors[$0] }) }
    }

    /// Joins small groups of short texts to a large one whose core terms they hold.
    private func joined(_ groups: [[Int]], _ vectors: [TermVector], _ words: [Int], _ readings: [Reading]) -> [[Int]] {
        guard groups.count > 1 else { return groups }
        var result: [[Int]] = []
        var cores: [Set<UInt32>] = []
        for group in groups {
            let short = group.filter { words[$0] < limits.shortWords }.count * 2 > group.count
            // Pasted passages without outlet and date were laid together by hand: one core term is enough for them.
            let bare = group.allSatisfy {
                readings[$0].document.outlet == nil && readings[$0].document.published == nil
            }
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
