import Documents
import Moments
import Readings
import Texts

/// Sets each denial against the claim it denies.
///
/// A denial answers, in this order: a claim of the same occurrence (predicate and participants meet); an accusation of whoever denies
/// having to do with it; for "rejected the account" the attributed claim just before it in the same text. Always another voice's.
struct DenialFinder {
    let readings: [Reading]
    let voices: VoiceReader
    let commitment: Commitment
    let rules: DenialRules
    let families: PredicateFamilies
    let sketcher: Sketcher
    let personOf: [[Int]]

    /// Denials of one document that are looked at: more are no news.
    private static let mostDenials = 200

    /// A claim that may be answered, with its sketch and voice.
    struct Target {
        var sketch: ClaimSketch
        var voice: VoiceReader.Voice
        var words: TermVector
        /// Nobody is named whose word it is.
        var isHearsay: Bool
    }

    /// A denial with what is known of it.
    struct Answer {
        var document: Int
        var denial: DenialReader.Denial
        var voice: VoiceReader.Voice
        var denierKeys: [UInt64]
        var words: TermVector
        var names: [UInt64]
        /// Lines of rules/event-words.tsv that the denied words stand in.
        var groups: [UInt16]
    }

    /// One contradiction for each voice and denied event, in order of the denials.
    ///
    /// - Parameter eventOf: the event of each claim, by document.
    func contradictions(_ sketches: [ClaimSketch], eventOf: [[Int: Int]]) -> [Contradiction] {
        let reader = DenialReader(rules: rules)
        var answers: [Answer] = []
        for (d, reading) in readings.enumerated() {
            let denials = reader.denials(reading)
            guard !denials.isEmpty else { continue }
            var scanner = WordScanner()
            scanner.scan(reading.text.utf8)
            let entityOf = Sketcher.entities(reading)
            for denial in denials.prefix(Self.mostDenials) {
                answers.append(answer(denial, d, reading, scanner.words, entityOf))
            }
        }
        guard !answers.isEmpty else { return [] }
        // What stands inside a denial is no claim to be denied, nor is the denial itself.
        var denied = [Set<Int>](repeating: [], count: readings.count)
        for answer in answers {
            let claims = readings[answer.document].claims
            denied[answer.document].formUnion(answer.denial.claims)
            for c in claims.indices where claims[c].predicateToken == answer.denial.verb {
                denied[answer.document].insert(c)
            }
        }
        let targets = DenialTargets(
            targets(sketches.filter { !denied[$0.document].contains($0.claim) }), documents: readings.count)
        var bySketch: [[Int: ClaimSketch]] = Array(repeating: [:], count: readings.count)
        for sketch in sketches { bySketch[sketch.document][sketch.claim] = sketch }
        var seen: Set<String> = []
        var found: [Contradiction] = []
        for answer in answers {
            guard let (t, why) = match(answer, targets, bySketch) else { continue }
            let target = targets.all[t]
            let event = eventOf[target.sketch.document][target.sketch.claim] ?? -1 - t
            guard seen.insert("\(event) \(answer.voice.key)").inserted else { continue }
            var pair = contradiction(answer, target, why)
            if isTakenBack(answer, by: targets.all.filter { eventOf[$0.sketch.document][$0.sketch.claim] == event }) {
                pair.status = .superseded
            }
            found.append(pair)
        }
        return found
    }

    private func contradiction(_ answer: Answer, _ target: Target, _ why: String) -> Contradiction {
        let reading = readings[target.sketch.document]
        let claim = reading.claims[target.sketch.claim]
        let denied = readings[answer.document].sentences[answer.denial.sentence].extent
        var contradiction = Contradiction(
            kind: .denial, status: .open, slot: claim.type ?? claim.lemma,
            a: Citation(document: target.sketch.document, extent: reading.sentences[claim.sentence].extent),
            sourceA: target.voice.source, b: Citation(document: answer.document, extent: denied),
            sourceB: answer.voice.source,
            why: "said by \(target.voice.source ?? voices.outletName(target.sketch.document)), "
                + "denied by \(answer.voice.source ?? voices.outletName(answer.document)): \(why)")
        contradiction.claimA = target.sketch.claim
        contradiction.claimB = answer.denial.claims.first
        return contradiction
    }

    /// Whether whoever denies says it later after all.
    private func isTakenBack(_ answer: Answer, by tellings: [Target]) -> Bool {
        guard let denied = readings[answer.document].document.published?.moment else { return false }
        return tellings.contains { telling in
            guard telling.voice.key == answer.voice.key, !telling.isHearsay, !telling.sketch.isNominal,
                let said = readings[telling.sketch.document].document.published?.moment
            else { return false }
            return said > denied
        }
    }

    // MARK: Matching

    private func match(
        _ answer: Answer, _ targets: DenialTargets, _ bySketch: [[Int: ClaimSketch]]
    ) -> (Int, String)? {
        var best: (target: Int, score: Double, why: String)?
        func offer(_ t: Int, _ score: Double, _ why: String) {
            if score > (best?.score ?? 0) { best = (t, score, why) }
        }
        let inner = answer.denial.claims.compactMap { bySketch[answer.document][$0] }
        let before = readings[answer.document].document.published?.moment
        let candidates =
            switch answer.denial.object {
            case .clause: inner.isEmpty ? targets.inGroups(answer.groups) : targets.like(inner)
            case .involvement: targets.ofTypes(rules.harms)
            case .account: [Int]()
            }
        for t in candidates {
            let target = targets.all[t]
            guard target.voice.key != answer.voice.key, !target.sketch.background, !isDeniers(target, answer) else {
                continue
            }
            // Nobody denies what was not yet said: a day's grace for pages that are dated by their last edit.
            if let before, let said = readings[target.sketch.document].document.published?.moment,
                said.seconds - before.seconds > 86_400
            {
                continue
            }
            switch answer.denial.object {
            case .clause:
                for sketch in inner {
                    if let score = answers(sketch, target) { offer(t, score, "the same occurrence") }
                }
                if inner.isEmpty, let score = resembles(answer, target) { offer(t, score, "nearly the same words") }
            case .involvement:
                if let score = accuses(target, answer) { offer(t, score, "an accusation of whoever denies it") }
            case .account: break
            }
        }
        if best == nil, let t = neighbour(answer, targets) { return (t, "said just before it") }
        return best.map { ($0.target, $0.why) }
    }

