import Documents
import Moments

/// Groups the documents of one report into situations, by the method that keeps an archive's stories current
/// (`RunningStories`): documents laid on the desk and documents of an archive make the same stories.
///
/// Coarser than the stream's stories, because what a user lays on the desk together is mostly one situation with many events:
/// words are weighed by the background alone, so that the situation's own names keep their weight.
struct StoryGrouper: Sendable {
    /// One situation.
    struct Group {
        /// Indexes into the documents, rising.
        var members: [Int]
        /// Vectors of the members, in the same order.
        var vectors: [TermVector]
    }

    private let limits: ClusterLimits
    private let reader: FeatureReader

    init(limits: ClusterLimits, reader: FeatureReader) {
        self.limits = limits
        self.reader = reader
    }

    /// Term vectors of documents.
    func vectors(_ documents: [Document]) -> [TermVector] {
        var reader = reader
        return documents.map { reader.measured($0, number: 0, arrived: 0).vector }
    }

    /// Groups, largest first; of equal size the one whose first document comes first. The order of the input matters only for
    /// the order inside the groups.
    func groups(_ documents: [Document]) -> [Group] {
        var reader = reader
        // Undated ones come after all others.
        let last = documents.compactMap { $0.published?.moment.seconds }.max() ?? 0
        var vectors: [TermVector] = []
        var features: [StoryFeature] = []
        for (i, document) in documents.enumerated() {
            let (feature, vector) = reader.measured(document, number: Int64(i), arrived: last)
            vectors.append(vector)
            features.append(feature)
        }
        var running = RunningStories(limits: limits)
        var nodes: [Int64: Int64] = [:]
        for feature in features.sorted(by: StoryFeature.precedes) {
            nodes[feature.number] = running.append(feature).node
        }
        var members: [Int64: [Int]] = [:]
        for i in documents.indices {
            if let node = nodes[Int64(i)] { members[running.root(of: node), default: []].append(i) }
        }
        return members.values.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
            .map { Group(members: $0, vectors: $0.map { vectors[$0] }) }
    }
}
