/// Tests on atoms that quantities need, by word classes and a few words.
struct QuantityWords: Sendable {
    private let vocabulary: Vocabulary
    private let masks: [String: UInt64]
    private let thing: Int
    private let single: [String: Int32]

    private static let words = [
        "-", ",", ".", "#", "and", "or", "to", "from", "between", "of", "more", "than", "no", "one", "nobody", "none", "a",
        "an", "year", "years", "aged", "age", "third", "thirds", "half", "quarter", "quarters", "two", "three", "including",
        "than", "when", "since", "fifth", "fifths", "the", "up", "down", "by", "among", "in", "who", "that", "which",
        "were", "was", "reports", "article", "flight", "section", "chapter", "positive",
    ]

    init(_ vocabulary: Vocabulary) {
        var vocabulary = vocabulary
        var single: [String: Int32] = [:]
        for word in Self.words { single[word] = vocabulary.intern(word) }
        var masks: [String: UInt64] = [:]
        for (index, name) in vocabulary.classes.enumerated() { masks[name] = 1 << UInt64(index) }
        self.single = single
        self.masks = masks
        thing = vocabulary.classes.firstIndex(of: "thing") ?? 0
        self.vocabulary = vocabulary
    }

    /// The vocabulary with these words added; the atom reader must use it.
    static func prepare(_ vocabulary: inout Vocabulary) { for word in words { _ = vocabulary.intern(word) } }

    private func has(_ atom: Atom, _ name: String) -> Bool {
        atom.word >= 0 && Int(atom.word) < vocabulary.bits.count
            && vocabulary.bits[Int(atom.word)] & (masks[name] ?? 0) != 0
    }

    func isWord(_ atom: Atom, _ word: String) -> Bool { atom.word >= 0 && atom.word == single[word] ?? -2 }
    func isHyphen(_ atom: Atom) -> Bool { isWord(atom, "-") }
    func isComma(_ atom: Atom) -> Bool { isWord(atom, ",") }
    func isStop(_ atom: Atom) -> Bool { isWord(atom, ".") }
    func isHash(_ atom: Atom) -> Bool { isWord(atom, "#") }
    func isAnd(_ atom: Atom) -> Bool { isWord(atom, "and") }
    func isOr(_ atom: Atom) -> Bool { isWord(atom, "or") }
    func isTo(_ atom: Atom) -> Bool { isWord(atom, "to") }
    func isFrom(_ atom: Atom) -> Bool { isWord(atom, "from") }
    func isBetween(_ atom: Atom) -> Bool { isWord(atom, "between") }
    func isOf(_ atom: Atom) -> Bool { isWord(atom, "of") }
    func isMore(_ atom: Atom) -> Bool { isWord(atom, "more") }
    func isThan(_ atom: Atom) -> Bool { isWord(atom, "than") }
    func isNo(_ atom: Atom) -> Bool { isWord(atom, "no") }
    func isOne(_ atom: Atom) -> Bool { isWord(atom, "one") }
    func isZero(_ atom: Atom) -> Bool { isNo(atom) || isWord(atom, "nobody") || isWord(atom, "none") }
    func isArticle(_ atom: Atom) -> Bool { isWord(atom, "a") || isWord(atom, "an") }
    func isYear(_ atom: Atom) -> Bool { isWord(atom, "year") || isWord(atom, "years") }
    func isAged(_ atom: Atom) -> Bool { isWord(atom, "aged") || isWord(atom, "age") }
    func isPeople(_ atom: Atom) -> Bool { has(atom, "people") }
    func isPerson(_ atom: Atom) -> Bool { has(atom, "person") }
    func isLabel(_ atom: Atom) -> Bool { has(atom, "label") }
    func isLabelAlways(_ atom: Atom) -> Bool {
        isWord(atom, "article") || isWord(atom, "flight") || isWord(atom, "section") || isWord(atom, "chapter")
    }
    func isStreet(_ atom: Atom) -> Bool { has(atom, "street") }
    func isAuxiliary(_ atom: Atom) -> Bool { has(atom, "aux") }
    func isFiller(_ atom: Atom) -> Bool { has(atom, "filler") }
    func isPreposition(_ atom: Atom) -> Bool { has(atom, "prep") }
    func isLink(_ atom: Atom) -> Bool { has(atom, "link") }
    func isExceed(_ atom: Atom) -> Bool { has(atom, "exceed") }
    func isEarlier(_ atom: Atom) -> Bool { has(atom, "earlier") }
    func isVerb(_ atom: Atom) -> Bool { has(atom, "verb") }
    func isForce(_ atom: Atom) -> Bool { has(atom, "force") }
    func isFunction(_ atom: Atom) -> Bool { isPreposition(atom) || isAuxiliary(atom) || isAnd(atom) || isOr(atom) }
    func thing(_ atom: Atom) -> Int? {
        guard has(atom, "thing") else { return nil }
        return vocabulary.value(of: atom.word, in: thing).map { Int($0) }
    }

    /// "a third", "two thirds", "half", "a quarter": the end and the value.
    func share(_ atoms: [Atom], _ i: Int, _ numbers: NumberReader) -> (Int, Double)? {
        var at = i
        var count = 1.0
        if isWord(atoms[at], "half") { return (at + 1, 0.5) }
        if isArticle(atoms[at]) || isOne(atoms[at]) {
            at += 1
        } else if isWord(atoms[at], "two") {
            (at, count) = (at + 1, 2)
        } else if isWord(atoms[at], "three") {
            (at, count) = (at + 1, 3)
        } else {
            return nil
        }
        if at < atoms.count, isHyphen(atoms[at]) { at += 1 }
        guard at < atoms.count else { return nil }
        let atom = atoms[at]
        let divisor: Double =
            if isWord(atom, "third") || isWord(atom, "thirds") { 3 } else if isWord(atom, "quarter") || isWord(atom, "quarters") {
                4
            } else if isWord(atom, "fifth") || isWord(atom, "fifths") { 5 } else { 0 }
        return divisor > 0 ? (at + 1, count / divisor) : nil
    }
}
