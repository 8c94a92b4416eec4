/// A story as the running pass sees it: named by the document that opened it.
struct RunningNode {
    /// The document that opened it.
    let number: Int64
    /// Places in the stream of its members inside the window, rising, those merged into it among them.
    var members: ArraySlice<Int32> = []
    /// Whether the sums are those of the members. They are made when somebody asks, and then kept current.
    var isSummed = false
    /// Sums of the members' weights by term.
    var sums: [UInt32: Int64] = [:]
    /// Squared length of the sums.
    var square: Int64 = 0
    /// Documents that were taken back and whose weights the sums still hold, by their numbers among those, the earliest last.
    var owed: [Int32] = []
    /// Places of members whose weights the sums lack, as they had left the window before documents were taken back; the earliest last.
    var due: [Int32] = []

    /// Forgets the sums.
    mutating func forget() {
        isSummed = false
        sums = [:]
        square = 0
    }

    /// Adds a vector to the sums.
    mutating func add(_ feature: StoryFeature) {
        for i in feature.keys.indices {
            let weight = Int64(feature.weights[i])
            let sum = sums[feature.keys[i], default: 0]
            square += (2 * sum + weight) * weight
            sums[feature.keys[i]] = sum + weight
        }
    }

    /// Takes a vector out of the sums.
    mutating func remove(_ feature: StoryFeature) {
        for i in feature.keys.indices {
            let weight = Int64(feature.weights[i])
            let sum = sums[feature.keys[i], default: 0]
            square -= (2 * sum - weight) * weight
            sums[feature.keys[i]] = sum == weight ? nil : sum - weight
        }
    }
}
