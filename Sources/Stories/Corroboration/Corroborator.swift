import Documents
import Moments
import Readings
import Texts

/// Turns groups of claims into events: time, place, tellings, and who stands behind them.
struct Corroborator {
    private let readings: [Reading]
    private let origins: [Origin]
    private let outlets: OutletNames
    private let voices: VoiceReader
    private let people: [Person]
    private let personOf: [[Int]]
    private let rootDocuments: [String: Int]
    private let commitment: Commitment

    init(
        readings: [Reading], origins: [Origin], outlets: OutletNames, voices: VoiceReader, people: [Person],
        personOf: [[Int]], commitment: Commitment
    ) {
        self.commitment = commitment
        self.readings = readings
        self.origins = origins
        self.outlets = outlets
        self.voices = voices
        self.people = people
        self.personOf = personOf
        var roots: [String: Int] = [:]
        for (i, reading) in readings.enumerated() where roots[Origin.ownRoot(of: reading.document)] == nil {
            roots[Origin.ownRoot(of: reading.document)] = i
        }
        rootDocuments = roots
    }

    func event(_ draft: EventBuilder.Draft, _ sketches: [ClaimSketch]) -> Event {
        var parts: [Told] = []
        for index in draft.sketches {
            let sketch = sketches[index]
            let reading = readings[sketch.document]
            let claim = reading.claims[sketch.claim]
            let voice = voices.voice(claim.attributions, in: sketch.document)
            let level = commitment.level(claim, reading)
            var telling = Event.Telling(
                citation: Citation(document: sketch.document, extent: reading.sentences[claim.sentence].extent),
                claim: sketch.claim, source: voice.source, chain: voice.chain, voice: voice.key)
            telling.confirms = level == .said && voice.counts
            parts.append(
                Told(
                    sketch: index, telling: telling, voice: voice, denied: sketch.denied,
                    rank: rank(sketch, claim, reading),
                    firm: level == .said,
                    isPlan: voice.counts && (sketch.start != nil || sketch.unplacedDay != 0)
                        && commitment.isPlan(claim, reading),
                    isNominal: sketch.isNominal || Self.isGerund(claim, reading),
                    isPlaced: sketch.isNominal && (sketch.start != nil || sketch.unplacedDay != 0)
                        && (!sketch.places.isEmpty || !sketch.who.isEmpty || !sketch.others.isEmpty)))
        }
        let order = parts.indices.sorted {
            parts[$0].rank != parts[$1].rank ? parts[$0].rank > parts[$1].rank : $0 < $1
        }
        parts = order.map { parts[$0] }
        let first = sketches[draft.sketches[0]]
        let id =
            "e-"
            + Fingerprint(
                of: Array(
                    "\(readings[first.document].document.id)/\(readings[first.document].claims[first.claim].predicate.lower)"
                        .utf8)
            ).short(8)
        var event = Event(
            id: id, tellings: parts.map(\.telling),
            why: draft.sketches.count == 1 ? "told once" : "joined by \(draft.why)")
        setTime(&event, draft, sketches)
        setPlace(&event, draft, sketches)
        event.type = mostCommon(draft.sketches.compactMap { sketches[$0].type })
        event.background = draft.sketches.filter { sketches[$0].background }.count * 2 > draft.sketches.count
        count(&event, parts) { a, b in
            let (x, y) = (sketches[a.sketch], sketches[b.sketch])
            // One statement quoted by two is one voice, whoever they name.
            let isQuoted = a.telling.source != nil && b.telling.source != nil
            return !(isQuoted && x.words.dot(y.words) >= Self.sameStatement)
                && Compatibility.isAnchored(x, y)
                && (!a.isPlan || !b.isPlan || Compatibility.areOfOneDay(x, y))
        }
        return event
    }

    /// Cosine of two clauses' words from which two sources are quoted with one statement.
    private static let sameStatement: Float = 0.9

