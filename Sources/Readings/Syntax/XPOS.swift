/// Penn Treebank tags as the English UD treebanks use them.
public enum XPOS: UInt8, Sendable, CaseIterable {
    case dollar, closeQuote, comma, openBracket, closeBracket, stop, colon, add, afx, cc, cd, dt,
        ex, fw, gw, hyph, `in`, jj, jjr, jjs, ls, md, nfp, nn,
        nnp, nnps, nns, pdt, pos, prp, prpPossessive, rb, rbr, rbs, rp, sym,
        to, uh, vb, vbd, vbg, vbn, vbp, vbz, wdt, wp, wpPossessive, wrb,
        openQuote, xx

    /// The tag as written in CoNLL-U: `NNP`, `PRP$`.
    public var name: String { Self.names[Int(rawValue)] }

    static let names = [
        "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT",
        "EX", "FW", "GW", "HYPH", "IN", "JJ", "JJR", "JJS", "LS", "MD", "NFP", "NN",
        "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SYM",
        "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB",
        "``", "XX",
    ]
}
