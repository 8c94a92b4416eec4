extension PageLayout {
    mutating func cutUnits() {
        var i = 0
        while i < tree.nodes.count {
            let node = tree.nodes[i]
            if traits[i].contains(.invisible) {
                i = Int(node.end)
                continue
            }
            switch node.tag {
            case .p:
                if hasDoubleBreak(i) {
                    cutRuns(i)
                } else {
                    traits[i].insert(.paragraph)
                    units.append(
                        Unit(start: Int32(i), end: node.end, container: node.parent, isParagraph: true))
                }
            case .div: cutContainer(i)
            case .section, .h2, .h3, .h4, .h5, .h6, .td, .pre:
                units.append(
                    Unit(start: Int32(i), end: node.end, container: node.parent, isParagraph: false))
            default: break
            }
            i += 1
        }
    }

    private mutating func cutContainer(_ i: Int) {
        let before = units.count
        let blocks = cutRuns(i)
        let made = units.count - before
        if made == 1, blocks == 0, share(ofLinks: i) < 0.25 {
            // The one run is the paragraph; the div around it is nothing.
            traits[i].formUnion([.collapsed, .paragraph])
            units[before].container = tree.nodes[i].parent
        } else if made == 0, blocks == 1, let only = onlyParagraph(in: i), share(ofLinks: i) < 0.25 {
            traits[i].insert(.collapsed)
            _ = only
        } else if made == 0, !traits[i].contains(.container), !traits[i].contains(.blank) {
            traits[i].insert(.paragraph)
            units.append(
                Unit(
                    start: Int32(i), end: tree.nodes[i].end, container: tree.nodes[i].parent,
                    isParagraph: true))
        }
    }

    /// Puts the runs of phrasing content among an element's children into units; two line breaks end a run.
    ///
    /// - Returns: how many other elements with content there are among its children.
    @discardableResult
    private mutating func cutRuns(_ i: Int) -> Int {
        var start: Int?
        var last = 0
        var breaks = 0
        var blocks = 0
        func close(_ units: inout [Unit]) {
            if let first = start {
                units.append(
                    Unit(start: Int32(first), end: Int32(last), container: Int32(i), isParagraph: true))
            }
            start = nil
        }
        var child = i + 1
        let end = Int(tree.nodes[i].end)
        while child < end {
            let next = Int(tree.nodes[child].end)
            let tag = tree.nodes[child].tag
            if traits[child].contains(.invisible) {
                // Neither text nor an end of text.
            } else if tag == .br {
                breaks += 1
                if breaks == 2 { close(&units) }
            } else if traits[child].contains(.phrasing) {
                if !traits[child].contains(.blank) {
                    breaks = 0
                    if start == nil { start = child }
                    last = next
                }
            } else {
                close(&units)
                breaks = 0
                blocks += 1
            }
            child = next
        }
        close(&units)
        return blocks
    }

    private func hasDoubleBreak(_ i: Int) -> Bool {
        var breaks = 0
        for child in tree.children(of: i) {
            if tree.nodes[child].tag == .br {
                breaks += 1
                if breaks == 2 { return true }
            } else if !traits[child].contains(.blank) {
                breaks = 0
            }
        }
        return false
    }

    private func onlyParagraph(in i: Int) -> Int? {
        var found: Int?
        for child in tree.children(of: i) where !traits[child].contains(.invisible) {
            if tree.nodes[child].tag == .text, traits[child].contains(.blank) { continue }
            guard found == nil, tree.nodes[child].tag == .p else { return nil }
            found = child
        }
        return found
    }

    private func share(ofLinks i: Int) -> Float {
        var all: Float = 0
        var linked: Float = 0
        var linkEnd = 0
        for j in i..<Int(tree.nodes[i].end) {
            if tree.nodes[j].tag == .a { linkEnd = max(linkEnd, Int(tree.nodes[j].end)) }
            all += lengths[j]
            if j < linkEnd { linked += lengths[j] }
        }
        return all > 0 ? linked / all : 0
    }
}
