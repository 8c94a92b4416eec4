/// Collapses white space as a page shows it.
enum Collapse {
    /// Appends text; runs of white space (also no-break spaces) become one space, none at the start of a line.
    static func append(_ text: ArraySlice<UInt8>, to out: inout [UInt8]) {
        text.withUnsafeBufferPointer { append($0, to: &out) }
    }

    /// The same for lent bytes. Runs that stay as they are (also with single spaces) are copied whole.
    static func append(_ text: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
        if isPlain(text) {
            let drops = text[0] == 0x20 && (out.last.map { $0 == 0x20 || $0 == 0x0A } ?? true)
            out.append(contentsOf: drops ? UnsafeBufferPointer(rebasing: text.dropFirst()) : text)
            return
        }
        var i = 0
        var space = out.last.map { $0 == 0x20 || $0 == 0x0A } ?? true
        while i < text.count {
            let start = i
            var width: Int?
            while i < text.count {
                let byte = text[i]
                if byte > 0x20 {
                    if byte >= 0xC2, byte == 0xC2 || byte == 0xE2 || byte == 0xEF {
                        width = spaceWidth(text, i)
                        if width != nil { break }
                    }
                    space = false
                } else if byte == 0x20, !space {
                    space = true
                } else {
                    break
                }
                i += 1
            }
            if i > start { out.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<i])) }
            guard i < text.count else { return }
            if let width {
                if width > 0, !space {
                    out.append(0x20)
                    space = true
                }
                i += abs(width)
            } else {
                if !space { out.append(0x20) }
                space = true
                i += 1
            }
        }
    }

    /// Whether nothing has to be collapsed in it: single spaces, no other white space, and no byte that may start some.
    /// Eight bytes at a time while they are ASCII.
    static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard !text.isEmpty else { return false }
        let raw = UnsafeRawBufferPointer(text)
        var before: UInt64 = 0
        var i = 0
        while i < text.count {
            if i + 8 <= text.count {
                let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: i, as: UInt64.self))
                if let eight = PageLayout.Eight(word) {
                    // The top bit of each byte below 0x20.
                    let tops = PageLayout.Eight.tops
                    let controls = ~((word | tops) &- 0x2020_2020_2020_2020) & tops
                    if controls | (eight.spaces & (eight.spaces << 8 | before)) != 0 { return false }
                    before = eight.spaces >> 56
                    i += 8
                    continue
                }
            }
            let end = min(i + 8, text.count)
            while i < end {
                let byte = text[i]
                i += 1
                if byte < 0x20 || byte == 0xC2 || byte == 0xE2 || byte == 0xEF { return false }
                if byte == 0x20, before != 0 { return false }
                before = byte == 0x20 ? 0x80 : 0
            }
        }
        return true
    }

    /// Bytes of a white-space character that starts here; negative for one that is dropped (soft hyphen, zero width,
    /// byte order mark); nil for anything else.
    @inline(__always)
    private static func spaceWidth(_ text: UnsafeBufferPointer<UInt8>, _ i: Int) -> Int? {
        if text[i] == 0xC2, i + 1 < text.count {
            if text[i + 1] == 0xA0 || text[i + 1] == 0x85 { return 2 }
            if text[i + 1] == 0xAD { return -2 }
        }
        if text[i] == 0xE2, i + 2 < text.count, text[i + 1] == 0x80 {
            switch text[i + 2] {
            case 0x80...0x8A, 0xA8, 0xA9, 0xAF: return 3
            case 0x8B: return -3
            default: return nil
            }
        }
        if text[i] == 0xEF, i + 2 < text.count, text[i + 1] == 0xBB, text[i + 2] == 0xBF { return -3 }
        return nil
    }
}
