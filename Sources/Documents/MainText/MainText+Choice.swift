extension MainText {
    mutating func choose() {
        let body = tree.first(.body) ?? 0
        var candidates: [Int] = []
        for i in scores.indices where !scores[i].isNaN {
            var place = candidates.count
            while place > 0, scores[candidates[place - 1]] < scores[i] { place -= 1 }
            if place < 5 {
                candidates.insert(i, at: place)
                if candidates.count > 5 { candidates.removeLast() }
            }
        }
        guard var best = candidates.first, tree.nodes[best].tag != .body, tree.nodes[best].tag != .html else {
            top = body
            roots = [body..<Int(tree.nodes[body].end)]
            return
        }
        best = commonAncestor(of: candidates) ?? best
        if scores[best].isNaN { initialise(best) }
        var parent = Int(tree.nodes[best].parent)
        var last = scores[best]
        let threshold = last / 3
        while parent > 0, tree.nodes[parent].tag != .body {
            if scores[parent].isNaN {
                parent = Int(tree.nodes[parent].parent)
                continue
            }
            if scores[parent] < threshold { break }
            if scores[parent] > last {
                best = parent
                break
            }
            last = scores[parent]
            parent = Int(tree.nodes[parent].parent)
        }
        if let body = namedBody(insteadOf: best) { best = body }
        // An only child stands for the element around it.
        parent = Int(tree.nodes[best].parent)
        while parent > 0, tree.nodes[parent].tag != .body, elementChildren(parent) == 1 {
            best = parent
            parent = Int(tree.nodes[best].parent)
        }
        if scores[best].isNaN { initialise(best) }
        top = best
        roots = neighbours(of: best)
    }

    /// The element named as the article's body, when the best one is neither around it nor inside one: comments, teasers or
    /// the next article of an endless page may be longer. Of several the first that is a third as long as the longest.
    private func namedBody(insteadOf best: Int) -> Int? {
        let bodies = layout.bodies.filter { isKept($0) && sums[$0].linkDensity < 0.4 }
        guard let longest = bodies.map({ sums[$0].text }).max(),
            let first = bodies.first(where: { sums[$0].text * 3 >= longest }), first != best
        else { return nil }
        let isAround = best < first && first < Int(tree.nodes[best].end)
        let isInside = first < best && best < Int(tree.nodes[first].end)
        guard !isAround, !isInside, sums[first].text * 4 >= sums[best].text else { return nil }
        return first
    }

    /// Whether a node is, or stands inside, an element named as the article's body.
    func isInBody(_ i: Int) -> Bool {
        layout.bodies.contains { $0 <= i && i < Int(tree.nodes[$0].end) }
    }

    private func elementChildren(_ i: Int) -> Int {
        var count = 0
        for child in tree.children(of: i) where tree.nodes[child].tag != .text && reasons[child] == .kept { count += 1 }
        return count
    }

    /// When several elements have about as many points, the one around most of them.
    private func commonAncestor(of candidates: [Int]) -> Int? {
        guard let best = candidates.first else { return nil }
        let rivals = candidates.dropFirst().filter { scores[$0] / scores[best] >= 0.75 }
        guard rivals.count >= 3 else { return nil }
        var parent = Int(tree.nodes[best].parent)
        while parent > 0, tree.nodes[parent].tag != .body {
            let holds = rivals.filter { parent < $0 && $0 < Int(tree.nodes[parent].end) }.count
            if holds >= 3 { return parent }
            parent = Int(tree.nodes[parent].parent)
        }
        return nil
    }

    private func neighbours(of best: Int) -> [Range<Int>] {
        let parent = Int(tree.nodes[best].parent)
        guard parent >= 0 else { return [best..<Int(tree.nodes[best].end)] }
        let threshold = max(10, scores[best] * 0.2)
        let className = tree.attribute(.class, of: best).map { Array($0) } ?? []
        var found: [Range<Int>] = []
        for child in tree.children(of: parent) where reasons[child] == .kept && tree.nodes[child].tag != .text {
            let range = child..<Int(tree.nodes[child].end)
            if child == best {
                found.append(range)
                continue
            }
            var bonus: Float = 0
            if !className.isEmpty, let other = tree.attribute(.class, of: child), other.elementsEqual(className) {
                bonus = scores[best] * 0.2
            }
            if !scores[child].isNaN, scores[child] + bonus >= threshold {
                found.append(range)
            } else if layout.traits[child].contains(.paragraph) {
                let density = sums[child].linkDensity
                let length = sums[child].text
                if length > 80, density < 0.25 {
                    found.append(range)
                } else if length > 0, length < 80, density == 0, endsSentence(child) {
                    found.append(range)
                }
            }
        }
        // Runs of text between the neighbours.
        for unit in layout.units where Int(unit.container) == parent && tree.nodes[Int(unit.start)].tag == .text {
            var length: Float = 0
            for i in Int(unit.start)..<Int(unit.end) { length += layout.lengths[i] }
            if length > 80 { found.append(Int(unit.start)..<Int(unit.end)) }
        }
        return found.sorted { $0.lowerBound < $1.lowerBound }
    }

    func endsSentence(_ i: Int) -> Bool {
        let text = Array(tree.content(of: i, limit: 2000).utf8)
        for (j, byte) in text.enumerated() where byte == UInt8(ascii: ".") {
            if j + 1 == text.count || text[j + 1] == 0x20 { return true }
        }
        return false
    }
}
