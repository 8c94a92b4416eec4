import Stories

extension ClusterLimits {
    /// The product's limits with some changed: "join=0.14,regroup=0.5".
    init(changed text: String, from limits: ClusterLimits) throws {
        self = limits
        let decimals: [String: WritableKeyPath<ClusterLimits, Float>] = [
            "join": \.join, "joinShort": \.joinShort, "merge": \.merge, "mergeShort": \.mergeShort, "grace": \.grace,
            "decay": \.decay, "title": \.title, "leadWeight": \.leadWeight, "name": \.name, "number": \.number,
            "rarity": \.rarity, "stream": \.stream, "nearest": \.nearest, "regroup": \.regroup,
            "joinBare": \.joinBare, "joinPassage": \.joinPassage, "mergePassage": \.mergePassage,
            "mergeFragment": \.mergeFragment, "crowdingFloor": \.crowdingFloor, "crowdingPower": \.crowdingPower,
            "capital": \.capital,
        ]
        let numbers: [String: WritableKeyPath<ClusterLimits, Int>] = [
            "words": \.words, "terms": \.terms, "storyTerms": \.storyTerms, "probes": \.probes,
            "candidates": \.candidates,
            "neighbours": \.neighbours, "revision": \.revision, "revisionWindow": \.revisionWindow,
            "shortWords": \.shortWords, "revisionWords": \.revisionWords, "crowdingTo": \.crowdingTo,
            "crowdingFrom": \.crowdingFrom,
        ]
        for part in text.split(separator: ",") {
            let sides = part.split(separator: "=").map(String.init)
            guard sides.count == 2 else { throw LabError(description: "--limits \(part): write name=value.") }
            if let path = decimals[sides[0]], let value = Float(sides[1]) {
                self[keyPath: path] = value
            } else if let path = numbers[sides[0]], let value = Int(sides[1]) {
                self[keyPath: path] = value
            } else {
                throw LabError(description: "--limits \(part): no such limit, or no number.")
            }
        }
    }
}
