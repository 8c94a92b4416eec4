import Texts

extension DocumentMaker {
    /// How a paragraph that corrects an article starts, lower case.
    private static let corrections = [
        "correction:", "corrections:", "correction (", "clarification:", "this article was amended",
        "this article was corrected",
        "this story has been corrected", "this story was corrected", "this article has been corrected",
        "an earlier version of this", "a previous version of this", "korrektur:", "berichtigung:", "richtigstellung:",
        "in einer früheren version", "corrección:", "fe de errores", "erratum", "rettelse:",
    ]

    /// The same by their first byte.
    private static let openers: [[[UInt8]]] = {
        var openers = [[[UInt8]]](repeating: [], count: 256)
        for words in corrections { if let first = words.utf8.first { openers[Int(first)].append(Array(words.utf8)) } }
        return openers
    }()

    /// Whether a paragraph opens with one of these words, in letters of any size.
    private static func opensCorrection(_ start: ArraySlice<UInt8>) -> Bool {
        guard let first = start.first else { return false }
        for words in openers[Int(first | 0x20)] where start.count >= words.count {
            var i = 0
            while i < words.count {
                let byte = start[start.startIndex + i]
                guard byte == words[i] || ((65...90).contains(byte) && byte | 0x20 == words[i]) else { break }
                i += 1
            }
            if i == words.count { return true }
            // A capital beyond ASCII.
            if words[i] >= 0x80, start[start.startIndex + i] >= 0x80,
                String(decoding: start, as: UTF8.self).lowercased().utf8.starts(with: words)
            {
                return true
            }
        }
        return false
    }

    /// Flags what the text says about itself: that it corrects something, that it stops short.
    static func note(_ document: inout Document) {
        let bytes = document.text.utf8
        for block in document.blocks where block.extent.count < 1200 {
            var start = bytes[block.extent.start..<min(block.extent.end, block.extent.start + 60)]
            start = start.drop { $0 == 0x20 || $0 == 0x28 || $0 == 0x2A || $0 == 0x5B || $0 == 0x5F }
            if opensCorrection(start) {
                document.flags.append(.init("correction", document.text[block.extent]))
            }
        }
        guard let last = document.blocks.last(where: { $0.kind != .caption }) else { return }
        let end = bytes[max(last.extent.start, last.extent.end - 8)..<last.extent.end]
        let open = end.last == UInt8(ascii: "]") ? end.dropLast() : end
        let tail = open.suffix(3)
        guard tail.elementsEqual([0xE2, 0x80, 0xA6]) || tail.elementsEqual([0x2E, 0x2E, 0x2E]),
            open.count == end.count || open.dropLast(3).last == UInt8(ascii: "[")
        else { return }
        let shown = String(decoding: end, as: UTF8.self).suffix(3)
        document.flags.append(.init("truncated", "the text ends with \(shown)"))
    }
}
