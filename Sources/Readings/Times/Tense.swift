import Lexicons

/// Whether what a word belongs to lies before or after the time of writing.
enum Tense {
    case past, perfect, present, future, unknown
    /// Ahead of its governor, which may itself lie in the past: "agreed to pay in March".
    case infinitive
}

/// Reads the tense at a word: from the tree where there is one, else from the nearest verb, else from cue words.
///
/// A present inside a time clause is as far ahead as what the clause belongs to: "is possible after the storm moves off the coast on
/// Monday" (lexicons/times-tenses.tsv).
struct TenseReader: Sendable {
    /// What a word says of the time to come (lexicons/times-tenses.tsv tells each); a word may be of several kinds.
    enum Kind: String {
        case planned, opens, outlook, perhaps, timetable, brings, tells, fixture, herald
    }

    private var words: [Kind: Set<String>] = [:]

    init() throws(LexiconError) {
        for row in try Table(named: "lexicons/times-tenses.tsv", columns: ["word", "kind"]).rows {
            guard let kind = Kind(rawValue: row["kind"]) else {
                throw LexiconError(
                    file: "lexicons/times-tenses.tsv", line: row.line, reason: "no kind '\(row["kind"])'",
                    advice: "Write one of those that the head of the file names.")
            }
            words[kind, default: []].formUnion(row["word"].split(separator: " ").map(String.init))
        }
    }

    func isListed(_ word: String, _ kind: Kind) -> Bool { words[kind]?.contains(word) ?? false }

    /// Tense of the clause that holds a token.
    func tense(of token: Int, in reading: Reading, sentence: Sentence) -> Tense {
        let tokens = reading.tokens
        guard sentence.tokens.contains(token) else { return .unknown }
        if isToldOf(token, in: reading, sentence) { return .past }
        // Up the tree to the nearest verb.
        var at = token
        for _ in 0..<8 {
            let head = tokens[at].head
            guard head >= 0, sentence.tokens.contains(head) else { break }
            at = head
            guard let tense = tense(ofVerb: at, in: reading) else { continue }
            // "was forced to leave", "helped to free": it happened when the governor did.
            if tense == .infinitive, sentence.tokens.contains(tokens[at].head),
                isListed(tokens[tokens[at].head].lemma, .brings)
            {
                continue
            }
            return tense == .present && isAhead(clauseOf: at, in: reading, sentence) ? .future : tense
        }
        if let tense = tense(ofVerb: at, in: reading) { return tense }
        // The nearest verb in the sentence.
        var best: (distance: Int, tense: Tense)?
        let low = max(sentence.tokens.lowerBound, token - 12)
        let high = min(sentence.tokens.upperBound, token + 12)
        for i in low..<high {
            guard let tense = tense(ofVerb: i, in: reading) else { continue }
            if abs(i - token) < best?.distance ?? .max { best = (abs(i - token), tense) }
        }
        return best?.tense ?? .unknown
    }

    /// Whether a past verb stands right before a time, which is then its own, wherever the tree hangs it: "said Thursday the council should",
    /// "said on Thursday that".
    private func isToldOf(_ token: Int, in reading: Reading, _ sentence: Sentence) -> Bool {
        let tokens = reading.tokens
        // "said Thursday's vote", "said Thursday prayers"
        switch tokens[token].relation {
        case .compound, .amod, .nmodPoss: return false
        default: break
        }
        var before = token - 1
        if sentence.tokens.contains(before), tokens[before].lemma == "on" { before -= 1 }
        guard sentence.tokens.contains(before), tokens[before].xpos == .vbd else { return false }
        switch tokens[before].relation {
        case .aux, .auxPass, .cop: return false
        default: return !isListed(tokens[before].lemma, .planned)
        }
    }

    /// Whether a verb heads a clause of time that hangs on something to come.
    private func isAhead(clauseOf verb: Int, in reading: Reading, _ sentence: Sentence) -> Bool {
        let tokens = reading.tokens
        guard tokens[verb].relation == .advcl || tokens[verb].relation == .acl,
            reading.dependents(of: verb).prefix(12).contains(where: { child in
                let word = tokens[Int(child)]
                return Int(child) < verb && (word.relation == .mark || word.relation == .advmod)
                    && isListed(word.lemma, .opens)
            })
        else { return false }
        var governor = tokens[verb].head
        for _ in 0..<3 {
            guard governor >= 0, sentence.tokens.contains(governor) else { return false }
            if isListed(tokens[governor].lemma, .outlook), tense(ofVerb: governor, in: reading) != .past { return true }
            switch tense(ofVerb: governor, in: reading) {
            case .future, .infinitive: return true
            case .past, .perfect: return false
            // "the ferry is to stay in port until": the plan stands a step above.
            case .present, .unknown, nil: governor = tokens[governor].head
            }
        }
        return false
    }

    func tense(ofVerb token: Int, in reading: Reading) -> Tense? {
        let word = reading.tokens[token]
        let helpers = Helpers(of: token, in: reading)
        switch word.xpos {
        case .vbd: return .past
        case .vbn:
            // "was planned for early March"
            if isListed(word.lemma, .planned), word.relation != .aclRelcl, !helpers.isEmpty { return .future }
            // "may have been killed"
            if helpers.has(.md) {
                return helpers.hasHave && helpers.lemmas.contains { isListed($0, .perhaps) } ? .past : .future
            }
            // "is due to be shown", but not "seems to have been shown"
            if helpers.has(.vb), !helpers.hasHave, !helpers.has(.vbd) { return .infinitive }
            // The present perfect leaves it open: "has given them until Tuesday".
            return helpers.isPresent ? .perfect : .past
        case .vbz, .vbp: return .present
        case .vbg:
            return helpers.has(.vbd) ? .past : helpers.has(.md) ? .future : helpers.isEmpty ? nil : .present
        case .vb:
            if helpers.has(.md) { return .future }
            // "did not meet", "had been due to meet", but "were to meet"
            if helpers.has(.vbd) { return helpers.hasHave || helpers.hasDo ? .past : .future }
            return .infinitive
        case .md: return .future
        default:
            if helpers.has(.md) { return .future }
            if helpers.has(.vbd) { return .past }
            return helpers.isEmpty ? nil : .present
        }
    }

    /// The auxiliaries and the copula of a verb.
    struct Helpers {
        private var tags: UInt64 = 0
        private(set) var lemmas: [String] = []
        private(set) var hasHave = false
        private(set) var hasDo = false

        init(of verb: Int, in reading: Reading) {
            for child in reading.dependents(of: verb) {
                let word = reading.tokens[Int(child)]
                guard word.relation == .aux || word.relation == .auxPass || word.relation == .cop else { continue }
                tags |= 1 << UInt64(word.xpos.rawValue)
                lemmas.append(word.lemma)
                if word.lemma == "have" { hasHave = true }
                if word.lemma == "do" { hasDo = true }
            }
        }

        var isEmpty: Bool { tags == 0 }
        var isPresent: Bool { has(.vbz) || has(.vbp) }
        func has(_ tag: XPOS) -> Bool { tags >> UInt64(tag.rawValue) & 1 == 1 }
    }
}
