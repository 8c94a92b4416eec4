import Lexicons
import Texts

/// Turns the network's spans into names: trims titles and marks, then lets the document settle the doubtful ones.
struct NameReader {
    private let titles: Set<[UInt8]>

    init() throws(LexiconError) {
        titles = Set(
            try Table(named: "lexicons/name-titles.tsv", columns: ["word"]).rows.map { Array($0["word"].utf8) })
    }

    /// Appends the names of a reading whose tokens are tagged, in order of the text.
    func read(_ reading: inout Reading, found: [NameDecoder.Span]) {
        for span in found {
            guard let words = trimmed(span, reading) else { continue }
            reading.names.append(
                Name(extent: extent(words, reading), tokens: words, kind: span.kind, rule: "network"))
        }
        DocumentNames(reading).settle(&reading)
        StormNames.settle(&reading)
    }

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
