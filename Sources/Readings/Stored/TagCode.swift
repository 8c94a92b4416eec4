/// Numbers for tags and relations, frequent ones low. The lists are part of the form: they only change with
/// `ReadingCode.version`, but may grow at their ends.
enum TagCode {
    /// A Penn tag with a universal one, and the relation that such a word has most often.
    typealias Pair = (xpos: XPOS, upos: UPOS, relation: Relation)

    static let pairs: [Pair] = [
        (.nn, .noun, .obl), (.in, .adp, .case), (.nnp, .propn, .compound), (.dt, .det, .det), (.jj, .adj, .amod),
        (.nns, .noun, .obl), (.comma, .punct, .punct), (.stop, .punct, .punct), (.vbd, .verb, .root),
        (.cd, .num, .nummod), (.rb, .adv, .advmod), (.vb, .verb, .xcomp), (.cc, .cconj, .cc), (.vbn, .verb, .acl),
        (.to, .part, .mark), (.prp, .pron, .nsubj), (.vbg, .verb, .advcl), (.vbd, .aux, .auxPass), (.vbz, .aux, .aux),
        (.in, .sconj, .mark), (.vbz, .verb, .root), (.vbp, .aux, .aux), (.prpPossessive, .pron, .nmodPoss),
        (.pos, .part, .case), (.hyph, .punct, .punct), (.md, .aux, .aux), (.vbp, .verb, .root), (.vb, .aux, .aux),
        (.vbn, .aux, .aux), (.closeQuote, .punct, .punct), (.openQuote, .punct, .punct), (.wdt, .pron, .nsubj),
        (.wp, .pron, .nsubj), (.rp, .adp, .compoundPrt), (.wrb, .adv, .advmod), (.wrb, .sconj, .mark),
        (.dt, .pron, .nsubj), (.rb, .part, .advmod), (.colon, .punct, .punct), (.nnps, .propn, .nmod),
        (.jjr, .adj, .amod), (.jjs, .adj, .amod), (.rbr, .adv, .advmod), (.ex, .pron, .expl), (.dollar, .sym, .nmod),
        (.openBracket, .punct, .punct), (.closeBracket, .punct, .punct), (.nfp, .punct, .punct), (.sym, .sym, .nmod),
        (.hyph, .sym, .case), (.in, .adv, .advmod), (.rp, .adv, .advmod), (.dt, .adv, .advmod), (.rbs, .adv, .advmod),
        (.pdt, .det, .detPredet), (.wdt, .det, .det), (.wpPossessive, .pron, .nmodPoss), (.uh, .intj, .discourse),
        (.fw, .x, .flat), (.add, .x, .root), (.add, .propn, .root), (.vbg, .aux, .aux), (.nn, .pron, .nsubj),
        (.cd, .noun, .obl), (.jj, .propn, .amod), (.nnp, .noun, .compound), (.nn, .propn, .compound),
        (.afx, .x, .compound), (.ls, .x, .dep), (.gw, .x, .goeswith), (.rb, .adj, .advmod), (.jj, .adv, .advmod),
        (.nn, .num, .nummod), (.vbn, .adj, .amod), (.vbg, .noun, .compound), (.cc, .adv, .advmod), (.in, .det, .det),
    ]

    private static let relations: [Relation] = [
        .nsubj, .obj, .obl, .nmod, .compound, .root, .conj, .amod, .advcl, .xcomp, .ccomp, .flat, .advmod, .mark, .aux,
        .auxPass, .cop, .aclRelcl, .acl, .nsubjPass, .nummod, .appos, .parataxis, .case, .det, .cc, .nmodPoss,
        .oblUnmarked, .nmodUnmarked, .fixed, .oblAgent, .list, .punct, .iobj, .compoundPrt, .expl, .csubj, .dep,
        .discourse, .nmodDesc, .vocative, .detPredet, .ccPreconj, .goeswith, .orphan, .reparandum, .dislocated,
        .advclRelcl, .nsubjOuter, .csubjPass, .csubjOuter,
    ]

    /// Stands for a pair that is not listed; both tags follow.
    static let other: UInt8 = 255

    /// Numbers of pairs by Penn tag · 32 + universal tag.
    static let pairNumbers: [UInt8] = {
        var numbers = [UInt8](repeating: other, count: 64 * 32)
        for (i, pair) in pairs.enumerated() { numbers[key(pair.xpos, pair.upos)] = UInt8(i) }
        return numbers
    }()

    static func key(_ xpos: XPOS, _ upos: UPOS) -> Int { Int(xpos.rawValue) << 5 | Int(upos.rawValue) }

    private static let relationNumbers: [UInt8] = {
        var numbers = [UInt8](repeating: 0, count: 256)
        for (i, relation) in relations.enumerated() { numbers[Int(relation.rawValue)] = UInt8(i + 1) }
        return numbers
    }()

    /// The number of a relation: 0 for the expected one, from 1 on for others; nil for one that is not listed.
    static func number(of relation: Relation, expected: Relation) -> UInt8? {
        if relation == expected { return 0 }
        let number = relationNumbers[Int(relation.rawValue)]
        return number == 0 ? nil : number
    }

    static func relation(_ number: Int, expected: Relation) -> Relation? {
        if number == 0 { return expected }
        return number <= relations.count ? relations[number - 1] : nil
    }
}
