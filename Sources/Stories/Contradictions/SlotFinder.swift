import Documents
import Moments
import Readings
import Texts

/// Sets claims of one occurrence against each other that put it in two places or at two times.
///
/// Claims that exclude each other by place or time are never joined into one event, so candidates come from a pass of its own that
/// looks at neither: predicates that befall somebody once (rules/single-occurrences.tsv), the same participant, reports within three
/// days. What then makes two claims one occurrence is counted, and kinds that some document tells twice are left out: a false
/// contradiction is worse than a missed one.
struct SlotFinder {
    let readings: [Reading]
    let origins: [Origin]
    let voices: VoiceReader
    let corrections: [Correction]
    let commitment: Commitment
    let single: SingleOccurrences
    let personOf: [[Int]]

    /// Least evidence that two claims tell of one occurrence; see `evidence`.
    static let threshold = 3.0
    /// Claims kept for one key.
    private static let ring = 24

    /// A claim with a place or a time of its own.
    struct Candidate {
        let sketch: ClaimSketch
        /// Who acts and whom it befalls, as in the sketch, with the names that stand beside a noun.
        var who: [UInt64]
        var whom: [UInt64]
        var voice: VoiceReader.Voice
        /// Fine places the claim itself names; empty when it names none or one that may be passed through.
        var spots: [Spot]
        /// Index into the reading's times, when it is exact to the day at least.
        var time: Int?
        /// Words that describe whom it befalls, places and times left out, by their first five letters.
        var phrase: Set<UInt64> = []
        /// The capitalised ones among them.
        var proper: Set<UInt64> = []
        /// Whether it is a person told by a common noun: "a man", "two officers".
        var isSomebody = false

        /// Whom it befalls: the patients, or the subject of a verb without an object.
        var patients: [UInt64] { whom.isEmpty ? who : whom }
    }

    /// Two candidates that exclude each other.
    private struct Pair {
        var kind: Contradiction.Kind
        var a: Int
        var b: Int
        var evidence: Double
    }

    /// Contradictions of place and time, those with most evidence first, one for each two values of one occurrence.
    func contradictions(_ sketches: [ClaimSketch]) -> [Contradiction] {
        let candidates = sketches.compactMap { candidate($0) }
        var byDocument: [Int: [Int]] = [:]
        for (i, candidate) in candidates.enumerated() { byDocument[candidate.sketch.document, default: []].append(i) }
        var pairs: [Pair] = []
        var index: [UInt64: [Int]] = [:]
        for (i, candidate) in candidates.enumerated() {
            let keys = Self.keys(candidate)
            for j in Set(keys.flatMap { index[$0] ?? [] }).sorted() {
                let other = candidates[j]
                guard other.sketch.document != candidate.sketch.document else { continue }
                for kind in [Contradiction.Kind.place, .time] where excludes(kind, other, candidate) {
                    guard let evidence = evidence(kind, other, candidate), evidence >= Self.threshold,
                        !isTold(kind, other, candidate, candidates, byDocument)
                    else { continue }
                    pairs.append(Pair(kind: kind, a: j, b: i, evidence: evidence))
                }
            }
            for key in keys {
                index[key, default: []].append(i)
                if index[key, default: []].count > Self.ring { index[key]?.removeFirst() }
            }
        }
        return settle(pairs, candidates)
    }

    // MARK: Candidates

    private func candidate(_ sketch: ClaimSketch) -> Candidate? {
        guard single.holds(sketch.predicate), !sketch.denied, !sketch.background, sketch.certainty == .fact,
            !sketch.isNominal, sketch.published != nil
        else { return nil }
        let reading = readings[sketch.document]
        let claim = reading.claims[sketch.claim]
        // "An earlier version said that it was found in Pellin" tells nothing of the kind.
        guard commitment.level(claim, reading) != .open, !isCorrecting(sketch, reading) else { return nil }
        let time = Sketcher.time(of: claim, in: reading).flatMap { reading.times[$0].precision <= .day ? $0 : nil }
        let spots = Spot.spots(of: claim, in: reading)
        guard time != nil || !spots.isEmpty else { return nil }
        var candidate = Candidate(
            sketch: sketch, who: sketch.who, whom: sketch.whom,
            voice: voices.voice(claim.attributions, in: sketch.document), spots: spots, time: time)
        bridge(&candidate, claim, reading)
        describe(&candidate, claim.whom.isEmpty ? claim.who : claim.whom, reading)
        return candidate
    }

