import Documents
import Moments
import Texts

@testable import Readings

/// Readings that no text has, to try what the form can hold: every field takes every kind of value.
struct RandomReading {
    var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(state: seed) }

    mutating func next() -> Reading {
        let words = [
            "Ellan", "don’t", "the", "cafe\u{301}", "1,300", "–", "“", "river's", "ŁÓDŹ", "U.S.", "\n\n", "日本", "n't",
        ]
        let text = (0..<below(60)).map { _ in pick(words) }.joined(separator: pick([" ", "", "  "]))
        var document = Document(id: "r", text: Text(text))
        if flip() {
            document.published = Dated(moment: Moment(seconds: Int64(below(1 << 32)) - 1 << 31), precision: .second)
        }
        var reading = Reading(document)
        var at = 0
        while at < document.text.count, reading.tokens.count < 80 {
            let start = min(document.text.count, at + below(3))
            let end = min(document.text.count, start + below(9))
            var token = Token(extent: Extent(start, end), surface: below(5) == 0 ? extent(document) : nil)
            token.lemma = flip() ? string() : reading.text[token.extent].lowercased()
            token.upos = pick(UPOS.allCases)
            token.xpos = pick(XPOS.allCases)
            token.relation = pick(Relation.allCases)
            // Heads point back, so that no chain runs in a circle.
            token.head = reading.tokens.isEmpty || below(4) == 0 ? -1 : below(reading.tokens.count)
            reading.tokens.append(token)
            at = end
        }
        let tokens = reading.tokens.count
        guard tokens > 0 else {
            reading.linkDependents()
            return reading
        }
        for _ in 0..<(1 + below(5)) {
            reading.sentences.append(
                Sentence(
                    extent: extent(document), tokens: range(tokens), kind: pick(ReadingCode.sentenceKinds),
                    block: below(max(1, document.blocks.count))))
        }
        let entities = below(5)
        for _ in 0..<below(8) {
            var name = Name(
                extent: extent(document), tokens: range(tokens), kind: pick(Name.Kind.allCases), rule: string())
            name.entity = entities == 0 || flip() ? nil : below(entities)
            reading.names.append(name)
        }
        for _ in 0..<entities {
            let mentions = reading.names.isEmpty ? [] : (0..<below(4)).map { _ in below(reading.names.count) }
            let form = mentions.first.map { reading.text[reading.names[$0].extent] } ?? string()
            reading.entities.append(
                Entity(
                    name: flip() ? form : string(), kind: pick(Name.Kind.allCases), mentions: mentions,
                    variants: (0..<below(6)).map { _ in string() }, roles: (0..<below(6)).map { _ in string() }))
        }
        if entities > 0 {
            for _ in 0..<below(4) {
                reading.references.append(
                    Reference(
                        extent: extent(document), token: below(tokens), entity: below(entities),
                        kind: flip() ? .pronoun : .nominal, rule: string()))
            }
        }
        fill(&reading, document, tokens, entities)
        reading.linkDependents()
        return reading
    }

    private mutating func fill(_ reading: inout Reading, _ document: Document, _ tokens: Int, _ entities: Int) {
        for _ in 0..<below(4) {
            let moment = flip() ? nil : Moment(seconds: Int64(below(1 << 36)) - 1 << 35)
            reading.times.append(
                TimeExpression(
                    extent: extent(document), kind: pick(ReadingCode.timeKinds),
                    value: flip() ? string() : moment?.day().iso ?? "PAST_REF", earliest: moment,
                    latest: flip() ? nil : moment?.adding(seconds: Int64(below(100_000))),
                    precision: pick(Precision.allCases), modifier: flip() ? nil : string(), rule: string(),
                    anchor: string()))
        }
        for _ in 0..<below(4) {
            let extent = extent(document)
            reading.places.append(
                Place(
                    extent: extent, name: reading.names.isEmpty || flip() ? nil : below(reading.names.count),
                    latitude: double(), longitude: double(), label: flip() ? string() : reading.text[extent],
                    country: flip() ? nil : "GB", region: flip() ? nil : string(),
                    precision: pick(Place.Precision.allCases),
                    gazetteer: pick([nil, "geonames:\(below(1 << 40))", "geonames:007", "user"]),
                    role: flip() ? .place : .actor, rule: string()))
        }
        if let place = reading.places.first, flip() { reading.places.append(place) }
        for _ in 0..<below(4) {
            var quantity = Quantity(
                extent: extent(document), low: double(), high: double(), unit: flip() ? nil : string(),
                counts: flip() ? nil : "killed", hedge: flip() ? nil : string(), kind: pick(ReadingCode.quantityKinds),
                scope: extents(document), factorLow: double(), factorHigh: double(),
                counted: flip() ? nil : below(tokens), rule: string())
            quantity.status = pick(ReadingCode.quantityStates)
            if flip() { quantity.number = extent(document) }
            reading.quantities.append(quantity)
        }
        for i in 0..<below(4) {
            reading.attributions.append(
                Attribution(
                    source: extents(document), cue: extents(document), content: extents(document),
                    kind: pick(ReadingCode.attributionKinds), speaker: entities == 0 || flip() ? nil : below(entities),
                    sourceHead: flip() ? nil : below(tokens), cueHead: below(tokens), anonymous: flip(),
                    channel: flip() ? nil : string(), inside: i == 0 || flip() ? nil : below(i), denies: flip(),
                    rule: string()))
        }
        for _ in 0..<below(5) {
            let token = below(tokens)
            reading.claims.append(
                Claim(
                    extent: extent(document), sentence: below(reading.sentences.count), predicate: extent(document),
                    predicateToken: token, lemma: flip() ? string() : reading.tokens[token].lemma,
                    type: flip() ? nil : "flood", who: arguments(document, tokens, entities),
                    whom: arguments(document, tokens, entities), places: list(reading.places.count),
                    times: list(reading.times.count), quantities: list(reading.quantities.count),
                    polarity: flip() ? .affirmed : .denied, modality: pick(ReadingCode.modalities),
                    attributions: list(reading.attributions.count), background: flip() ? nil : string(), rule: string())
            )
        }
    }

    // MARK: Values

    private mutating func below(_ bound: Int) -> Int { bound <= 0 ? 0 : Int.random(in: 0..<bound, using: &random) }
    private mutating func flip() -> Bool { below(2) == 0 }
    private mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

    private mutating func string() -> String {
        pick([
            "network", "", "killed", "é", "e\u{301}", "a long rule of one's own that is not listed", "x\u{0}y", "Ellan",
            "日本",
        ])
    }

    private mutating func double() -> Double? {
        pick([nil, 0, -0.0, 43, 1e300, -12.5, 0.1 + 0.2, .infinity, 123_456 * ReadingCode.step, 1e15])
    }

    private mutating func extent(_ document: Document) -> Extent {
        let start = below(document.text.count + 1)
        return Extent(start, start + below(document.text.count - start + 1))
    }

    private mutating func extents(_ document: Document) -> [Extent] { (0..<below(3)).map { _ in extent(document) } }

    private mutating func range(_ count: Int) -> Range<Int> {
        let start = below(count)
        return start..<start + below(count - start + 1)
    }

    private mutating func list(_ count: Int) -> [Int] { count == 0 ? [] : (0..<below(4)).map { _ in below(count) } }

    private mutating func arguments(_ document: Document, _ tokens: Int, _ entities: Int) -> [Claim.Argument] {
        (0..<below(3)).map { _ in
            Claim.Argument(
                extent: extent(document), head: below(tokens), entity: entities == 0 || flip() ? nil : below(entities))
        }
    }
}

/// The same numbers on every run (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}
