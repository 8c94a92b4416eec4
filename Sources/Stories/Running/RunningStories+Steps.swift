extension RunningStories {
    /// Decides about the next document, which must not precede the last one.
    public mutating func append(_ feature: StoryFeature) -> Step {
        var entry = made(feature)
        evict(before: feature.time - Self.window)
        let candidates = candidates(entry)
        let threshold = Double(feature.isShort ? limits.joinShort : feature.isBare ? limits.joinBare : limits.join)
        let place = Int32(entries.count)
        entry.slack = slack(feature, candidates.map(\.score), threshold)
        // Passages that somebody laid side by side need little in common; one of another file needs as much as any text.
        let best = candidates.first { candidate in
            candidate.score >= threshold
                || candidate.score >= Double(limits.joinPassage) && sharesSheet(feature, candidate.node)
        }
        if let best {
            entry.node = best.node
            entry.root = best.node
            push(entry)
            put(place, into: entry.root)
            merge(place, candidates.filter { $0.node != best.node }.prefix(3), threshold)
        } else {
            entry.node = nodeIndex(feature.number)
            entry.root = entry.node
            push(entry)
            put(place, into: entry.root)
            if !feature.isShort, !feature.isBare { merge(place, candidates.prefix(2), threshold) }
        }
        post(place)
        return step(place)
    }

    /// Takes over a decision made before, without searching.
    public mutating func restore(_ feature: StoryFeature, node: Int64, merges: [Merge]) {
        var entry = made(feature)
        evict(before: feature.time - Self.window)
        let place = Int32(entries.count)
        entry.node = nodeIndex(node)
        entry.root = rootIndex(entry.node)
        push(entry)
        put(place, into: entry.root)
        for merge in merges { join(nodeIndex(merge.ended), into: nodeIndex(merge.kept), at: place) }
        post(place)
    }

    /// Takes over a merge from before the first document that is held.
    public mutating func restore(_ merge: Merge) {
        // One after the other: a new node has to be there before its root is asked for.
        let named = nodeIndex(merge.kept)
        let ended = nodeIndex(merge.ended)
        let kept = rootIndex(named)
        if kept != ended { parents[Int(ended)] = kept }
    }

    func step(_ place: Int32) -> Step { step(entries[Int(place)]) }

    func step(_ entry: Entry) -> Step {
        Step(
            feature: entry.feature, node: nodes[Int(entry.node)].number,
            merges: entry.merges.map {
                Merge(kept: nodes[Int($0.kept)].number, ended: nodes[Int($0.ended)].number)
            })
    }

    private mutating func made(_ feature: StoryFeature) -> Entry {
        var entry = Entry(feature: feature, norm: Double(feature.square).squareRoot())
        // The heaviest terms; of equal ones the lower number.
        probes.removeAll(keepingCapacity: true)
        let count = feature.weights.count
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count + 1) { order in
            func packed(_ i: Int) -> UInt64 { UInt64(~feature.weights[i]) << 32 | UInt64(i) }
            for i in 0..<count { order[i] = packed(i) }
            let all = UnsafeMutableBufferPointer(rebasing: order[..<count])
            let last = count > limits.probes ? Ranking.value(atRank: limits.probes - 1, of: all) : .max
            for i in 0..<count where packed(i) <= last { probes.append((feature.keys[i], feature.weights[i])) }
        }
        entry.lowBefore = low
        return entry
    }

    // MARK: Going on and going back

    mutating func evict(before time: Int64) {
        while low < entries.count, entries[low].feature.time < time {
            let root = Int(rootIndex(entries[low].node))
            nodes[root].members.removeFirst()
            if nodes[root].due.last == Int32(low) {
                nodes[root].due.removeLast()
            } else if nodes[root].isSummed {
                nodes[root].remove(entries[low].feature)
            }
            low += 1
        }
    }

    mutating func push(_ entry: Entry) {
        entries.append(entry)
        homes.append(entry.node)
    }

    private mutating func put(_ place: Int32, into root: Int32) {
        nodes[Int(root)].members.append(place)
        if nodes[Int(root)].isSummed { nodes[Int(root)].add(entries[Int(place)].feature) }
    }

    private mutating func post(_ place: Int32) {
        entries[Int(place)].firstLink = Int32(chains.links.count)
        for probe in probes { chains.push(probe.term, place) }
        entries[Int(place)].probes = probes.count
    }

    /// Makes a story's sums when it has none and more than one document, and those it has what its members add up to.
    private mutating func sum(_ node: Int32) {
        if nodes[Int(node)].isSummed { return settle(node) }
        guard nodes[Int(node)].members.count > 1 else { return }
        nodes[Int(node)].forget()
        for member in nodes[Int(node)].members { nodes[Int(node)].add(entries[Int(member)].feature) }
        nodes[Int(node)].isSummed = true
    }

    /// Joins a story to another and notes it with the document at `place`.
    mutating func join(_ ended: Int32, into kept: Int32, at place: Int32) {
        guard ended != kept, parents[Int(ended)] == ended, parents[Int(kept)] == kept else { return }
        let other = nodes[Int(ended)]
        parents[Int(ended)] = kept
        nodes[Int(kept)].members = Self.union(nodes[Int(kept)].members, other.members)
        if nodes[Int(kept)].isSummed {
            for member in other.members { nodes[Int(kept)].add(entries[Int(member)].feature) }
        }
        entries[Int(place)].merges.append((kept, ended))
    }

    /// Takes the last document back. What it gave to sums stays in them for now, as most documents come back to where they were.
    ///
    /// - Parameters:
    ///   - number: what it is known by among those that were taken back, higher than those before.
    ///   - end: the place from which on all are taken back.
    mutating func takeBack(_ number: Int32, to end: Int) -> Entry {
        let entry = entries.removeLast()
        homes.removeLast()
        for _ in 0..<entry.probes { chains.pop() }
        for (kept, ended) in entry.merges.reversed() {
            let other = nodes[Int(ended)]
            parents[Int(ended)] = ended
            let gone = Set(other.members)
            nodes[Int(kept)].members = ArraySlice(nodes[Int(kept)].members.filter { !gone.contains($0) })
            guard nodes[Int(kept)].isSummed else { continue }
            for member in other.members {
                nodes[Int(kept)].remove(Int(member) < entries.count ? entries[Int(member)].feature : entry.feature)
            }
        }
        let root = Int(entry.root)
        nodes[root].members.removeLast()
        if nodes[root].isSummed { nodes[root].owed.append(number) }
        while low > entry.lowBefore {
            low -= 1
            let root = Int(rootIndex(entries[low].node))
            nodes[root].members = [Int32(low)] + nodes[root].members
            guard nodes[root].isSummed else { continue }
            if low < end { nodes[root].due.append(Int32(low)) } else { nodes[root].add(entries[low].feature) }
        }
        return entry
    }

    private static func union(_ a: ArraySlice<Int32>, _ b: ArraySlice<Int32>) -> ArraySlice<Int32> {
        var result: [Int32] = []
        result.reserveCapacity(a.count + b.count)
        var (i, j) = (a.startIndex, b.startIndex)
        while i < a.endIndex || j < b.endIndex {
            if j == b.endIndex || (i < a.endIndex && a[i] < b[j]) {
                result.append(a[i])
                i += 1
            } else {
                result.append(b[j])
                j += 1
            }
        }
        return result[...]
    }

    // MARK: Deciding

    /// Stories that share heavy terms with a document, the likest first; of equal ones the older.
    private mutating func candidates(_ entry: Entry) -> [(node: Int32, score: Double)] {
        var touched: [Int32] = []
        for probe in probes {
            stamp += 1
            var link = chains.last(probe.term)
            var left = Self.reach
            while link >= 0, left > 0 {
                let (place, previous) = (chains.links[Int(link)].place, chains.links[Int(link)].previous)
                guard place >= low else { break }
                (link, left) = (previous, left - 1)
                let root = rootIndex(homes[Int(place)])
                guard stamps[Int(root)] != stamp else { continue }
                stamps[Int(root)] = stamp
                if sums[Int(root)] == 0 { touched.append(root) }
                sums[Int(root)] += Int64(probe.weight)
            }
        }
        var best = touched.map { (node: $0, votes: sums[Int($0)]) }
        for node in touched { sums[Int(node)] = 0 }
        best.sort { $0.votes != $1.votes ? $0.votes > $1.votes : older($0.node, $1.node) }
        for candidate in best.prefix(limits.candidates) { sum(candidate.node) }
        return best.prefix(limits.candidates)
            .map { (node: $0.node, score: score(entry, nodes[Int($0.node)])) }
            .sorted { $0.score != $1.score ? $0.score > $1.score : older($0.node, $1.node) }
    }

    /// Whether a document is a passage of a file that a story holds another passage of, among its latest documents.
    private func sharesSheet(_ feature: StoryFeature, _ node: Int32) -> Bool {
        feature.sheet != 0
            && nodes[Int(node)].members.suffix(Self.reach).contains {
                entries[Int($0)].feature.sheet == feature.sheet
            }
    }

    /// Whether a story's first document in the window comes before another's.
    private func older(_ a: Int32, _ b: Int32) -> Bool {
        (nodes[Int(a)].members.first ?? -1) < (nodes[Int(b)].members.first ?? -1)
    }

    /// Joins stories to the one a document was put into when their middles have come close; the older goes on.
    private mutating func merge(
        _ place: Int32, _ others: some Sequence<(node: Int32, score: Double)>, _ threshold: Double
    ) {
        let feature = entries[Int(place)].feature
        for (other, score) in others {
            let mine = rootIndex(entries[Int(place)].node)
            guard other != mine, parents[Int(other)] == other else { continue }
            let short = feature.isShort || feature.isBare
            let isSheet = sharesSheet(feature, other)
            let least = isSheet ? Double(limits.joinPassage) : short ? threshold : threshold * 0.6
            guard score >= least else { continue }
            let small = min(nodes[Int(other)].members.count, nodes[Int(mine)].members.count) <= 2
            sum(mine)
            sum(other)
            let from = Double(
                isSheet
                    ? limits.mergePassage
                    : short ? limits.mergeShort : small ? limits.mergeFragment : limits.merge)
            let likeness =
                similarity(nodes[Int(mine)], nodes[Int(other)]) * decay(entries[Int(place)], nodes[Int(other)])
            entries[Int(place)].slack = min(entries[Int(place)].slack, abs(likeness - from))
            guard likeness >= from else { continue }
            if older(other, mine) { join(mine, into: other, at: place) } else { join(other, into: mine, at: place) }
        }
    }
}
