import Texts

/// Finds figures: numbers with their hedges and units, without what only looks like one.
struct FigureReader {
    let rules: QuantityRules
    let matcher: PatternMatcher
    let words: QuantityWords

    /// All figures of a sentence, in order.
    ///
    /// - Parameter isTime: whether a byte stands in a time expression.
    func figures(_ pieces: [Piece], isTime: (UInt32) -> Bool, bytes: UnsafeBufferPointer<UInt8>) -> [Figure] {
        var figures: [Figure] = []
        var i = 0
        while i < pieces.count {
            if let change = matcher.nested(rules.change, pieces, i, pieces.count) {
                var figure = Figure(number: i..<change.end, span: i..<change.end)
                figure.low = change[QuantityRules.low]
                figure.high = change[QuantityRules.high]
                figure.isChange = true
                figures.append(figure)
                i = change.end
                continue
            }
            guard let (figure, next) = figure(pieces, i, isTime, bytes, after: figures.last?.span.upperBound ?? 0)
            else {
                i += 1
                continue
            }
            if let figure { figures.append(figure) }
            i = max(next, i + 1)
        }
        return figures
    }

    /// A figure at a piece, or where to go on when the number there is none.
    private func figure(
        _ pieces: [Piece], _ i: Int, _ isTime: (UInt32) -> Bool, _ bytes: UnsafeBufferPointer<UInt8>, after: Int
    ) -> (Figure?, Int)? {
        if let zero = zero(pieces, i) { return (zero, zero.number.upperBound) }
        let read = rules.set.numbers.read(pieces, i, pieces.count)
        // "A quarter of a million" is a number, "a quarter of them" a share.
        if let share = share(pieces, i), read.map({ $0.end <= share.number.upperBound }) ?? true {
            return (share, share.number.upperBound)
        }
        if let read, let share = oneIn(pieces, i, read) { return (share, share.number.upperBound) }
        guard let phrase = read else { return article(pieces, i) }
        if isTime(pieces[i].lower) { return (nil, phrase.end) }
        if let end = otherUse(pieces, i, phrase, bytes) { return (nil, end) }
        var figure = Figure(number: i..<phrase.end, span: i..<phrase.end)
        figure.low = phrase.low
        figure.high = phrase.high
        if let (end, top) = range(pieces, i, phrase) {
            figure.number = i..<end
            figure.span = figure.number
            figure.high = top
        } else if phrase.end + 1 < pieces.count, words.isHyphen(pieces[phrase.end]), !pieces[phrase.end].spaced,
            !pieces[phrase.end + 1].spaced, pieces[phrase.end + 1].kind == .figure
        {
            // A score, a telephone number: glued figures that are no range.
            var end = phrase.end
            while end + 1 < pieces.count, words.isHyphen(pieces[end]), !pieces[end].spaced,
                pieces[end + 1].kind == .figure,
                !pieces[end + 1].spaced
            {
                end += 2
            }
            return (nil, end)
        }
        hedge(pieces, &figure, from: after)
        if let unit = matcher.nested(rules.unitCategory, pieces, figure.number.upperBound, pieces.count) {
            figure.unit = unit[QuantityRules.unit].map { rules.units[Int($0)] }
            figure.span = figure.span.lowerBound..<unit.end
        }
        if figure.span.upperBound < pieces.count, words.isMore(pieces[figure.span.upperBound]), figure.unit == nil,
            figure.span.upperBound + 1 >= pieces.count || !words.isThan(pieces[figure.span.upperBound + 1])
        {
            figure.isIncrement = true
        }
        return (figure, figure.span.upperBound)
    }

    /// "between 20 and 30", "20 to 30", "20-30": the end and the upper value.
    private func range(_ pieces: [Piece], _ i: Int, _ phrase: NumberPhrase) -> (Int, Double)? {
        let at = phrase.end
        guard at + 1 < pieces.count else { return nil }
        let link = pieces[at]
        let between = i > 0 && words.isBetween(pieces[i - 1])
        let from = i > 0 && words.isFrom(pieces[i - 1])
        guard
            words.isHyphen(link) && !link.spaced && !pieces[at + 1].spaced || (words.isTo(link) && !from)
                || (words.isAnd(link) && between) || words.isOr(link),
            let top = rules.set.numbers.read(pieces, at + 1, pieces.count), top.high > phrase.low
        else { return nil }
        if words.isHyphen(link), top.end < pieces.count, pieces[top.end].kind == .sign, !pieces[top.end].spaced,
            words.isHyphen(pieces[top.end])
        {
            return nil
        }
        var low = phrase.low
        // "2 to 3 million"
        if phrase.isFigure, !top.isFigure, top.high >= 1000 { low *= 1 }
        return low <= top.high ? (top.end, top.high) : nil
    }

