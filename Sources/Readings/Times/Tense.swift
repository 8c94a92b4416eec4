import Lexicons

/// Whether what a word belongs to lies before or after the time of writing.
enum Tense {
    case past, perfect, present, future, unknown
}

/// Reads the tense at a word: from the tree where there is one, else from the nearest verb, else from cue words.
///
/// A present inside a time clause is as far ahead as what the clause belongs to: "is possible after the storm moves off the coast on
/// Monday" (lexicons/times-tenses.tsv).
struct TenseReader: Sendable {
    /// Verbs whose passive points ahead.
    private let planned: Set<String>
    /// Words that open a clause of time or condition.
    private let openers: Set<String>
    /// Adjectives and participles by which a present speaks of what is to come.
    private let outlooks: Set<String>

    /// Modals whose perfect guesses at what is over.
    private let guesses: Set<String>

    init() throws(LexiconError) {
        let table = try Table(named: "lexicons/times-tenses.tsv", columns: ["word", "kind"])
        func words(_ kind: String) -> Set<String> {
            Set(table.rows.filter { $0["kind"] == kind }.map { $0["word"] })
        }
        planned = words("planned")
        openers = words("opens")
        outlooks = words("outlook")
        guesses = words("perhaps")
    }

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
            if let tense = tense(ofVerb: at, in: reading) {
                return tense == .present && isAhead(clauseOf: at, in: reading, sentence) ? .future : tense
            }
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
        default: return !planned.contains(tokens[before].lemma)
        }
    }

    /// Whether a verb heads a clause of time that hangs on something to come.
    private func isAhead(clauseOf verb: Int, in reading: Reading, _ sentence: Sentence) -> Bool {
        let tokens = reading.tokens
        guard tokens[verb].relation == .advcl || tokens[verb].relation == .acl,
            reading.dependents(of: verb).prefix(12).contains(where: { child in
                let word = tokens[Int(child)]
                return Int(child) < verb && (word.relation == .mark || word.relation == .advmod)
                    && openers.contains(word.lemma)
            })
        else { return false }
        var governor = tokens[verb].head
        for _ in 0..<3 {
            guard governor >= 0, sentence.tokens.contains(governor) else { return false }
            if outlooks.contains(tokens[governor].lemma), tense(ofVerb: governor, in: reading) != .past { return true }
            switch tense(ofVerb: governor, in: reading) {
            case .future: return true
            case .past, .perfect: return false
            // "the ferry is to stay in port until": the plan stands a step above.
            case .present, .unknown, nil: governor = tokens[governor].head
            }
        }
        return false
    }

    private func tense(ofVerb token: Int, in reading: Reading) -> Tense? {
        let word = reading.tokens[token]
        let auxiliaries = reading.dependents(of: token).filter {
            let relation = reading.tokens[Int($0)].relation
            return relation == .aux || relation == .auxPass || relation == .cop
        }
        func has(_ tag: XPOS) -> Bool { auxiliaries.contains { reading.tokens[Int($0)].xpos == tag } }
        switch word.xpos {
        case .vbd: return .past
        case .vbn:
            // "was planned for early March"
            if planned.contains(word.lemma), word.relation != .aclRelcl, !auxiliaries.isEmpty { return .future }
            if has(.md) {
                // "may have been killed"
                let lemmas = auxiliaries.map { reading.tokens[Int($0)].lemma }
                return lemmas.contains("have") && lemmas.contains(where: guesses.contains) ? .past : .future
            }
            // The present perfect leaves it open: "has given them until Tuesday".
            return has(.vbz) || has(.vbp) ? .perfect : .past
        case .vbz, .vbp: return .present
        case .vbg: return has(.vbd) ? .past : has(.md) ? .future : auxiliaries.isEmpty ? nil : .present
        case .vb:
            if has(.md) { return .future }
            if has(.vbd) { return .past }
            return .future
        case .md: return .future
        default:
            if has(.md) { return .future }
            if has(.vbd) { return .past }
            return auxiliaries.isEmpty ? nil : .present
        }
    }
}
