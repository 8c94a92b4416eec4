import Texts

/// Which attributions each token stands in, innermost first.
///
/// Contents are swept once from left to right; stretches that cross are taken as they open. Linear but for the sort.
struct AttributedContents {
    /// Innermost content of each token, an index into `owners`; -1 outside.
    private var innermost: [Int32]
    /// Attribution of each content stretch.
    private var owners: [Int32] = []
    /// The stretch around each stretch; -1 at the outside.
    private var parents: [Int32] = []

    init(_ reading: Reading) {
        innermost = [Int32](repeating: -1, count: reading.tokens.count)
        var stretches: [(extent: Extent, owner: Int)] = []
        for (i, attribution) in reading.attributions.enumerated() {
            for extent in attribution.content where !extent.isEmpty { stretches.append((extent, i)) }
        }
        stretches.sort { ($0.extent.lower, $1.extent.upper, $0.owner) < ($1.extent.lower, $0.extent.upper, $1.owner) }
        var open: [(stretch: Int, upper: Int)] = []
        var next = 0
        for (i, token) in reading.tokens.enumerated() {
            while let last = open.last, last.upper <= token.extent.start { open.removeLast() }
            while next < stretches.count, stretches[next].extent.start <= token.extent.start {
                while let last = open.last, last.upper <= stretches[next].extent.start { open.removeLast() }
                parents.append(Int32(open.last?.stretch ?? -1))
                owners.append(Int32(stretches[next].owner))
                open.append((owners.count - 1, stretches[next].extent.end))
                next += 1
                while let last = open.last, last.upper <= token.extent.start { open.removeLast() }
            }
            innermost[i] = Int32(open.last?.stretch ?? -1)
        }
    }

    /// Attributions around a token, innermost first; at most 8.
    func attributions(around token: Int) -> [Int] {
        var found: [Int] = []
        var stretch = innermost[token]
        while stretch >= 0, found.count < 8 {
            let owner = Int(owners[Int(stretch)])
            if !found.contains(owner) { found.append(owner) }
            stretch = parents[Int(stretch)]
        }
        return found
    }
}
