import Lexicons
import Texts

/// Nouns that mean a named entity: appositions, predicates, and the word of a name used alone.
extension ReferenceResolver {
    /// Organisations and places by the words that say what they are: "Harbour Court" → "court", "University of Pellin" → "university".
    mutating func collectBodies() {
        for (i, entity) in reading.entities.enumerated()
        where entity.kind == .organisation || entity.kind == .place {
            guard let first = entity.mentions.first else { continue }
            let tokens = reading.names[first].tokens
            guard tokens.count > 1 else { continue }
            for token in [tokens.lowerBound, tokens.upperBound - 1] {
                let word = reading.form(token).lowercased()
                guard lexicons.nouns[word] == "group" || isPlaceWord(word) else { continue }
                if let owner = bodies[word], owner != i { bodies[word] = -1 } else { bodies[word] = i }
            }
        }
    }

    private func isPlaceWord(_ word: String) -> Bool {
        switch word {
        case "island", "islands", "river", "lake", "valley", "mountain", "bay", "bridge", "dam", "airport", "port",
            "square",
            "park", "peninsula", "strait", "canal", "desert", "region", "district", "province", "county":
            true
        default: false
        }
    }

    /// "the court" for the one named body that is called so.
    func body(_ token: Int, _ lemma: String) -> Reference? {
        guard let owner = bodies[lemma], owner >= 0, isKnown(owner, before: token) else { return nil }
        return Reference(extent: phrase(token), token: token, entity: owner, kind: .nominal, rule: "nominal.head")
    }

    /// Whether a noun has no description of its own: "the court", not "the court of appeal" or "the leading actress".
    func isBare(_ token: Int) -> Bool {
        for child in reading.dependents(of: token).prefix(16) {
            switch reading.tokens[Int(child)].relation {
            case .nmod, .amod, .compound, .appos, .nmodPoss, .conj: return false
            case .acl, .aclRelcl:
                // "the president, who …" is described besides; "the woman who …" only by it.
                guard Int(child) > token, reading.form(token + 1) == "," else { return false }
            default: continue
            }
        }
        return true
    }

    /// Whether an entity is named in the 3,000 bytes before a word.
    func isKnown(_ entity: Int, before token: Int) -> Bool {
        let end = reading.tokens[token].extent.start
        for mention in reading.entities[entity].mentions.prefix(64) {
            let start = reading.names[mention].extent.start
            if start >= end { return false }
            if end - start < 3000 { return true }
        }
        return false
    }

    /// The nouns that say who a name is: "Ana Oru, *a former mayor*" and "Ana Oru was *the mayor*".
    mutating func described(_ name: Range<Int>, _ entity: Int) -> [Reference] {
        guard let head = name.first(where: { !name.contains(reading.tokens[$0].head) }) else { return [] }
        var found: [Reference] = []
        for child in reading.dependents(of: head).prefix(24) where reading.tokens[Int(child)].relation == .appos {
            let noun = Int(child)
            guard reading.tokens[noun].xpos == .nn, nameOf[noun] < 0, meaning[noun] < 0,
                let reference = nominal(noun, entity, "nominal.apposition")
            else { continue }
            found.append(reference)
        }
        // "the mayor, Ana Oru,": the name is the apposition.
        let above = reading.tokens[head].head
        if reading.tokens[head].relation == .appos, above >= 0, reading.tokens[above].xpos == .nn, nameOf[above] < 0,
            meaning[above] < 0, let reference = nominal(above, entity, "nominal.apposition")
        {
            found.append(reference)
        }
        if isSubject(name) { found += predicate(of: head, entity) }
        return found
    }

    /// "is *a doctor*": the predicate noun of a subject that means an entity.
    mutating func predicate(of subject: Int, _ entity: Int) -> [Reference] {
        let noun = reading.tokens[subject].head
        guard noun > subject, reading.tokens[subject].relation == .nsubj, reading.tokens[noun].xpos == .nn,
            nameOf[noun] < 0, meaning[noun] < 0
        else { return [] }
        var hasCopula = false
        for child in reading.dependents(of: noun).prefix(24) {
            let word = reading.tokens[Int(child)]
            switch word.relation {
            case .cop: hasCopula = word.lemma == "be"
            case .aux where word.xpos == .md, .case: return []
            case .advmod where word.lemma == "not" || word.lemma == "n't" || word.lemma == "never": return []
            case .det where word.lemma == "no": return []
            case .nsubj where Int(child) != subject: return []
            default: continue
            }
        }
        guard hasCopula, let reference = nominal(noun, entity, "nominal.predicate") else { return [] }
        return [reference]
    }

    /// A reference of a noun, unless its kind and the entity's exclude each other. People's roles are noted for "the mayor" later.
    private mutating func nominal(_ noun: Int, _ entity: Int, _ rule: String) -> Reference? {
        let kind = lexicons.nouns[reading.tokens[noun].lemma]
        let isPerson = reading.entities[entity].kind == .person
        if isPerson {
            guard kind == "person" else { return nil }
            own(reading.tokens[noun].lemma, entity)
        } else if kind == "person" {
            return nil
        }
        meaning[noun] = Int32(entity)
        return Reference(extent: phrase(noun), token: noun, entity: entity, kind: .nominal, rule: rule)
    }
}
