import Lexicons
import Readings

/// Whether a text stands for a claim it holds, or only mentions it: "the alleged killing", "if he was killed", "evidence that he was killed".
struct Commitment: Sendable {
    /// Whose word a claim is worth.
    enum Level: Sendable {
        /// The voice of the claim says that it is so.
        case said
        /// It is somebody's word, and nobody says whose.
        case hearsay
        /// It may be so.
        case open
    }

    private let above: [String: Level]
    private let beside: [String: Level]

    init() throws(LexiconError) {
        let table = try Table(named: "rules/unasserted.tsv", columns: ["word", "pos", "where", "as"])
        var above: [String: Level] = [:]
        var beside: [String: Level] = [:]
        for row in table.rows {
            let level: Level = row["as"] == "hearsay" ? .hearsay : .open
            if row["where"] == "above" {
                above["\(row["pos"]) \(row["word"])"] = level
            } else {
                beside[row["word"]] = level
            }
        }
        self.above = above
        self.beside = beside
    }

    /// How a reading puts one of its claims.
    ///
    /// Climbs from the predicate to the root: a word of `rules/unasserted.tsv` beside or above it, "if" and "whether", and a
    /// negated word above make it less than said. Governors that are the cue of the claim's own attribution are left to the source.
    func level(_ claim: Claim, _ reading: Reading) -> Level { level(claim, reading, plans: false) }

    /// Whether the voice of a claim says that it is planned: "will meet on Friday", and not "may", "wants to" or "if they meet".
    func isPlan(_ claim: Claim, _ reading: Reading) -> Bool {
        claim.modality == .planned && level(claim, reading, plans: true) == .said
    }

    /// - Parameter plans: whether a plan is taken for what it says: that it is planned.
    private func level(_ claim: Claim, _ reading: Reading, plans: Bool) -> Level {
        switch claim.modality {
        case .planned: if !plans { return .open }
        case .possible, .demanded: return .open
        case .reported:
            if claim.attributions.allSatisfy({ reading.attributions[$0].source.isEmpty }) { return .hearsay }
        case .asserted: break
        }
        var cues: Set<Int> = []
        for index in claim.attributions where !reading.attributions[index].source.isEmpty {
            cues.insert(reading.attributions[index].cueHead)
        }
        var token = claim.predicateToken
        // "If it turns out that he was killed" is open, whatever "turns out" is: hearsay is a floor, not the end of the way up.
        var floor = Level.said
        for step in 0..<12 {
            guard reading.tokens.indices.contains(token) else { break }
            for child in reading.dependents(of: token).prefix(24) {
                let word = reading.tokens[Int(child)]
                if step == 0, word.relation == .amod || word.relation == .advmod,
                    let level = beside[word.lemma] ?? beside[reading.form(Int(child)).lowercased()]
                {
                    return level
                }
                if word.relation == .mark, Self.conditions.contains(word.lemma) { return .open }
                // "to meet him": a purpose is no fact, unless the verb above says that it came to it.
                if step == 0, word.relation == .mark, word.lemma == "to", !claim.rule.hasPrefix("verb.phase"),
                    !claim.rule.hasPrefix("verb.not")
                {
                    return .open
                }
                if step > 0, word.relation == .aux, Self.modals.contains(word.lemma) { return .open }
            }
            let relation = reading.tokens[token].relation
            let head = reading.tokens[token].head
            guard head >= 0, head < reading.tokens.count else { break }
            if Self.carries(relation), !cues.contains(head) {
                let governor = reading.tokens[head]
                let tag: String? =
                    switch governor.upos {
                    case .noun: "noun"
                    case .verb, .aux: "verb"
                    case .adj: "adj"
                    default: nil
                    }
                if relation == .aclRelcl {
                    if step > 0, tag == "noun", let level = above["noun \(governor.lemma)"] {
                        if level == .open { return .open }
                        floor = .hearsay
                    }
                    token = head
                    continue
                }
                if let tag, let level = above["\(tag) \(governor.lemma)"],
                    tag != "verb" || relation != .obl || governor.lemma == "accuse" || governor.lemma == "suspect"
                {
                    if level == .open { return .open }
                    floor = .hearsay
                }
                if relation == .ccomp || relation == .acl, Self.isNegated(head, reading) { return .open }
                // "was going to be killed": not yet, and perhaps never.
                if relation == .xcomp, governor.lemma == "go", governor.xpos == .vbg { return .open }
                if relation == .ccomp, tag == "verb", !Self.factive.contains(governor.lemma) { floor = .hearsay }
            } else if relation == .xcomp || relation == .ccomp, cues.contains(head) {
                // The cue itself only planned: "were preparing to admit that he died".
                if let grand = governorOfPlan(head, reading) { return grand }
            }
            token = head
        }
        return floor
    }

    /// What a cue hangs under as an infinitive: "preparing to admit", "refused to say".
    private func governorOfPlan(_ cue: Int, _ reading: Reading) -> Level? {
        let word = reading.tokens[cue]
        guard word.relation == .xcomp, word.head >= 0 else { return nil }
        let lemma = reading.tokens[word.head].lemma
        return Self.planning.contains(lemma) ? .open : nil
    }

    private static let planning: Set<String> = [
        "prepare", "plan", "refuse", "decline", "fail", "want", "intend", "hesitate", "threaten", "seek", "try",
        "expect",
        "set", "appear", "seem",
    ]
    private static let modals: Set<String> = ["would", "could", "might", "may", "should"]
    /// Verbs whose clause a text stands for when it uses them in its own voice.
    private static let factive: Set<String> = [
        "know", "learn", "find", "discover", "realise", "realize", "reveal", "confirm", "acknowledge", "admit", "prove",
        "recall", "remember", "forget", "see", "notice", "mean", "regret", "concede",
    ]
    private static let conditions: Set<String> = ["if", "whether", "unless", "lest"]

    /// Relations that hand the governor's doubt down to a clause or an event noun.
    private static func carries(_ relation: Relation) -> Bool {
        switch relation {
        case .ccomp, .xcomp, .acl, .aclRelcl, .csubj, .obl, .nmod, .advcl, .parataxis: true
        default: false
        }
    }

    private static func isNegated(_ token: Int, _ reading: Reading) -> Bool {
        reading.dependents(of: token).prefix(16).contains { child in
            let word = reading.tokens[Int(child)]
            return (word.relation == .advmod || word.relation == .det)
                && ["not", "never", "no", "n't"].contains(word.lemma)
        }
    }
}
