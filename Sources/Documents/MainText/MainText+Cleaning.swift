extension MainText {
    /// Takes out of the chosen elements what is no text of the article.
    mutating func clean() {
        let tables = dataTables()
        if pass.cleans { cleanConditionally([.form, .fieldset], tables) }
        for root in roots { cleanStructure(root) }
        guard pass.cleans else { return }
        cleanConditionally([.table], tables)
        cleanConditionally([.ul], tables)
        cleanConditionally([.div], tables)
    }

    /// Takes a node out and lowers the sums of what is around it.
    mutating func take(_ i: Int, _ reason: Reason) {
        guard reasons[i] == .kept else { return }
        reasons[i] = reason
        let gone = sums[i]
        var parent = Int(tree.nodes[i].parent)
        while parent >= 0 {
            sums[parent] -= gone
            parent = Int(tree.nodes[parent].parent)
        }
    }

    mutating func cleanStructure(_ root: Range<Int>) {
        var i = root.lowerBound
        while i < root.upperBound {
            let node = tree.nodes[i]
            guard reasons[i] == .kept else {
                i = Int(node.end)
                continue
            }
            switch node.tag {
            case .footer: take(i, .structure)
            case .aside:
                // Some pages put the article itself into one: there is next to nothing around it.
                if sums[root.lowerBound].text - sums[i].text >= PageLayout.shortestBody { take(i, .structure) }
            case .h1, .h2:
                if weight(i) < 0 { take(i, .unlikely) }
            default:
                if node.tag != .text, i > root.lowerBound, layout.meanings[i].contains(.share), sums[i].text < 500 {
                    take(i, .share)
                }
            }
            i = reasons[i] == .kept ? i + 1 : Int(node.end)
        }
    }

    /// Tables that hold data rather than a page's layout, and what is inside them.
    private func dataTables() -> [Bool] {
        guard tree.nodes.contains(where: { $0.tag == .table }) else { return [] }
        var inside = [Bool](repeating: false, count: tree.nodes.count)
        var found = false
        for root in roots {
            for i in root where tree.nodes[i].tag == .table && isData(i) {
                for j in i..<Int(tree.nodes[i].end) { inside[j] = true }
                found = true
            }
        }
        return found ? inside : []
    }

    private func isData(_ i: Int) -> Bool {
        if tree.has(.role, i, "presentation") { return false }
        var rows = 0
        var columns = 0
        var current = 0
        for j in (i + 1)..<max(i + 1, Int(tree.nodes[i].end)) {
            switch tree.nodes[j].tag {
            case .caption where tree.nodes[j].end > Int32(j + 1): return true
            case .col, .colgroup, .tfoot, .thead, .th: return true
            case .table: return false
            case .tr:
                rows += 1
                current = 0
            case .td:
                current += 1
                columns = max(columns, current)
            default: break
            }
        }
        return rows >= 10 || columns > 4 || rows * columns > 10
    }

    /// Takes out elements of these kinds that read like navigation, forms or teasers. Inner ones first.
    private mutating func cleanConditionally(_ tags: [Tag], _ tables: [Bool]) {
        for root in roots.reversed() {
            for i in root.reversed() where reasons[i] == .kept && tags.contains(tree.nodes[i].tag) {
                if (!tables.isEmpty && tables[i]) || holdsData(i, tables) || layout.traits[i].contains(.collapsed) {
                    continue
                }
                if layout.traits[i].contains(.paragraph) { continue }
                if i == root.lowerBound && roots.count == 1 && i == top { continue }
                if isUnwanted(i) { take(i, .cleaned) }
            }
        }
    }

    private func holdsData(_ i: Int, _ tables: [Bool]) -> Bool {
        guard tree.nodes[i].tag != .table, !tables.isEmpty else { return false }
        var j = i
        let end = Int(tree.nodes[i].end)
        while j < end {
            if tables[j] { return true }
            j += 1
        }
        return false
    }

    private func isUnwanted(_ i: Int) -> Bool {
        let sums = sums[i]
        let weight = weight(i)
        if weight < 0 { return true }
        if layout.meanings[i].contains(.related), sums.linkDensity > 0.5 { return true }
        guard sums.commas < 10 else { return false }
        let tag = tree.nodes[i].tag
        let isList = tag == .ul || tag == .ol || (sums.text > 0 && sums.listed / sums.text > 0.9)
        let inFigure = isInsideFigure(i)
        let density = sums.linkDensity
        let paragraphs = Float(sums.paragraphs)
        if !inFigure, sums.images > 1, paragraphs / Float(sums.images) < 0.5 { return !isListOfPictures(i, isList) }
        if !isList, sums.items - 100 > sums.paragraphs { return true }
        if Float(sums.inputs) > (paragraphs / 3).rounded(.down) { return true }
        let headed = sums.text > 0 ? sums.headed / sums.text : 0
        if !isList, !inFigure, headed < 0.9, sums.text < 25, sums.images == 0 || sums.images > 2, density > 0 {
            return true
        }
        if !isList, weight < 25, density > 0.2 { return true }
        if weight >= 25, density > 0.5 { return true }
        if sums.embeds == 1 && sums.text < 75 || sums.embeds > 1 { return true }
        if sums.images == 0, sums.dense == 0 { return true }
        return false
    }

    private func isListOfPictures(_ i: Int, _ isList: Bool) -> Bool {
        isList && Int(sums[i].images) == Int(sums[i].items)
    }

    private func isInsideFigure(_ i: Int) -> Bool {
        var parent = Int(tree.nodes[i].parent)
        for _ in 0..<3 where parent >= 0 {
            if tree.nodes[parent].tag == .figure { return true }
            parent = Int(tree.nodes[parent].parent)
        }
        return false
    }
}
