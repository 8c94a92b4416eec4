extension TreeBuilder {
    /// Start tags inside a table (13.2.6.4.9 to 15).
    ///
    /// - Returns: whether the tag is done with; else the mode has changed and the tag is to be read again.
    mutating func inTablePart(_ token: Token) -> Bool {
        let tag = token.tag
        switch mode {
        case .inCaption:
            guard has(tag, .table) else { break }
            guard isInTableScope(.caption) else { return true }
            closeCaption()
            return false
        case .inColumnGroup:
            if tag == .col {
                insert(.col, token.attributes, token.count)
                return true
            }
            guard current.tag == .colgroup else { return true }
            pop()
            mode = .inTable
            return false
        case .inCell:
            guard has(tag, .table) else { break }
            guard isInTableScope(.td) || isInTableScope(.th) else { return true }
            closeCell()
            return false
        case .inRow:
            if tag == .td || tag == .th {
                clear(to: [.tr])
                push(token)
                mode = .inCell
                mark()
                return true
            }
            guard has(tag, .table) else { return inTable(token) }
            guard isInTableScope(.tr) else { return true }
            closeRow()
            return false
        case .inTableBody:
            if tag == .tr {
                clear(to: [.tbody, .tfoot, .thead])
                push(token)
                mode = .inRow
                return true
            }
            if tag == .td || tag == .th {
                clear(to: [.tbody, .tfoot, .thead])
                push(.tr)
                mode = .inRow
                return false
            }
            guard has(tag, .table) else { return inTable(token) }
            guard isInTableScope(.tbody) || isInTableScope(.thead) || isInTableScope(.tfoot) else {
                return true
            }
            closeBody()
            return false
        default: return inTable(token)
        }
        inBody(token)
        return true
    }

    private mutating func inTable(_ token: Token) -> Bool {
        switch token.tag {
        case .caption:
            clear(to: [.table])
            mark()
            push(token)
            mode = .inCaption
        case .colgroup:
            clear(to: [.table])
            push(token)
            mode = .inColumnGroup
        case .col:
            clear(to: [.table])
            push(.colgroup)
            mode = .inColumnGroup
            return false
        case .tbody, .tfoot, .thead:
            clear(to: [.table])
            push(token)
            mode = .inTableBody
        case .td, .th, .tr:
            clear(to: [.table])
            push(.tbody)
            mode = .inTableBody
            return false
        case .table:
            guard isInTableScope(.table) else { return true }
            popThrough(.table)
            resetMode()
            return false
        case .style, .script: inHead(token)
        case .form:
            guard form < 0 else { return true }
            push(token)
            form = current.index
            pop()
        default: odd = "an element in a table"
        }
        return true
    }

    /// End tags inside a table.
    mutating func inTablePartEnd(_ token: Token) -> Bool {
        let tag = token.tag
        switch mode {
        case .inCaption:
            if tag == .caption || tag == .table {
                guard isInTableScope(.caption) else { return true }
                closeCaption()
                return tag == .caption
            }
            if has(tag, .table) || tag == .body || tag == .html { return true }
            inBodyEnd(token)
        case .inColumnGroup:
            if tag == .col { return true }
            guard current.tag == .colgroup else { return true }
            pop()
            mode = .inTable
            return tag == .colgroup
        case .inCell:
            switch tag {
            case .td, .th:
                guard isInTableScope(tag) else { return true }
                closeImplied()
                popThrough(tag)
                clearToMarker()
                mode = .inRow
            case .body, .caption, .col, .colgroup, .html: return true
            case .table, .tbody, .tfoot, .thead, .tr:
                guard isInTableScope(tag) else { return true }
                closeCell()
                return false
            default: inBodyEnd(token)
            }
        case .inRow:
            switch tag {
            case .tr, .table:
                guard isInTableScope(.tr) else { return true }
                closeRow()
                return tag == .tr
            case .tbody, .tfoot, .thead:
                guard isInTableScope(tag), isInTableScope(.tr) else { return true }
                closeRow()
                return false
            case .body, .caption, .col, .colgroup, .html, .td, .th: return true
            default: return inTableEnd(token)
            }
        case .inTableBody:
            switch tag {
            case .tbody, .tfoot, .thead:
                guard isInTableScope(tag) else { return true }
                closeBody()
            case .table:
                guard isInTableScope(.tbody) || isInTableScope(.thead) || isInTableScope(.tfoot) else {
                    return true
                }
                closeBody()
                return false
            case .body, .caption, .col, .colgroup, .html, .td, .th, .tr: return true
            default: return inTableEnd(token)
            }
        default: return inTableEnd(token)
        }
        return true
    }

    private mutating func inTableEnd(_ token: Token) -> Bool {
        if token.tag == .table {
            guard isInTableScope(.table) else { return true }
            popThrough(.table)
            resetMode()
            return true
        }
        if has(token.tag, .table) || token.tag == .body || token.tag == .html { return true }
        // By the rules of the body, with what comes out put before the table: only what does nothing is done here.
        if has(token.tag, .formatting) || token.tag == .p || token.tag == .br {
            odd = "an end tag in a table"
        } else {
            inBodyEnd(token)
        }
        return true
    }

    private mutating func clear(to tags: [Tag]) {
        while open.count > 1, let last = open.last, !tags.contains(last.tag) { pop() }
    }

    private mutating func closeCaption() {
        closeImplied()
        popThrough(.caption)
        clearToMarker()
        mode = .inTable
    }

    private mutating func closeCell() {
        closeImplied()
        while open.count > 1, let last = open.last {
            pop()
            if last.tag == .td || last.tag == .th { break }
        }
        clearToMarker()
        mode = .inRow
    }

    private mutating func closeRow() {
        clear(to: [.tr])
        pop()
        mode = .inTableBody
    }

    private mutating func closeBody() {
        clear(to: [.tbody, .tfoot, .thead])
        pop()
        mode = .inTable
    }

    /// "Reset the insertion mode appropriately" (13.2.4.1).
    mutating func resetMode() {
        for (i, element) in open.enumerated().reversed() {
            switch element.tag {
            case .select:
                mode = open[..<i].contains { $0.tag == .table } ? .inSelectInTable : .inSelect
            case .td, .th: mode = .inCell
            case .tr: mode = .inRow
            case .tbody, .tfoot, .thead: mode = .inTableBody
            case .caption: mode = .inCaption
            case .colgroup: mode = .inColumnGroup
            case .table: mode = .inTable
            case .body, .template: mode = .inBody
            case .html: mode = .inBody
            default: continue
            }
            return
        }
    }

    // MARK: Selections

    /// Start tags inside a `select` (13.2.6.4.16 and 17).
    mutating func inSelect(_ token: Token) -> Bool {
        switch token.tag {
        case .option:
            if current.tag == .option { pop() }
            push(token)
        case .select:
            popThrough(.select)
            resetMode()
        case .input, .textarea:
            popThrough(.select)
            resetMode()
            return false
        case .script: inHead(token)
        case .hr, .template: odd = "a rare element in a selection"
        case .caption, .table, .tbody, .tfoot, .thead, .tr, .td, .th:
            guard mode == .inSelectInTable else { return true }
            popThrough(.select)
            resetMode()
            return false
        default:
            if token.isGroup {
                if current.tag == .option { pop() }
                if current.isGroup { pop() }
                push(token)
            }
        }
        return true
    }

    /// End tags inside a `select`.
    mutating func inSelectEnd(_ token: Token) -> Bool {
        switch token.tag {
        case .option: if current.tag == .option { pop() }
        case .select:
            popThrough(.select)
            resetMode()
        case .caption, .table, .tbody, .tfoot, .thead, .tr, .td, .th:
            guard mode == .inSelectInTable, isInTableScope(token.tag) else { return true }
            popThrough(.select)
            resetMode()
            return false
        default:
            if token.isGroup {
                if current.tag == .option, open.count > 1, open[open.count - 2].isGroup { pop() }
                if current.isGroup { pop() }
            }
        }
        return true
    }
}
