import Lexicons
import Texts

/// Finds numbers and amounts and what they count.
///
/// Needs sentences and times; uses trees where they are there. Adds `quantities`.
final class QuantityReader {
    private let rules: QuantityRules
    private let figures: FigureReader
    private let measures: MeasureReader
    private let atomReader: AtomReader
    private var atoms: [Atom] = []

    init() throws(LexiconError) {
        rules = try QuantityRules()
        var vocabulary = rules.set.vocabulary
        QuantityWords.prepare(&vocabulary)
        let words = QuantityWords(vocabulary)
        let matcher = PatternMatcher(set: rules.set)
        atomReader = AtomReader(vocabulary: vocabulary)
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
                atoms.removeAll(keepingCapacity: true)
                atomReader.read(bytes, sentence.extent, into: &atoms)
                while time < times.count, times[time].extent.upper <= sentence.extent.lower { time += 1 }
                let first = time
                var found = figures.figures(
                    atoms,
                    isTime: { byte in
                        var i = first
                        while i < times.count, times[i].extent.lower <= byte {
                            if times[i].extent.upper > byte { return true }
                            i += 1
                        }
                        return false
                    }, bytes: bytes)
                guard !found.isEmpty else { continue }
                measures.read(&found, atoms, spoken: spokenIn == index - 1 || spokenIn == index ? spoken : nil)
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
        Extent(lower: atoms[range.lowerBound].lower, upper: atoms[range.upperBound - 1].upper)
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
            quantity.counted = figure.cue.flatMap { token(at: atoms[$0].lower, sentence, reading) }
        } else if quantity.unit == nil, figure.span.upperBound < atoms.count,
            measures.words.isPeople(atoms[figure.span.upperBound])
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
        while at < atoms.count, at - start < 6, atoms[at].kind == .word, !words.isFunction(atoms[at]), !words.isVerb(atoms[at]),
            at != figure.cue, !words.isMore(atoms[at])
        {
            at += 1
        }
        if at > start, at - start > 1 || !words.isPeople(atoms[start]) { scope.append(extent(start..<at)) }
        var place = figure.span.upperBound
        while place + 1 < atoms.count, place - figure.span.upperBound < 16 {
            if words.isComma(atoms[place]) || words.isAnd(atoms[place]) { break }
            if words.isPreposition(atoms[place]), !words.isOf(atoms[place]), !words.isFrom(atoms[place]) {
                var end = place + 1
                if words.isWord(atoms[end], "the"), end + 1 < atoms.count { end += 1 }
                if atoms[end].capital {
                    while end < atoms.count, atoms[end].capital { end += 1 }
                    scope.append(extent(place..<end))
                    break
                }
            }
            if words.isWord(atoms[place], "since") {
                var end = place + 1
                while end < atoms.count, end - place < 5, atoms[end].kind != .sign { end += 1 }
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
