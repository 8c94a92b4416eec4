/// What keeps two claims from being one occurrence, and what speaks for it, apart from any weights.
///
/// The predicate says what kind of occurrence it is; who, whom, with whom, where, when and how many say which one. Values that
/// cannot both be so exclude; at least two of them must meet, one of them a participant or a figure.
enum Compatibility {
    /// Why two claims cannot tell of one occurrence; nil when nothing is in the way.
    static func conflict(_ a: ClaimSketch, _ b: ClaimSketch, _ families: PredicateFamilies) -> String? {
        if a.sentenceHash == b.sentenceHash, a.predicate == b.predicate, a.document != b.document { return nil }
        let isOneWord = a.predicate == b.predicate || EventSimilarity.meets(a.groups, b.groups)
        guard isOneWord || families.areRelated(a.predicate, b.predicate) else { return "predicates" }
        if let type = a.type, let other = b.type, type != other, !isOneWord { return "types" }
        if a.certainty != b.certainty, !(areOfOneDay(a, b) && a.certainty != .open && b.certainty != .open) {
            return "certainty"
        }
        if participantsExclude(a, b) { return "participants" }
        if ordinalsExclude(a, b) { return "ordinals" }
        if let p = a.magnitude, let q = b.magnitude, abs(p - q) > 0.35 { return "magnitudes" }
        if figuresExclude(a, b) { return "figures" }
        if placesExclude(a, b) { return "places" }
        if timesExclude(a, b) { return "times" }
        return nil
    }

    /// How many of who, whom, with whom, where, when, how many and the wording meet; 0 where no participant and no figure does.
    ///
    /// - Parameters:
    ///   - words: how alike the clauses' words are, 0 to 1.
    ///   - areLike: the learnt comparison of the predicates finds them alike.
    static func support(_ a: ClaimSketch, _ b: ClaimSketch, words: Double, areLike: Bool = false) -> Double {
        if a.sentenceHash == b.sentenceHash { return 9 }
        var support = 0.0
        let whom = patientsMeet(a, b)
        let who = agentsMeet(a, b)
        let cross = sidesCross(a, b)
        if whom { support += isNamed(a.whom, b.whom) ? 1.5 : 1 }
        if who { support += 1 }
        if !whom, !who, cross { support += 1 }
        let partners = EventSimilarity.overlap(a.others, b.others) > 0
        if !whom, !who, !cross, EventSimilarity.overlap(a.modifiers, b.modifiers) > 0 { support += 0.5 }
        let tally = a.figures.contains { x in
            x.low == x.high && b.figures.contains { x.counts == $0.counts && x.low == $0.low && $0.low == $0.high }
        }
        let magnitude = a.magnitude != nil && b.magnitude != nil
        // A clause is about its participants; an event noun may be told apart by its place or day alone.
        guard support > 0 || tally || magnitude || a.isNominal || b.isNominal else { return 0 }
        if partners { support += 1 }
        if tally { support += 1 }
        if magnitude { support += 1 }
        if samePlace(a.places, b.places) {
            support += 1
        } else if samePlace(a.places.isEmpty ? a.context : a.places, b.places.isEmpty ? b.context : b.places) {
            support += 0.5
        }
        if sameDay(a, b) {
            support += 1
        } else if a.unplacedDay != 0, a.unplacedDay == b.unplacedDay {
            support += 0.5
        }
        if areLike { support += 0.5 }
        if words >= 0.3 { support += 0.5 }
        if words >= 0.55 { support += 0.5 }
        // A viaduct that collapses, a train that derails: within days of each other there is one, unless a place or time says otherwise.
        if let type = a.type, type == b.type, oneOff.contains(type), whom || who,
            words >= 0.3 || EventSimilarity.overlap(a.modifiers, b.modifiers) > 0,
            abs((a.published ?? 0) - (b.published ?? 0)) <= 3
        {
            support += 1
        }
        return support
    }

