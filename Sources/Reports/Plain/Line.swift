import Stories

/// A stretch of a printed line.
enum Run: Sendable {
    /// Our words.
    case plain(String)
    /// Our words, heavier.
    case strong(String)
    /// Words of a document.
    case quoted(String)
    /// Citation labels, in order: `[3]`, `[3.2]`.
    case cite([String])
    /// Sign and word of a mark.
    case mark(Mark)
    /// A small note.
    case note(String)
}

/// A piece of a report as plain renderers print it.
enum Line: Sendable {
    /// The name of a story.
    case title(String)
    /// Figures and times under it.
    case meta([Run])
    /// A section and one line on how it is made.
    case section(String, note: String)
    /// A heading inside a section.
    case sub([Run])
    /// An item of a list with further lines under it.
    case item([Run], under: [[Run]])
    /// A table.
    case table(head: [String], rows: [[[Run]]])
    /// A source: number, heading, and lines under it with labels of their own.
    case source(number: Int, head: [Run], under: [[Run]])
    /// Running text.
    case text([Run])
}

/// Makes text of documents safe to print on one line.
public enum OneLine {
    /// White space becomes single spaces; control characters and direction overrides, which could rewrite a
    /// terminal's screen or the order of letters, become U+FFFD.
    public static func text(_ text: String) -> String {
        if isPlain(text) { return text }
        var out = String.UnicodeScalarView()
        var space = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x2028, 0x2029:
                space = true
                continue
            case 0x00...0x1F, 0x7F...0x9F, 0x202A...0x202E, 0x2066...0x2069:
                if space, !out.isEmpty { out.append(" ") }
                space = false
                out.append("\u{FFFD}")
            default:
                if space, !out.isEmpty { out.append(" ") }
                space = false
                out.append(scalar)
            }
        }
        return String(out)
    }

    /// Whether nothing needs to change: one look over the bytes, as most text is so. What begins as control characters, hard spaces (C2
    /// 80 to A0), separators, overrides (E2 80 A8 to AE) and isolates (E2 81 A6 to A9) do is left to the slow way.
    @_optimize(speed)
    private static func isPlain(_ text: String) -> Bool {
        var last: UInt8 = 0x20
        var before: UInt8 = 0
        for byte in text.utf8 {
            if byte < 0x20 || byte == 0x7F || byte == 0x20 && last == 0x20 { return false }
            if last == 0xC2, byte <= 0xA0 { return false }
            if before == 0xE2, last == 0x80 && byte >= 0xA8 && byte <= 0xAE || last == 0x81 && byte >= 0xA6 {
                return false
            }
            before = last
            last = byte
        }
        return last != 0x20
    }
}
