import Glibc
public import Texts

/// A stretch of a document's text by its part in the page.
public struct Block: Hashable, Sendable {
    /// The part a block plays.
    public enum Kind: String, Sendable, CaseIterable {
        /// The article's headline.
        case headline
        /// A heading inside the text.
        case heading
        /// Running text.
        case paragraph
        /// A block quotation.
        case quote
        /// A list item.
        case list
        /// A picture's caption or credit.
        case caption
        /// Anything else that was kept.
        case other
    }

    /// Where it stands.
    public var extent: Extent
    /// Its part.
    public var kind: Kind

    /// Makes a block.
    public init(_ extent: Extent, _ kind: Kind) {
        self.extent = extent
        self.kind = kind
    }

    /// One paragraph for each line that holds more than white space, edges trimmed.
    public static func paragraphs(of text: Text) -> [Block] {
        text.utf8.withUnsafeBufferPointer { bytes in
            var blocks: [Block] = []
            var start = 0
            while start < bytes.count {
                var end = bytes.count
                if let base = bytes.baseAddress, let found = memchr(base + start, 0x0A, bytes.count - start) {
                    end = UnsafeRawPointer(found) - UnsafeRawPointer(base)
                }
                var (lower, upper) = (start, end)
                while lower < upper, bytes[lower] <= 0x20 { lower += 1 }
                while upper > lower, bytes[upper - 1] <= 0x20 { upper -= 1 }
                if lower < upper { blocks.append(Block(Extent(lower, upper), .paragraph)) }
                start = end + 1
            }
            return blocks
        }
    }
}