    /// Looks back for the longest hedge that ends at the number.
    private func hedge(_ pieces: [Piece], _ figure: inout Figure, from floor: Int) {
        var at = figure.number.lowerBound
        if at > floor, words.isBetween(pieces[at - 1]) { at -= 1 }
        if let money = before(rules.currency, pieces, at, floor) {
            figure.unit = money.match[QuantityRules.unit].map { rules.units[Int($0)] }
            at = money.start
        } else if let scale = before(rules.scale, pieces, at, floor), figure.low ?? 11 < 11 {
            figure.unit = "magnitude"
            at = scale.start
        }
        figure.span = at..<figure.span.upperBound
        var start = at
        var bound: QuantityRules.Bound?
        for _ in 0..<2 {
            guard let hedge = before(rules.hedge, pieces, start, floor), let code = hedge.match[QuantityRules.bound],
                let found = QuantityRules.Bound(rawValue: Int(code))
            else { break }
            start = hedge.start
            switch found {
            case .more: figure.isIncrement = true
            case .moremin:
                figure.isIncrement = true
                bound = bound ?? .min
            default: bound = bound == nil || bound == .about ? found : bound
            }
        }
        guard start < at else { return }
        figure.hedge = start..<at
        figure.span = start..<figure.span.upperBound
        switch bound {
        case .min?, .over?: figure.high = nil
        case .max?, .under?: (figure.low, figure.high) = (nil, figure.high)
        default: break
        }
    }

    private func before(_ category: Int, _ pieces: [Piece], _ end: Int, _ floor: Int) -> (
        start: Int, match: PatternMatch
    )? {
        for start in max(floor, end - 5)..<max(end, floor) {
            if let match = matcher.nested(category, pieces, start, end), match.end == end { return (start, match) }
        }
        return nil
    }

    /// "no one", "nobody", "no casualties".
    private func zero(_ pieces: [Piece], _ i: Int) -> Figure? {
        guard words.isZero(pieces[i]) else { return nil }
        var end = i + 1
        if words.isNo(pieces[i]) {
            guard end < pieces.count else { return nil }
            if words.isOne(pieces[end]) {
                end += 1
            } else if !words.isPeople(pieces[end]), matcher.nested(rules.noun, pieces, end, pieces.count) == nil {
                return nil
            }
        }
        var figure = Figure(number: i..<end, span: i..<end)
        (figure.low, figure.high, figure.isZero) = (0, 0, true)
        return figure
    }

    /// "half of the houses", "a third of the homes", "two thirds".
    private func share(_ pieces: [Piece], _ i: Int) -> Figure? {
        guard let (end, value) = words.share(pieces, i, rules.set.numbers), end < pieces.count, words.isOf(pieces[end])
        else {
            return nil
        }
        var figure = Figure(number: i..<end, span: i..<end)
        (figure.low, figure.high, figure.isShare, figure.unit) = (value, value, true, "share")
        var start = i
        while let hedge = before(rules.hedge, pieces, start, max(0, i - 5)) {
            start = hedge.start
            if hedge.match[QuantityRules.bound] == 1 { figure.high = nil }
        }
        figure.span = start..<end
        return figure
    }

