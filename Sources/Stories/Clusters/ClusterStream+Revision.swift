/// Stories seen again with the latest documents side by side.
extension ClusterStream {
    /// Groups the documents of the window again and lets the stories follow.
    ///
    /// A story goes on in the group that holds most of its documents; of equal ones in the one whose first document came first. A group
    /// no story goes on in opens a new one (a split). A story that keeps no document ends in the group that took most of them (a merge).
    mutating func revise() {
        if window.count > limits.revisionWindow { window.removeFirst(window.count - limits.revisionWindow) }
        let items = window
        guard items.count > 1 else { return }
        let told = changes.count
        let before = items.map { settled(Int(placed[$0.document])) }
        var inside: [Int: Int] = [:]
        for story in before { inside[story, default: 0] += 1 }
        let groups = Regrouping(limits: limits).groups(items)
        let homes = homes(groups, before)

        // Who goes where.
        var after = before
        for (g, group) in groups.enumerated() {
            let story: Int
            if let home = homes[g] {
                story = home
            } else {
                let first = items[group[0]]
                let old = Self.commonest(group.map { before[$0] })
                story = open(first.vector, first.day)
                changes.append(
                    ClusterChange(
                        kind: .split, story: story, other: old, document: first.document,
                        why: "side by side, \(group.count) of its documents stand apart from the rest"))
            }
            for i in group { after[i] = story }
        }
        // A story that lost all its documents goes on in the one that took most of them.
        var kept: [Int: Int] = [:]
        for story in after { kept[story, default: 0] += 1 }
        for story in inside.keys.sorted() where kept[story] == nil {
            guard let count = clusters[story]?.count, count == inside[story] else { continue }
            let left = before.indices.filter { before[$0] == story }
            let target = Self.commonest(left.map { after[$0] })
            clusters[story] = nil
            parents[story] = Int32(target)
            changes.append(
                ClusterChange(
                    kind: .merged, story: story, other: target, document: items[left[0]].document,
                    why: "side by side, its documents are closest to that story's"))
        }
        for i in items.indices where after[i] != before[i] {
            placed[items[i].document] = Int32(after[i])
            let isTold = changes[told...].contains { change in
                change.kind != .moved
                    && (change.kind == .merged
                        ? change.story == before[i] && change.other == after[i]
                        : change.story == after[i] && change.other == before[i])
            }
            guard !isTold else { continue }
            changes.append(
                ClusterChange(
                    kind: .moved, story: after[i], other: before[i], document: items[i].document,
                    why: "side by side, it is closer to that story's documents"))
        }
        rebuild(items, before, after, inside)
    }

    /// For each group the story that goes on in it; larger groups choose first.
    private func homes(_ groups: [[Int]], _ before: [Int]) -> [Int?] {
        var homes = [Int?](repeating: nil, count: groups.count)
        var claims: [(group: Int, story: Int, count: Int)] = []
        for (g, group) in groups.enumerated() {
            var counts: [Int: Int] = [:]
            for i in group { counts[before[i], default: 0] += 1 }
            for (story, count) in counts { claims.append((g, story, count)) }
        }
        claims.sort {
            $0.count != $1.count
                ? $0.count > $1.count : $0.group != $1.group ? $0.group < $1.group : $0.story < $1.story
        }
        var taken: Set<Int> = []
        for claim in claims where homes[claim.group] == nil && taken.insert(claim.story).inserted {
            homes[claim.group] = claim.story
        }
        return homes
    }

    /// The commonest number; of equal ones the lowest.
    private static func commonest(_ stories: [Int]) -> Int {
        var counts: [Int: Int] = [:]
        for story in stories { counts[story, default: 0] += 1 }
        return counts.max { $0.value != $1.value ? $0.value < $1.value : $0.key > $1.key }?.key ?? 0
    }

    /// Makes the centroids of stories anew whose documents changed.
    private mutating func rebuild(
        _ items: [Regrouping.Item], _ before: [Int], _ after: [Int], _ inside: [Int: Int]
    ) {
        var changed: Set<Int> = []
        for i in items.indices where before[i] != after[i] {
            changed.insert(before[i])
            changed.insert(after[i])
        }
        var members: [Int: [Int]] = [:]
        for i in items.indices where changed.contains(after[i]) { members[after[i], default: []].append(i) }
        for story in changed.sorted() {
            guard var cluster = clusters[story] else { continue }
            let own = members[story] ?? []
            let outside = max(0, cluster.count - (inside[story] ?? (before.contains(story) ? 0 : cluster.count)))
            cluster.count = outside + own.count
            if outside == 0 {
                cluster.centroid = TermVector()
                cluster.first = nil
                cluster.last = nil
            }
            for i in own {
                // Older members stand in the centroid already; those of the window that stayed are counted once more at most.
                if outside == 0 || before[i] != story {
                    cluster.centroid.add(items[i].vector, limit: limits.storyTerms)
                }
                if let day = items[i].day {
                    cluster.first = min(cluster.first ?? day, day)
                    cluster.last = max(cluster.last ?? day, day)
                }
            }
            cluster.norm = max(cluster.centroid.norm, 1e-6)
            cluster.seen = documents
            clusters[story] = cluster
            postings.insert(story, cluster.centroid.heaviest(limits.probes).map { cluster.centroid.keys[$0] })
        }
    }
}
