import Captures
import Texts

/// The blocks of a plain-text article: paragraphs parted by empty lines, or one a line when lines are not wrapped.
struct PlainArticle {
    let blocks: [Block]

    init(_ text: Text) {
        let lines = Block.paragraphs(of: text)
        let bytes = text.utf8
        var joined: [Block] = []
        for line in lines {
            let here = TextLine(bytes[line.extent.range])
            if let last = joined.last, !Self.emptyLine(in: bytes[last.extent.end..<line.extent.start]) {
                let before = TextLine(bytes[last.extent.range])
                // A wrapped line goes on where the one before did not end.
                if !before.endsSentence, before.words > 4, last.kind == .paragraph || here.startsLower {
                    joined[joined.count - 1] = Block(last.extent.union(line.extent), .paragraph)
                    continue
                }
                if before.endsSentence, Self.isWrapped(before: bytes[last.extent.range], width: here.count) {
                    joined[joined.count - 1] = Block(last.extent.union(line.extent), .paragraph)
                    continue
                }
            }
            let kind: Block.Kind =
                here.isByline ? .other : here.isHeading ? (joined.isEmpty ? .headline : .heading) : .paragraph
            joined.append(Block(line.extent, kind))
        }
        blocks = joined
    }

    private static func emptyLine(in gap: ArraySlice<UInt8>) -> Bool {
        var ends = 0
        for byte in gap where byte == 0x0A { ends += 1 }
        return ends > 1
    }

    /// Whether a block already spans several lines of about one width, so that a line that happens to end with a
    /// sentence is no end of the paragraph.
    private static func isWrapped(before: ArraySlice<UInt8>, width: Int) -> Bool {
        let lines = before.split(separator: 0x0A)
        guard lines.count > 1, let last = lines.last, let longest = lines.map(\.count).max() else { return false }
        return longest <= 100 && last.count * 10 > longest * 8 && width <= 100
    }
}
