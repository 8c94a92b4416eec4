import Documents
import Moments
import Glibc
import Lexicons
import Readings
import Texts

/// Makes sketches of the claims of a story's readings.
struct Sketcher: Sendable {
    private let frequencies: WordFrequencies
    private let families: PredicateFamilies
    private let mentions: MentionReader

    init() throws(LexiconError) {
        frequencies = try WordFrequencies()
        families = try PredicateFamilies()
        mentions = try MentionReader(frequencies)
    }

    /// Sketches of the claims worth an event, in order of documents and places in them.
    ///
    /// Left out are claims of headings and fragments (the text below says it again) and claims that are neither typed nor
    /// timed nor counted nor attributed and name no two participants: "is", "has", "include".
    func sketches(_ readings: [Reading], personOf: [[Int]]) -> [ClaimSketch] {
        var result: [ClaimSketch] = []
        var scanner = WordScanner()
        for (d, reading) in readings.enumerated() {
            guard !reading.claims.isEmpty else { continue }
            scanner.scan(reading.text.utf8)
            let words = scanner.words
            let entityOf = Self.entities(reading)
            let surroundings = mentions.surroundings(of: reading)
            var sentenceHashes: [Int: UInt64] = [:]
            for (c, claim) in reading.claims.enumerated() {
                guard claim.sentence < reading.sentences.count, reading.sentences[claim.sentence].kind == .sentence,
                    Self.isWorthAnEvent(claim, reading)
                else { continue }
                let hash: UInt64
                if let known = sentenceHashes[claim.sentence] {
                    hash = known
                } else {
                    let range = Self.range(reading.sentences[claim.sentence].extent, words)
                    hash = words[range].reduce(0x5EED) { ($0 ^ $1.hash) &* 0x9E37_79B9_7F4A_7C15 }
                    sentenceHashes[claim.sentence] = hash
                }
                let sketch = sketch(d, c, reading, personOf[d], entityOf, words, hash)
                sketch.mention = mentions.mention(claim.predicate, reading, d, surroundings)
                result.append(sketch)
            }
        }
        return result
    }

    static func isWorthAnEvent(_ claim: Claim, _ reading: Reading) -> Bool {
        if let type = claim.type {
            // "the Iran deal", "the inquiry": named, not told, unless it is said when.
            return !claim.rule.hasPrefix("noun") || !Self.standing.contains(type) || !claim.times.isEmpty
        }
        if ["be", "have", "include", "say", "become", "seem", "remain", "do"].contains(claim.lemma) {
            return claim.quantities.contains { reading.quantities[$0].counts != nil }
        }
        if claim.quantities.contains(where: { reading.quantities[$0].counts != nil }) { return true }
        if !claim.times.isEmpty, !claim.who.isEmpty || !claim.whom.isEmpty { return true }
        if !claim.attributions.isEmpty, !claim.who.isEmpty { return true }
        return !claim.who.isEmpty && !claim.whom.isEmpty && claim.who.contains { $0.entity != nil }
    }

    /// Types whose nouns name what stands rather than what happens.
    private static let standing: Set<String> = [
        "agreement", "support", "accusation", "demand", "concession", "law", "election", "sanction", "investigation",
        "trial", "threat", "rejection", "appointment", "aid", "increase", "decrease", "closure", "leak",
    ]

    /// Indexes of the words that lie in an extent.
    static func range(_ extent: Extent, _ words: [FoldedWord]) -> Range<Int> {
        func first(from byte: UInt32) -> Int {
            var (low, high) = (0, words.count)
            while low < high {
                let middle = (low + high) / 2
                if words[middle].start < byte { low = middle + 1 } else { high = middle }
            }
            return low
        }
        let lower = first(from: extent.lower)
        return lower..<max(lower, first(from: extent.upper))
    }

    private func sketch(
        _ d: Int, _ c: Int, _ reading: Reading, _ personOf: [Int], _ entityOf: [Int32], _ words: [FoldedWord],
        _ sentenceHash: UInt64
    ) -> ClaimSketch {
        let claim = reading.claims[c]
        var named: [UInt64] = []
        func keys(_ arguments: [Claim.Argument]) -> [UInt64] {
            var keys: [UInt64] = []
            for argument in arguments {
                if let entity = argument.entity, entity < personOf.count {
                    let key = Self.key(entity, reading, personOf)
                    keys.append(key)
                    named.append(key)
                }
                if argument.head >= 0, argument.head < reading.tokens.count, reading.tokens[argument.head].upos != .pron
                {
                    keys.append(Self.stem(reading.form(argument.head)) >> 2)
                }
            }
            return Array(Set(keys)).sorted()
        }
        let who = keys(claim.who)
        let whom = keys(claim.whom)
        let places = Self.places(claim.places, in: reading)
        let time = Self.time(of: claim, in: reading).map { reading.times[$0] }
        var figures: [SketchFigure] = []
        for index in claim.quantities where index < reading.quantities.count {
            let quantity = reading.quantities[index]
            if let counts = quantity.counts {
                figures.append(SketchFigure(counts: counts, low: quantity.low, high: quantity.high))
            }
        }
        let predicate = Self.stem(claim.lemma)
        let sketch = ClaimSketch(
            document: d, claim: c, sentence: claim.sentence, predicate: predicate, type: claim.type, who: who,
            whom: whom, named: Array(Set(named)).sorted(), places: places,
            start: time?.earliest.map { Double($0.seconds) / 86_400 },
            end: time?.latest.map { Double($0.seconds) / 86_400 },
            published: reading.document.published.map { Double($0.moment.seconds) / 86_400 }, figures: figures,
            words: vector(words[Self.range(claim.extent, words)], without: claim.predicate), sentenceHash: sentenceHash,
            denied: claim.polarity == .denied, background: claim.background != nil)
        sketch.groups = families.groups(predicate, type: claim.type)
        if sketch.start == nil { sketch.unplacedDay = Self.unplacedDay(of: claim, in: reading) }
        sketch.isNominal = claim.rule.hasPrefix("noun")
        switch claim.modality {
        case .asserted, .reported: sketch.certainty = .fact
        case .planned: sketch.certainty = .plan
        case .possible, .demanded: sketch.certainty = .open
        }
        let sentence = reading.sentences[claim.sentence].extent
        for index in Self.findings(in: sentence, reading.names.count, { reading.names[$0].extent }) {
            let name = words[Self.range(reading.names[index].extent, words)]
            sketch.sentenceNames += name.filter { $0.flags.contains(.capital) }.map(\.hash)
        }
        if places.isEmpty {
            sketch.context = Self.places(
                Self.findings(in: sentence, reading.places.count) { reading.places[$0].extent }, in: reading)
        }
        for index in claim.quantities where index < reading.quantities.count {
            if reading.quantities[index].unit == "magnitude" { sketch.magnitude = reading.quantities[index].low }
        }
        participants(sketch, claim, reading, personOf, entityOf)
        return sketch
    }

