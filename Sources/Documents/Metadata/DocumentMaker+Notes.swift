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

    /// Flags what the text says about itself: that it corrects something, that it stops short.
    static func note(_ document: inout Document) {
        for block in document.blocks where block.extent.count < 1200 {
            let start = String(
                document.text[Extent(block.extent.start, min(block.extent.end, block.extent.start + 60))]
            ).lowercased()
            let bare = start.drop { "([*_ ".contains($0) }
            if corrections.contains(where: { bare.hasPrefix($0) }) {
                document.flags.append(.init("correction", document.text[block.extent]))
            }
        }
        guard let last = document.blocks.last(where: { $0.kind != .caption }) else { return }
        let end = document.text[Extent(max(last.extent.start, last.extent.end - 8), last.extent.end)]
        if end.hasSuffix("…") || end.hasSuffix("...") || end.hasSuffix("[…]") || end.hasSuffix("[...]") {
            document.flags.append(.init("truncated", "the text ends with \(end.suffix(3))"))
        }
    }
}
