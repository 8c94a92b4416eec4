import Captures
import Texts

extension DocumentMaker {
    /// A passage, or a plain-text article.
    func plainText(_ capture: Capture) -> Result<Document, Skipped> {
        var bytes = capture.bytes
        if capture.line == nil, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        if let stated = capture.charset, let charset = Charset(label: stated), charset != .utf8 {
            bytes = charset.decode(bytes[...]).utf8
        }
        let (text, replacements) = Text.decoding(bytes)
        if replacements > 0 {
            let reason =
                "not UTF-8 (\(replacements) faulty \(replacements == 1 ? "place" : "places"), the first at byte "
                + "\(Self.firstFault(in: bytes) + 1)). Convert it, for example with iconv -t UTF-8"
            return .failure(skipped(capture, reason))
        }
        guard text.utf8.contains(where: { $0 > 0x20 }) else {
            if let title = titleAlone(capture) { return .success(title) }
            return .failure(skipped(capture, "no text in it. Check what was saved there"))
        }
        let isPassage = capture.line != nil && !capture.isFragment
        let blocks = isPassage ? Self.passageBlocks(text) : PlainArticle(text).blocks
        var document = Document(
            id: recordID(capture), text: text, blocks: blocks, origin: capture.origin, line: capture.line)
        document.url = capture.url
        return .success(document)
    }

    /// The first byte at which UTF-8 breaks, from 0.
    static func firstFault(in bytes: [UInt8]) -> Int {
        var low = 0
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar): low += UTF8.width(scalar)
            case .emptyInput, .error: return min(low, max(bytes.count - 1, 0))
            }
        }
    }

    /// A passage is one paragraph, or a heading when it is short and does not end as a sentence does.
    private static func passageBlocks(_ text: Text) -> [Block] {
        Block.paragraphs(of: text).map { block in
            Block(block.extent, TextLine(text.utf8[block.extent.range]).isHeading ? .heading : .paragraph)
        }
    }
}
