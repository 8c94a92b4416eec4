extension TreeBuilder {
    func has(_ tag: Tag, _ trait: ElementTraits) -> Bool { traits[Int(tag.rawValue)].contains(trait) }

    /// Acts on a start tag, by the insertion mode.
    mutating func startTag(_ token: Token) {
        if has(token.tag, .odd) {
            odd = "a rare element"
            return
        }
        if let last = open.last, last.space != 0 {
            foreignStart(token, last)
            return
        }
        // Each round either acts or changes the mode.
        for _ in 0..<16 {
            switch mode {
            case .beforeHTML:
                if token.tag == .html {
                    push(token)
                    mode = .beforeHead
                    return
                }
                push(.html)
                mode = .beforeHead
            case .beforeHead:
                if token.tag == .html { return merge(token, into: 0) }
                if token.tag == .head { push(token) } else { push(.head) }
                head = current.index
                mode = .inHead
                if token.tag == .head { return }
            case .inHead:
                if token.tag == .html { return merge(token, into: 0) }
                if token.tag == .head { return }
                if has(token.tag, .head) || token.isRaw { return inHead(token) }
                if token.tag == .noscript {
                    push(token)
                    mode = .inHeadNoscript
                    return
                }
                pop()
                mode = .afterHead
            case .inHeadNoscript:
                if token.tag == .html { return merge(token, into: 0) }
                if token.tag == .head || token.tag == .noscript { return }
                if token.tag == .link || token.tag == .meta || token.tag == .style || token.isRaw {
                    return inHead(token)
                }
                pop()
                mode = .inHead
            case .afterHead:
                if token.tag == .html { return merge(token, into: 0) }
                if token.tag == .head { return }
                if token.tag == .body {
                    release()
                    push(token)
                    body = current.index
                    mode = .inBody
                    return
                }
                if has(token.tag, .head) || token.isRaw {
                    // It goes into the head, which is the last thing written.
                    open.append(Open(index: head, tag: .head))
                    if token.tag == .template {
                        odd = "a template behind the head"
                        return
                    }
                    inHead(token)
                    if open.last?.tag == .head { open.removeLast() }
                    return
                }
                enterBody()
            case .inBody: return inBody(token)
            case .afterBody:
                if token.tag == .html { return merge(token, into: 0) }
                mode = .inBody
            case .inTable, .inCaption, .inColumnGroup, .inTableBody, .inRow, .inCell:
                if inTablePart(token) { return }
            case .inSelect, .inSelectInTable:
                if inSelect(token) { return }
            }
            if odd != nil { return }
        }
        odd = "no end of modes"
    }

    /// Opens what stands before the body where the page leaves it out.
    mutating func enterBody() {
        if mode == .beforeHTML { push(.html) }
        if mode == .beforeHTML || mode == .beforeHead {
            push(.head)
            head = current.index
            pop()
        } else if mode == .inHead {
            pop()
        } else if mode == .inHeadNoscript {
            pop()
            pop()
        }
        release()
        push(.body)
        body = current.index
        mode = .inBody
    }

    /// Writes the white space held back between head and body.
    private mutating func release() {
        for (range, isCommented) in held {
            commented = isCommented
            append(range)
        }
        held = []
    }

    /// Elements of the head: without content, or with raw text.
    mutating func inHead(_ token: Token) {
        switch token.tag {
        case .base, .link, .meta: insert(token.tag, token.attributes, token.count)
        case .template:
            push(token)
            mark()
            templateModes.append(mode)
            mode = .inBody
        case .title: rawElement(token, isEscapable: true)
        default: rawElement(token, isEscapable: false)
        }
    }

    /// An element that holds raw text (script, style, …) or text with references alone (title, textarea).
    private mutating func rawElement(_ token: Token, isEscapable: Bool) {
        push(token)
        guard var text = rawText(token) else {
            odd = odd ?? "raw text without end"
            return
        }
        if token.tag == .textarea, let first = text.first {
            if page[first] == 0x0D {
                odd = "carriage return after textarea"
                return
            }
            if page[first] == 0x0A { text = (first + 1)..<text.upperBound }
        }
        if isEscapable { append(text) } else if token.tag != .style { appendRaw(text) }
        pop()
    }

    /// Start tags in the body (13.2.6.4.7).
    mutating func inBody(_ token: Token) {
        let tag = token.tag
        let kind = traits[Int(tag.rawValue)]
        if kind.contains(.block) {
            closeParagraph()
            return push(token)
        }
        if kind.contains(.formatting) {
            if tag == .a, let old = activeLink() {
                adopt(.a)
                if odd != nil { return }
                formatting.removeAll { $0.index == old }
            }
            reconstruct()
            return pushFormatting(token)
        }
        if kind.contains(.void) {
            reconstruct()
            insert(tag, token.attributes, token.count)
            return
        }
        if kind.contains(.head) { return inHead(token) }
        if kind.contains(.table) || tag == .head {
            if !templateModes.isEmpty { odd = "a part of a table in a template" }
            return
        }
        switch tag {
        case .html: merge(token, into: 0)
        case .body: if open.count > 1, open[1].tag == .body { merge(token, into: body) }
        case .h1, .h2, .h3, .h4, .h5, .h6:
            closeParagraph()
            if current.tag.isHeading { pop() }
            push(token)
        case .p:
            closeParagraph()
            push(token)
        case .pre:
            closeParagraph()
            push(token)
            dropsNewline = true
        case .form:
            guard templateModes.isEmpty else {
                odd = "a form in a template"
                return
            }
            guard form < 0 else { return }
            closeParagraph()
            push(token)
            form = current.index
        case .li: item(token, [.li])
        case .dd, .dt: item(token, [.dd, .dt])
        case .button:
            if isInScope(.button) {
                closeImplied()
                popThrough(.button)
            }
            reconstruct()
            push(token)
        case .object:
            reconstruct()
            push(token)
            mark()
        case .table:
            if isInScope(.p, .button) {
                guard isStandard else {
                    odd = "table in a paragraph"
                    return
                }
                closeParagraph()
            }
            push(token)
            mode = .inTable
        case .param, .source, .track: insert(tag, token.attributes, token.count)
        case .hr:
            closeParagraph()
            insert(tag, token.attributes, token.count)
        case .textarea: rawElement(token, isEscapable: true)
        case .iframe: rawElement(token, isEscapable: false)
        case .select:
            reconstruct()
            push(token)
            let isInTable = mode != .inBody
            mode = isInTable ? .inSelectInTable : .inSelect
        case .option:
            if current.tag == .option { pop() }
            reconstruct()
            push(token)
        case .rp, .rt:
            if isInScope(.ruby) { closeImplied() }
            push(token)
        case .math, .svg:
            reconstruct()
            push(token)
            open[open.count - 1].space = tag == .svg ? 1 : 2
            if token.isSelfClosing { pop() }
        default:
            if token.isRaw { return rawElement(token, isEscapable: false) }
            if token.isGroup, current.tag == .option { pop() }
            reconstruct()
            push(token)
        }
    }

    /// A list's item closes the one before it.
    private mutating func item(_ token: Token, _ kinds: [Tag]) {
        var i = open.count - 1
        while i >= 0 {
            let tag = open[i].tag
            if kinds.contains(tag) {
                closeImplied(but: tag)
                popThrough(tag)
                break
            }
            if has(tag, .special), tag != .address, tag != .div, tag != .p { break }
            i -= 1
        }
        closeParagraph()
        push(token)
    }

    /// The link that is still active, after the last marker.
    private func activeLink() -> Int32? {
        var i = formatting.count - 1
        while i >= 0, !formatting[i].isMarker {
            if formatting[i].tag == .a { return formatting[i].index }
            i -= 1
        }
        return nil
    }

    // MARK: Foreign content

    private mutating func foreignStart(_ token: Token, _ last: Open) {
        if has(token.tag, .breakout) || isIntegration(last) {
            odd = "HTML in foreign content"
            return
        }
        push(token)
        open[open.count - 1].space = last.space
        if token.isSelfClosing { pop() }
    }

    /// Whether an SVG or MathML element holds HTML.
    private func isIntegration(_ element: Open) -> Bool {
        if element.space == 1 {
            return element.tag == .title || isNamed(element, "foreignobject", "desc")
        }
        return element.tag != .math
    }

    private func isNamed(_ element: Open, _ names: String...) -> Bool {
        names.contains { name in
            element.name.count == name.utf8.count
                && zip(element.name, name.utf8).allSatisfy { page[Int($0)] | 0x20 == $1 }
        }
    }
}
