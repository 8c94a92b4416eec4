/// A number as written: "1.3 million", "twenty-four", "a dozen", "dozens", "two and a half", "nineteen ninety-six".
struct NumberPhrase {
    /// One past its last piece.
    var end: Int
    /// Lowest value meant.
    var low: Double
    /// Highest value meant.
    var high: Double
    /// Whether no exact number was said ("several", "hundreds").
    var isVague = false
    /// Whether it stands in figures alone.
    var isFigure = false
}

/// Reads number phrases. A phrase has at most 16 pieces, so a text made of number words costs linear time.
struct NumberReader {
    private let unit: Int, ten: Int, hundred: Int, scale: Int, dozen: Int, vague: Int, plural: Int, half: Int
    private let article: [Int32]
    private let and: Int32, of: Int32, hyphen: Int32
    let vocabulary: Vocabulary

    /// Interns the words it needs; call it before the vocabulary is copied into an `PieceReader`.
    static func prepare(_ vocabulary: inout Vocabulary) {
        for name in ["unit", "ten", "hundred", "scale", "dozen", "vague", "plural", "half"] {
            _ = vocabulary.intern(class: "number." + name)
        }
        for word in ["a", "an", "and", "of", "-"] { _ = vocabulary.intern(word) }
    }

    init(_ vocabulary: Vocabulary) {
        var copy = vocabulary
        unit = copy.intern(class: "number.unit")
        ten = copy.intern(class: "number.ten")
        hundred = copy.intern(class: "number.hundred")
        scale = copy.intern(class: "number.scale")
        dozen = copy.intern(class: "number.dozen")
        vague = copy.intern(class: "number.vague")
        plural = copy.intern(class: "number.plural")
        half = copy.intern(class: "number.half")
        article = [copy.intern("a"), copy.intern("an")]
        and = copy.intern("and")
        of = copy.intern("of")
        hyphen = copy.intern("-")
        self.vocabulary = copy
    }

    @inline(__always)
    func isIn(_ piece: Piece, _ class: Int) -> Bool {
        piece.word >= 0 && vocabulary.bits[Int(piece.word)] & (1 << UInt64(`class`)) != 0
    }

    private func value(_ piece: Piece, _ class: Int) -> Double { vocabulary.value(of: piece.word, in: `class`) ?? 0 }

    /// The number phrase that starts at a piece.
    func read(_ pieces: [Piece], _ start: Int, _ limit: Int) -> NumberPhrase? {
        pieces.withUnsafeBufferPointer { read($0, start, limit) }
    }

    /// The number phrase that starts at a piece.
    func read(_ pieces: UnsafeBufferPointer<Piece>, _ start: Int, _ limit: Int) -> NumberPhrase? {
        let limit = min(limit, start + 16)
        guard start < limit else { return nil }
        let first = pieces[start]
        if first.kind == .figure { return figure(pieces, start, limit) }
        guard first.word >= 0 else { return nil }
        if isIn(first, vague) {
            return vague(pieces, start, limit)
        }
        if isIn(first, plural) { return plurals(pieces, start, limit) }
        if isIn(first, half) { return halves(pieces, start, limit) }
        if article.contains(first.word) {
            guard start + 1 < limit else { return nil }
            let next = pieces[start + 1]
            if isIn(next, vague) { return vague(pieces, start + 1, limit) }
            if isIn(next, half) {
                guard var phrase = halves(pieces, start + 1, limit), phrase.high >= 1 else { return nil }
                phrase.isVague = false
                return phrase
            }
            guard isIn(next, hundred) || isIn(next, scale) || isIn(next, dozen) else { return nil }
            return words(pieces, start + 1, limit, implicit: true)
        }
        guard isIn(first, unit) || isIn(first, ten) || isIn(first, hundred) || isIn(first, dozen) else { return nil }
        // "three quarters of a million"
        if isIn(first, unit), start + 1 < limit, isIn(pieces[start + 1], half),
            var phrase = halves(pieces, start + 1, limit)
        {
            phrase.low *= value(first, unit)
            phrase.high = phrase.low
            return phrase
        }
        return words(pieces, start, limit, implicit: false)
    }

    /// "several", "several hundred", "several hundred thousand".
    private func vague(_ pieces: UnsafeBufferPointer<Piece>, _ start: Int, _ limit: Int) -> NumberPhrase {
        var factor = 1.0
        var end = start + 1
        while end < limit, isIn(pieces[end], scale) || isIn(pieces[end], hundred) || isIn(pieces[end], dozen) {
            factor *= self.factor(of: pieces[end])
            end += 1
        }
        return NumberPhrase(end: end, low: value(pieces[start], vague) * factor, high: 9 * factor, isVague: true)
    }

    private func factor(of piece: Piece) -> Double {
        isIn(piece, scale) ? value(piece, scale) : isIn(piece, hundred) ? value(piece, hundred) : value(piece, dozen)
    }

