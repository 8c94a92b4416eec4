/// One line of a plain text, looked at from outside.
public struct TextLine {
    private let bytes: ArraySlice<UInt8>

    /// Looks at a line; white space at its edges does not count.
    public init(_ line: ArraySlice<UInt8>) {
        var line = line
        while let last = line.last, InputForm.isSpace(last) { line.removeLast() }
        while let first = line.first, InputForm.isSpace(first) { line.removeFirst() }
        bytes = line
    }

    /// Whether it holds nothing but white space.
    public var isEmpty: Bool { bytes.isEmpty }
    /// Whether it starts with a lower-case ASCII letter.
    public var startsLower: Bool { bytes.first.map { (97...122).contains($0) } ?? false }
    /// Length in bytes.
    public var count: Int { bytes.count }
    /// Words, as parted by white space.
    public var words: Int { bytes.split { InputForm.isSpace($0) }.count }

    /// Whether it ends as a sentence does: a stop, with closing quotation marks and brackets allowed behind it.
    public var endsSentence: Bool {
        var end = bytes.endIndex
        while end > bytes.startIndex {
            let byte = bytes[end - 1]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: ")")
                || byte == UInt8(ascii: "]")
            {
                end -= 1
            } else if end - bytes.startIndex >= 3, bytes[end - 3] == 0xE2, bytes[end - 2] == 0x80,
                (0x98...0x9F).contains(byte)
            {
                end -= 3  // ‘ ’ “ ”
            } else if end - bytes.startIndex >= 2, bytes[end - 2] == 0xC2, byte == 0xBB || byte == 0xAB {
                end -= 2  // » «
            } else {
                break
            }
        }
        let head = bytes[bytes.startIndex..<end]
        guard let last = head.last else { return false }
        if last == UInt8(ascii: ".") || last == UInt8(ascii: "!") || last == UInt8(ascii: "?") { return true }
        return [
            [0xE2, 0x80, 0xA6], [0xE3, 0x80, 0x82], [0xE0, 0xA5, 0xA4], [0xEF, 0xBC, 0x81], [0xEF, 0xBC, 0x9F],
        ]
        .contains { head.count >= 3 && head.suffix(3).elementsEqual($0) }  // … 。 । ！ ？
    }

    /// "By Ana Ferro", "BY ANA FERRO and Joe Lund".
    public var isByline: Bool {
        guard bytes.count > 5, bytes.count < 90, !endsSentence else { return false }
        let lead = bytes.prefix(3)
        guard lead.elementsEqual("By ".utf8) || lead.elementsEqual("BY ".utf8) else { return false }
        return bytes.dropFirst(3).first.map { (65...90).contains($0) || $0 >= 0xC3 } ?? false
    }

    /// "PELLIN, March 3 (NNA) —", "MARLOW —", "SAN REY (Reuters) -".
    public var hasDateline: Bool {
        let lead = bytes.prefix(80)
        var capitals = 0
        for byte in lead {
            if (65...90).contains(byte) || byte >= 0x80 { capitals += 1 } else { break }
        }
        guard capitals >= 3 else { return false }
        for i in lead.indices.dropFirst(capitals) {
            let tail = bytes[i...]
            if tail.starts(with: " \u{2014}".utf8) || tail.starts(with: " \u{2013} ".utf8)
                || tail.starts(with: " - ".utf8)
                || tail.starts(with: " -- ".utf8)
            {
                return true
            }
            if tail.starts(with: ". ".utf8), i > lead.startIndex + 40 { return false }
        }
        return false
    }

    /// Whether it is a bare heading: at most 12 words, and it does not end as a sentence does.
    public var isHeading: Bool { !isEmpty && words <= 12 && !endsSentence }
}
