import Documents
import Lexicons
import Moments
import Readings
import Texts

/// Finds pairs of claims about one slot that cannot both be so.
///
/// Figures that differ by rounding only, whose hedges let them overlap, or that hold for different times do not contradict;
/// nor do figures of different scope. A denial needs another voice than the one it contradicts.
struct ContradictionFinder {
    private let readings: [Reading]
    private let origins: [Origin]
    private let voices: VoiceReader
    private let outcomes: Outcomes

    init(readings: [Reading], origins: [Origin], voices: VoiceReader, outcomes: Outcomes) {
        self.readings = readings
        self.origins = origins
        self.voices = voices
        self.outcomes = outcomes
    }

    /// Contradictions: open ones first, then by the place of their first side.
    ///
    /// - Parameter spoken: denials that were set against claims already.
    func contradictions(
        _ events: [Event], _ series: [Series], _ sketches: [[Int: ClaimSketch]], spoken: [Contradiction] = []
    ) -> [Contradiction] {
        var found = series.flatMap { figures($0) } + spoken
        for event in events { found += denials(event, sketches) + times(event) }
        found += outcomes(events, sketches)
        var seen: Set<[Citation]> = []
        found = found.filter { seen.insert([min($0.a, $0.b), max($0.a, $0.b)]).inserted }
        let order: [Contradiction.Status] = [.open, .superseded, .withdrawn, .scope]
        return found.enumerated().sorted { x, y in
            let (p, q) = (order.firstIndex(of: x.element.status) ?? 9, order.firstIndex(of: y.element.status) ?? 9)
            return p != q ? p < q : x.offset < y.offset
        }.map(\.element)
    }

    // MARK: Figures

    /// One pair at most stays open for a series: the lowest and the highest of what stands now; and for each source that
    /// changed its figure downwards, the pair that was superseded or withdrawn.
    private func figures(_ series: Series) -> [Contradiction] {
        let measured: Set<String> = ["people", "person", "", "number"]
        guard !measured.contains(series.measure) else { return [] }
        var result: [Contradiction] = []
        let current = series.entries.filter { $0.status == "current" }
        func quantity(_ entry: Series.Entry) -> Quantity {
            readings[entry.citation.document].quantities[entry.quantity]
        }
        var best: (a: Series.Entry, b: Series.Entry, gap: Double)?
        // The extremes stand for all: compare the lowest few with the highest few.
        let ordered = current.enumerated().sorted { x, y in
            let (p, q) = (Self.middle(quantity(x.element)), Self.middle(quantity(y.element)))
            return p != q ? p < q : x.offset < y.offset
        }.map(\.element)
        for a in ordered.prefix(4) {
            for b in ordered.suffix(4).reversed()
            where a.voice != b.voice && origins[a.citation.document].root != origins[b.citation.document].root {
                guard Self.excludes(quantity(a), quantity(b)), Self.comparable(quantity(a), quantity(b)),
                    sameTime(a, b, falls: LedgerBuilder.falling.contains(series.measure)),
                    !Series.areApart(a, b, in: readings)
                else { continue }
                let gap = Self.middle(quantity(b)) - Self.middle(quantity(a))
                if gap > (best?.gap ?? 0) { best = (a, b, gap) }
            }
        }
        if let best {
            result.append(contradiction(.number, .open, series.measure, best.a, best.b))
        }
        for entry in series.entries where entry.status == "withdrawn" {
            guard let other = current.first(where: { $0.citation.document != entry.citation.document }) else {
                continue
            }
            if Self.excludes(quantity(entry), quantity(other)) {
                result.append(contradiction(.number, .withdrawn, series.measure, entry, other))
            }
        }
        // A source that lowered its own figure took back the higher one.
        for entry in series.entries where entry.status.hasPrefix("superseded") {
            guard
                let later = series.entries.last(where: {
                    $0.voice == entry.voice && $0.status == "current"
                        && $0.citation.document > entry.citation.document
                })
            else { continue }
            let (a, b) = (quantity(entry), quantity(later))
            if Self.excludes(a, b), Self.middle(b) < Self.middle(a) {
                result.append(contradiction(.number, .superseded, series.measure, entry, later))
            }
        }
        return result
    }