    /// Fills in the words of the participant's phrase.
    private func describe(_ candidate: inout Candidate, _ arguments: [Claim.Argument], _ reading: Reading) {
        for argument in arguments {
            if reading.tokens.indices.contains(argument.head), single.isPerson(reading.tokens[argument.head].lemma) {
                candidate.isSomebody = true
            }
            for i in reading.tokens(in: argument.extent).prefix(16) {
                let token = reading.tokens[i]
                guard [.noun, .propn, .adj, .verb].contains(token.upos),
                    !reading.places.contains(where: { $0.extent.contains(token.extent) }),
                    !reading.times.contains(where: { $0.extent.contains(token.extent) })
                else { continue }
                candidate.phrase.insert(Sketcher.prefix(reading.form(i).lowercased()))
                if token.upos == .propn { candidate.proper.insert(Sketcher.prefix(reading.form(i))) }
            }
        }
    }

    /// "Nuno Sardoal, a former guard, was arrested", "arrested the guard Nuno Sardoal": where the tree takes only the noun for the
    /// participant, the name beside it is meant too.
    private func bridge(_ candidate: inout Candidate, _ claim: Claim, _ reading: Reading) {
        for (arguments, isWhom) in [(claim.whom, true), (claim.who, false)] {
            for argument in arguments where argument.entity == nil {
                let tokens = reading.tokens(in: argument.extent)
                let comma = tokens.lowerBound - 1
                let isApposed = comma > 0 && reading.form(comma) == ","
                let name = reading.names.last { name in
                    name.kind == .person
                        && (isApposed && name.tokens.upperBound == comma || name.tokens.lowerBound == tokens.upperBound)
                }
                guard let entity = name?.entity else { continue }
                let key = Sketcher.key(entity, reading, personOf[candidate.sketch.document])
                if isWhom {
                    candidate.whom = Array(Set(candidate.whom + [key])).sorted()
                } else {
                    candidate.who = Array(Set(candidate.who + [key])).sorted()
                }
            }
        }
    }

    private static func keys(_ candidate: Candidate) -> [UInt64] {
        let sketch = candidate.sketch
        let kinds = sketch.groups.isEmpty ? [sketch.predicate] : sketch.groups.map { UInt64($0) | 1 << 40 }
        return kinds.flatMap { kind in
            candidate.patients.map { (kind &* 0x9E37_79B9_7F4A_7C15) ^ $0 }
        }
    }

    // MARK: One occurrence

    private static func predicatesMeet(_ a: ClaimSketch, _ b: ClaimSketch) -> Bool {
        a.predicate == b.predicate || EventSimilarity.meets(a.groups, b.groups)
    }

    /// How much speaks for one occurrence, place or time left out: a common participant by name 2 or by its noun 1, two common words that
    /// describe it 1 (½ beside a name), a common exact figure 1, a common agent ½, common words ½ or 1, and 1 for the slot that is not in
    /// question. Nil where something excludes it.
    private func evidence(_ kind: Contradiction.Kind, _ one: Candidate, _ other: Candidate) -> Double? {
        let (a, b) = (one.sketch, other.sketch)
        guard Self.predicatesMeet(a, b), !Compatibility.ordinalsExclude(a, b),
            abs((a.published ?? 0) - (b.published ?? 0)) <= 3
        else { return nil }
        // What one tells had not happened when the other was published.
        if let start = a.start, let published = b.published, start >= published { return nil }
        if let start = b.start, let published = a.published, start >= published { return nil }
        let (x, y) = (one.patients, other.patients)
        let overlap = EventSimilarity.overlap(x, y)
        let named = x.contains { $0 >> 62 != 0 && y.contains($0) }
        // Both have names, and none in common: two people, two ships.
        let (p, q) = (x.filter { $0 >> 62 != 0 }, y.filter { $0 >> 62 != 0 })
        if !p.isEmpty, !q.isEmpty, !named { return nil }
        guard named || overlap > 0 else { return nil }
        var tally = false
        for figure in a.figures where figure.low == figure.high {
            for other in b.figures where other.counts == figure.counts && other.low == other.high {
                guard other.low == figure.low else { return nil }
                tally = (figure.low ?? 0) >= 2
            }
        }
        let words = Double(a.words.dot(b.words))
        let proper = !one.proper.isDisjoint(with: other.proper)
        if !named, !proper, !one.proper.isEmpty, !other.proper.isEmpty { return nil }
        let isDescribed = one.phrase.intersection(other.phrase).count >= 2
        // "A man was arrested" here and there: two men, unless a figure or description says more.
        if !named, !tally, !isDescribed, one.isSomebody || other.isSomebody { return nil }
        var evidence = named ? 2.0 : 1
        if isDescribed { evidence += named ? 0.5 : 1 }
        if tally { evidence += 1 }
        if !one.whom.isEmpty, !other.whom.isEmpty, EventSimilarity.overlap(one.who, other.who) > 0 { evidence += 0.5 }
        if words >= 0.2 { evidence += 0.5 }
        if words >= 0.4 { evidence += 0.5 }
        switch kind {
        case .place: if Compatibility.sameDay(a, b) { evidence += 1 }
        default: if a.places.contains(where: { one in b.places.contains { $0.key == one.key } }) { evidence += 1 }
        }
        return evidence
    }

