/// Universal dependency relations (UD v2) with the subtypes of the English treebanks.
public enum Relation: UInt8, Sendable, CaseIterable {
    case acl, aclRelcl, advcl, advclRelcl, advmod, amod, appos, aux,
        auxPass, `case`, cc, ccPreconj, ccomp, compound, compoundPrt, conj,
        cop, csubj, csubjOuter, csubjPass, dep, det, detPredet, discourse,
        dislocated, expl, fixed, flat, goeswith, iobj, list, mark,
        nmod, nmodDesc, nmodPoss, nmodUnmarked, nsubj, nsubjOuter, nsubjPass, nummod,
        obj, obl, oblAgent, oblUnmarked, orphan, parataxis, punct, reparandum,
        root, vocative, xcomp

    /// The relation as written in CoNLL-U: `nsubj:pass`.
    public var name: String { Self.names[Int(rawValue)] }

    static let names = [
        "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux",
        "aux:pass", "case", "cc", "cc:preconj", "ccomp", "compound", "compound:prt", "conj",
        "cop", "csubj", "csubj:outer", "csubj:pass", "dep", "det", "det:predet", "discourse",
        "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark",
        "nmod", "nmod:desc", "nmod:poss", "nmod:unmarked", "nsubj", "nsubj:outer", "nsubj:pass", "nummod",
        "obj", "obl", "obl:agent", "obl:unmarked", "orphan", "parataxis", "punct", "reparandum",
        "root", "vocative", "xcomp",
    ]
}