    private func contradiction(
        _ kind: Contradiction.Kind, _ status: Contradiction.Status, _ slot: String, _ a: Series.Entry, _ b: Series.Entry
    ) -> Contradiction {
        let one = readings[a.citation.document].quantities[a.quantity]
        let two = readings[b.citation.document].quantities[b.quantity]
        let first = readings[a.citation.document].text[one.extent]
        let second = readings[b.citation.document].text[two.extent]
        return Contradiction(
            kind: kind, status: status, slot: slot, a: a.citation, sourceA: a.source, b: b.citation, sourceB: b.source,
            why: "“\(first)” and “\(second)” cannot both be the number \(slot)")
    }

    /// Whether two figures can be of one scope: vague ones ("hundreds") and ones apart by more than four times are not.
    static func comparable(_ a: Quantity, _ b: Quantity) -> Bool {
        for quantity in [a, b] {
            if let low = quantity.low, let high = quantity.high, high > low * 2 { return false }
        }
        let (x, y) = (middle(a), middle(b))
        return min(x, y) > 0 && max(x, y) <= Series.mostTimes * min(x, y)
    }

    /// Whether the figures were given for about the same time: published within 24 hours, and as-of days that meet.
    ///
    /// Outlets' own counts rise by the hour: a higher one three hours later is news, not a contradiction; so is a lower one of what falls
    /// as well. Two named sources
    /// that stand by different figures contradict each other for a day.
    private func sameTime(_ a: Series.Entry, _ b: Series.Entry, falls: Bool) -> Bool {
        if let p = readings[a.citation.document].document.published?.moment,
            let q = readings[b.citation.document].document.published?.moment
        {
            guard abs(p.seconds - q.seconds) <= 24 * 3600 else { return false }
            // `a` is the lower figure. An outlet that is cited counts as an outlet does.
            let isCount = [a, b].contains { $0.source == nil || $0.voice.hasPrefix("outlet ") }
            let later = falls ? abs(q.seconds - p.seconds) : q.seconds - p.seconds
            if isCount, later > 3 * 3600 { return false }
        }
        if let p = a.asOf, let q = b.asOf { return abs(p.seconds - q.seconds) <= 24 * 3600 }
        return true
    }

    static func middle(_ quantity: Quantity) -> Double {
        switch (quantity.low, quantity.high) {
        case (let low?, let high?): (low + high) / 2
        case (let low?, nil): low
        case (nil, let high?): high
        case (nil, nil): 0
        }
    }

    /// Whether two figures cannot both be so: ranges apart by more than rounding. "At least 12" does not exclude 15.
    static func excludes(_ a: Quantity, _ b: Quantity) -> Bool {
        guard a.kind == .total, b.kind == .total, a.unit == b.unit else { return false }
        let (lowA, highA) = (a.low ?? -.infinity, a.high ?? .infinity)
        let (lowB, highB) = (b.low ?? -.infinity, b.high ?? .infinity)
        let gap = max(lowB - highA, lowA - highB)
        guard gap > 0 else { return false }
        // 1,300 and "about 1,290" are one figure; so are 37,000 and 37,123.
        let larger = max(abs(middle(a)), abs(middle(b)))
        return gap > larger * tolerance(a, b)
    }

    private static func tolerance(_ a: Quantity, _ b: Quantity) -> Double {
        if a.hedge != nil || b.hedge != nil { return 0.1 }
        func isRound(_ q: Quantity) -> Bool {
            let value = middle(q)
            guard value >= 100 else { return false }
            let step: Double = value >= 10_000 ? 1000 : value >= 1000 ? 100 : 50
            return (value / step).rounded() * step == value
        }
        return isRound(a) || isRound(b) ? 0.05 : 0
    }

