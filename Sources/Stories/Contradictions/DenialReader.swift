import Readings
import Texts

/// Reads the denials of one reading off its trees: who denies, and in which words what is denied stands.
struct DenialReader {
    /// A denial in a text.
    struct Denial {
        /// What sort of thing is denied.
        enum Object {
            /// A clause: "denied that the town fell", "rejected reports that it fell".
            case clause
            /// A noun of claiming alone: "rejected the account".
            case account
            /// Having to do with something: "denied involvement in the killing".
            case involvement
        }

        /// Index into the sentences.
        var sentence: Int
        /// The verb that denies.
        var verb: Int
        /// Head token of whoever denies; nil when nobody is found.
        var denier: Int?
        var object: Object
        /// Stretches of the text that say what is denied.
        var content: Extent
        /// Claims inside the content, as indexes into the reading's `claims`.
        var claims: [Int]
    }

    let rules: DenialRules

    /// Denials in order of the text.
    func denials(_ reading: Reading) -> [Denial] {
        var denials: [Denial] = []
        for (s, sentence) in reading.sentences.enumerated() where sentence.kind == .sentence {
            for token in sentence.tokens where reading.tokens[token].upos == .verb {
                if let denial = denial(token, s, reading) { denials.append(denial) }
            }
        }
        guard !denials.isEmpty else { return [] }
        for i in denials.indices {
            denials[i].claims = reading.claims.indices.filter {
                reading.claims[$0].sentence == denials[i].sentence
                    && denials[i].content.contains(reading.claims[$0].predicate)
                    && reading.claims[$0].predicateToken != denials[i].verb
            }
        }
        return denials
    }

    private func denial(_ token: Int, _ s: Int, _ reading: Reading) -> Denial? {
        let word = reading.tokens[token]
        let isDenying = rules.denies.contains(word.lemma)
        let isDismissing = rules.dismisses.contains(word.lemma)
        let isCalling = rules.calls.contains(word.lemma)
        guard isDenying || isDismissing || isCalling, !isUndone(token, reading) else { return nil }
        let children = reading.dependents(of: token).prefix(32).map(Int.init)
        func first(_ relations: Relation...) -> Int? {
            children.first { relations.contains(reading.tokens[$0].relation) }
        }
        let isPassive = children.contains {
            reading.tokens[$0].relation == .auxPass || reading.tokens[$0].relation == .nsubjPass
        }
        let subject = isPassive ? first(.oblAgent) : subject(of: token, reading)
        let object = isPassive ? first(.nsubjPass) : first(.obj)
        let clause = first(.ccomp)
        if isDenying, let clause {
            return Denial(
                sentence: s, verb: token, denier: subject, object: .clause, content: extent(clause, reading), claims: []
            )
        }
        if isDenying, !isPassive, let gerund = first(.xcomp), reading.tokens[gerund].xpos == .vbg {
            return Denial(
                sentence: s, verb: token, denier: subject, object: .clause, content: extent(gerund, reading), claims: []
            )
        }
        guard let object else { return nil }
        let lemma = reading.tokens[object].lemma
        if isCalling {
            let verdict = children.contains { child in
                child > object && holdsFalsehood(child, reading)
            }
            guard verdict, rules.claims.contains(lemma) || reading.tokens[object].upos == .pron else { return nil }
            return Denial(
                sentence: s, verb: token, denier: subject, object: .account, content: extent(object, reading),
                claims: [])
        }
        if rules.involvement.contains(lemma) {
            return Denial(
                sentence: s, verb: token, denier: subject, object: .involvement, content: extent(object, reading),
                claims: [])
        }
        guard rules.claims.contains(lemma) || (isDenying && reading.tokens[object].upos == .pron) else { return nil }
        // "reports that it fell", "claims of a cover-up": the content says what.
        let hasContent = reading.dependents(of: object).contains { child in
            switch reading.tokens[Int(child)].relation {
            case .acl, .ccomp, .aclRelcl, .nmod: true
            default: false
            }
        }
        let late = children.first { $0 > object && reading.tokens[$0].relation == .ccomp }
        var content = extent(object, reading)
        if let late { content = Extent(lower: content.lower, upper: max(content.upper, extent(late, reading).upper)) }
        return Denial(
            sentence: s, verb: token, denier: subject, object: hasContent || late != nil ? .clause : .account,
            content: content, claims: [])
    }

    /// "did not deny", "would deny", "asked to deny": nothing was denied.
    private func isUndone(_ token: Int, _ reading: Reading) -> Bool {
        reading.dependents(of: token).prefix(24).contains { child in
            let word = reading.tokens[Int(child)]
            switch word.relation {
            case .advmod: return ["not", "never", "n't", "neither"].contains(word.lemma)
            case .aux: return ["may", "might", "could", "can", "would", "will", "should", "must"].contains(word.lemma)
            case .mark: return ["if", "whether", "unless", "to"].contains(word.lemma)
            default: return false
            }
        }
    }

    private func holdsFalsehood(_ token: Int, _ reading: Reading) -> Bool {
        if rules.falsehoods.contains(reading.tokens[token].lemma) { return true }
        return reading.dependents(of: token).prefix(8).contains {
            rules.falsehoods.contains(reading.tokens[Int($0)].lemma)
        }
    }

    /// The subject, or that of the clause it is coordinated with or hangs under.
    private func subject(of token: Int, _ reading: Reading) -> Int? {
        var clause = token
        for _ in 0..<5 {
            for child in reading.dependents(of: clause).prefix(24) {
                let relation = reading.tokens[Int(child)].relation
                if relation == .nsubj || (relation == .nsubjPass && clause != token) {
                    return antecedent(Int(child), reading)
                }
            }
            let word = reading.tokens[clause]
            guard word.head >= 0 else { return nil }
            switch word.relation {
            case .conj, .xcomp, .advcl, .parataxis: clause = word.head
            case .acl, .aclRelcl: return word.head
            default: return nil
            }
        }
        return nil
    }

    /// "who" stands for the noun its clause hangs under.
    private func antecedent(_ token: Int, _ reading: Reading) -> Int {
        let word = reading.tokens[token]
        guard word.upos == .pron, ["who", "which", "that"].contains(word.lemma), word.head >= 0,
            reading.tokens[word.head].relation == .aclRelcl, reading.tokens[word.head].head >= 0
        else { return token }
        return reading.tokens[word.head].head
    }

    /// The stretch of a subtree; at most 400 words are walked.
    private func extent(_ token: Int, _ reading: Reading) -> Extent { DenialReader.subtree(token, reading) }

    static func subtree(_ token: Int, _ reading: Reading) -> Extent {
        var (low, high) = (reading.tokens[token].extent.lower, reading.tokens[token].extent.upper)
        var queue = [token]
        var next = 0
        while next < queue.count, queue.count < 400 {
            let extent = reading.tokens[queue[next]].extent
            (low, high) = (min(low, extent.lower), max(high, extent.upper))
            queue += reading.dependents(of: queue[next]).map(Int.init)
            next += 1
        }
        return Extent(lower: low, upper: high)
    }
}
