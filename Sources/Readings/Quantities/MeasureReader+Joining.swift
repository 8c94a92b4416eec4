/// What figures take from their neighbours, and whether they are the present ones.
extension MeasureReader {
    /// Figures joined by "and", "including" or a comma share what they count.
    func inherit(_ figures: inout [Figure], _ pieces: [Piece]) {
        // "damaged 480 more": the thing of the figure before.
        for i in figures.indices.dropFirst()
        where figures[i].measure == nil && figures[i].isIncrement && figures[i].thing == nil {
            guard let thing = figures[i - 1].thing, figures[i - 1].measure != nil else { continue }
            var copy = figures[i]
            copy.thing = thing
            if let found = object(copy, pieces, figures[i - 1].span.upperBound), allows(found, copy, pieces) {
                figures[i].thing = thing
                figures[i].measure = found.measure
                figures[i].cue = found.cue
                figures[i].rule = found.rule
            }
        }
        for i in figures.indices.dropFirst()
        where figures[i].measure == nil && !figures[i].isArticle && figures[i].unit == nil {
            guard let measure = figures[i - 1].measure, figures[i - 1].rule != "change" else { continue }
            // Figures may overlap ("two or three dozen"): nothing stands between such two.
            guard figures[i - 1].span.upperBound <= figures[i].span.lowerBound else { continue }
            let gap = figures[i - 1].span.upperBound..<figures[i].span.lowerBound
            guard gap.count <= 7, gap.count > 0 else { continue }
            let joins = gap.contains {
                words.isAnd(pieces[$0]) || words.isWord(pieces[$0], "including") || words.isTo(pieces[$0])
                    || words.isFrom(pieces[$0])
            }
            let name = rules.measures[measure]
            let ofThem =
                figures[i - 1].rule == "part" && gap.contains { words.isComma(pieces[$0]) }
                && figures[i].span.upperBound < pieces.count
                && (isBe(pieces[figures[i].span.upperBound])) && gap.upperBound - gap.lowerBound <= 3
            guard joins || ofThem else { continue }
            if joins,
                figures[i - 1].rule == "noun"
                    || figures[i - 1].rule == "part" && figures[i - 1].cue == figures[i - 1].span.upperBound,
                !gap.contains(where: { words.isWord(pieces[$0], "including") })
            {
                continue
            }
            let thing = figures[i].thing
            if name == "destroyed" || name == "damaged" || name == "flooded" {
                figures[i].thing = thing ?? figures[i - 1].thing
            } else if thing != nil {
                continue
            }
            let next = figures[i].span.upperBound
            if next < pieces.count, isBe(pieces[next]), !ofThem { continue }
            figures[i].measure = measure
            figures[i].cue = figures[i - 1].cue
            figures[i].rule = figures[i - 1].rule + ".and"
        }
        for i in figures.indices.dropLast().reversed() where figures[i].measure == nil && figures[i].unit == nil {
            guard let measure = figures[i + 1].measure,
                figures[i + 1].rule.hasPrefix("part") || figures[i + 1].rule.hasPrefix("subject")
            else { continue }
            guard figures[i].span.upperBound <= figures[i + 1].span.lowerBound else { continue }
            let gap = figures[i].span.upperBound..<figures[i + 1].span.lowerBound
            guard gap.count <= 4, gap.last.map({ words.isAnd(pieces[$0]) || words.isComma(pieces[$0]) }) ?? false,
                figures[i].thing == nil, figures[i + 1].cue != figures[i + 1].span.upperBound
            else { continue }
            figures[i].measure = measure
            figures[i].cue = figures[i + 1].cue
            figures[i].rule = figures[i + 1].rule + ".and"
        }
    }

    /// Earlier figures, and figures of other events.
    func status(_ figures: inout [Figure], _ i: Int, _ pieces: [Piece], year: Int?) {
        let start = figures[i].span.lowerBound
        let isToll = figures[i].rule.hasPrefix("toll")
        if isToll, start > 0, words.isExceed(pieces[start - 1]) { figures[i].high = nil }
        if start > 0, words.isFrom(pieces[start - 1]), isToll || i > 0 && figures[i - 1].measure == figures[i].measure {
            figures[i].status = .earlier
        }
        let cue = figures[i].cue ?? start
        let from = max(0, min(cue, start) - 3)
        if isToll || figures[i].rule == "noun" {
            var at = start - 1
            while at >= from, at >= 0 {
                if words.isEarlier(pieces[at]) { figures[i].status = .earlier }
                if at < start - 1, isWord(pieces[at], ";") { break }
                at -= 1
            }
            if isToll, i > 0, figures[i - 1].status == .earlier, start > 0, words.isTo(pieces[start - 1]) {
                figures[i].status = .current
            }
        }
        // Another event: "than the 1,800 killed in 1999", "since 2003, when 71 people were killed".
        let tail = min(pieces.count, figures[i].span.upperBound + 12)
        let namesYear = (figures[i].span.upperBound..<tail).contains { isYear(pieces[$0]) }
        for at in stride(from: start - 1, through: max(0, start - 3), by: -1) {
            if words.isThan(pieces[at]), namesYear { figures[i].status = .other }
            if words.isWord(pieces[at], "when"),
                (max(0, at - 3)..<at).contains(where: { isYear(pieces[$0]) })
            {
                figures[i].status = .other
            }
        }
        // "killed two and injured thousands more": more hurt than killed, not more hurt than before.
        if figures[i].isIncrement, i > 0, let before = figures[i - 1].measure, before != figures[i].measure {
            figures[i].isIncrement = false
        }
        // "an earthquake in 1999 that killed 17,500"; "killed 17,500 in 1999".
        guard let year, figures[i].status == .current, !isToll else { return }
        if words.isWord(pieces[max(0, cue - 1)], "that") || words.isWord(pieces[max(0, cue - 1)], "which"),
            (max(0, cue - 6)..<cue).contains(where: { isYear(pieces[$0]) && Int(pieces[$0].value) < year })
        {
            figures[i].status = .other
        }
        let last = max(figures[i].span.upperBound, cue + 1)
        for at in last..<max(last, min(pieces.count - 1, last + 3))
        where words.isWord(pieces[at], "in") && isYear(pieces[at + 1]) && Int(pieces[at + 1].value) < year {
            figures[i].status = .other
        }
    }

    private func isYear(_ piece: Piece) -> Bool {
        piece.kind == .figure && piece.shape == .integer && piece.digits == 4 && piece.value >= 1800
            && piece.value <= 2035
    }
}
