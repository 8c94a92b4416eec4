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
    private struct Found {
        var measure: Int
        var rule: String
        var cue: Int
        var thing: Int?
    }

    /// Fills in measures and statuses.
    ///
    /// - Parameter spoken: the measure of the toll spoken of in the sentence before, for "corrected the number to 31".
    func read(_ figures: inout [Figure], _ atoms: [Atom], spoken: Int?) {
        for i in figures.indices {
            let limit = i + 1 < figures.count ? figures[i + 1].span.lowerBound : atoms.count
            let floor = i > 0 ? figures[i - 1].span.upperBound : 0
            figures[i].thing = thing(atoms, figures[i], limit)
            guard let found = find(figures[i], figures, i, atoms, floor, limit, spoken), allows(found, figures[i]) else {
                continue
            }
            figures[i].measure = found.measure
            figures[i].rule = found.rule
            figures[i].cue = found.cue
            if let thing = found.thing { figures[i].thing = thing }
        }
        inherit(&figures, atoms)
        for i in figures.indices where figures[i].measure != nil { status(&figures, i, atoms) }
    }

    private func find(
        _ figure: Figure, _ all: [Figure], _ index: Int, _ atoms: [Atom], _ floor: Int, _ limit: Int, _ spoken: Int?
    ) -> Found? {
        if figure.isChange { return change(figure, atoms) }
        if let found = after(figure, atoms, limit) { return found }
        if figure.isShare {
            if let found = object(figure, atoms, floor) { return found }
            return predicate(figure, atoms, limit)
        }
        if let found = object(figure, atoms, floor) { return found }
        if let found = toll(figure, all, index, atoms, spoken) { return found }
        return predicate(figure, atoms, limit)
    }

    /// Whether a figure can count that: money kills nobody.
    private func allows(_ found: Found, _ figure: Figure) -> Bool {
        let name = rules.measures[found.measure]
        let thing = found.thing ?? figure.thing
        switch name {
        case "destroyed", "damaged", "flooded": return thing != nil
        case "burned": return isArea(figure.unit) || thing != nil
        case "held": return isArea(figure.unit)
        case "captured" where isArea(figure.unit): return true
        case "shot down": return figure.unit == nil
        default: return (figure.unit == nil || figure.unit == "share") && (thing == nil || name == "without power" || found.rule == "noun")
        }
    }

    func isArea(_ unit: String?) -> Bool {
        unit == "km2" || unit == "mi2" || unit == "ha" || unit == "acre" || unit == "m2"
    }

    /// The thing that a figure's noun phrase names: "120 homes", "half of the village's houses".
    private func thing(_ atoms: [Atom], _ figure: Figure, _ limit: Int) -> Int? {
        var at = figure.span.upperBound
        var steps = 0
        while at < limit, steps < 5 {
            let atom = atoms[at]
            if let thing = words.thing(atom) { return thing }
            if words.isPeople(atom) || words.isAuxiliary(atom) || words.isComma(atom) || words.isAnd(atom) { return nil }
            if words.isPreposition(atom), !words.isOf(atom) { return nil }
            at += 1
            steps += 1
        }
        return nil
    }

    private func measure(_ category: Int, _ atoms: [Atom], _ at: Int, _ limit: Int) -> (measure: Int, end: Int)? {
        guard at < limit, let match = matcher.nested(category, atoms, at, limit), let value = match[QuantityRules.measure]
        else { return nil }
        return (Int(value), match.end)
    }

    private func skip(_ atoms: [Atom], _ at: Int, _ limit: Int) -> Int {
        var at = at
        while at < limit, words.isFiller(atoms[at]) || words.isMore(atoms[at]) || words.isWord(atoms[at], "to") && at > 0
            && words.isAuxiliary(atoms[at - 1]) || words.isAuxiliary(atoms[at])
        {
            at += 1
        }
        return at
    }

    /// "43 dead", "43 deaths", "43 more bodies", "38 survived", "11 of the injured".
    private func after(_ figure: Figure, _ atoms: [Atom], _ limit: Int) -> Found? {
        var at = figure.span.upperBound
        while at < limit, words.isMore(atoms[at]) || words.isFiller(atoms[at]) { at += 1 }
        if let (measure, _) = measure(rules.noun, atoms, at, limit) { return Found(measure: measure, rule: "noun", cue: at) }
        // "three confirmed deaths", "19 charred bodies"
        if at + 1 < limit, atoms[at].kind == .word, !words.isFunction(atoms[at]), !words.isPeople(atoms[at]),
            words.thing(atoms[at]) == nil, let (measure, _) = measure(rules.noun, atoms, at + 1, limit),
            rules.measures[measure] != "missing", atoms[at].word < 0
        {
            return Found(measure: measure, rule: "noun", cue: at + 1)
        }
        if let (measure, end) = measure(rules.part, atoms, at, limit), !isActive(atoms, end, limit) {
            return Found(measure: measure, rule: "part", cue: at)
        }
        if let (measure, _) = measure(rules.subject, atoms, at, limit) {
            return Found(measure: measure, rule: "subject", cue: at)
        }
        if at + 2 < limit, words.isOf(atoms[at]), words.isWord(atoms[at + 1], "the") {
            for category in [rules.part, rules.noun] {
                if let (measure, end) = measure(category, atoms, at + 2, limit),
                    end >= atoms.count || !words.isPeople(atoms[end]) || category == rules.part
                {
                    return Found(measure: measure, rule: "of", cue: at + 2)
                }
            }
        }
        return nil
    }

    /// A participle followed by an object is an active verb: "five soldiers killed three rebels".
    private func isActive(_ atoms: [Atom], _ at: Int, _ limit: Int) -> Bool {
        guard at < atoms.count else { return false }
        if at == limit, at < atoms.count, atoms[at].kind == .figure { return true }
        return words.isArticle(atoms[at]) || words.isWord(atoms[at], "the")
    }

    /// "killed 43", "wounding at least two", "left 43 people dead".
    private func object(_ figure: Figure, _ atoms: [Atom], _ floor: Int) -> Found? {
        var end = figure.span.lowerBound
        if end > floor, words.isBetween(atoms[end - 1]) { end -= 1 }
        while end > floor, words.isWord(atoms[end - 1], "the") || words.isFiller(atoms[end - 1]) { end -= 1 }
        for start in max(floor, end - 3)..<max(end, floor) {
            guard let match = matcher.nested(rules.object, atoms, start, end), match.end == end,
                let value = match[QuantityRules.measure]
            else { continue }
            // "were killed, 12 of them" is no object; "was injured in" neither.
            if start > 0, isBe(atoms[start - 1]) { continue }
            return Found(measure: Int(value), rule: "object", cue: start)
        }
        // "lost 40 men"
        if end > floor, isWord(atoms[end - 1], "lost"), figure.span.upperBound < atoms.count,
            words.isForce(atoms[figure.span.upperBound]), let killed = rules.measures.firstIndex(of: "killed")
        {
            return Found(measure: killed, rule: "object", cue: end - 1)
        }
        return nil
    }

    private func isWord(_ atom: Atom, _ text: String) -> Bool {
        atom.word >= 0 && rules.set.vocabulary.words[Int(atom.word)] == text
    }

    private func isBe(_ atom: Atom) -> Bool {
        for word in ["was", "were", "is", "are", "been", "be", "being"] where isWord(atom, word) { return true }
        return false
    }

    /// "43 people, most of them children, were killed": walks the noun phrase to its verb.
    private func predicate(_ figure: Figure, _ atoms: [Atom], _ limit: Int) -> Found? {
        var at = figure.span.upperBound
        var steps = 0
        while at < limit, steps < 12 {
            let atom = atoms[at]
            if atom.kind == .sign {
                if words.isComma(atom), let close = closingComma(atoms, at, limit) {
                    at = close + 1
                    steps += 1
                    continue
                }
                guard words.isHyphen(atom) || isWord(atom, "'") else { return nil }
                at += 1
                continue
            }
            if words.isAnd(atom) { return nil }
            if at > figure.span.upperBound || figure.isZero || figure.number.count > 0 {
                if let (measure, end) = measure(rules.part, atoms, at, limit), !isActive(atoms, end, limit) {
                    return Found(measure: measure, rule: "part", cue: at)
                }
                if let (measure, _) = measure(rules.subject, atoms, at, limit) {
                    return Found(measure: measure, rule: "subject", cue: at)
                }
            }
            if words.isAuxiliary(atom) {
                let next = skip(atoms, at, limit)
                if let (measure, _) = measure(rules.part, atoms, next, limit) {
                    return Found(measure: measure, rule: "part", cue: next)
                }
                if let (measure, _) = measure(rules.subject, atoms, next, limit) {
                    return Found(measure: measure, rule: "subject", cue: next)
                }
                return nil
            }
            if words.isVerb(atom) { return nil }
            if measure(rules.object, atoms, at, limit) != nil { return nil }
            at += 1
            steps += 1
        }
        return nil
    }

    private func closingComma(_ atoms: [Atom], _ open: Int, _ limit: Int) -> Int? {
        for at in (open + 1)..<max(open + 1, min(open + 9, limit)) where words.isComma(atoms[at]) { return at }
        return nil
    }

    /// "the toll rose to 52", "the number of wounded stood at 144", "deaths reached 52", "bodies of eight hikers".
    private func toll(
        _ figure: Figure, _ all: [Figure], _ index: Int, _ atoms: [Atom], _ spoken: Int?
    ) -> Found? {
        var start = figure.span.lowerBound
        if start > 0, words.isWord(atoms[start - 1], "the") || words.isWord(atoms[start - 1], "between") { start -= 1 }
        guard start > 0, words.isLink(atoms[start - 1]) || words.isEarlier(atoms[start - 1]) || isWith(atoms[start - 1]) else {
            return nil
        }
        var at = start - 1
        let floor = max(0, start - 16)
        while at >= floor {
            let atom = atoms[at]
            if isWord(atom, ";") || isWord(atom, ".") && at + 1 < atoms.count && atoms[at + 1].spaced { return nil }
            for category in [rules.toll, rules.noun] {
                guard let match = matcher.nested(category, atoms, at, start), let value = match[QuantityRules.measure] else {
                    continue
                }
                let isNoun = category == rules.noun
                if isNoun, words.isOf(atoms[start - 1]), match.end != start - 1 { continue }
                if isNoun, match.end < start - 4 { continue }
                if isNoun, figureOwns(all, index, at) { continue }
                return Found(measure: Int(value), rule: "toll", cue: at)
            }
            if let spoken, isWord(atom, "number") || isWord(atom, "figure") || isWord(atom, "count") || isWord(atom, "total"),
                at + 1 < atoms.count, !words.isOf(atoms[at + 1])
            {
                return Found(measure: spoken, rule: "toll.spoken", cue: at)
            }
            at -= 1
        }
        return nil
    }

    private func isWith(_ atom: Atom) -> Bool { isWord(atom, "included") || isWord(atom, "include") || isWord(atom, "includes") }

    /// Whether a figure before this one already counts the noun at an atom.
    private func figureOwns(_ all: [Figure], _ index: Int, _ at: Int) -> Bool {
        index > 0 && all[index - 1].cue == at
    }

    /// "the number of displaced has doubled", "arrests more than tripled".
    private func change(_ figure: Figure, _ atoms: [Atom]) -> Found? {
        var at = figure.span.lowerBound - 1
        let floor = max(0, figure.span.lowerBound - 10)
        while at >= floor {
            for category in [rules.toll, rules.noun] {
                if let match = matcher.nested(category, atoms, at, figure.span.lowerBound),
                    let value = match[QuantityRules.measure]
                {
                    return Found(measure: Int(value), rule: "change", cue: at)
                }
            }
            at -= 1
        }
        return nil
    }

    /// Figures joined by "and", "including" or a comma share what they count.
    private func inherit(_ figures: inout [Figure], _ atoms: [Atom]) {
        for i in figures.indices.dropFirst() where figures[i].measure == nil && !figures[i].isArticle && figures[i].unit == nil {
            guard let measure = figures[i - 1].measure, figures[i - 1].rule != "change" else { continue }
            let gap = figures[i - 1].span.upperBound..<figures[i].span.lowerBound
            guard gap.count <= 7, gap.count > 0 else { continue }
            let joins = gap.contains { words.isAnd(atoms[$0]) || words.isWord(atoms[$0], "including") || words.isTo(atoms[$0]) || words.isFrom(atoms[$0]) }
            let name = rules.measures[measure]
            let ofThem = figures[i - 1].rule == "part" && gap.contains { words.isComma(atoms[$0]) } && figures[i].span.upperBound < atoms.count
                && (isBe(atoms[figures[i].span.upperBound])) && gap.upperBound - gap.lowerBound <= 3
            guard joins || ofThem else { continue }
            if joins, figures[i - 1].rule == "noun" || figures[i - 1].rule == "part" && figures[i - 1].cue == figures[i - 1].span.upperBound,
                !gap.contains(where: { words.isWord(atoms[$0], "including") })
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
            if next < atoms.count, isBe(atoms[next]), !ofThem { continue }
            figures[i].measure = measure
            figures[i].cue = figures[i - 1].cue
            figures[i].rule = figures[i - 1].rule + ".and"
        }
        for i in figures.indices.dropLast().reversed() where figures[i].measure == nil && figures[i].unit == nil {
            guard let measure = figures[i + 1].measure, figures[i + 1].rule.hasPrefix("part") || figures[i + 1].rule.hasPrefix("subject")
            else { continue }
            let gap = figures[i].span.upperBound..<figures[i + 1].span.lowerBound
            guard gap.count <= 4, gap.last.map({ words.isAnd(atoms[$0]) || words.isComma(atoms[$0]) }) ?? false,
                figures[i].thing == nil, figures[i + 1].cue != figures[i + 1].span.upperBound
            else { continue }
            figures[i].measure = measure
            figures[i].cue = figures[i + 1].cue
            figures[i].rule = figures[i + 1].rule + ".and"
        }
        // "damaged 480 more": the thing of the figure before.
        for i in figures.indices.dropFirst() where figures[i].measure == nil && figures[i].isIncrement && figures[i].thing == nil {
            guard let thing = figures[i - 1].thing, figures[i - 1].measure != nil else { continue }
            var copy = figures[i]
            copy.thing = thing
            if let found = object(copy, atoms, figures[i - 1].span.upperBound), allows(found, copy) {
                figures[i].thing = thing
                figures[i].measure = found.measure
                figures[i].cue = found.cue
                figures[i].rule = found.rule
            }
        }
    }

    /// Earlier figures, and figures of other events.
    private func status(_ figures: inout [Figure], _ i: Int, _ atoms: [Atom]) {
        let start = figures[i].span.lowerBound
        let isToll = figures[i].rule.hasPrefix("toll")
        if isToll, start > 0, words.isExceed(atoms[start - 1]) { figures[i].high = nil }
        if start > 0, words.isFrom(atoms[start - 1]), isToll || i > 0 && figures[i - 1].measure == figures[i].measure {
            figures[i].status = .earlier
        }
        let cue = figures[i].cue ?? start
        let from = max(0, min(cue, start) - 3)
        if isToll || figures[i].rule == "noun" {
            var at = start - 1
            while at >= from, at >= 0 {
                if words.isEarlier(atoms[at]) { figures[i].status = .earlier }
                if at < start - 1, isWord(atoms[at], ";") { break }
                at -= 1
            }
            if isToll, i > 0, figures[i - 1].status == .earlier, start > 0, words.isTo(atoms[start - 1]) { figures[i].status = .current }
        }
        // Another event: "than the 1,800 killed in 1999", "since 2003, when 71 people were killed".
        let tail = min(atoms.count, figures[i].span.upperBound + 12)
        let namesYear = (figures[i].span.upperBound..<tail).contains { isYear(atoms[$0]) }
        for at in stride(from: start - 1, through: max(0, start - 3), by: -1) {
            if words.isThan(atoms[at]), namesYear { figures[i].status = .other }
            if words.isWord(atoms[at], "when"),
                (max(0, at - 3)..<at).contains(where: { isYear(atoms[$0]) })
            {
                figures[i].status = .other
            }
        }
    }

    private func isYear(_ atom: Atom) -> Bool {
        atom.kind == .figure && atom.shape == .integer && atom.digits == 4 && atom.value >= 1800 && atom.value <= 2035
    }
}
