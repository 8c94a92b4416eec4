import Texts

/// Mends trees that cannot be right.
///
/// "A fire destroyed a school." read as a bare noun with a participle ("a fire [that was] destroyed a school"): a passive participle
/// takes no object, so the participle is the finite verb and the noun its subject. Cost: linear; only sentences whose root is a
/// noun and that end in a full stop are looked at twice.
enum TreeRepair {
    static func mend(_ reading: inout Reading) {
        let bytes = reading.text.utf8
        for sentence in reading.sentences { mend(&reading.tokens, sentence.tokens, bytes) }
    }

    private static func mend(_ tokens: inout [Token], _ words: Range<Int>, _ bytes: [UInt8]) {
        guard words.count > 4, let last = words.last, tokens[last].upos == .punct,
            bytes[tokens[last].extent.start] != 0x3F,
            let root = words.first(where: { tokens[$0].head < 0 }), isNominal(tokens[root]),
            let verb = participle(of: root, tokens, words)
        else { return }
        tokens[verb].xpos = .vbd
        tokens[verb].head = -1
        tokens[verb].relation = .root
        tokens[root].head = verb
        tokens[root].relation = .nsubj
        for i in words where i > verb && tokens[i].head == root { tokens[i].head = verb }
        tokens[last].head = verb
    }

    private static func isNominal(_ token: Token) -> Bool {
        token.upos == .noun || token.upos == .propn || token.upos == .num
    }

    /// The participle right behind a noun's phrase that has an object and nothing passive about it.
    private static func participle(of root: Int, _ tokens: [Token], _ words: Range<Int>) -> Int? {
        var verb: Int?
        for i in words where tokens[i].head == root {
            if tokens[i].relation == .cop || tokens[i].relation == .nsubj || tokens[i].relation == .aclRelcl {
                return nil
            }
            if verb == nil, i > root, tokens[i].relation == .acl {
                guard tokens[i].xpos == .vbn, tokens[i].upos == .verb else { return nil }
                verb = i
            }
        }
        // A comma before the participle makes it an insertion.
        guard let verb, tokens[verb - 1].upos != .punct else { return nil }
        var hasObject = false
        for i in words where tokens[i].head == verb {
            switch tokens[i].relation {
            case .obj: hasObject = i > verb && (isNominal(tokens[i]) || tokens[i].upos == .pron)
            case .auxPass, .aux, .oblAgent, .xcomp: return nil
            default: continue
            }
        }
        return hasObject ? verb : nil
    }
}
