import Lexicons
import Texts

/// Turns the network's spans into names: trims titles and marks, then lets the document settle the doubtful ones.
struct NameReader {
    private let titles: Set<[UInt8]>
    private let joiners: Set<[UInt8]>

    init() throws(LexiconError) {
        titles = Set(
            try Table(named: "lexicons/name-titles.tsv", columns: ["word"]).rows.map { Array($0["word"].utf8) })
        joiners = Set(
            try Table(named: "lexicons/name-joiners.tsv", columns: ["word"]).rows.map { Array($0["word"].utf8) })
    }

    /// Appends the names of a reading whose tokens are tagged, in order of the text.
    func read(_ reading: inout Reading, found: [NameDecoder.Span]) {
        for span in found {
            guard let words = trimmed(span, reading) else { continue }
            reading.names.append(
                Name(extent: extent(words, reading), tokens: words, kind: span.kind, rule: "network"))
        }
        joinCompounds(&reading)
        DocumentNames(reading).settle(&reading)
        StormNames.settle(&reading)
    }

    /// Names that end inside "Port-au-Prince" or "Stratford-upon-Avon" go to its end, and take in those that begin inside it.
    private func joinCompounds(_ reading: inout Reading) {
        var i = 0
        while i < reading.names.count {
            let name = reading.names[i]
            i += 1
            guard let end = compoundEnd(name.tokens, reading) else { continue }
            let words = name.tokens.lowerBound..<end
            var kind = name.kind
            while i < reading.names.count, reading.names[i].tokens.lowerBound < end {
                if reading.names[i].kind == .place { kind = .place }
                reading.names.remove(at: i)
            }
            reading.names[i - 1] = Name(extent: extent(words, reading), tokens: words, kind: kind, rule: "compound")
        }
    }

    /// One past the last word of a compound with a joiner between its hyphens that begins in a name and goes on behind it; nil when none does:
    /// "Israel-Gaza" is two names, "Florida-based" one.
    private func compoundEnd(_ words: Range<Int>, _ reading: Reading) -> Int? {
        let (tokens, bytes) = (reading.tokens, reading.text.utf8)
        func isHyphen(_ token: Int) -> Bool {
            tokens[token].extent.count == 1 && bytes[tokens[token].extent.start] == 0x2D
        }
        func touches(_ token: Int) -> Bool { tokens[token - 1].extent.end == tokens[token].extent.start }
        func isJoiner(_ token: Int) -> Bool {
            joiners.contains(Array(reading.text[tokens[token].extent].lowercased().utf8))
        }
        var end = words.upperBound
        // The network's name may end with the joiner: "Port-au".
        var hasJoiner = words.count > 2 && isHyphen(end - 2) && isJoiner(end - 1)
        var found: Int?
        while end + 1 < tokens.count, isHyphen(end), touches(end), touches(end + 1) {
            if isJoiner(end + 1) {
                hasJoiner = true
            } else if isCapital(bytes[tokens[end + 1].extent.start]) {
                if hasJoiner { found = end + 2 }
            } else {
                break
            }
            end += 2
        }
        return found
    }

    private func isCapital(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5A || byte >= 0xC3 }

    /// The words without titles (before persons), marks and a possessive at the edges; nil when nothing is left.
    private func trimmed(_ span: NameDecoder.Span, _ reading: Reading) -> Range<Int>? {
        var words = span.words
        while let last = words.last, words.count > 1, isEdge(last, reading) { words.removeLast() }
        while let first = words.first, words.count > 1, isMark(first, reading) { words.removeFirst() }
        if span.kind == .person {
            while let first = words.first, words.count > 1, isTitle(first, reading) || isMark(first, reading) {
                words.removeFirst()
            }
        }
        guard let first = words.first, words.count > 1 || !isMark(first, reading) && !isPronoun(first, reading) else {
            return nil
        }
        return words
    }

    private func isTitle(_ token: Int, _ reading: Reading) -> Bool {
        var word = reading.text.utf8[reading.tokens[token].extent.range].map { $0 >= 65 && $0 <= 90 ? $0 | 0x20 : $0 }
        if word.last == 46 { word.removeLast() }
        return titles.contains(word)
    }

    /// A possessive or a mark that no name ends with.
    private func isEdge(_ token: Int, _ reading: Reading) -> Bool {
        reading.tokens[token].xpos == .pos || isMark(token, reading)
    }

    /// "us", but not "US".
    private func isPronoun(_ token: Int, _ reading: Reading) -> Bool {
        reading.tokens[token].upos == .pron && reading.text.utf8[reading.tokens[token].extent.end - 1] >= 0x61
    }

    /// Quotation marks, commas, colons, dashes.
    private func isMark(_ token: Int, _ reading: Reading) -> Bool {
        let word = reading.text.utf8[reading.tokens[token].extent.range]
        guard let first = word.first, word.count <= 3 else { return false }
        switch first {
        case 0x22, 0x27, 0x2C, 0x3A, 0x3B, 0x60, 0x2D: return word.count == 1
        case 0xE2: return word.count == 3 && word[word.startIndex + 1] == 0x80
        default: return false
        }
    }

    private func extent(_ words: Range<Int>, _ reading: Reading) -> Extent {
        reading.tokens[words.lowerBound].extent.union(reading.tokens[words.upperBound - 1].extent)
    }
}
