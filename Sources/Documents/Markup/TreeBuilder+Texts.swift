extension TreeBuilder {
    private func isBlank(_ range: Range<Int>) -> Bool {
        for i in range where page[i] > 0x20 || !(page[i] == 0x20 || (0x09...0x0D).contains(page[i])) {
            return false
        }
        return true
    }

    mutating func text(_ range: Range<Int>) {
        var range = range
        if dropsNewline {
            dropsNewline = false
            if page[range.lowerBound] == 0x0A {
                range = (range.lowerBound + 1)..<range.upperBound
            } else if page[range.lowerBound] == 0x0D {
                odd = "carriage return after pre"
                return
            }
            if range.isEmpty { return }
        }
        if let last = open.last, last.space != 0 {
            if last.tag != .style { append(range) }
            return
        }
        switch mode {
        case .inBody, .inCell, .inCaption:
            reconstruct()
            append(range)
        case .afterBody:
            if !isBlank(range) { mode = .inBody }
            reconstruct()
            append(range)
        case .inSelect, .inSelectInTable: append(range)
        case .inTable, .inTableBody, .inRow:
            guard isBlank(range) else {
                odd = "text in a table"
                return
            }
            append(range)
        case .inColumnGroup:
            guard isBlank(range) else {
                odd = "text in a column group"
                return
            }
            append(range)
        case .beforeHTML, .beforeHead:
            let start = range.first { !(page[$0] == 0x20 || (0x09...0x0D).contains(page[$0])) }
            guard let start else { return }
            enterBody()
            append(start..<range.upperBound)
        case .inHead, .inHeadNoscript:
            if isBlank(range) {
                append(range)
            } else {
                enterBody()
                append(range)
            }
        case .afterHead:
            if isBlank(range) {
                held.append((range, commented))
                commented = false
            } else {
                enterBody()
                append(range)
            }
        }
    }

    /// Writes a text as a node, with its references resolved.
    mutating func append(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        let index = Int32(truncatingIfNeeded: nodes.count)
        if !commented, let last = nodes.last, last.tag == .text, last.parent == current.index {
            // The text before it goes on, though a tag that did nothing stood between.
            let start = decoded.count
            let old = Int(last.start)..<Int(last.start + last.count)
            if old.lowerBound < page.count {
                decoded.append(contentsOf: UnsafeBufferPointer(rebasing: page[old]))
            } else {
                decoded.append(
                    contentsOf: decoded[(old.lowerBound - page.count)..<(old.upperBound - page.count)])
            }
            let (from, count) = value(range, inAttribute: false)
            if Int(from) < page.count {
                let more = Int(from)..<(Int(from) + Int(count))
                decoded.append(contentsOf: UnsafeBufferPointer(rebasing: page[more]))
            }
            nodes[nodes.count - 1].start = UInt32(page.count + start)
            nodes[nodes.count - 1].count = UInt32(decoded.count - start)
            return
        }
        commented = false
        let (start, count) = value(range, inAttribute: false)
        nodes.append(
            .init(tag: .text, parent: current.index, end: index + 1, start: start, count: count))
    }

    /// Writes a raw text (a script's) as a node.
    mutating func appendRaw(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        let index = Int32(truncatingIfNeeded: nodes.count)
        let (start, count) = raw(range)
        nodes.append(
            .init(tag: .text, parent: current.index, end: index + 1, start: start, count: count))
    }

    // MARK: Formatting

    /// Opens again what was closed by the end of a block (13.2.4.3).
    @inline(__always)
    mutating func reconstruct() {
        guard let last = formatting.last, !last.isMarker, !last.isOpen else { return }
        reopen()
    }

    private mutating func reopen() {
        var first = formatting.count - 1
        while first > 0, !formatting[first - 1].isMarker, !formatting[first - 1].isOpen { first -= 1 }
        for i in first..<formatting.count {
            let old = nodes[Int(formatting[i].index)]
            let index = insert(old.tag, old.start, old.count)
            open.append(Open(index: index, tag: old.tag))
            formatting[i].index = index
            formatting[i].isOpen = true
        }
        if nodes.count > page.count * 2 + 4096 { odd = "formatting repeated" }
    }

    mutating func pushFormatting(_ token: Token) {
        push(token)
        var same = 0
        var i = formatting.count - 1
        while i >= 0, !formatting[i].isMarker {
            if formatting[i].tag == token.tag { same += 1 }
            i -= 1
        }
        if same >= 3 || formatting.count > 200 { odd = "formatting nested" }
        formatting.append(Formatting(index: current.index, tag: token.tag, isOpen: true))
    }

    mutating func mark() { formatting.append(Formatting(index: -1, tag: .other, isOpen: false)) }

    mutating func clearToMarker() {
        while let last = formatting.popLast() {
            if last.isMarker { return }
        }
    }
}
