extension MainText {
    func weight(_ i: Int) -> Float {
        guard pass.weighsClasses else { return 0 }
        let meaning = layout.meanings[i]
        return (meaning.contains(.positive) ? 25 : 0) - (meaning.contains(.negative) ? 25 : 0)
    }

    mutating func initialise(_ i: Int) {
        let base: Float =
            switch tree.nodes[i].tag {
            case .div: 5
            case .pre, .td, .blockquote: 3
            case .address, .ol, .ul, .dl, .dd, .dt, .li, .form: -3
            case .h1, .h2, .h3, .h4, .h5, .h6, .th: -5
            default: 0
            }
        scores[i] = base + weight(i)
    }

    /// The element around a node, seen through divs that stand for one paragraph.
    private func effective(_ container: Int) -> Int {
        var container = container
        while container > 0, layout.traits[container].contains(.collapsed) {
            container = Int(tree.nodes[container].parent)
        }
        return container
    }

    mutating func score() {
        for unit in layout.units {
            let start = Int(unit.start)
            guard isKept(start) else { continue }
            var length: Float = 0
            var commas: Int32 = 0
            var i = start
            while i < Int(unit.end) {
                length += sums[i].text
                commas += sums[i].commas
                i = Int(tree.nodes[i].end)
            }
            guard length >= 25 else { continue }
            let points = 2 + Float(commas) + min((length / 100).rounded(.down), 3)
            var ancestor = effective(Int(unit.container))
            for level in 0..<5 where ancestor > 0 || level == 0 {
                guard ancestor >= 0 else { break }
                if scores[ancestor].isNaN { initialise(ancestor) }
                scores[ancestor] += level == 0 ? points : level == 1 ? points / 2 : points / Float(level * 3)
                ancestor = Int(tree.nodes[ancestor].parent)
                if ancestor > 0 { ancestor = effective(ancestor) }
            }
        }
        for i in scores.indices where !scores[i].isNaN { scores[i] *= 1 - sums[i].linkDensity }
    }

    /// Whether neither the node nor anything around it has been left out.
    func isKept(_ i: Int) -> Bool {
        var node = i
        while node >= 0 {
            if reasons[node] != .kept { return false }
            node = Int(tree.nodes[node].parent)
        }
        return true
    }
}