    // MARK: Events

    /// The first denial of an event that answers a telling of another voice: the same predicate (or type, for a word of
    /// denial), a common participant, and nothing in the way.
    private func denials(_ event: Event, _ sketches: [[Int: ClaimSketch]]) -> [Contradiction] {
        for denial in event.tellings
        where claim(denial).polarity == .denied && isFirm(denial) && !picksOut(denial) {
            guard let y = sketches[denial.citation.document][denial.claim] else { continue }
            let reading = readings[denial.citation.document]
            let spoken = claim(denial).attributions.contains { reading.attributions[$0].denies }
            for claimed in event.tellings
            where claim(claimed).polarity == .affirmed && isFirm(claimed) && claimed.voice != denial.voice {
                guard spoken || claimed.citation.document != denial.citation.document,
                    claim(claimed).lemma == claim(denial).lemma
                        || (spoken && claim(claimed).type != nil && claim(claimed).type == claim(denial).type),
                    let x = sketches[claimed.citation.document][claimed.claim], Self.answers(x, y),
                    spoken || !(isByNobody(claimed, x) || isByNobody(denial, y))
                else { continue }
                var pair = Contradiction(
                    kind: .denial, status: .open, slot: event.type ?? claim(claimed).lemma, a: claimed.citation,
                    sourceA: claimed.source, b: denial.citation, sourceB: denial.source,
                    why: "said by \(claimed.source ?? voices.outletName(claimed.citation.document)), "
                        + "denied by \(denial.source ?? voices.outletName(denial.citation.document))")
                pair.claimA = claimed.claim
                pair.claimB = denial.claim
                return [pair]
            }
        }
        return []
    }

    /// "Areas which had not been affected" says which areas are meant, and denies nothing that befell others: a relative clause without
    /// a comma before it.
    private func picksOut(_ telling: Event.Telling) -> Bool {
        let tokens = readings[telling.citation.document].tokens
        let verb = claim(telling).predicateToken
        guard tokens.indices.contains(verb), tokens[verb].relation == .aclRelcl, tokens[verb].head < verb else {
            return false
        }
        let between = tokens[max(tokens[verb].head + 1, 0)..<verb]
        return !between.contains { $0.upos == .punct }
    }

    /// "We condemn it", where nobody was found for "we": whoever else does not condemn it, denies nothing.
    private func isByNobody(_ telling: Event.Telling, _ sketch: ClaimSketch) -> Bool {
        sketch.who.isEmpty && !claim(telling).who.isEmpty
    }

    /// Whether a denial speaks of the claim: participants that agree where both name them, one at least in common; and not of one day
    /// alone ("made no appearance on Sunday") where the claim is told without a day after that.
    static func answers(_ x: ClaimSketch, _ y: ClaimSketch) -> Bool {
        if let end = y.end, x.start == nil, let published = x.published, published >= end + 1 { return false }
        let who = EventSimilarity.overlap(x.who, y.who)
        let whom = EventSimilarity.overlap(x.whom, y.whom)
        guard who > 0 || x.who.isEmpty || y.who.isEmpty, whom > 0 || x.whom.isEmpty || y.whom.isEmpty else {
            return false
        }
        guard who > 0 || whom > 0, x.words.dot(y.words) >= 0.2 else { return false }
        return !x.places.contains { a in y.places.contains { a.excludes($0) } }
    }