    /// A claim of an event with what its counting needs.
    private struct Told {
        /// Index into the sketches.
        var sketch: Int
        var telling: Event.Telling
        var voice: VoiceReader.Voice
        var denied: Bool
        var rank: Int
        /// The text or its source says that it is so.
        var firm: Bool
        /// The text or its source says that it is planned, and for when.
        var isPlan: Bool
        /// It is mentioned by a noun or a gerund.
        var isNominal: Bool
        /// It is a noun that says when, and where or who: "the summit in Pellin on Friday".
        var isPlaced: Bool
    }

    /// "after using gas", "the storm hitting the coast": no clause of its own.
    private static func isGerund(_ claim: Claim, _ reading: Reading) -> Bool {
        guard reading.tokens.indices.contains(claim.predicateToken),
            reading.tokens[claim.predicateToken].xpos == .vbg
        else { return false }
        return !reading.dependents(of: claim.predicateToken).prefix(16).contains {
            let relation = reading.tokens[Int($0)].relation
            return relation == .aux || relation == .auxPass || relation == .cop
        }
    }

    /// How good a telling is to print: its own telling, near the top, as a fact, with who and when.
    private func rank(_ sketch: ClaimSketch, _ claim: Claim, _ reading: Reading) -> Int {
        var rank = 0
        switch origins[sketch.document].relation {
        case .independent: rank += 4
        case .partial, .version: rank += 2
        case .cites: rank += 1
        case .copy: break
        }
        rank += max(0, 4 - sketch.sentence)
        if claim.modality == .asserted { rank += 2 }
        if claim.polarity == .affirmed { rank += 2 }
        if !claim.who.isEmpty { rank += 1 }
        if !claim.times.isEmpty { rank += 1 }
        if !claim.places.isEmpty { rank += 1 }
        if !claim.quantities.isEmpty { rank += 1 }
        let length = reading.sentences[claim.sentence].extent.count
        if length > 400 || length < 25 { rank -= 3 }
        return rank
    }

    private func setTime(_ event: inout Event, _ draft: EventBuilder.Draft, _ sketches: [ClaimSketch]) {
        var best: (time: TimeExpression, document: Int)?
        var reported: Dated?
        for index in draft.sketches {
            let sketch = sketches[index]
            let reading = readings[sketch.document]
            if let published = reading.document.published,
                published.moment < (reported?.moment ?? Moment(seconds: .max))
            {
                reported = published
            }
            guard let found = Sketcher.time(of: reading.claims[sketch.claim], in: reading) else { continue }
            let time = reading.times[found]
            if Self.saysNothing(time, reading.document.published) { continue }
            if let old = best, old.time.precision <= time.precision { continue }
            best = (time, sketch.document)
        }
        event.reported = reported
        guard let best else {
            event.timeReason = "no telling says when"
            return
        }
        event.start = best.time.earliest
        event.end = best.time.latest
        event.precision = best.time.precision
        event.timeReason =
            "“\(readings[best.document].text[best.time.extent])” in \(readings[best.document].document.id)"
    }

    /// "This century", "in recent decades": a stretch of years around the report itself dates no news.
    private static func saysNothing(_ time: TimeExpression, _ published: Dated?) -> Bool {
        guard let earliest = time.earliest, let latest = time.latest, let published = published?.moment else {
            return false
        }
        return latest.seconds - earliest.seconds > 3 * 366 * 86_400 && earliest < published && published < latest
    }

    private func setPlace(_ event: inout Event, _ draft: EventBuilder.Draft, _ sketches: [ClaimSketch]) {
        let order = Place.Precision.allCases
        var counts: [String: Int] = [:]
        var found: [(key: String, level: Int, document: Int, place: Int)] = []
        for index in draft.sketches {
            let sketch = sketches[index]
            let reading = readings[sketch.document]
            for place in reading.claims[sketch.claim].places where place < reading.places.count {
                let value = reading.places[place]
                guard value.role == .place else { continue }
                let key = value.gazetteer ?? value.label
                counts[key, default: 0] += 1
                found.append((key, order.firstIndex(of: value.precision) ?? 9, sketch.document, place))
            }
        }
        // The finest place that most name; of equal ones the first met.
        let best = found.indices.min { a, b in
            let (x, y) = (found[a], found[b])
            let (m, n) = (counts[x.key] ?? 0, counts[y.key] ?? 0)
            if x.level != y.level { return x.level < y.level }
            return m != n ? m > n : a < b
        }
        event.place = best.map { (found[$0].document, found[$0].place) }
    }

