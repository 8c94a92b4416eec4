/// Tests on pieces that quantities need, by word classes and a few words.
struct QuantityWords: Sendable {
    private let vocabulary: Vocabulary
    private let masks: [String: UInt64]
    private let thing: Int
    private let single: [String: Int32]

    private static let words = [
        "-", ",", ".", "#", "and", "or", "to", "from", "between", "of", "more", "than", "no", "one", "nobody", "none",
        "a",
        "an", "year", "years", "aged", "age", "third", "thirds", "half", "quarter", "quarters", "two", "three",
        "including",
        "than", "when", "since", "fifth", "fifths", "the", "up", "down", "by", "among", "in", "who", "that", "which",
        "were", "was", "reports", "article", "flight", "section", "chapter", "positive",
        "included", "include", "includes", "lost", "number", "figure", "count", "total", ";", "is", "are", "been", "be",
        "being",
        "'", "out", "every",
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

    /// The vocabulary with these words added; the piece reader must use it.
    static func prepare(_ vocabulary: inout Vocabulary) { for word in words { _ = vocabulary.intern(word) } }

    private func has(_ piece: Piece, _ name: String) -> Bool {
        piece.word >= 0 && Int(piece.word) < vocabulary.bits.count
            && vocabulary.bits[Int(piece.word)] & (masks[name] ?? 0) != 0
    }

    func isWord(_ piece: Piece, _ word: String) -> Bool { piece.word >= 0 && piece.word == single[word] ?? -2 }
    func isHyphen(_ piece: Piece) -> Bool { isWord(piece, "-") }
    func isComma(_ piece: Piece) -> Bool { isWord(piece, ",") }
    func isStop(_ piece: Piece) -> Bool { isWord(piece, ".") }
    func isHash(_ piece: Piece) -> Bool { isWord(piece, "#") }
    func isAnd(_ piece: Piece) -> Bool { isWord(piece, "and") }
    func isOr(_ piece: Piece) -> Bool { isWord(piece, "or") }
    func isTo(_ piece: Piece) -> Bool { isWord(piece, "to") }
    func isFrom(_ piece: Piece) -> Bool { isWord(piece, "from") }
    func isBetween(_ piece: Piece) -> Bool { isWord(piece, "between") }
    func isOf(_ piece: Piece) -> Bool { isWord(piece, "of") }
    func isIn(_ piece: Piece) -> Bool { isWord(piece, "in") }
    func isOut(_ piece: Piece) -> Bool { isWord(piece, "out") }
    func isEvery(_ piece: Piece) -> Bool { isWord(piece, "every") }
    func isMore(_ piece: Piece) -> Bool { isWord(piece, "more") }
    func isThan(_ piece: Piece) -> Bool { isWord(piece, "than") }
    func isNo(_ piece: Piece) -> Bool { isWord(piece, "no") }
    func isOne(_ piece: Piece) -> Bool { isWord(piece, "one") }
    func isZero(_ piece: Piece) -> Bool { isNo(piece) || isWord(piece, "nobody") || isWord(piece, "none") }
    func isArticle(_ piece: Piece) -> Bool { isWord(piece, "a") || isWord(piece, "an") }
    func isYear(_ piece: Piece) -> Bool { isWord(piece, "year") || isWord(piece, "years") }
    func isAged(_ piece: Piece) -> Bool { isWord(piece, "aged") || isWord(piece, "age") }
    func isOrdinal(_ piece: Piece) -> Bool { has(piece, "ordinal") }
    func isPeople(_ piece: Piece) -> Bool { has(piece, "people") }
    func isPerson(_ piece: Piece) -> Bool { has(piece, "person") }
    func isLabel(_ piece: Piece) -> Bool { has(piece, "label") }
    func isLabelAlways(_ piece: Piece) -> Bool {
        isWord(piece, "article") || isWord(piece, "flight") || isWord(piece, "section") || isWord(piece, "chapter")
    }
    func isStreet(_ piece: Piece) -> Bool { has(piece, "street") }
    func isAuxiliary(_ piece: Piece) -> Bool { has(piece, "aux") }
    func isFiller(_ piece: Piece) -> Bool { has(piece, "filler") }
    func isPreposition(_ piece: Piece) -> Bool { has(piece, "prep") }
    func isLink(_ piece: Piece) -> Bool { has(piece, "link") }
    func isExceed(_ piece: Piece) -> Bool { has(piece, "exceed") }
    func isEarlier(_ piece: Piece) -> Bool { has(piece, "earlier") }
    func isVerb(_ piece: Piece) -> Bool { has(piece, "verb") }
    func isForce(_ piece: Piece) -> Bool { has(piece, "force") }
    func isNotPeople(_ piece: Piece) -> Bool { has(piece, "notpeople") }
    func isRemain(_ piece: Piece) -> Bool {
        isWord(piece, "remain") || isWord(piece, "remains") || isWord(piece, "remained") || isWord(piece, "lay")
    }
    func isFunction(_ piece: Piece) -> Bool {
        isPreposition(piece) || isAuxiliary(piece) || isAnd(piece) || isOr(piece)
    }
    func thing(_ piece: Piece) -> Int? {
        guard has(piece, "thing") else { return nil }
        return vocabulary.value(of: piece.word, in: thing).map { Int($0) }
    }

    /// "a third", "two thirds", "half", "a quarter": the end and the value.
    func share(_ pieces: [Piece], _ i: Int, _ numbers: NumberReader) -> (Int, Double)? {
        var at = i
        var count = 1.0
        if isWord(pieces[at], "half") { return (at + 1, 0.5) }
        if isArticle(pieces[at]) || isOne(pieces[at]) {
            at += 1
        } else if isWord(pieces[at], "two") {
            (at, count) = (at + 1, 2)
        } else if isWord(pieces[at], "three") {
            (at, count) = (at + 1, 3)
        } else {
            return nil
        }
        if at < pieces.count, isHyphen(pieces[at]) { at += 1 }
        guard at < pieces.count else { return nil }
        let piece = pieces[at]
        let divisor: Double =
            if isWord(piece, "third") || isWord(piece, "thirds") {
                3
            } else if isWord(piece, "quarter") || isWord(piece, "quarters") {
                4
            } else if isWord(piece, "fifth") || isWord(piece, "fifths") { 5 } else { 0 }
        return divisor > 0 ? (at + 1, count / divisor) : nil
    }
}