    private func figure(_ pieces: UnsafeBufferPointer<Piece>, _ start: Int, _ limit: Int) -> NumberPhrase? {
        let first = pieces[start]
        switch first.shape {
        case .integer, .grouped, .decimal, .fraction: break
        default: return nil
        }
        var value = first.value
        var end = start + 1
        var inWords = false
        if first.shape == .integer, end < limit, pieces[end].shape == .fraction, value < 100 {
            value += pieces[end].value
            end += 1
        }
        // "2 and a half"
        if let halfEnd = andHalf(pieces, end, limit) {
            value += 0.5
            end = halfEnd
        }
        while end < limit {
            if isIn(pieces[end], scale) || isIn(pieces[end], hundred) || isIn(pieces[end], dozen) {
                value *= factor(of: pieces[end])
                end += 1
                inWords = true
                continue
            }
            if pieces[end].word == hyphen, !pieces[end].spaced, end + 1 < limit, isIn(pieces[end + 1], scale),
                !pieces[end + 1].spaced
            {
                value *= factor(of: pieces[end + 1])
                end += 2
                inWords = true
                continue
            }
            break
        }
        guard value < 1e15 else { return nil }
        return NumberPhrase(end: end, low: value, high: value, isFigure: !inWords)
    }

    private func andHalf(_ pieces: UnsafeBufferPointer<Piece>, _ at: Int, _ limit: Int) -> Int? {
        guard at + 2 < limit, pieces[at].word == and, article.contains(pieces[at + 1].word), isIn(pieces[at + 2], half),
            vocabulary.value(of: pieces[at + 2].word, in: half) == 0.5
        else { return nil }
        return at + 3
    }

    /// "dozens", "hundreds of thousands".
    private func plurals(_ pieces: UnsafeBufferPointer<Piece>, _ start: Int, _ limit: Int) -> NumberPhrase? {
        var low = 1.0
        var high = 1.0
        var end = start
        while end < limit, isIn(pieces[end], plural) {
            let value = value(pieces[end], plural)
            let (from, to) = Self.span(of: value)
            (low, high) = end == start ? (from, to) : (low * value, high * value + value - 1)
            end += 1
            guard end + 1 < limit, pieces[end].word == of, isIn(pieces[end + 1], plural) else { break }
            end += 1
        }
        return NumberPhrase(end: end, low: low, high: high, isVague: true)
    }

    /// What a bare plural stands for: tens 20–99, dozens 24–99, scores 40–199, hundreds 200–999, and so on.
    static func span(of value: Double) -> (low: Double, high: Double) {
        switch value {
        case 10: (20, 99)
        case 12: (24, 99)
        case 20: (40, 199)
        default: (2 * value, 10 * value - 1)
        }
    }

    /// "half a million", "half a dozen", "half-dozen", "quarter of a million".
    private func halves(_ pieces: UnsafeBufferPointer<Piece>, _ start: Int, _ limit: Int) -> NumberPhrase? {
        let share = value(pieces[start], half)
        var next = start + 1
        if next < limit, pieces[next].word == of { next += 1 }
        if next < limit, article.contains(pieces[next].word) || pieces[next].word == hyphen { next += 1 }
        guard next > start, next < limit,
            isIn(pieces[next], scale) || isIn(pieces[next], dozen) || isIn(pieces[next], hundred)
        else { return nil }
        let number = share * factor(of: pieces[next])
        return NumberPhrase(end: next + 1, low: number, high: number)
    }

    private func words(_ pieces: UnsafeBufferPointer<Piece>, _ start: Int, _ limit: Int, implicit: Bool)
        -> NumberPhrase?
    {
        var total = 0.0
        var current = implicit ? 1.0 : 0
        var end = start
        var last = 0.0  // size of the last part: a smaller one may follow
        var lastScale = Double.infinity
        var i = start
        while i < limit {
            let piece = pieces[i]
            if isIn(piece, unit) {
                let value = value(piece, unit)
                if last == 0 || (last >= 20 && value < 10) || last >= 100 {
                    current += value
                    last = value
                } else if i > start, value >= 10, last >= 10, last < 20, total == 0 {
                    // "nineteen eighteen"
                    current = current * 100 + value
                    last = value
                } else {
                    break
                }
            } else if isIn(piece, ten) {
                let value = value(piece, ten)
                if last == 0 || last >= 100 {
                    current += value
                } else if (10...20).contains(last), total == 0 {
                    current = current * 100 + value
                } else {
                    break
                }
                last = value
            } else if isIn(piece, hundred) {
                guard current < 100 else { break }
                current = max(current, 1) * 100
                last = 100
            } else if isIn(piece, scale) || isIn(piece, dozen) {
                let value = factor(of: piece)
                guard value < lastScale, current > 0 || implicit || isIn(piece, dozen) else { break }
                total += max(current, 1) * value
                current = 0
                last = value
                lastScale = value
                if isIn(piece, dozen) {
                    end = i + 1
                    if value == 2, end < limit, pieces[end].word == of { end += 1 }
                    return NumberPhrase(end: end, low: total, high: total)
                }
            } else if piece.word == hyphen, !piece.spaced, end == i, i > start {
                i += 1
                guard i < limit, !pieces[i].spaced,
                    isIn(pieces[i], unit) || isIn(pieces[i], ten) || isIn(pieces[i], scale)
                        || isIn(pieces[i], hundred)
                else { break }
                continue
            } else if piece.word == and, end == i, i > start {
                if let halfEnd = andHalf(pieces, i, limit) {
                    current += 0.5
                    end = halfEnd
                    if end < limit, isIn(pieces[end], scale), total == 0 {
                        current *= factor(of: pieces[end])
                        end += 1
                    }
                    break
                }
                guard last >= 100, i + 1 < limit, isIn(pieces[i + 1], unit) || isIn(pieces[i + 1], ten) else { break }
                i += 1
                continue
            } else {
                break
            }
            i += 1
            end = i
        }
        guard end > start else { return nil }
        let value = total + current
        guard value < 1e15 else { return nil }
        return NumberPhrase(end: end, low: value, high: value)
    }
}