    /// Whether something says that two tellings mean one occurrence, not two of a kind: a name in common, the place, the day, an exact
    /// figure. "A baby was pulled from the rubble" is told of many; no two of them agree.
    static func isAnchored(_ a: ClaimSketch, _ b: ClaimSketch) -> Bool {
        if a.sentenceHash == b.sentenceHash { return true }
        // Two who act, both named: "Greece's minister visited …", "Erdogan visited …".
        if !a.names.who.isEmpty, !b.names.who.isEmpty, !meets(a.names.who, b.names.who), !agentsMeet(a, b),
            !sidesCross(a, b)
        {
            return false
        }
        return meets(entities(a.named + a.others), entities(b.named + b.others)) || meets(a.modifiers, b.modifiers)
            || a.magnitude != nil && b.magnitude != nil || areOfOneDay(a, b)
            || samePlace(a.places.isEmpty ? a.context : a.places, b.places.isEmpty ? b.context : b.places)
            || a.figures.contains { x in b.figures.contains { x.counts == $0.counts && x.low == $0.low } }
            || meets(a.sentenceNames, b.sentenceNames)
    }

    /// Types of which a story holds one of a kind.
    private static let oneOff: Set<String> = [
        "collapse", "crash", "volcano", "tsunami", "coup", "explosion", "landslide",
    ]

    /// Whoever or whatever the claim is done to: its patients, or the subject of a verb without an object ("the village fell").
    private static func patients(_ sketch: ClaimSketch) -> [UInt64] { sketch.whom.isEmpty ? sketch.who : sketch.whom }

    static func patientsMeet(_ a: ClaimSketch, _ b: ClaimSketch) -> Bool {
        if !a.whom.isEmpty, !b.whom.isEmpty {
            return EventSimilarity.overlap(a.whom, b.whom) > 0
                || meets(a.names.whomHeads, b.names.whom) || meets(b.names.whomHeads, a.names.whom)
        }
        guard a.whom.isEmpty != b.whom.isEmpty else { return false }
        let (x, y) = (patients(a), patients(b))
        let names = a.whom.isEmpty ? (a.names.who, b.names.whomHeads) : (a.names.whomHeads, b.names.who)
        return EventSimilarity.overlap(x, y) > 0 || meets(names.0, names.1)
    }

    private static func agentsMeet(_ a: ClaimSketch, _ b: ClaimSketch) -> Bool {
        EventSimilarity.overlap(a.who, b.who) > 0 || meets(a.names.whoHeads, b.names.who)
            || meets(b.names.whoHeads, a.names.who)
    }

    /// One's agent is the other's patient. That is a mistake of reading, or a side left out, unless the deed has two equal sides: "Holm accused
    /// Okker" is not "Okker accused Holm".
    private static func sidesCross(_ a: ClaimSketch, _ b: ClaimSketch) -> Bool {
        guard max(EventSimilarity.overlap(a.who, b.whom), EventSimilarity.overlap(a.whom, b.who)) > 0 else {
            return false
        }
        return mutual.contains(a.type ?? "") || a.who.isEmpty || a.whom.isEmpty || b.who.isEmpty || b.whom.isEmpty
    }

    /// Types of deeds with two equal sides.
    private static let mutual: Set<String> = ["talks", "battle", "agreement", "ceasefire"]

    private static func meets(_ a: [UInt64], _ b: [UInt64]) -> Bool { a.contains { b.contains($0) } }

    /// Whether a common member is an entity: those keys have one of the two upper bits set.
    private static func isNamed(_ a: [UInt64], _ b: [UInt64]) -> Bool {
        a.contains { $0 >> 62 != 0 && b.contains($0) }
    }

    private static func entities(_ keys: [UInt64]) -> [UInt64] { keys.filter { $0 >> 62 != 0 } }

