import Texts

/// Resolves "he", "she", "who" and roles ("the minister") to entities where the text leaves no doubt.
///
/// A person is a candidate for three sentences. The subject of the sentence or the one before goes before others; two candidates
/// alike leave the pronoun open. Pronouns inside quotations of the first or second person are left to the attributions.
struct ReferenceResolver {
    private struct Candidate {
        var entity: Int
        var sentence: Int
        var isSubject: Bool
        var token: Int
    }

    private let reading: Reading
    private var genders: [String?]
    private var recent: [Candidate] = []
    /// Persons by the last word of a role; -1 when several have it.
    private var roleOwners: [String: Int] = [:]

    init(_ reading: Reading, genders: [String?]) {
        self.reading = reading
        self.genders = genders
        for (i, entity) in reading.entities.enumerated() where entity.kind == .person {
            for role in entity.roles {
                guard let last = role.split(separator: " ").last.map(String.init) else { continue }
                if let owner = roleOwners[last], owner != i { roleOwners[last] = -1 } else { roleOwners[last] = i }
            }
        }
    }

    mutating func resolve() -> [Reference] {
        var nameOf = [Int32](repeating: -1, count: reading.tokens.count)
        for (i, name) in reading.names.enumerated() { for token in name.tokens { nameOf[token] = Int32(i) } }
        var found: [Reference] = []
        for (s, sentence) in reading.sentences.enumerated() {
            if let first = recent.first, first.sentence < s - 3 { recent.removeAll { $0.sentence < s - 3 } }
            for token in sentence.tokens {
                let name = nameOf[token]
                if name >= 0 {
                    let mention = reading.names[Int(name)]
                    if mention.tokens.lowerBound == token, mention.kind == .person, let entity = mention.entity {
                        note(Candidate(entity: entity, sentence: s, isSubject: isSubject(mention.tokens), token: token))
                    }
                    continue
                }
                if let reference = resolve(token, sentence: s) {
                    found.append(reference)
                    if reference.kind == .pronoun, reading.tokens[token].xpos != .wp {
                        note(
                            Candidate(
                                entity: reference.entity, sentence: s, isSubject: isSubject(token..<token + 1),
                                token: token))
                    }
                }
            }
        }
        return found
    }

    private mutating func note(_ candidate: Candidate) {
        if recent.count >= 24 { recent.removeFirst() }
        recent.append(candidate)
    }

    private func isSubject(_ tokens: Range<Int>) -> Bool {
        for token in tokens {
            switch reading.tokens[token].relation {
            case .nsubj, .nsubjPass: return true
            default: continue
            }
        }
        return false
    }

    private mutating func resolve(_ token: Int, sentence: Int) -> Reference? {
        let word = reading.tokens[token]
        switch word.upos {
        case .pron, .det:
            switch word.lemma {
            case "he", "his", "him", "himself": return pronoun(token, sentence, gender: "m")
            case "she", "her", "hers", "herself": return pronoun(token, sentence, gender: "f")
            case "who", "whom", "whose": return relative(token)
            default:
                if word.xpos == .prp || word.xpos == .prpPossessive {
                    let letters = reading.form(token).lowercased()
                    switch letters {
                    case "he", "his", "him", "himself": return pronoun(token, sentence, gender: "m")
                    case "she", "her", "hers", "herself": return pronoun(token, sentence, gender: "f")
                    default: return nil
                    }
                }
                return nil
            }
        case .noun:
            guard let owner = roleOwners[word.lemma], owner >= 0, isDefinite(token) else { return nil }
            return Reference(extent: phrase(token), token: token, entity: owner, kind: .nominal, rule: "role.only")
        default: return nil
        }
    }

    private mutating func pronoun(_ token: Int, _ sentence: Int, gender: String) -> Reference? {
        var best: [Int] = []
        var bestScore = Int.min
        var entities: [Int] = []
        for candidate in recent where genders[candidate.entity] == nil || genders[candidate.entity] == gender {
            if !entities.contains(candidate.entity) { entities.append(candidate.entity) }
            let score =
                (candidate.sentence - sentence) * 2 + (candidate.isSubject ? 3 : 0)
                + (genders[candidate.entity] == gender ? 1 : 0)
            if score > bestScore {
                bestScore = score
                best = [candidate.entity]
            } else if score == bestScore, !best.contains(candidate.entity) {
                best.append(candidate.entity)
            }
        }
        guard best.count == 1 else { return nil }
        if genders[best[0]] == nil { genders[best[0]] = gender }
        return Reference(
            extent: reading.tokens[token].extent, token: token, entity: best[0], kind: .pronoun,
            rule: entities.count == 1 ? "pronoun.only" : "pronoun.subject")
    }

    private func relative(_ token: Int) -> Reference? {
        var clause = reading.tokens[token].head
        for _ in 0..<4 where clause >= 0 {
            if reading.tokens[clause].relation == .aclRelcl {
                let noun = reading.tokens[clause].head
                guard noun >= 0, let entity = entity(at: noun) else { return nil }
                return Reference(
                    extent: reading.tokens[token].extent, token: token, entity: entity, kind: .pronoun,
                    rule: "pronoun.relative")
            }
            clause = reading.tokens[clause].head
        }
        return nil
    }

    private func entity(at token: Int) -> Int? {
        var (low, high) = (0, reading.names.count)
        while low < high {
            let middle = (low + high) / 2
            if reading.names[middle].tokens.upperBound <= token { low = middle + 1 } else { high = middle }
        }
        return low < reading.names.count && reading.names[low].tokens.contains(token) ? reading.names[low].entity : nil
    }

    private func isDefinite(_ token: Int) -> Bool {
        for child in reading.dependents(of: token).prefix(8) where reading.tokens[Int(child)].relation == .det {
            return reading.tokens[Int(child)].lemma == "the"
        }
        return false
    }

    private func phrase(_ token: Int) -> Extent {
        var extent = reading.tokens[token].extent
        for child in reading.dependents(of: token).prefix(8) where Int(child) < token {
            switch reading.tokens[Int(child)].relation {
            case .det, .amod, .compound: extent = extent.union(reading.tokens[Int(child)].extent)
            default: continue
            }
        }
        return extent
    }
}