    /// Whether one of the two documents, or another of its outlet, tells such an occurrence with the other's value too: then there were two,
    /// unless it is the document that corrects the other.
    private func isTold(
        _ kind: Contradiction.Kind, _ a: Candidate, _ b: Candidate, _ all: [Candidate], _ byDocument: [Int: [Int]]
    ) -> Bool {
        for (own, other) in [(a, b), (b, a)] {
            for i in byDocument[own.sketch.document] ?? [] {
                let third = all[i]
                guard third.sketch.claim != own.sketch.claim, Self.predicatesMeet(third.sketch, own.sketch),
                    EventSimilarity.overlap(third.patients, own.patients) > 0,
                    excludes(kind, third, own)
                else { continue }
                return true
            }
            if kind == .place, !isCorrection(own, other), names(other.spots, in: own.sketch) { return true }
        }
        return false
    }

    /// Whether a document names one of the spots: it knows of that place, and tells something else of it.
    private func names(_ spots: [Spot], in sketch: ClaimSketch) -> Bool {
        let keys = Set(spots.map(\.gazetteer))
        return readings[sketch.document].places.contains { place in
            place.role == .place && place.gazetteer.map { keys.contains($0) } ?? false
        }
    }

    private func isCorrecting(_ sketch: ClaimSketch, _ reading: Reading) -> Bool {
        corrections.contains {
            $0.citation.document == sketch.document && $0.citation.extent == reading.sentences[sketch.sentence].extent
        }
    }

    private func isCorrection(_ a: Candidate, _ b: Candidate) -> Bool {
        corrections.contains { $0.citation.document == a.sketch.document && $0.corrects == b.sketch.document }
    }

    // MARK: What excludes

    private func excludes(_ kind: Contradiction.Kind, _ a: Candidate, _ b: Candidate) -> Bool {
        switch kind {
        case .place:
            guard !a.spots.isEmpty, !b.spots.isEmpty else { return false }
            return a.spots.allSatisfy { one in b.spots.allSatisfy { one.excludes($0) } }
        default:
            guard let p = a.time, let q = b.time else { return false }
            return Self.timesExclude(
                readings[a.sketch.document].times[p], readings[b.sketch.document].times[q])
        }
    }

    /// Stretches that do not meet; of two told to the hour or finer with an hour between them at least. "Last Tuesday" may be the
    /// one before, so a day told by its name is not set against the same one a week off.
    static func timesExclude(_ a: TimeExpression, _ b: TimeExpression) -> Bool {
        guard let s = a.earliest, let e = a.latest, let t = b.earliest, let f = b.latest else { return false }
        func isNamed(_ time: TimeExpression) -> Bool {
            time.rule.hasPrefix("day.weekday") && !time.rule.hasSuffix("calendar")
        }
        let gap = max(t.seconds - e.seconds, s.seconds - f.seconds)
        if isNamed(a) || isNamed(b), a.precision == .day,
            b.precision == .day, abs(abs(s.seconds - t.seconds) - 7 * 86_400) < 86_400 / 2
        {
            return false
        }
        if a.precision <= .hour, b.precision <= .hour { return gap >= 3600 }
        return gap >= 0
    }

    // MARK: What became of it