    /// The denied clause and a claim are one occurrence: predicates and participants meet, nothing excludes.
    private func answers(_ denied: ClaimSketch, _ target: Target) -> Double? {
        let x = target.sketch
        let isOneWord = x.predicate == denied.predicate || EventSimilarity.meets(x.groups, denied.groups)
        guard isOneWord || (x.type != nil && x.type == denied.type) else { return nil }
        let who = EventSimilarity.overlap(x.who, denied.who)
        let whom = EventSimilarity.overlap(x.whom, denied.whom)
        let cross = max(
            EventSimilarity.overlap(x.who, denied.whom), EventSimilarity.overlap(x.whom, denied.who))
        let proper = EventSimilarity.overlap(x.modifiers, denied.modifiers)
        if !x.whom.isEmpty, !denied.whom.isEmpty, cross == 0, !Compatibility.patientsMeet(x, denied) { return nil }
        guard who + whom + cross + proper > 0 || Compatibility.patientsMeet(x, denied) else { return nil }
        guard !excludes(x, denied), !Compatibility.ordinalsExclude(x, denied) else { return nil }
        guard isOneWord || Compatibility.patientsMeet(x, denied) else { return nil }
        var score =
            (isOneWord ? 3.0 : 2.0) + who + 1.5 * whom + cross + 0.5 * proper + Double(x.words.dot(denied.words))
        if x.isNominal { score -= 1 }
        return score
    }

    /// The denied words and a claim's are of one kind of occurrence, and share names or many of their rarer words.
    private func resembles(_ answer: Answer, _ target: Target) -> Double? {
        guard !target.sketch.isNominal, EventSimilarity.meets(answer.groups, target.sketch.groups) else { return nil }
        let words = Double(answer.words.dot(target.words))
        let named = EventSimilarity.overlap(answer.names, target.sketch.modifiers) > 0
        return named || words >= 0.35 ? 2 + words : nil
    }

    /// A claim of harm done by whoever denies having to do with it.
    private func accuses(_ target: Target, _ answer: Answer) -> Double? {
        let x = target.sketch
        guard let type = x.type, rules.harms.contains(type) else { return nil }
        let blamed =
            EventSimilarity.overlap(x.who, answer.denierKeys) > 0
            || EventSimilarity.overlap(agents(of: x), answer.denierKeys) > 0
        guard blamed else { return nil }
        let words = Double(answer.words.dot(target.words))
        guard words >= 0.1 || EventSimilarity.overlap(answer.names, x.modifiers) > 0 else { return nil }
        return 1 + words + (x.isNominal ? 0 : 0.5)
    }

    /// The claim just before "rejected the account": in the same sentence or the two before it, another voice's word, the last first.
    private func neighbour(_ answer: Answer, _ targets: DenialTargets) -> Int? {
        let reading = readings[answer.document]
        let verb = reading.tokens[answer.denial.verb].extent
        var best: (target: Int, rank: Int)?
        for t in targets.byDocument[answer.document] {
            let target = targets.all[t]
            let claim = reading.claims[target.sketch.claim]
            let distance = answer.denial.sentence - target.sketch.sentence
            let isSaid =
                (target.voice.source != nil || (target.isHearsay && distance == 0)) && !target.sketch.isNominal
            guard (0...2).contains(distance), claim.extent.upper <= verb.lower, isSaid,
                target.voice.key != answer.voice.key || target.isHearsay, !isDeniers(target, answer)
            else { continue }
            // A denial with words of its own must answer somebody who spoke of whoever denies, just before it.
            if answer.denial.object != .account {
                guard distance <= 1, answer.denial.object == .clause, !claim.lemma.hasPrefix("be "),
                    EventSimilarity.overlap(answer.denierKeys, names(of: target)) > 0, isHarm(answer)
                else { continue }
            }
            // The nearest sentence; of its claims the first that is no noun.
            let rank = distance * 1000 + min(target.sketch.claim, 999)
            if best.map({ rank < $0.rank }) ?? true { best = (t, rank) }
        }
        return best?.target
    }

    /// Whether something is denied that one may be accused of.
    private func isHarm(_ answer: Answer) -> Bool {
        answer.denial.claims.contains {
            readings[answer.document].claims[$0].type.map { rules.harms.contains($0) } ?? false
        }
    }

    private func excludes(_ a: ClaimSketch, _ b: ClaimSketch) -> Bool {
        if let s = a.start, let e = a.end, let t = b.start, let f = b.end, e <= t || f <= s { return true }
        let places = a.places.isEmpty || b.places.isEmpty
        return !places && !a.places.contains { x in b.places.contains { !x.excludes($0) } }
    }

    /// Whether a claim is the denier's own word after all ("the ministry" and "the defence ministry").
    private func isDeniers(_ target: Target, _ answer: Answer) -> Bool {
        guard target.sketch.document == answer.document, let source = target.voice.source,
            let denier = answer.voice.source
        else { return false }
        return VoiceReader.folded(source) == VoiceReader.folded(denier)
    }
}
