/// Says what figures count, from the words around them.
///
/// Local patterns come first: they survive a wrong tree. A figure's measure is looked for right after it ("43 dead"), right
/// before it ("killed 43"), at the verb that its noun phrase is subject of ("43 people were killed"), and at a toll noun
/// before it ("the toll rose to 52 from 43"). Coordinated figures inherit.
struct MeasureReader {
    let rules: QuantityRules
    let matcher: PatternMatcher
    let words: QuantityWords

    /// A measure found, and how.
    struct Found {
        var measure: Int
        var rule: String
        var cue: Int
        var thing: Int?
    }

    /// Fills in measures and statuses.
    ///
    /// - Parameter year: the year of publication.
    /// - Parameter spoken: the measure of the toll spoken of in the sentence before, for "corrected the number to 31".
    /// - Parameter tree: what the tree says of the figure whose number stands at a byte; asked last.
    func read(
        _ figures: inout [Figure], _ pieces: [Piece], spoken: Int?, year: Int?, tree: (UInt32) -> TreeRole?
    ) {
        for i in figures.indices {
            let limit = i + 1 < figures.count ? figures[i + 1].span.lowerBound : pieces.count
            let floor = i > 0 ? figures[i - 1].span.upperBound : 0
            figures[i].thing = thing(pieces, figures[i], limit)
            let found = find(figures[i], figures, i, pieces, floor, limit, spoken) ?? treeRole(figures[i], pieces, tree)
            guard let found, allows(found, figures[i], pieces) else {
                continue
            }
            figures[i].measure = found.measure
            figures[i].rule = found.rule
            figures[i].cue = found.cue
            if let thing = found.thing { figures[i].thing = thing }
        }
        inherit(&figures, pieces)
        for i in figures.indices where figures[i].measure != nil { status(&figures, i, pieces, year: year) }
    }

    private func find(
        _ figure: Figure, _ all: [Figure], _ index: Int, _ pieces: [Piece], _ floor: Int, _ limit: Int, _ spoken: Int?
    ) -> Found? {
        if figure.isChange { return change(figure, pieces) }
        if let found = after(figure, pieces, limit) { return found }
        if figure.isShare {
            if let found = object(figure, pieces, floor) { return found }
            return predicate(figure, pieces, limit)
        }
        if let found = object(figure, pieces, floor) { return found }
        if let found = toll(figure, all, index, pieces, spoken) { return found }
        return predicate(figure, pieces, limit)
    }

    /// Whether a figure can count that: money kills nobody.
    func allows(_ found: Found, _ figure: Figure, _ pieces: [Piece]) -> Bool {
        let name = rules.measures[found.measure]
        let thing = found.thing ?? figure.thing
        switch name {
        case "destroyed", "damaged", "flooded": return thing != nil
        case "burned": return isArea(figure.unit) || thing != nil
        case "held": return isArea(figure.unit)
        case "captured" where isArea(figure.unit): return true
        case "shot down": return figure.unit == nil
        default:
            if namesNoPeople(figure, pieces) { return false }
            return (figure.unit == nil || figure.unit == "share")
                && (thing == nil || name == "without power" || found.rule == "noun")
        }
    }

    /// Whether the noun after a figure is one that no toll counts: "10 cities", "two massive earthquakes".
    private func namesNoPeople(_ figure: Figure, _ pieces: [Piece]) -> Bool {
        var at = figure.span.upperBound
        while at < min(pieces.count, figure.span.upperBound + 4), pieces[at].kind == .word,
            !words.isFunction(pieces[at])
        {
            if words.isPeople(pieces[at]) { return false }
            if words.isNotPeople(pieces[at]) { return true }
            at += 1
        }
        return false
    }

    func isArea(_ unit: String?) -> Bool {
        unit == "km2" || unit == "mi2" || unit == "ha" || unit == "acre" || unit == "m2"
    }

    /// The thing that a figure's noun phrase names: "120 homes", "half of the village's houses".
    func thing(_ pieces: [Piece], _ figure: Figure, _ limit: Int) -> Int? {
        var at = figure.span.upperBound
        var steps = 0
        while at < limit, steps < 8 {
            let piece = pieces[at]
            if let thing = words.thing(piece) { return thing }
            if words.isPeople(piece) || words.isAuxiliary(piece) || words.isComma(piece) || words.isAnd(piece) {
                return nil
            }
            if words.isPreposition(piece), !words.isOf(piece) { return nil }
            at += 1
            steps += 1
        }
        return nil
    }