    /// One contradiction for each two values; open, withdrawn by a correction, or replaced by the same source or outlet later.
    private func settle(_ pairs: [Pair], _ candidates: [Candidate]) -> [Contradiction] {
        // What a correction itself sets right comes first.
        func corrects(_ pair: Pair) -> Bool {
            isCorrection(candidates[pair.a], candidates[pair.b]) || isCorrection(candidates[pair.b], candidates[pair.a])
        }
        let ordered = pairs.enumerated().sorted { x, y in
            let (p, q) = (corrects(x.element), corrects(y.element))
            if p != q { return p }
            return x.element.evidence != y.element.evidence
                ? x.element.evidence > y.element.evidence : x.offset < y.offset
        }.map(\.element)
        var seen: Set<String> = []
        var result: [Contradiction] = []
        for pair in ordered {
            let (a, b) = (candidates[pair.a], candidates[pair.b])
            guard origins[a.sketch.document].root != origins[b.sketch.document].root || isCorrection(b, a) else {
                continue
            }
            let status = status(pair, a, b, ordered, candidates)
            // Two articles of one newsroom that tell two places and take nothing back tell of two occurrences.
            guard let status, seen.insert(slotKey(pair.kind, a, b)).inserted else { continue }
            result.append(contradiction(pair.kind, status, a, b))
        }
        return result
    }

    private func status(
        _ pair: Pair, _ a: Candidate, _ b: Candidate, _ pairs: [Pair], _ candidates: [Candidate]
    ) -> Contradiction.Status? {
        if isCorrection(b, a) || isCorrection(a, b) { return .withdrawn }
        let isOneOutlet = voices.outletKey(a.sketch.document) == voices.outletKey(b.sketch.document)
        if a.voice.key == b.voice.key { return a.voice.source == nil ? nil : .superseded }
        if isOneOutlet, a.voice.source == nil || b.voice.source == nil { return nil }
        // One side was taken back in another article, or its source says the other's value by now.
        for other in pairs where other.kind == pair.kind {
            let (x, y) = (candidates[other.a], candidates[other.b])
            guard
                !excludes(pair.kind, x, a) && !excludes(pair.kind, y, b)
                    || !excludes(pair.kind, x, b) && !excludes(pair.kind, y, a)
            else { continue }
            if isCorrection(y, x) || isCorrection(x, y) { return .withdrawn }
            if x.voice.key == y.voice.key, x.voice.source != nil { return .superseded }
        }
        return .open
    }

    private func slotKey(_ kind: Contradiction.Kind, _ a: Candidate, _ b: Candidate) -> String {
        func value(_ candidate: Candidate) -> String {
            if kind == .place { return candidate.spots.first?.gazetteer ?? "" }
            return candidate.time.flatMap { readings[candidate.sketch.document].times[$0].earliest }.map {
                "\($0.seconds / 3600)"
            } ?? ""
        }
        let values = [value(a), value(b)].sorted()
        return "\(kind.rawValue) \(a.sketch.groups.first.map { "group \($0)" } ?? "\(a.sketch.predicate)") \(values)"
    }

    private func contradiction(
        _ kind: Contradiction.Kind, _ status: Contradiction.Status, _ a: Candidate, _ b: Candidate
    ) -> Contradiction {
        func citation(_ candidate: Candidate) -> Citation {
            let reading = readings[candidate.sketch.document]
            return Citation(
                document: candidate.sketch.document,
                extent: reading.sentences[reading.claims[candidate.sketch.claim].sentence].extent)
        }
        func words(_ candidate: Candidate) -> String {
            let reading = readings[candidate.sketch.document]
            if kind == .place { return candidate.spots.first.map { reading.text[$0.extent] } ?? "" }
            return candidate.time.map { reading.text[reading.times[$0].extent] } ?? ""
        }
        var why = "“\(words(a))” and “\(words(b))” "
        if kind == .place, let one = a.spots.first, let other = b.spots.first {
            why += "lie \(Int(one.kilometres(to: other).rounded())) km apart"
        } else {
            why += "are different times"
        }
        let claim = readings[a.sketch.document].claims[a.sketch.claim]
        var pair = Contradiction(
            kind: kind, status: status, slot: claim.type ?? claim.lemma, a: citation(a), sourceA: a.voice.source,
            b: citation(b), sourceB: b.voice.source, why: why)
        pair.claimA = a.sketch.claim
        pair.claimB = b.sketch.claim
        return pair
    }
}
