import Documents
import Lexicons
import Moments
import Texts

/// Finds numbers and amounts and what they count.
///
/// Needs sentences and times; uses trees where they are there. Adds `quantities`.
final class QuantityReader {
    private let rules: QuantityRules
    private let figures: FigureReader
    private let measures: MeasureReader
    private let pieceReader: PieceReader
    private var pieces: [Piece] = []

    init() throws(LexiconError) {
        rules = try QuantityRules()
        let vocabulary = rules.set.vocabulary
        let words = QuantityWords(vocabulary)
        let matcher = PatternMatcher(set: rules.set)
        pieceReader = PieceReader(vocabulary: vocabulary)
        figures = FigureReader(rules: rules, matcher: matcher, words: words)
        measures = MeasureReader(rules: rules, matcher: matcher, words: words)
    }

    func read(_ reading: inout Reading) {
        var spoken: Int?
        var spokenIn = -2
        let times = reading.times
        let year = reading.document.published.map { $0.day.year }
        let text = reading.text
        text.utf8.withUnsafeBufferPointer { bytes in
            for (index, sentence) in reading.sentences.enumerated() {
                pieces.removeAll(keepingCapacity: true)
                pieceReader.read(bytes, sentence.extent, into: &pieces)
                var found = figures.figures(pieces, isTime: { Self.isInside($0, times) }, bytes: bytes)
                guard !found.isEmpty else { continue }
                measures.read(
                    &found, pieces, spoken: spokenIn == index - 1 || spokenIn == index ? spoken : nil,
                    year: year, tree: { self.role(at: $0, sentence, reading) })
                for figure in found {
                    // The dead are what "the number" means after a sentence on several; else whoever was counted last.
                    if let measure = figure.measure,
                        rules.measures[measure] == "killed" || figure.rule.hasPrefix("toll") || spokenIn != index
                    {
                        spoken = measure
                        spokenIn = index
                    }
                    if let quantity = quantity(figure, sentence, reading) { reading.quantities.append(quantity) }
                }
            }
        }
    }

    /// Whether a byte stands in one of the times, which are in order.
    private static func isInside(_ byte: UInt32, _ times: [TimeExpression]) -> Bool {
        var low = 0
        var high = times.count
        while low < high {
            let middle = (low + high) / 2
            if times[middle].extent.upper <= byte { low = middle + 1 } else { high = middle }
        }
        return low < times.count && times[low].extent.lower <= byte
    }

    private func extent(_ range: Range<Int>) -> Extent {
        Extent(lower: pieces[range.lowerBound].lower, upper: pieces[range.upperBound - 1].upper)
    }

    private func quantity(_ figure: Figure, _ sentence: Sentence, _ reading: Reading) -> Quantity? {
        if figure.measure == nil, figure.isArticle || figure.isZero || figure.isChange { return nil }
        var quantity = Quantity(
            extent: extent(figure.span), low: figure.low, high: figure.high, unit: figure.unit,
            rule: "quantity.\(figure.rule)")
        quantity.number = extent(figure.number)
        if let hedge = figure.hedge { quantity.hedge = reading.text[extent(hedge)].lowercased() }
        if figure.isChange {
            quantity.kind = .change
            (quantity.factorLow, quantity.factorHigh) = (figure.low, figure.high)
            (quantity.low, quantity.high) = (nil, nil)
        } else if figure.isIncrement {
            quantity.kind = .increment
        }
        quantity.status = figure.status
        if let measure = figure.measure, !isMoney(after: figure.span.upperBound) {
            let name = rules.measures[measure]
            switch name {
            case "destroyed", "damaged", "flooded", "burned", "captured", "held":
                if measures.isArea(figure.unit) {
                    quantity.counts = "area \(name)"
                } else if let thing = figure.thing, name != "captured" {
                    quantity.counts = "\(rules.things[thing]) \(name)"
                } else {
                    quantity.counts = name
                }
            default: quantity.counts = name
            }
            if quantity.unit == nil, figure.thing == nil, name != "shot down" { quantity.unit = "person" }
            quantity.scope = scope(figure, sentence, reading)
            quantity.counted = figure.cue.flatMap { token(at: pieces[$0].lower, sentence, reading) }
        } else if quantity.unit == nil, figure.span.upperBound < pieces.count,
            measures.words.isPeople(pieces[figure.span.upperBound])
        {
            quantity.unit = "person"
        }
        return quantity
    }

    /// "billions of dollars": no people.
    private func isMoney(after at: Int) -> Bool {
        guard at + 1 < pieces.count, measures.words.isOf(pieces[at]) else { return false }
        return ["dollars", "euros", "pounds", "yuan", "rubles", "roubles"].contains {
            measures.isWord(pieces[at + 1], $0)
        }
    }