    // MARK: Counts

    private func count(_ event: inout Event, _ parts: [Told], _ canBack: (Told, Told) -> Bool) {
        let documents = Array(Set(parts.map(\.telling.citation.document))).sorted()
        event.articles = documents.count
        event.outlets = Set(documents.filter { voices.isKnown($0) }.map { voices.outletName($0) }).count
        var seen: Set<String> = []
        var said: [String: Set<String>] = ["affirmed": [], "denied": []]
        var names: [String] = []
        var denying: [String] = []
        var affirming: [String] = []
        for part in parts {
            let document = part.telling.citation.document
            let (key, outlet, why) = originKey(document, part.voice)
            if seen.insert(key).inserted { event.origins.append((outlet, document, why)) }
            if !names.contains(part.voice.name) { names.append(part.voice.name) }
            if part.firm {
                said[part.denied ? "denied" : "affirmed"]?.insert(part.voice.key)
                if part.denied {
                    if !denying.contains(part.voice.name) { denying.append(part.voice.name) }
                } else if !affirming.contains(part.voice.name) {
                    affirming.append(part.voice.name)
                }
            }
        }
        event.voices = names
        event.confirms = affirming
        event.denies = denying
        let spoken = Set(parts.map(\.voice.key))
        event.silent = parties(parts.map(\.telling)).filter { name in
            !spoken.contains("name \(NameKey.words(name).joined(separator: " "))")
        }
        let affirmed = said["affirmed"] ?? []
        let denied = said["denied"] ?? []
        // A denial by another voice disputes the event too: DenialFinder pairs it, StoryBuilder marks it.
        if !affirmed.isEmpty, parts.contains(where: { holdsDenial($0.telling) }) {
            event.mark = .disputed
        } else if denied.isEmpty || affirmed.isEmpty, agree(&event, parts, canBack) {
            event.mark = .agreed
        } else {
            event.mark = .single
        }
    }

    /// Whether two origins say it in two voices that count, with figures that fit each other, one in a clause of its own, the other in
    /// such a clause or by a noun that says when, and where or who: that an event is mentioned ("the disappearance") makes no agreement.
    /// A plan agrees with a plan. Marks the clauses that have such a partner.
    private func agree(_ event: inout Event, _ parts: [Told], _ canBack: (Told, Told) -> Bool) -> Bool {
        var confirming: [Confirming] = []
        for (i, part) in parts.enumerated()
        where (part.telling.confirms || part.isPlan) && (!part.isNominal || part.isPlaced) && confirming.count < 200 {
            let origin = originKey(part.telling.citation.document, part.voice).key
            guard origin != VoiceReader.unknown else { continue }
            confirming.append(
                Confirming(
                    part: i, origin: origin, voice: Set(NameKey.words(part.voice.key)), isPlan: part.isPlan,
                    isNominal: part.isNominal, figures: figures(part.telling)))
        }
        var agreed = [Bool](repeating: false, count: parts.count)
        for (i, a) in confirming.enumerated() {
            for b in confirming[(i + 1)...] where a.origin != b.origin {
                // Of two that have their partners nothing is left to ask.
                guard !a.isNominal && !agreed[a.part] || !b.isNominal && !agreed[b.part],
                    a.isPlan == b.isPlan || a.isNominal || b.isNominal, !(a.isNominal && b.isNominal),
                    !a.isOneVoice(with: b), a.figuresFit(b), canBack(parts[a.part], parts[b.part])
                else { continue }
                if !a.isNominal { agreed[a.part] = true }
                if !b.isNominal { agreed[b.part] = true }
            }
        }
        for i in event.tellings.indices { event.tellings[i].agreed = agreed[i] }
        return agreed.contains(true)
    }