    /// Two tellings of one occurrence that give days which do not meet.
    private func times(_ event: Event) -> [Contradiction] {
        var dated: [(telling: Event.Telling, time: TimeExpression)] = []
        for telling in event.tellings where isFirm(telling) && claim(telling).polarity == .affirmed {
            let reading = readings[telling.citation.document]
            guard let index = Sketcher.time(of: claim(telling), in: reading), reading.times[index].precision <= .day
            else {
                continue
            }
            dated.append((telling, reading.times[index]))
        }
        guard let first = dated.first else { return [] }
        for other in dated.dropFirst() where other.telling.voice != first.telling.voice {
            guard SlotFinder.timesExclude(first.time, other.time) else { continue }
            return [
                Contradiction(
                    kind: .time, status: .open, slot: event.type ?? claim(first.telling).lemma,
                    a: first.telling.citation, sourceA: first.telling.source, b: other.telling.citation,
                    sourceB: other.telling.source,
                    why: "“\(readings[first.telling.citation.document].text[first.time.extent])” and "
                        + "“\(readings[other.telling.citation.document].text[other.time.extent])” are different times")
            ]
        }
        return []
    }

    /// Events with one party or place whose predicates are opposite outcomes: captured and repelled, opened and closed.
    private func outcomes(_ events: [Event], _ sketches: [[Int: ClaimSketch]]) -> [Contradiction] {
        var result: [Contradiction] = []
        var holders: [String: [(event: Int, telling: Int)]] = [:]
        for (e, event) in events.enumerated() where !event.background {
            for (t, telling) in event.tellings.prefix(4).enumerated() where isFirm(telling) {
                let claim = claim(telling)
                guard outcomes.opposites[claim.lemma] != nil, claim.polarity == .affirmed else { continue }
                holders[claim.lemma, default: []].append((e, t))
            }
        }
        for lemma in holders.keys.sorted() {
            for opposite in outcomes.opposites[lemma] ?? [] where lemma < opposite {
                for (e, t) in (holders[lemma] ?? []).prefix(24) {
                    for (f, u) in (holders[opposite] ?? []).prefix(24) where e != f {
                        let (a, b) = (events[e].tellings[t], events[f].tellings[u])
                        guard a.voice != b.voice, let x = sketches[a.citation.document][a.claim],
                            let y = sketches[b.citation.document][b.claim], Self.sameMatter(x, y)
                        else { continue }
                        result.append(
                            Contradiction(
                                kind: .outcome, status: .open, slot: "\(lemma) or \(opposite)", a: a.citation,
                                sourceA: a.source, b: b.citation, sourceB: b.source,
                                why: "“\(lemma)” and “\(opposite)” of the same \(x.whom.isEmpty ? "place" : "object")"))
                    }
                }
            }
        }
        return result
    }

    /// Whether two claims speak of one object: an equal patient, and times and places that do not exclude each other.
    static func sameMatter(_ x: ClaimSketch, _ y: ClaimSketch) -> Bool {
        guard EventSimilarity.overlap(x.whom, y.whom) > 0 || (x.whom.isEmpty && y.whom.isEmpty) else { return false }
        let shared = x.places.contains { a in y.places.contains { a.key == $0.key } }
        guard shared || EventSimilarity.overlap(x.whom, y.whom) > 0 else { return false }
        if x.places.contains(where: { a in y.places.contains { a.excludes($0) } }) { return false }
        if let s = x.start, let e = x.end, let t = y.start, let f = y.end, e <= t || f <= s { return false }
        if let p = x.published, let q = y.published, abs(p - q) > 2 { return false }
        return true
    }

    private func claim(_ telling: Event.Telling) -> Claim {
        readings[telling.citation.document].claims[telling.claim]
    }

    private func isFirm(_ telling: Event.Telling) -> Bool {
        let modality = claim(telling).modality
        return modality == .asserted || modality == .reported
    }
}

/// Pairs of predicates that cannot both be the outcome of one matter.
struct Outcomes: Sendable {
    /// Opposites of a lemma.
    let opposites: [String: [String]]

    init() throws(LexiconError) {
        let table = try Table(named: "rules/outcomes.tsv", columns: ["one", "other"])
        var opposites: [String: [String]] = [:]
        for row in table.rows {
            opposites[row["one"], default: []].append(row["other"])
            opposites[row["other"], default: []].append(row["one"])
        }
        self.opposites = opposites
    }
}