    /// Who is counted and where: the noun phrase after the figure, and the first "in …" after it. Never when.
    private func scope(_ figure: Figure, _ sentence: Sentence, _ reading: Reading) -> [Extent] {
        let words = measures.words
        var scope: [Extent] = []
        var at = figure.span.upperBound
        let start = at
        while at < pieces.count, at - start < 6, pieces[at].kind == .word, !words.isFunction(pieces[at]),
            !words.isVerb(pieces[at]), at != figure.cue, !words.isMore(pieces[at]),
            !Self.isInside(pieces[at].lower, reading.times), isNominal(pieces[at].lower, sentence, reading)
        {
            at += 1
        }
        if at > start, at - start > 1 || !words.isPeople(pieces[start]) { scope.append(extent(start..<at)) }
        var place = figure.span.upperBound
        while place + 1 < pieces.count, place - figure.span.upperBound < 16 {
            if words.isComma(pieces[place]) || words.isAnd(pieces[place]) { break }
            if leadsToPlace(pieces[place]), let end = placeEnd(after: place, reading) {
                scope.append(extent(place..<end))
                break
            }
            if words.isWord(pieces[place], "since") {
                var end = place + 1
                while end < pieces.count, end - place < 5, pieces[end].kind != .sign { end += 1 }
                scope.append(extent(place..<end))
                break
            }
            place += 1
        }
        // "the death toll in Velm has risen to 20": where stands before the figure.
        if let cue = figure.cue, cue < figure.span.lowerBound, figure.span.lowerBound - cue < 24, !hasPlace(scope) {
            for at in cue..<figure.span.lowerBound where leadsToPlace(pieces[at]) && at + 1 < figure.span.lowerBound {
                guard let end = placeEnd(after: at, reading), end <= figure.span.lowerBound else { continue }
                scope.append(extent(at..<end))
                break
            }
        }
        return scope
    }

    /// Whether a scope says where: its last stretch begins with a preposition.
    private func hasPlace(_ scope: [Extent]) -> Bool {
        guard let last = scope.last, let piece = pieces.first(where: { $0.lower == last.lower }) else { return false }
        return leadsToPlace(piece)
    }

    /// "in Pellin", "in the province of Halden": where the name behind a preposition ends; nil when none stands there, or a time does.
    private func placeEnd(after preposition: Int, _ reading: Reading) -> Int? {
        var end = preposition + 1
        if measures.words.isWord(pieces[end], "the"), end + 1 < pieces.count { end += 1 }
        if !pieces[end].capital, end + 2 < pieces.count, measures.words.isOf(pieces[end + 1]) { end += 2 }
        guard pieces[end].capital, !Self.isInside(pieces[end].lower, reading.times) else { return nil }
        while end < pieces.count, pieces[end].capital { end += 1 }
        // "in Turkey and Syria"
        while end + 1 < pieces.count, measures.words.isAnd(pieces[end]) || measures.words.isComma(pieces[end]),
            pieces[end + 1].capital, !Self.isInside(pieces[end + 1].lower, reading.times),
            isPlace(pieces[end + 1].lower, reading)
        {
            end += 2
            while end < pieces.count, pieces[end].capital { end += 1 }
        }
        return end
    }

    /// Whether the word at a byte is named as a place, as far as names were read.
    private func isPlace(_ byte: UInt32, _ reading: Reading) -> Bool {
        var (low, high) = (0, reading.names.count)
        while low < high {
            let middle = (low + high) / 2
            if reading.names[middle].extent.upper <= byte { low = middle + 1 } else { high = middle }
        }
        return low < reading.names.count && reading.names[low].extent.lower <= byte && reading.names[low].kind == .place
    }

    private func leadsToPlace(_ piece: Piece) -> Bool {
        for word in ["in", "at", "near", "around", "outside", "inside", "across", "off"]
        where measures.isWord(piece, word) { return true }
        return false
    }

    /// Whether the word at a byte can stand in a noun phrase, as far as it is tagged: "who", "according", "feared" cannot.
    private func isNominal(_ byte: UInt32, _ sentence: Sentence, _ reading: Reading) -> Bool {
        guard let token = token(at: byte, sentence, reading) else { return true }
        switch reading.tokens[token].upos {
        case .noun, .adj, .propn, .x, .num, .punct, .sym: return true
        default: return false
        }
    }

    /// Subject or object of which verb the noun is that a number at a byte belongs to.
    private func role(at byte: UInt32, _ sentence: Sentence, _ reading: Reading) -> MeasureReader.TreeRole? {
        guard var at = token(at: byte, sentence, reading) else { return nil }
        for _ in 0..<5 {
            let token = reading.tokens[at]
            guard token.head >= 0, sentence.tokens.contains(token.head) else { return nil }
            let verb = reading.tokens[token.head].extent.lower
            switch token.relation {
            case .nsubj: return MeasureReader.TreeRole(role: .subject, verb: verb)
            case .nsubjPass: return MeasureReader.TreeRole(role: .passiveSubject, verb: verb)
            case .obj: return MeasureReader.TreeRole(role: .object, verb: verb)
            case .nummod, .conj, .advmod, .amod, .det, .compound, .fixed: at = token.head
            default: return nil
            }
        }
        return nil
    }

    private func token(at byte: UInt32, _ sentence: Sentence, _ reading: Reading) -> Int? {
        var low = sentence.tokens.lowerBound
        var high = sentence.tokens.upperBound
        while low < high {
            let middle = (low + high) / 2
            if reading.tokens[middle].extent.upper <= byte { low = middle + 1 } else { high = middle }
        }
        return low < sentence.tokens.upperBound && reading.tokens[low].extent.lower <= byte ? low : nil
    }
}