    /// A claim that can agree with another.
    private struct Confirming {
        /// Index into the parts.
        var part: Int
        var origin: String
        /// Words of the voice's key.
        var voice: Set<String>
        var isPlan: Bool
        var isNominal: Bool
        var figures: [(counts: String, middle: Double)]

        /// Keys of one voice: equal, or the words of one all in the other ("trump", "donald trump").
        func isOneVoice(with other: Confirming) -> Bool {
            voice.count <= other.voice.count ? voice.isSubset(of: other.voice) : other.voice.isSubset(of: voice)
        }

        /// Whether two tellings give no figures of one measure that are apart: an agreement on deaths is none on their number.
        func figuresFit(_ other: Confirming) -> Bool {
            !figures.contains { x in
                other.figures.contains { y in
                    x.counts == y.counts && abs(x.middle - y.middle) > 0.1 * max(x.middle, y.middle)
                }
            }
        }
    }

    private func figures(_ telling: Event.Telling) -> [(counts: String, middle: Double)] {
        let reading = readings[telling.citation.document]
        return reading.claims[telling.claim].quantities.compactMap { index in
            let quantity = reading.quantities[index]
            return quantity.counts.map { ($0, ContradictionFinder.middle(quantity)) }
        }
    }

    /// What counts as one origin: the newsroom of the chain's root, or the outlet a claim is credited to.
    private func originKey(_ document: Int, _ voice: VoiceReader.Voice) -> (key: String, outlet: String, why: String) {
        if let cited = voice.citedOutlet, outlets.names[cited] != voices.outletName(document) {
            let name = outlets.names[cited]
            return (
                "outlet " + OutletNames.key(name), name, "\(voices.outletName(document)) tells it on \(name)'s word"
            )
        }
        let origin = origins[document]
        if origin.root.hasPrefix("outlet:") {
            let name = origin.outlet ?? String(origin.root.dropFirst(7))
            return ("outlet " + OutletNames.key(name), name, origin.why)
        }
        let rootDocument = rootDocuments[origin.root] ?? document
        guard voices.isKnown(rootDocument) else {
            return (VoiceReader.unknown, VoiceReader.unknown, "who published it is not known: all such count as one")
        }
        let name = voices.outletName(rootDocument)
        let why =
            rootDocument == document
            ? "its own telling: \(origin.why)" : "goes back to \(readings[rootDocument].document.id): \(origin.why)"
        return (voices.outletKey(rootDocument), name, why)
    }

    /// Whether the sentence of a telling holds both an allegation and its denial.
    private func holdsDenial(_ telling: Event.Telling) -> Bool {
        let reading = readings[telling.citation.document]
        let claim = reading.claims[telling.claim]
        let sentence = telling.citation.extent
        let predicate = claim.predicate
        for attribution in reading.attributions where attribution.denies {
            guard let cue = attribution.cue.first, sentence.contains(cue) else { continue }
            // Denied right here: the claim is its content (then its polarity says so) or the denial has no content of its own.
            if attribution.content.isEmpty || attribution.content.contains(where: { $0.contains(predicate) }) {
                return claim.polarity == .affirmed
            }
        }
        return reading.claims.contains {
            $0.sentence == claim.sentence && $0.polarity == .denied && $0.lemma == claim.lemma
                && claim.polarity == .affirmed
        }
    }

    /// Names of the people and bodies that take part.
    private func parties(_ tellings: [Event.Telling]) -> [String] {
        var names: [String] = []
        for telling in tellings {
            let document = telling.citation.document
            let claim = readings[document].claims[telling.claim]
            for argument in claim.who + claim.whom {
                guard let entity = argument.entity, entity < personOf[document].count else { continue }
                let person = personOf[document][entity]
                guard person >= 0 else { continue }
                if !names.contains(people[person].name) { names.append(people[person].name) }
            }
        }
        return names
    }

    private func mostCommon(_ values: [String]) -> String? {
        var counts: [String: Int] = [:]
        for value in values { counts[value, default: 0] += 1 }
        return counts.max { $0.value != $1.value ? $0.value < $1.value : $0.key > $1.key }?.key
    }
}
