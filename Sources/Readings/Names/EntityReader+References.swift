import Lexicons
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

    let reading: Reading
    let lexicons: EntityLexicons
    private var genders: [String?]
    private var recent: [Candidate] = []
    /// Name each token stands in; -1 outside.
    var nameOf: [Int32]
    /// Entity each resolved pronoun or noun means; -1 where none.
    var meaning: [Int32]
    /// The last main subject: its entity, or -1 when it is a noun without a name.
    private var topic: (entity: Int, sentence: Int, token: Int)?
    /// Organisations and places by a word of their name ("court", "university"); -1 when several have it.
    var bodies: [String: Int] = [:]
    /// Persons by the last word of a role; -1 when several have it.
    private var roleOwners: [String: Int] = [:]

    init(_ reading: Reading, genders: [String?], _ lexicons: EntityLexicons) {
        self.reading = reading
        self.genders = genders
        self.lexicons = lexicons
        nameOf = [Int32](repeating: -1, count: reading.tokens.count)
        for (i, name) in reading.names.enumerated() { for token in name.tokens { nameOf[token] = Int32(i) } }
        meaning = [Int32](repeating: -1, count: reading.tokens.count)
        for (i, entity) in reading.entities.enumerated() where entity.kind == .person {
            for role in entity.roles {
                guard let last = role.split(separator: " ").last.map(String.init), lexicons.nouns[last] == "person"
                else {
                    continue
                }
                own(last, i)
            }
        }
        collectBodies()
    }

    /// Notes that a role word means an entity; two owners leave it open.
    mutating func own(_ word: String, _ entity: Int) {
        if let owner = roleOwners[word], owner != entity { roleOwners[word] = -1 } else { roleOwners[word] = entity }
    }

    mutating func resolve() -> [Reference] {
        var found: [Reference] = []
        for (s, sentence) in reading.sentences.enumerated() {
            if let first = recent.first, first.sentence < s - 3 { recent.removeAll { $0.sentence < s - 3 } }
            for token in sentence.tokens {
                let name = nameOf[token]
                if name >= 0 {
                    let mention = reading.names[Int(name)]
                    guard mention.tokens.lowerBound == token, let entity = mention.entity else { continue }
                    let isSubject = isSubject(mention.tokens)
                    if mention.kind == .person {
                        note(Candidate(entity: entity, sentence: s, isSubject: isSubject, token: token))
                    }
                    if isSubject { topic = (entity, s, token) }
                    found += described(mention.tokens, entity)
                    continue
                }
                guard let reference = meaning[token] >= 0 ? nil : resolve(token, sentence: s) else {
                    if isMainSubject(token), meaning[token] < 0 { topic = (-1, s, token) }
                    continue
                }
                meaning[token] = Int32(reference.entity)
                found.append(reference)
                let isSubject = isSubject(token..<token + 1)
                if reading.tokens[token].xpos != .wp,
                    reading.entities[reference.entity].kind == .person
                {
                    note(Candidate(entity: reference.entity, sentence: s, isSubject: isSubject, token: token))
                }
                if isSubject {
                    topic = (reference.entity, s, token)
                    found += predicate(of: token, reference.entity)
                }
            }
        }
        found.sort { ($0.extent.lower, $0.token) < ($1.extent.lower, $1.token) }
        return found
    }

    /// Whether a noun or pronoun is the subject of a clause that is no relative one.
    private func isMainSubject(_ token: Int) -> Bool {
        let word = reading.tokens[token]
        guard word.relation == .nsubj || word.relation == .nsubjPass, word.head >= 0 else { return false }
        return reading.tokens[word.head].relation != .aclRelcl && reading.tokens[word.head].relation != .acl
    }

    private mutating func note(_ candidate: Candidate) {
        if recent.count >= 24 { recent.removeFirst() }
        recent.append(candidate)
    }

    func isSubject(_ tokens: Range<Int>) -> Bool {
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
            case "it", "its", "itself": return thing(token, sentence)
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
            guard isDefinite(token), word.xpos == .nn, isBare(token) else { return nil }
            if let owner = roleOwners[word.lemma], owner >= 0, isKnown(owner, before: token) {
                return Reference(extent: phrase(token), token: token, entity: owner, kind: .nominal, rule: "role.only")
            }
            return body(token, word.lemma)
        case .propn:
            // "the Secretary", "the President": a role with a capital.
            guard word.xpos == .nnp, isDefinite(token), isBare(token),
                let owner = roleOwners[reading.form(token).lowercased()], owner >= 0, isKnown(owner, before: token)
            else { return nil }
            return Reference(extent: phrase(token), token: token, entity: owner, kind: .nominal, rule: "role.only")
        default: return nil
        }
    }

    private mutating func pronoun(_ token: Int, _ sentence: Int, gender: String) -> Reference? {
        var best: [Int] = []
        var bestScore = Int.min
        var entities: [Int] = []
        let other = coargument(token)
        for candidate in recent
        where (genders[candidate.entity] == nil || genders[candidate.entity] == gender) && candidate.entity != other {
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

    /// The entity of the subject whose object a pronoun is: "Ana met *her*" means somebody else; -1 when there is none.
    private func coargument(_ token: Int) -> Int {
        let word = reading.tokens[token]
        switch word.relation {
        case .obj, .iobj, .obl: break
        default: return -1
        }
        guard word.head >= 0, word.extent.count < 6, word.xpos == .prp else { return -1 }
        for child in reading.dependents(of: word.head).prefix(16) where Int(child) < token {
            guard reading.tokens[Int(child)].relation == .nsubj else { continue }
            return entity(at: Int(child)) ?? Int(meaning[Int(child)])
        }
        return -1
    }

    /// "it", "its": the organisation, place or thing that was the last subject.
    private func thing(_ token: Int, _ sentence: Int) -> Reference? {
        guard let topic, topic.entity >= 0, sentence - topic.sentence <= 1,
            reading.entities[topic.entity].kind != .person
        else { return nil }
        let word = reading.tokens[token]
        switch word.relation {
        case .nsubj, .nsubjPass:
            // "it is clear that": nothing is meant.
            guard word.head >= 0, !isEmptySubject(word.head), topic.sentence < sentence || topic.token < token else {
                return nil
            }
        case .nmodPoss: guard topic.sentence == sentence else { return nil }
        default: return nil
        }
        return Reference(
            extent: word.extent, token: token, entity: topic.entity, kind: .pronoun, rule: "pronoun.topic")
    }

    /// Whether "it" before a predicate means nothing: "it is time to go", "it is clear that …", "it seems …".
    private func isEmptySubject(_ predicate: Int) -> Bool {
        let isVerb = reading.tokens[predicate].upos == .verb
        for child in reading.dependents(of: predicate).prefix(24) where Int(child) > predicate {
            switch reading.tokens[Int(child)].relation {
            case .csubj, .csubjPass: return true
            case .ccomp, .xcomp, .advcl, .acl: if !isVerb { return true }
            default: continue
            }
        }
        switch reading.tokens[predicate].lemma {
        case "seem", "appear", "rain", "snow", "take", "happen", "time", "day", "matter", "turn": return true
        default: return false
        }
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

    func entity(at token: Int) -> Int? {
        var (low, high) = (0, reading.names.count)
        while low < high {
            let middle = (low + high) / 2
            if reading.names[middle].tokens.upperBound <= token { low = middle + 1 } else { high = middle }
        }
        return low < reading.names.count && reading.names[low].tokens.contains(token) ? reading.names[low].entity : nil
    }

    func isDefinite(_ token: Int) -> Bool {
        for child in reading.dependents(of: token).prefix(8) where reading.tokens[Int(child)].relation == .det {
            return reading.tokens[Int(child)].lemma == "the"
        }
        return false
    }

    func phrase(_ token: Int) -> Extent {
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