    func measure(_ category: Int, _ pieces: [Piece], _ at: Int, _ limit: Int) -> (measure: Int, end: Int)? {
        guard at < limit, let match = matcher.nested(category, pieces, at, limit),
            let value = match[QuantityRules.measure]
        else { return nil }
        return (Int(value), match.end)
    }

    private func skip(_ pieces: [Piece], _ at: Int, _ limit: Int) -> Int {
        var at = at
        while at < limit,
            words.isFiller(pieces[at]) || words.isMore(pieces[at])
                || words.isWord(pieces[at], "to") && at > 0
                    && words.isAuxiliary(pieces[at - 1])
                || words.isAuxiliary(pieces[at])
        {
            at += 1
        }
        return at
    }

    /// "43 dead", "43 deaths", "43 more bodies", "38 survived", "11 of the injured".
    private func after(_ figure: Figure, _ pieces: [Piece], _ limit: Int) -> Found? {
        var at = figure.span.upperBound
        while at < limit, words.isMore(pieces[at]) || words.isFiller(pieces[at]) { at += 1 }
        if let (measure, _) = measure(rules.noun, pieces, at, limit) {
            return Found(measure: measure, rule: "noun", cue: at)
        }
        // "three confirmed deaths", "19 charred bodies"
        if at + 1 < limit, pieces[at].kind == .word, !words.isFunction(pieces[at]), !words.isPeople(pieces[at]),
            words.thing(pieces[at]) == nil, let (measure, _) = measure(rules.noun, pieces, at + 1, limit),
            rules.measures[measure] != "missing", pieces[at].word < 0
        {
            return Found(measure: measure, rule: "noun", cue: at + 1)
        }
        if let (measure, end) = measure(rules.part, pieces, at, limit), !isActive(pieces, end, limit) {
            return Found(measure: measure, rule: "part", cue: at)
        }
        if let (measure, _) = measure(rules.subject, pieces, at, limit) {
            return Found(measure: measure, rule: "subject", cue: at)
        }
        if at + 2 < limit, words.isOf(pieces[at]), words.isWord(pieces[at + 1], "the") {
            for category in [rules.part, rules.noun] {
                if let (measure, end) = measure(category, pieces, at + 2, limit),
                    end >= pieces.count || !words.isPeople(pieces[end]) || category == rules.part
                {
                    return Found(measure: measure, rule: "of", cue: at + 2)
                }
            }
        }
        return nil
    }

    /// A participle followed by an object is an active verb: "five soldiers killed three rebels", "killed more than 12".
    private func isActive(_ pieces: [Piece], _ at: Int, _ limit: Int) -> Bool {
        guard at < pieces.count else { return false }
        return at == limit || words.isArticle(pieces[at]) || words.isWord(pieces[at], "the")
    }

    /// "killed 43", "wounding at least two", "left 43 people dead".
    func object(_ figure: Figure, _ pieces: [Piece], _ floor: Int) -> Found? {
        var end = figure.span.lowerBound
        if end > floor, words.isBetween(pieces[end - 1]) { end -= 1 }
        while end > floor, words.isWord(pieces[end - 1], "the") || words.isFiller(pieces[end - 1]) { end -= 1 }
        for start in max(floor, end - 3)..<max(end, floor) {
            guard let match = matcher.nested(rules.object, pieces, start, end), match.end == end,
                let value = match[QuantityRules.measure]
            else { continue }
            // "were killed, 12 of them" is no object; "was injured in" neither.
            if start > 0, isBe(pieces[start - 1]) { continue }
            return Found(measure: Int(value), rule: "object", cue: start)
        }
        // "lost 40 men"
        if end > floor, isWord(pieces[end - 1], "lost"), figure.span.upperBound < pieces.count,
            words.isForce(pieces[figure.span.upperBound]), let killed = rules.measures.firstIndex(of: "killed")
        {
            return Found(measure: killed, rule: "object", cue: end - 1)
        }
        return nil
    }

    func isWord(_ piece: Piece, _ text: String) -> Bool {
        piece.word >= 0 && rules.set.vocabulary.words[Int(piece.word)] == text
    }

    func isBe(_ piece: Piece) -> Bool {
        for word in ["was", "were", "is", "are", "been", "be", "being"] where isWord(piece, word) { return true }
        return false
    }

