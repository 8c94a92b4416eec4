extension MainText {
    /// Paragraphs between the headline and the main text that belong to the article: its lead, which many publishers put
    /// into the head of the page. In order; each a stretch of nodes.
    func leads() -> [Range<Int>] {
        guard let start = roots.first?.lowerBound, start > 0 else { return [] }
        let heading = (0..<start).last { i in
            tree.nodes[i].tag == .h1 && reasons[i] != .invisible && reasons[i] != .hidden
        }
        let from = heading.map { Int(tree.nodes[$0].end) } ?? max(0, start - 250)
        guard start - from <= 700 else { return [] }
        var found: [Range<Int>] = []
        var isFirst = heading != nil
        for unit in layout.units where Int(unit.start) >= from && Int(unit.start) < start && Int(unit.end) <= start {
            if isLead(unit, isFirst: isFirst) { found.append(Int(unit.start)..<Int(unit.end)) }
            if isFirst, holdsText(unit) { isFirst = false }
        }
        return found
    }

    private func holdsText(_ unit: PageLayout.Unit) -> Bool {
        (Int(unit.start)..<Int(unit.end)).contains { layout.lengths[$0] > 0 }
    }

    /// - Parameter isFirst: whether it is the first text behind the headline: there a lead need not end as a sentence does.
    private func isLead(_ unit: PageLayout.Unit, isFirst: Bool) -> Bool {
        let start = Int(unit.start)
        let tag = tree.nodes[start].tag
        guard tag != .h1, tag != .h3, tag != .h4, tag != .h5, tag != .h6, tag != .section, tag != .td else {
            return false
        }
        var named = false
        var node = start
        var depth = 0
        while node >= 0 {
            switch reasons[node] {
            case .invisible, .hidden, .role, .byline, .title: return false
            default: break
            }
            switch tree.nodes[node].tag {
            case .nav, .aside, .footer, .ul, .ol, .li, .form, .table, .a, .figure, .figcaption: return false
            case .body, .html: break
            default:
                if depth < 4 {
                    let meaning = layout.meanings[node]
                    if meaning.contains(.lead) { named = true } else if meaning.contains(.noLead) { return false }
                }
            }
            node = Int(tree.nodes[node].parent)
            depth += 1
        }
        if tag == .h2, !named, !isFirst { return false }
        var text: [UInt8] = []
        var length: Float = 0
        var linked: Float = 0
        var linkEnd = 0
        for i in start..<Int(unit.end) {
            if tree.nodes[i].tag == .a { linkEnd = max(linkEnd, Int(tree.nodes[i].end)) }
            guard tree.nodes[i].tag == .text else { continue }
            length += layout.lengths[i]
            if i < linkEnd { linked += layout.lengths[i] }
            if text.count < 8192 { Collapse.append(tree.text(of: i), to: &text) }
        }
        guard length > 0, linked / length <= 0.3, length <= 1500 else { return false }
        if named { return length >= 40 }
        if isFirst, length >= 70, linked == 0, text.lazy.filter({ $0 == 0x20 }).count >= 8 { return true }
        return length >= 100 && tag != .h2 && Self.ends(text)
    }

    /// Whether a text ends as a sentence does, closing marks allowed.
    private static func ends(_ text: [UInt8]) -> Bool {
        var scalars = String(decoding: text.suffix(24), as: UTF8.self).unicodeScalars
        while let last = scalars.last, last == " " || "\"“”»’')".unicodeScalars.contains(last) { scalars.removeLast() }
        return scalars.last.map { ".!?…".unicodeScalars.contains($0) } ?? false
    }
}
