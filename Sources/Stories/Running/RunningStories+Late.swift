/// Documents that come late. What came after them is taken back, the last first, and put back as it was, unless a late one could have
/// changed what was decided about it.
///
/// What is decided about a document depends on the stories of the latest documents of its heaviest terms, and on nothing else. So it
/// stands when these documents and their stories are those of before. A late document makes its story another one; so does a document
/// that is put elsewhere than before make both stories (`LateChanges`). Large stories hardly change by one document more: there it is
/// enough that every number that was compared lay farther from the other than the story has turned (`Entry.slack`).
extension RunningStories {
    /// A document that was taken back.
    struct Taken {
        var entry: Entry
        /// Its terms in the chains.
        var terms: [UInt32]
    }

    /// Puts documents where they belong in the order, and decides anew about those after them that they could concern.
    ///
    /// - Parameter new: in order, none of which is held.
    /// - Returns: what was decided about each of them and about those that were decided anew with another outcome, in order, with what had
    ///   been decided before; nil for a new one.
    public mutating func insert(_ new: [StoryFeature]) -> [(step: Step, before: Step?)] {
        guard let first = new.first else { return [] }
        var end = entries.count
        while end > 0, StoryFeature.precedes(first, entries[end - 1].feature) { end -= 1 }
        var outcome: [(step: Step, before: Step?)] = []
        outcome.reserveCapacity(new.count)
        guard end < entries.count else {
            for feature in new { outcome.append((append(feature), nil)) }
            return outcome
        }
        let (lowBefore, last) = (low, entries[entries.count - 1].feature.time)
        taken.reserveCapacity(entries.count - end)
        var weight = 0.0
        while entries.count > end {
            let terms = chains.lastTerms(entries[entries.count - 1].probes)
            taken.append(Taken(entry: takeBack(Int32(taken.count), to: end), terms: terms))
            weight += taken[taken.count - 1].entry.norm
        }
        for place in low..<max(low, min(lowBefore, end)) { weight += entries[place].norm }
        // Past a window's length a story's first documents change too.
        var changes = LateChanges(weight: last - first.time < Self.window ? weight : .infinity)
        var (next, at) = (0, taken.count - 1)
        while next < new.count || at >= 0 {
            if next < new.count, at < 0 || StoryFeature.precedes(new[next], taken[at].entry.feature) {
                outcome.append((append(new[next]), nil))
                let now = entries[entries.count - 1]
                disturb(now, isNew: true, &changes)
                turn(now.root, by: now.norm, &changes)
                for merge in now.merges { change([merge.kept, merge.ended], &changes) }
                next += 1
                continue
            }
            if concerns(at, changes) {
                let old = taken[at].entry
                disown(at)
                let before = step(old)
                let step = append(old.feature)
                let now = entries[entries.count - 1]
                if step.node != before.node || step.merges != before.merges {
                    outcome.append((step, before))
                    disturb(now, isNew: false, &changes)
                    if old.root != now.root {
                        turn(old.root, by: old.norm, &changes)
                        turn(now.root, by: now.norm, &changes)
                    }
                    for merge in old.merges + now.merges { change([merge.kept, merge.ended], &changes) }
                } else {
                    stand(now, &changes)
                }
            } else {
                putBack(at, changes.reach)
                stand(entries[entries.count - 1], &changes)
            }
            at -= 1
        }
        for one in taken { settle(one.entry.root) }
        taken.removeAll()
        return outcome
    }

    /// By how much scores can change, each of them, before a document is decided about otherwise.
    func slack(_ feature: StoryFeature, _ scores: [Double], _ threshold: Double) -> Double {
        guard feature.sheet == 0 else { return 0 }
        let least = feature.isShort || feature.isBare ? threshold : threshold * 0.6
        var slack = 2.0
        for (i, score) in scores.enumerated() {
            slack = min(slack, abs(score - threshold), abs(score - least))
            // What stands lower is not looked at, in whatever order.
            guard score >= least, i < 4 else { break }
            if i + 1 < scores.count { slack = min(slack, score - scores[i + 1]) }
        }
        return slack
    }

    /// Whether another decision about a document that was taken back is possible.
    private func concerns(_ at: Int, _ changes: LateChanges) -> Bool {
        if !changes.turned.isEmpty, taken[at].entry.slack <= changes.reach { return true }
        return taken[at].terms.contains { (changes.hasLooseEnds || changes.has($0)) && concerns(term: $0, changes) }
    }

