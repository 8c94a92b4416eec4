extension TreeBuilder {
    /// Acts on an end tag, by the insertion mode.
    mutating func endTag(_ token: Token) {
        if let last = open.last, last.space != 0 {
            if !foreignEnd(token) { odd = "an end tag out of foreign content" }
            return
        }
        if token.tag == .template {
            guard let around = templateModes.popLast() else { return }
            closeImplied()
            popThrough(.template)
            clearToMarker()
            mode = around
            return
        }
        for _ in 0..<16 {
            switch mode {
            case .beforeHTML, .beforeHead, .inHead, .inHeadNoscript, .afterHead:
                if beforeBody(token) { return }
            case .inBody: return inBodyEnd(token)
            case .afterBody:
                if token.tag == .html || token.tag == .body { return }
                mode = .inBody
            case .inTable, .inCaption, .inColumnGroup, .inTableBody, .inRow, .inCell:
                if inTablePartEnd(token) { return }
            case .inSelect, .inSelectInTable:
                if inSelectEnd(token) { return }
            }
            if odd != nil { return }
        }
        odd = "no end of modes"
    }

    /// - Returns: whether the tag is done with.
    private mutating func beforeBody(_ token: Token) -> Bool {
        switch mode {
        case .inHead where token.tag == .head:
            pop()
            mode = .afterHead
            return true
        case .inHeadNoscript where token.tag == .noscript:
            pop()
            mode = .inHead
            return true
        default: break
        }
        guard token.tag == .head || token.tag == .body || token.tag == .html || token.tag == .br else {
            return true
        }
        if token.tag == .br || token.tag == .head {
            odd = "end tag before the body"
            return true
        }
        if mode == .inHeadNoscript { return true }
        enterBody()
        return false
    }

    /// End tags in the body.
    mutating func inBodyEnd(_ token: Token) {
        let tag = token.tag
        let kind = traits[Int(tag.rawValue)]
        if kind.contains(.formatting) { return adopt(tag) }
        if kind.contains(.block) || tag == .button || tag == .pre {
            guard isInScope(tag) else { return }
            closeImplied()
            return popThrough(tag)
        }
        switch tag {
        case .body, .html:
            guard templateModes.isEmpty else { return }
            guard isInScope(.body) else { return }
            mode = .afterBody
        case .p:
            if isInScope(.p, .button) {
                closeParagraph()
            } else if templateModes.isEmpty {
                insert(.p)
            } else {
                odd = "an end tag in a template"
            }
        case .li:
            guard isInScope(.li, .list) else { return }
            closeImplied(but: .li)
            popThrough(.li)
        case .dd, .dt:
            guard isInScope(tag) else { return }
            closeImplied(but: tag)
            popThrough(tag)
        case .h1, .h2, .h3, .h4, .h5, .h6:
            guard [.h1, .h2, .h3, .h4, .h5, .h6].contains(where: { isInScope($0) }) else { return }
            closeImplied()
            while open.count > 2, let last = open.last {
                pop()
                if last.tag.isHeading { break }
            }
        case .form:
            let node = form
            form = -1
            guard node >= 0, let place = open.lastIndex(where: { $0.index == node }), isInScope(.form)
            else { return }
            closeImplied()
            if current.index == node { pop() } else { open.remove(at: min(place, open.count - 1)) }
        case .object:
            guard isInScope(.object) else { return }
            closeImplied()
            popThrough(.object)
            clearToMarker()
        case .br:
            reconstruct()
            insert(.br)
        default: otherEnd(token)
        }
    }

    /// "Any other end tag".
    mutating func otherEnd(_ token: Token) {
        var i = open.count - 1
        while i > 0 {
            if open[i].space != 0 {
                odd = "HTML in foreign content"
                return
            }
            if isSame(open[i], token) {
                closeImplied(but: token.tag)
                while open.count > i { pop() }
                return
            }
            if has(open[i].tag, .special) { return }
            i -= 1
        }
    }

    private func isSame(_ element: Open, _ token: Token) -> Bool {
        guard element.tag == token.tag, element.isGroup == token.isGroup else { return false }
        guard token.tag == .other, !token.isGroup else { return true }
        guard element.name.count == token.name.count else { return false }
        for (a, b) in zip(element.name, token.name) where lower(page[Int(a)]) != lower(page[Int(b)]) {
            return false
        }
        return true
    }

    private func lower(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte | 0x20 : byte }

    /// The adoption agency algorithm (13.2.6.4.7) as far as it moves nothing.
    mutating func adopt(_ tag: Tag) {
        if current.tag == tag, !formatting.contains(where: { $0.index == current.index }) {
            return pop()
        }
        var place = formatting.count - 1
        while place >= 0, !formatting[place].isMarker, formatting[place].tag != tag { place -= 1 }
        guard place >= 0, !formatting[place].isMarker else {
            return otherEnd(Token(tag: tag, name: 0..<0))
        }
        let index = formatting[place].index
        guard let element = open.lastIndex(where: { $0.index == index }) else {
            formatting.remove(at: place)
            return
        }
        var i = open.count - 1
        while i > element {
            if has(open[i].tag, .scope) || open[i].space != 0 { return }
            i -= 1
        }
        i = element + 1
        while i < open.count {
            if has(open[i].tag, .special) {
                odd = "formatting around a block"
                return
            }
            i += 1
        }
        while open.count > element { pop() }
        if let place = formatting.lastIndex(where: { $0.index == index }) {
            formatting.remove(at: place)
        }
    }

    // MARK: Stack

    /// What bounds a search besides the default scope.
    enum Scope { case normal, button, list }

    /// Whether an element is open within the scope (13.2.4.2).
    func isInScope(_ tag: Tag, _ scope: Scope = .normal) -> Bool {
        var i = open.count - 1
        while i >= 0 {
            let element = open[i]
            if element.space == 0 {
                if element.tag == tag { return true }
                if has(element.tag, .scope) { return false }
                if scope == .button, element.tag == .button { return false }
                if scope == .list, element.tag == .ol || element.tag == .ul { return false }
            } else {
                return false
            }
            i -= 1
        }
        return false
    }

    func isInTableScope(_ tag: Tag) -> Bool {
        for element in open.reversed() {
            if element.tag == tag, element.space == 0 { return true }
            if element.tag == .table || element.tag == .html { return false }
        }
        return false
    }

    mutating func closeImplied(but tag: Tag? = nil) {
        while let last = open.last, last.tag != tag, last.space == 0,
            has(last.tag, .implied) || last.isGroup
        {
            pop()
        }
    }

    mutating func popThrough(_ tag: Tag) {
        while open.count > 1, let last = open.last {
            pop()
            if last.tag == tag { return }
        }
    }

    mutating func closeParagraph() {
        guard isInScope(.p, .button) else { return }
        closeImplied(but: .p)
        popThrough(.p)
    }

    // MARK: Foreign content

    /// - Returns: whether the tag is done with; else HTML's rules apply.
    private mutating func foreignEnd(_ token: Token) -> Bool {
        if token.tag == .br || token.tag == .p {
            odd = "HTML in foreign content"
            return true
        }
        var i = open.count - 1
        while i > 0 {
            if open[i].space == 0 { return false }
            if isSame(open[i], token) {
                while open.count > i { pop() }
                return true
            }
            i -= 1
        }
        return true
    }
}