    /// Places among findings, the finest first.
    private static func places(_ indexes: [Int], in reading: Reading) -> [SketchPlace] {
        var places: [SketchPlace] = []
        for index in indexes where index < reading.places.count && reading.places[index].role == .place {
            let place = reading.places[index]
            places.append(
                SketchPlace(
                    key: WordScanner.textHash(place.gazetteer ?? NameKey.words(place.label).joined(separator: " ")),
                    country: place.country, region: place.region, latitude: place.latitude, longitude: place.longitude,
                    precision: place.precision))
        }
        let order = Place.Precision.allCases
        places.sort {
            let (a, b) = (order.firstIndex(of: $0.precision) ?? 9, order.firstIndex(of: $1.precision) ?? 9)
            return a != b ? a < b : $0.key < $1.key
        }
        return places
    }

    /// The finest anchored date or time of a claim: its index into the reading's times.
    ///
    /// "An explosion killed four on Monday" is when the explosion was: an event noun takes the time of the verb it is the subject of.
    static func time(of claim: Claim, in reading: Reading) -> Int? {
        if let own = ownTime(of: claim, in: reading) { return own }
        let token = claim.predicateToken
        guard claim.rule.hasPrefix("noun"), reading.tokens.indices.contains(token),
            reading.tokens[token].relation == .nsubj
        else { return nil }
        let head = reading.tokens[token].head
        var (low, high) = (0, reading.claims.count)
        while low < high {
            let middle = (low + high) / 2
            if reading.claims[middle].predicateToken < head { low = middle + 1 } else { high = middle }
        }
        guard low < reading.claims.count, reading.claims[low].predicateToken == head,
            reading.claims[low].modality == .asserted || reading.claims[low].modality == .reported
        else { return nil }
        return ownTime(of: reading.claims[low], in: reading)
    }

    /// A weekday or a day of a month that an undated text names, as a hash; 0 for none.
    private static func unplacedDay(of claim: Claim, in reading: Reading) -> UInt64 {
        for index in claim.times where index < reading.times.count {
            let value = reading.times[index].value
            guard value.hasPrefix("XXXX-"), value.utf8.count >= 10, !value.hasSuffix("X") else { continue }
            return WordScanner.textHash(String(value.prefix(10)))
        }
        return 0
    }

    private static func ownTime(of claim: Claim, in reading: Reading) -> Int? {
        claim.times
            .filter { $0 < reading.times.count }
            .filter {
                let time = reading.times[$0]
                // "now", "current": when it was written, not when it happened.
                return (time.kind == .date || time.kind == .time) && time.earliest != nil
                    && !time.value.hasSuffix("_REF")
            }
            .min { (reading.times[$0].precision, $0) < (reading.times[$1].precision, $1) }
    }

    /// Words of a stretch as a unit vector, weighed by their rarity in the background.
    ///
    /// - Parameter predicate: words left out, because they are compared apart.
    func vector(_ words: ArraySlice<FoldedWord>, without predicate: Extent) -> TermVector {
        var weights: [UInt32: Float] = [:]
        for word in words where word.count > 1 && !predicate.contains(Int(word.start)) {
            let known = frequencies.count(word.stem)
            guard known * 8 < frequencies.documents else { continue }
            weights[UInt32(truncatingIfNeeded: word.stem)] = logf((frequencies.documents + 1) / (known + 0.5))
        }
        var vector = TermVector()
        vector.keys = weights.keys.sorted()
        let norm = vector.keys.reduce(Float(0)) { $0 + (weights[$1] ?? 0) * (weights[$1] ?? 0) }.squareRoot()
        vector.weights = vector.keys.map { (weights[$0] ?? 0) / max(norm, 1e-6) }
        return vector
    }

    /// Stem of a word or of a phrase's words together.
    static func stem(_ phrase: String) -> UInt64 {
        var scanner = WordScanner()
        scanner.scan(Array(phrase.utf8))
        guard scanner.words.count != 1 else { return scanner.words[0].stem }
        return scanner.words.reduce(0x57E3) { ($0 ^ $1.stem) &* 0x9E37_79B9_7F4A_7C15 }
    }
}
