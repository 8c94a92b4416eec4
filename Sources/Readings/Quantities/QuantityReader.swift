import Documents
import Lexicons
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
        var vocabulary = rules.set.vocabulary
        QuantityWords.prepare(&vocabulary)
        let words = QuantityWords(vocabulary)
        let matcher = PatternMatcher(set: rules.set)
        pieceReader = PieceReader(vocabulary: vocabulary)
        figures = FigureReader(rules: rules, matcher: matcher, words: words)
        measures = MeasureReader(rules: rules, matcher: matcher, words: words)
    }

    func read(_ reading: inout Reading) {
        var spoken: Int?
        var spokenIn = -2
        var time = 0
        let times = reading.times
        reading.document.text.utf8.withUnsafeBufferPointer { bytes in
            for (index, sentence) in reading.sentences.enumerated() {
                pieces.removeAll(keepingCapacity: true)
                pieceReader.read(bytes, sentence.extent, into: &pieces)
                while time < times.count, times[time].extent.upper <= sentence.extent.lower { time += 1 }
                let first = time
                var found = figures.figures(
                    pieces,
                    isTime: { byte in
                        var i = first
                        while i < times.count, times[i].extent.lower <= byte {
                            if times[i].extent.upper > byte { return true }
                            i += 1
                        }
                        return false
                    }, bytes: bytes)
                guard !found.isEmpty else { continue }
                measures.read(&found, pieces, spoken: spokenIn == index - 1 || spokenIn == index ? spoken : nil)
                for figure in found {
                    if let measure = figure.measure, rules.measures[measure] == "killed" || figure.rule.hasPrefix("toll") {
                        spoken = measure
                        spokenIn = index
                    }
                    if let quantity = quantity(figure, sentence, reading) { reading.quantities.append(quantity) }
                }
            }
        }
    }

    private func extent(_ range: Range<Int>) -> Extent {
        Extent(lower: pieces[range.lowerBound].lower, upper: pieces[range.upperBound - 1].upper)
    }

    private func quantity(_ figure: Figure, _ sentence: Sentence, _ reading: Reading) -> Quantity? {
        if figure.measure == nil, figure.isArticle || figure.isZero || figure.isChange { return nil }
        var quantity = Quantity(
            extent: extent(figure.span), low: figure.low, high: figure.high, unit: figure.unit, rule: "quantity.\(figure.rule)")
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
        if let measure = figure.measure {
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
            quantity.scope = scope(figure, sentence)
            quantity.counted = figure.cue.flatMap { token(at: pieces[$0].lower, sentence, reading) }
        } else if quantity.unit == nil, figure.span.upperBound < pieces.count,
            measures.words.isPeople(pieces[figure.span.upperBound])
        {
            quantity.unit = "person"
        }
        return quantity
    }

    /// Who is counted and where: the noun phrase after the figure, and the first "in …" after it.
    private func scope(_ figure: Figure, _ sentence: Sentence) -> [Extent] {
        let words = measures.words
        var scope: [Extent] = []
        var at = figure.span.upperBound
        let start = at
        while at < pieces.count, at - start < 6, pieces[at].kind == .word, !words.isFunction(pieces[at]), !words.isVerb(pieces[at]),
            at != figure.cue, !words.isMore(pieces[at])
        {
            at += 1
        }
        if at > start, at - start > 1 || !words.isPeople(pieces[start]) { scope.append(extent(start..<at)) }
        var place = figure.span.upperBound
        while place + 1 < pieces.count, place - figure.span.upperBound < 16 {
            if words.isComma(pieces[place]) || words.isAnd(pieces[place]) { break }
            if words.isPreposition(pieces[place]), !words.isOf(pieces[place]), !words.isFrom(pieces[place]) {
                var end = place + 1
                if words.isWord(pieces[end], "the"), end + 1 < pieces.count { end += 1 }
                if pieces[end].capital {
                    while end < pieces.count, pieces[end].capital { end += 1 }
                    scope.append(extent(place..<end))
                    break
                }
            }
            if words.isWord(pieces[place], "since") {
                var end = place + 1
                while end < pieces.count, end - place < 5, pieces[end].kind != .sign { end += 1 }
                scope.append(extent(place..<end))
                break
            }
            place += 1
        }
        return scope
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