    /// Patients that differ; agents that differ without a common patient; partners that are named and differ.
    private static func participantsExclude(_ a: ClaimSketch, _ b: ClaimSketch) -> Bool {
        let cross = sidesCross(a, b)
        let whom = patientsMeet(a, b)
        let tally = a.figures.contains { x in b.figures.contains { x.counts == $0.counts } }
        if !a.whom.isEmpty, !b.whom.isEmpty, !whom, !cross, !tally { return true }
        let who = agentsMeet(a, b)
        if !a.who.isEmpty, !b.who.isEmpty, !who, !cross {
            let proper = meets(a.names.who, b.names.who)
            if !whom, !tally, !proper { return true }
            let (x, y) = (entities(a.who), entities(b.who))
            if !x.isEmpty, !y.isEmpty, !proper { return true }
        }
        let (p, q) = (entities(a.others + a.whom), entities(b.others + b.whom))
        if a.type == "talks" || b.type == "talks" {
            // A meeting is its two sides: "met the king" and "met the crown prince" are two.
            let (x, y) = (Set(a.who + a.whom + a.others), Set(b.who + b.whom + b.others))
            if !x.subtracting(y).isEmpty, !y.subtracting(x).isEmpty, !entities(a.who + p).isEmpty,
                !entities(b.who + q).isEmpty, Set(entities(a.who + p)).intersection(entities(b.who + q)).count < 2
            {
                return true
            }
        }
        if !p.isEmpty, !q.isEmpty, !meets(p, q), !cross, !whom { return true }
        return false
    }

    /// "a second viaduct" is none of those before it; "the last outbreak" is not this one.
    static func ordinalsExclude(_ a: ClaimSketch, _ b: ClaimSketch) -> Bool {
        a.ordinals != b.ordinals && EventSimilarity.overlap(a.ordinals, b.ordinals) == 0
    }

    /// Types whose figures rise.
    private static let tolls: Set<String> = [
        "death", "injury", "outbreak", "displacement", "disappearance", "destruction",
    ]

    /// Exact figures of one thing that differ, where the figure is no toll that rises: "two managers were arrested", "three …".
    private static func figuresExclude(_ a: ClaimSketch, _ b: ClaimSketch) -> Bool {
        guard !a.figures.isEmpty, !b.figures.isEmpty, !tolls.contains(a.type ?? ""), !tolls.contains(b.type ?? "")
        else { return false }
        return a.figures.contains { x in
            x.low == x.high
                && b.figures.contains { x.counts == $0.counts && $0.low == $0.high && $0.low != x.low }
        }
    }

    private static func placesExclude(_ a: ClaimSketch, _ b: ClaimSketch) -> Bool {
        let (x, y) = (a.places.isEmpty ? a.context : a.places, b.places.isEmpty ? b.context : b.places)
        guard !x.isEmpty, !y.isEmpty, !samePlace(x, y) else { return false }
        // One pair that can be one place is enough: a sentence may name a second place in passing.
        return !x.contains { one in y.contains { !one.excludes($0) } }
    }

    private static func samePlace(_ a: [SketchPlace], _ b: [SketchPlace]) -> Bool {
        a.contains { one in b.contains { $0.key == one.key } }
    }

    static func sameDay(_ a: ClaimSketch, _ b: ClaimSketch) -> Bool {
        guard let s = a.start, let e = a.end, let t = b.start, let f = b.end else { return false }
        return s < f && t < e && max(e - s, f - t) <= 2
    }

    /// The same day or two, or a day that neither text places called by one name.
    static func areOfOneDay(_ a: ClaimSketch, _ b: ClaimSketch) -> Bool {
        sameDay(a, b) || (a.unplacedDay != 0 && a.unplacedDay == b.unplacedDay)
    }

    /// What was over half a year before the other was published is not what the other tells without a date as news.
    private static func isLongPast(_ a: ClaimSketch, _ b: ClaimSketch) -> Bool {
        guard let end = a.end, b.start == nil, !b.background, let published = b.published else { return false }
        return end < published - 183
    }

    /// Times that do not meet; a fact that happened after the other was published.
    private static func timesExclude(_ a: ClaimSketch, _ b: ClaimSketch) -> Bool {
        if let s = a.start, let e = a.end, let t = b.start, let f = b.end { return e <= t || f <= s }
        if isLongPast(a, b) || isLongPast(b, a) { return true }
        if let start = a.start, let published = b.published, b.certainty == .fact, start >= published { return true }
        if let start = b.start, let published = a.published, a.certainty == .fact, start >= published { return true }
        return false
    }
}