    /// "one in four residents", "one out of every ten people".
    private func oneIn(_ pieces: [Piece], _ i: Int, _ count: NumberPhrase) -> Figure? {
        var at = count.end
        guard !count.isVague, count.low < 10, at < pieces.count else { return nil }
        if words.isIn(pieces[at]) {
            at += 1
        } else if words.isOut(pieces[at]), at + 1 < pieces.count, words.isOf(pieces[at + 1]) {
            at += 2
        } else {
            return nil
        }
        if at < pieces.count, words.isEvery(pieces[at]) { at += 1 }
        guard let whole = rules.set.numbers.read(pieces, at, pieces.count), !whole.isVague,
            count.low < whole.low, whole.low <= 1000, whole.end < pieces.count,
            words.isPerson(pieces[whole.end]) || words.isPeople(pieces[whole.end])
        else { return nil }
        var figure = Figure(number: i..<whole.end, span: i..<whole.end)
        (figure.low, figure.high, figure.isShare, figure.unit) =
            (count.low / whole.low, count.low / whole.low, true, "share")
        return figure
    }

    /// "a woman".
    private func article(_ pieces: [Piece], _ i: Int) -> (Figure?, Int)? {
        guard words.isArticle(pieces[i]) else { return nil }
        var noun = i + 1
        var steps = 0
        // "a second person died": one more, whatever there was before.
        let isFurther = noun < pieces.count && words.isOrdinal(pieces[noun])
        while noun < pieces.count, steps < 3, pieces[noun].kind == .word, !words.isPerson(pieces[noun]),
            !words.isFunction(pieces[noun])
        {
            noun += 1
            steps += 1
        }
        guard noun < pieces.count, words.isPerson(pieces[noun]) else { return nil }
        if noun + 1 < pieces.count, pieces[noun + 1].kind == .word, pieces[noun + 1].word < 0 { return nil }
        var figure = Figure(number: i..<(i + 1), span: i..<(noun + 1))
        (figure.low, figure.high, figure.isArticle, figure.isIncrement) = (1, 1, true, isFurther)
        return (figure, i + 1)
    }

    /// Where a number that is a label, an age, an address or a score ends; nil for an amount.
    private func otherUse(
        _ pieces: [Piece], _ i: Int, _ phrase: NumberPhrase, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Int? {
        let piece = pieces[i]
        let next = phrase.end < pieces.count ? pieces[phrase.end] : nil
        // "year-old", "years old", "aged 12", ", 52,"
        if let next, words.isYear(next) { return phrase.end }
        if let next, words.isHyphen(next), phrase.end + 1 < pieces.count, words.isYear(pieces[phrase.end + 1]) {
            return phrase.end
        }
        guard i > 0 else { return leadingZero(piece, bytes) ? phoneEnd(pieces, phrase.end) : nil }
        let last = pieces[i - 1]
        if words.isAged(last) { return phrase.end }
        if words.isComma(last), let next, words.isComma(next), phrase.isFigure, phrase.low < 120, i > 1,
            pieces[i - 2].kind == .word, !words.isPeople(pieces[i - 2])
        {
            return phrase.end
        }
        guard phrase.isFigure else { return nil }
        if leadingZero(piece, bytes) { return phoneEnd(pieces, phrase.end) }
        // Glued to a letter or a hyphen after letters: G7, T-72, COVID-19.
        if !piece.spaced {
            if last.kind == .word { return phrase.end }
            if words.isHyphen(last), !last.spaced, i > 1, pieces[i - 2].kind == .word { return phrase.end }
            if last.kind == .figure { return phrase.end }
        }
        if words.isHash(last) { return phrase.end }
        // Article 14, Flight 212, No. 3.
        var before = i - 1
        if pieces[before].kind == .sign, before > 0, words.isStop(pieces[before]) { before -= 1 }
        if words.isLabel(pieces[before]), pieces[before].capital || words.isLabelAlways(pieces[before]), before + 2 >= i
        {
            if !(next.map { words.isPeople($0) } ?? false) { return phrase.end }
        }
        // 43 Mill Lane
        if phrase.end + 1 < pieces.count, pieces[phrase.end].capital,
            (phrase.end + 1..<min(phrase.end + 3, pieces.count)).contains(where: {
                pieces[$0].capital && words.isStreet(pieces[$0])
            })
        {
            return phrase.end
        }
        return nil
    }

    private func leadingZero(_ piece: Piece, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        piece.kind == .figure && piece.digits > 1 && piece.shape == .integer && bytes[Int(piece.lower)] == 0x30
    }

    private func phoneEnd(_ pieces: [Piece], _ end: Int) -> Int {
        var end = end
        while end < pieces.count, pieces[end].kind == .figure { end += 1 }
        return end
    }
}
