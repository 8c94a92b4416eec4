/// Claims that may be denied, found by what a denial must share with them, so that each denial looks at few of them.
struct DenialTargets {
    let all: [DenialFinder.Target]
    /// By document.
    private(set) var byDocument: [[Int]]
    private var byPredicate: [UInt64: [Int]] = [:]
    private var byGroup: [UInt16: [Int]] = [:]
    private var byType: [String: [Int]] = [:]

    init(_ targets: [DenialFinder.Target], documents: Int) {
        all = targets
        byDocument = Array(repeating: [], count: documents)
        for (t, target) in targets.enumerated() {
            byDocument[target.sketch.document].append(t)
            byPredicate[target.sketch.predicate, default: []].append(t)
            for group in target.sketch.groups { byGroup[group, default: []].append(t) }
            if let type = target.sketch.type { byType[type, default: []].append(t) }
        }
    }

    /// Those whose predicate, group of predicates or type one of the denied claims has, in their order.
    func like(_ denied: [ClaimSketch]) -> [Int] {
        var found: Set<Int> = []
        for sketch in denied {
            found.formUnion(byPredicate[sketch.predicate] ?? [])
            for group in sketch.groups { found.formUnion(byGroup[group] ?? []) }
            if let type = sketch.type { found.formUnion(byType[type] ?? []) }
        }
        return found.sorted()
    }

    /// Those in one of these groups of predicates, in their order.
    func inGroups(_ groups: [UInt16]) -> [Int] {
        Set(groups.flatMap { byGroup[$0] ?? [] }).sorted()
    }

    /// Those of one of these types, in their order.
    func ofTypes(_ types: Set<String>) -> [Int] {
        types.flatMap { byType[$0] ?? [] }.sorted()
    }
}