    /// "43 people, most of them children, were killed": walks the noun phrase to its verb.
    private func predicate(_ figure: Figure, _ pieces: [Piece], _ limit: Int) -> Found? {
        var at = figure.span.upperBound
        var steps = 0
        while at < limit, steps < 12 {
            let piece = pieces[at]
            if piece.kind == .sign {
                if words.isComma(piece), let close = closingComma(pieces, at, limit) {
                    at = close + 1
                    steps += 1
                    continue
                }
                guard words.isHyphen(piece) || isWord(piece, "'") else { return nil }
                at += 1
                continue
            }
            if words.isAnd(piece) { return nil }
            if at > figure.span.upperBound || figure.isZero || figure.number.count > 0 {
                if let (measure, end) = measure(rules.part, pieces, at, limit), !isActive(pieces, end, limit) {
                    return Found(measure: measure, rule: "part", cue: at)
                }
                if let (measure, _) = measure(rules.subject, pieces, at, limit) {
                    return Found(measure: measure, rule: "subject", cue: at)
                }
            }
            if words.isAuxiliary(piece) {
                let next = skip(pieces, at, limit)
                let isPassive = (at..<next).contains {
                    isBe(pieces[$0]) || isWord(pieces[$0], "left") || words.isRemain(pieces[$0])
                }
                if isPassive, let (measure, end) = measure(rules.part, pieces, next, limit),
                    !isActive(pieces, end, limit)
                {
                    return Found(measure: measure, rule: "part", cue: next)
                }
                if let (measure, _) = measure(rules.subject, pieces, next, limit) {
                    return Found(measure: measure, rule: "subject", cue: next)
                }
                return nil
            }
            if words.isVerb(piece) { return nil }
            if measure(rules.object, pieces, at, limit) != nil { return nil }
            at += 1
            steps += 1
        }
        return nil
    }

    private func closingComma(_ pieces: [Piece], _ open: Int, _ limit: Int) -> Int? {
        for at in (open + 1)..<max(open + 1, min(open + 9, limit)) where words.isComma(pieces[at]) { return at }
        return nil
    }

    /// "the toll rose to 52", "the number of wounded stood at 144", "deaths reached 52", "bodies of eight hikers".
    private func toll(
        _ figure: Figure, _ all: [Figure], _ index: Int, _ pieces: [Piece], _ spoken: Int?
    ) -> Found? {
        var start = figure.span.lowerBound
        if start > 0, words.isWord(pieces[start - 1], "the") || words.isWord(pieces[start - 1], "between") {
            start -= 1
        }
        guard start > 0,
            words.isLink(pieces[start - 1]) || words.isEarlier(pieces[start - 1]) || isWith(pieces[start - 1])
        else {
            return nil
        }
        var at = start - 1
        let floor = max(0, start - 16)
        while at >= floor {
            let piece = pieces[at]
            if isWord(piece, ";") || isWord(piece, ".") && at + 1 < pieces.count && pieces[at + 1].spaced { return nil }
            for category in [rules.toll, rules.noun] {
                guard let match = matcher.nested(category, pieces, at, start), let value = match[QuantityRules.measure]
                else {
                    continue
                }
                let isNoun = category == rules.noun
                if isNoun, words.isOf(pieces[start - 1]), match.end != start - 1 { continue }
                if isNoun, match.end < start - 4 { continue }
                if isNoun, figureOwns(all, index, at) { continue }
                return Found(measure: Int(value), rule: "toll", cue: at)
            }
            if let spoken,
                isWord(piece, "number") || isWord(piece, "figure") || isWord(piece, "count") || isWord(piece, "total"),
                at + 1 < pieces.count, !words.isOf(pieces[at + 1])
            {
                return Found(measure: spoken, rule: "toll.spoken", cue: at)
            }
            at -= 1
        }
        return nil
    }

    private func isWith(_ piece: Piece) -> Bool {
        isWord(piece, "included") || isWord(piece, "include") || isWord(piece, "includes")
    }

    /// Whether a figure before this one already counts the noun at a piece.
    private func figureOwns(_ all: [Figure], _ index: Int, _ at: Int) -> Bool {
        index > 0 && all[index - 1].cue == at
    }

    /// "the number of displaced has doubled", "arrests more than tripled".
    private func change(_ figure: Figure, _ pieces: [Piece]) -> Found? {
        var at = figure.span.lowerBound - 1
        let floor = max(0, figure.span.lowerBound - 10)
        while at >= floor {
            for category in [rules.toll, rules.noun] {
                if let match = matcher.nested(category, pieces, at, figure.span.lowerBound),
                    let value = match[QuantityRules.measure]
                {
                    return Found(measure: Int(value), rule: "change", cue: at)
                }
            }
            at -= 1
        }
        return nil
    }
}
