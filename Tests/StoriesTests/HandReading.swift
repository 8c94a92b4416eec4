import Documents
import Moments
import Readings
import Texts

/// Makes readings by hand: words are tokens, a sentence ends at a stop, findings are named by their words.
struct HandReading {
    var reading: Reading

    init(_ id: String, _ text: String, outlet: String? = nil, published: String? = nil, title: String? = nil) {
        var document = Document(id: id, text: Text(text))
        document.outlet = outlet.map { Stated(Outlet(name: $0), rule: "test") }
        document.published = published.flatMap { Dated(iso: $0) }
        document.title = title.map { Stated($0, rule: "test") }
        reading = Reading(document)
        let bytes = document.text.utf8
        var sentenceStart: Int?
        var wordStart: Int?
        var firstToken = 0
        func closeWord(_ end: Int) {
            guard let start = wordStart else { return }
            reading.tokens.append(Token(extent: Extent(start, end)))
            wordStart = nil
        }
        for (i, byte) in bytes.enumerated() {
            let isLetter = byte >= 0x80 || (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x27
            if isLetter {
                if sentenceStart == nil { (sentenceStart, firstToken) = (i, reading.tokens.count) }
                if wordStart == nil { wordStart = i }
            } else {
                closeWord(i)
                if byte == 0x2E, let start = sentenceStart {
                    reading.sentences.append(
                        Sentence(extent: Extent(start, i + 1), tokens: firstToken..<reading.tokens.count))
                    sentenceStart = nil
                }
            }
        }
        closeWord(bytes.count)
    }

    /// The stretch of some words, at their n-th place.
    func extent(_ words: String) -> Extent {
        let bytes = reading.text.utf8
        let wanted = Array(words.utf8)
        for i in 0..<max(0, bytes.count - wanted.count + 1) where bytes[i..<(i + wanted.count)].elementsEqual(wanted) {
            return Extent(i, i + wanted.count)
        }
        return Extent(0, 0)
    }

    private func head(_ extent: Extent) -> Int {
        reading.tokens.lastIndex { extent.contains($0.extent) } ?? 0
    }

    private func sentence(_ extent: Extent) -> Int {
        reading.sentences.firstIndex { $0.extent.contains(extent) } ?? 0
    }

    mutating func entity(_ words: String, _ kind: Name.Kind, roles: [String] = []) {
        reading.entities.append(Entity(name: words, kind: kind, mentions: [], roles: roles))
    }

    private func argument(_ words: String) -> Claim.Argument {
        let extent = extent(words)
        return Claim.Argument(
            extent: extent, head: head(extent), entity: reading.entities.firstIndex { $0.name == words })
    }

    mutating func attribution(
        _ source: String, _ cue: String, _ content: String, anonymous: Bool = false, denies: Bool = false
    ) {
        reading.attributions.append(
            Attribution(
                source: source.isEmpty ? [] : [extent(source)], cue: [extent(cue)], content: [extent(content)],
                kind: .indirect, cueHead: head(extent(cue)), anonymous: anonymous, denies: denies, rule: "test"))
    }

    mutating func quantity(
        _ words: String, _ low: Double?, _ high: Double?, _ counts: String, hedge: String? = nil,
        kind: Quantity.Kind = .total
    ) {
        reading.quantities.append(
            Quantity(
                extent: extent(words), low: low, high: high, unit: "person", counts: counts, hedge: hedge, kind: kind,
                rule: "test"))
    }

    mutating func time(_ words: String, _ day: String) {
        let start = Dated(iso: day)?.moment ?? Moment(seconds: 0)
        reading.times.append(
            TimeExpression(
                extent: extent(words), kind: .date, value: day, earliest: start, latest: start.adding(seconds: 86_400),
                precision: .day, rule: "test"))
    }

    mutating func claim(
        _ predicate: String, _ lemma: String, type: String? = nil, who: [String] = [], whom: [String] = [],
        polarity: Claim.Polarity = .affirmed, modality: Claim.Modality = .asserted
    ) {
        let extent = extent(predicate)
        let sentence = sentence(extent)
        let whole = reading.sentences[sentence].extent
        reading.claims.append(
            Claim(
                extent: whole, sentence: sentence, predicate: extent, predicateToken: head(extent), lemma: lemma,
                type: type, who: who.map(argument), whom: whom.map(argument),
                times: reading.times.indices.filter { whole.contains(reading.times[$0].extent) },
                quantities: reading.quantities.indices.filter { whole.contains(reading.quantities[$0].extent) },
                polarity: polarity, modality: modality,
                attributions: reading.attributions.indices.filter {
                    reading.attributions[$0].content.contains { $0.contains(extent) }
                }, rule: "test"))
    }
}
