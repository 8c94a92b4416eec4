import Texts

/// A stretch in double quotation marks.
struct Quote {
    /// Its tokens, the marks included.
    var tokens: Range<Int>
    /// Whether it has an opening mark (a stretch that goes on from the paragraph before has one too, by custom).
    var isClosed: Bool
    /// Whether it goes on from the paragraph before, whose quotation was left open.
    var continues: Bool
    /// Index of the block it stands in.
    var paragraph: Int
}

/// Finds quotations: “…”, "…", ''…'', ``…'', «…», „…“; paragraph by paragraph. Quotation marks inside a quotation do not nest.
///
/// A mark of one form for both sides opens after white space or a bracket and closes otherwise. A quotation left open at
/// the end of its paragraph ends there; when the next paragraph opens with a mark, it goes on there. Linear.
struct QuoteFinder {
    private enum Mark { case open, close, either }

    static func find(_ reading: Reading) -> [Quote] {
        var quotes: [Quote] = []
        let bytes = reading.text.utf8
        let tokens = reading.tokens
        var token = 0
        var open: (token: Int, continues: Bool)?
        var paragraph = 0
        var leftOpen = false

        func tokenIndex(at position: Int) -> Int? {
            while token < tokens.count, tokens[token].extent.end <= position { token += 1 }
            return token < tokens.count && tokens[token].extent.start <= position ? token : nil
        }
        func close(at end: Int, closed: Bool) {
            guard let (start, continues) = open, start < end else {
                open = nil
                return
            }
            quotes.append(Quote(tokens: start..<end, isClosed: closed, continues: continues, paragraph: paragraph))
            open = nil
        }

        var i = 0
        while i < bytes.count {
            let byte = bytes[i]
            if byte == 0x0A {
                if open != nil {
                    while token < tokens.count, tokens[token].extent.end <= i { token += 1 }
                    close(at: token, closed: false)
                    leftOpen = true
                }
                paragraph += 1
                i += 1
                continue
            }
            guard let (mark, length) = mark(bytes, i) else {
                i += 1
                continue
            }
            let opens: Bool
            switch mark {
            case .open: opens = open == nil
            case .close:
                // ”We wait” with the wrong mark in front.
                opens =
                    open == nil && i + length < bytes.count && bytes[i + length] > 0x20 && isFirstInParagraph(bytes, i)
            case .either:
                let before = i == 0 ? 0x20 : bytes[i - 1]
                let after = i + length < bytes.count ? bytes[i + length] : 0x20
                let spaced = before <= 0x20 || before == 0x28 || before == 0x5B || before == 0x94 || before == 0x93
                opens = open == nil && (spaced || after > 0x20) && after > 0x20
            }
            if let at = tokenIndex(at: i) {
                if opens {
                    let first = isFirstInParagraph(bytes, i)
                    open = (at, leftOpen && first)
                    leftOpen = false
                } else if open != nil {
                    close(at: at + 1, closed: true)
                }
            }
            i += length
        }
        if open != nil { close(at: tokens.count, closed: false) }
        return quotes
    }

    /// Whether only white space stands between the line's start and a position; looks back 16 bytes at most.
    private static func isFirstInParagraph(_ bytes: [UInt8], _ position: Int) -> Bool {
        var i = position - 1
        while i >= 0, position - i <= 16 {
            if bytes[i] == 0x0A { return true }
            if bytes[i] > 0x20 { return false }
            i -= 1
        }
        return i < 0
    }

    private static func mark(_ bytes: [UInt8], _ i: Int) -> (Mark, Int)? {
        switch bytes[i] {
        case 0x22: return (.either, 1)
        case 0x27:
            return i + 1 < bytes.count && bytes[i + 1] == 0x27 ? (.either, 2) : nil
        case 0x60:
            return i + 1 < bytes.count && bytes[i + 1] == 0x60 ? (.open, 2) : nil
        case 0xC2:
            guard i + 1 < bytes.count else { return nil }
            if bytes[i + 1] == 0xAB { return (.open, 2) }
            return bytes[i + 1] == 0xBB ? (.close, 2) : nil
        case 0xE2:
            guard i + 2 < bytes.count, bytes[i + 1] == 0x80 else { return nil }
            switch bytes[i + 2] {
            case 0x9C, 0x9E: return (.open, 3)
            case 0x9D: return (.close, 3)
            default: return nil
            }
        default: return nil
        }
    }
}
