/// Whether what a word belongs to lies before or after the time of writing.
enum Tense {
    case past, perfect, present, future, unknown
}

/// Reads the tense at a word: from the tree where there is one, else from the nearest verb, else from cue words.
struct TenseReader {
    /// Tense of the clause that holds a token.
    static func tense(of token: Int, in reading: Reading, sentence: Sentence) -> Tense {
        let tokens = reading.tokens
        guard sentence.tokens.contains(token) else { return .unknown }
        // Up the tree to the nearest verb.
        var at = token
        for _ in 0..<8 {
            let head = tokens[at].head
            guard head >= 0, sentence.tokens.contains(head) else { break }
            at = head
            if let tense = tense(ofVerb: at, in: reading) { return tense }
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

    /// Verbs whose passive points ahead.
    private static let ahead: Set<String> = ["plan", "schedule", "expect", "slate"]

    private static func tense(ofVerb token: Int, in reading: Reading) -> Tense? {
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
            if ahead.contains(word.lemma), word.relation != .aclRelcl, !auxiliaries.isEmpty { return .future }
            if has(.md) { return .future }
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
