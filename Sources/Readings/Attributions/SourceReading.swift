import Lexicons

/// Who a source is: an entity of the document, or somebody unnamed.
struct SourceReading {
    /// Index into the reading's `entities`.
    private(set) var speaker: Int?
    /// Whether nobody is named.
    private(set) var isAnonymous = false

    /// - Parameter referents: entity by head token, for pronouns and roles.
    init(_ draft: AttributionDraft, _ finder: AttributionFinder, _ referents: [Int: Int]) {
        guard let range = draft.source else { return }
        let tree = finder.tree
        var head = draft.sourceHead ?? range.lowerBound
        // A relative pronoun speaks for the noun before it.
        if let antecedent = Self.antecedent(of: head, tree) { head = antecedent }
        speaker = Self.entity(head, finder, referents, range)
        guard speaker == nil, finder.nameOf[head] < 0 else { return }
        let token = finder.tokens[head]
        switch token.upos {
        case .noun, .num, .adj, .det, .pron:
            isAnonymous = finder.lexicons.roles.contains(token.lemma)
        default: break
        }
    }

    /// The noun that "who" or "which" stands for.
    static func antecedent(of token: Int, _ tree: Tree) -> Int? {
        let word = tree.tokens[token]
        guard word.xpos == .wp || word.xpos == .wdt || word.lemma == "who" || word.lemma == "which", word.head >= 0
        else { return nil }
        var clause = word.head
        for _ in 0..<4 {
            if tree.tokens[clause].relation == .aclRelcl {
                return tree.tokens[clause].head >= 0 ? tree.tokens[clause].head : nil
            }
            guard tree.tokens[clause].head >= 0 else { return nil }
            clause = tree.tokens[clause].head
        }
        return nil
    }

    private static func entity(
        _ head: Int, _ finder: AttributionFinder, _ referents: [Int: Int], _ range: Range<Int>
    ) -> Int? {
        let names = finder.reading.names
        func named(_ token: Int) -> Int? {
            let name = finder.nameOf[token]
            return name >= 0 ? names[Int(name)].entity : nil
        }
        let own = named(head) ?? referents[head]
        if let own, finder.reading.entities[own].kind == .person { return own }
        // "the assistant commissioner, Ana Oru": the person says it, not the office.
        for child in finder.tree.children(head).prefix(24)
        where finder.tokens[Int(child)].relation == .appos || finder.tokens[Int(child)].relation == .flat {
            if let entity = named(Int(child)), finder.reading.entities[entity].kind == .person { return entity }
        }
        if let own { return own }
        // "the minister, Ana Oru", "minister Ana Oru", "a spokesman for the ministry".
        for child in finder.tree.children(head).prefix(24) {
            switch finder.tokens[Int(child)].relation {
            case .appos, .flat:
                if let entity = named(Int(child)) { return entity }
            default: continue
            }
        }
        switch finder.tokens[head].lemma {
        case "spokesman", "spokeswoman", "spokesperson", "statement", "report", "office", "press":
            for child in finder.tree.children(head).prefix(24) {
                switch finder.tokens[Int(child)].relation {
                case .nmod, .nmodPoss, .compound, .amod:
                    if let entity = named(Int(child)) { return entity }
                default: continue
                }
            }
        default: break
        }
        return nil
    }
}