    /// Whether the stories that the latest documents of a term stand for may be others than before.
    private func concerns(term: UInt32, _ changes: LateChanges) -> Bool {
        var link = chains.last(term)
        var left = Self.reach
        // New ones are looked at instead of as many at the end: all of these have to stand for stories that another one stands for too.
        var more = 0
        var unsure: [Int32] = []
        while link >= 0, left + more > 0 {
            let (place, previous) = (chains.links[Int(link)].place, chains.links[Int(link)].previous)
            link = previous
            guard place >= low else { break }
            // All before stand where they stood.
            if place < changes.first, more == 0, changes.nodes.isEmpty, !changes.hasLooseEnds { return false }
            let root = rootIndex(homes[Int(place)])
            if changes.concerns(place, of: root) { return true }
            let isNew = changes.added.contains(place)
            if left > 0 {
                left -= 1
                if isNew { more += 1 }
                if isNew { unsure.append(root) }
            } else if !isNew {
                more -= 1
                unsure.append(root)
            }
        }
        guard !unsure.isEmpty else { return false }
        link = chains.last(term)
        left = Self.reach
        while link >= 0, left > 0, !unsure.isEmpty {
            let (place, previous) = (chains.links[Int(link)].place, chains.links[Int(link)].previous)
            guard place >= low else { break }
            if !changes.added.contains(place) {
                let root = rootIndex(homes[Int(place)])
                unsure.removeAll { $0 == root }
            }
            (link, left) = (previous, left - 1)
        }
        return !unsure.isEmpty
    }

    /// Notes a document that is new, or new in its story.
    private func disturb(_ entry: Entry, isNew: Bool, _ changes: inout LateChanges) {
        changes.disturb(Int32(entries.count - 1), isNew: isNew)
        mark(entry, &changes)
    }

    private func mark(_ entry: Entry, _ changes: inout LateChanges) {
        for link in Int(entry.firstLink)..<Int(entry.firstLink) + entry.probes { changes.mark(chains.links[link].term) }
    }

    /// Notes a document about which the same was decided as before.
    private mutating func stand(_ entry: Entry, _ changes: inout LateChanges) {
        changes.follow(entry.root, isDated: entry.feature.isDated)
        if changes.nodes.contains(entry.root) { mark(entry, &changes) }
        for (kept, ended) in entry.merges where changes.nodes.contains(ended) || changes.turned[ended] != nil {
            change([kept], &changes)
        }
    }

    /// Notes that a story has more or fewer documents of a weight than it had.
    private mutating func turn(_ node: Int32, by weight: Double, _ changes: inout LateChanges) {
        guard !changes.nodes.contains(node) else { return }
        let length = nodes[Int(node)].isSummed ? Double(nodes[Int(node)].square).squareRoot() : 0
        if !changes.turn(node, by: weight, length: length) { change([node], &changes) }
    }

    /// Notes stories as others than they were, with the terms of their documents.
    private mutating func change(_ stories: [Int32], _ changes: inout LateChanges) {
        for node in stories where changes.insert(node) {
            settle(node)
            for place in nodes[Int(node)].members { mark(entries[Int(place)], &changes) }
        }
    }

    /// Takes a document's weights out of the sums that still hold them.
    private mutating func disown(_ at: Int) {
        let root = Int(taken[at].entry.root)
        guard nodes[root].owed.last == Int32(at) else { return }
        nodes[root].owed.removeLast()
        nodes[root].remove(taken[at].entry.feature)
    }

    /// Puts a document back to where it was.
    private mutating func putBack(_ at: Int, _ reach: Double) {
        var entry = taken[at].entry
        entry.lowBefore = low
        entry.slack = max(0, entry.slack - reach)
        evict(before: entry.feature.time - Self.window)
        let place = Int32(entries.count)
        let root = Int(entry.root)
        let merges = entry.merges
        entry.merges.removeAll()
        entry.firstLink = Int32(chains.links.count)
        push(entry)
        nodes[root].members.append(place)
        if nodes[root].owed.last == Int32(at) {
            nodes[root].owed.removeLast()
        } else if nodes[root].isSummed {
            nodes[root].add(entry.feature)
        }
        for (kept, ended) in merges { join(ended, into: kept, at: place) }
        for term in taken[at].terms { chains.push(term, place) }
    }

    /// Makes a story's sums those of its members again.
    mutating func settle(_ node: Int32) {
        let node = Int(node)
        guard !nodes[node].owed.isEmpty || !nodes[node].due.isEmpty else { return }
        for number in nodes[node].owed { nodes[node].remove(taken[Int(number)].entry.feature) }
        for place in nodes[node].due { nodes[node].add(entries[Int(place)].feature) }
        nodes[node].owed.removeAll()
        nodes[node].due.removeAll()
    }
}
