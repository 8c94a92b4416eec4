public import Texts

/// A sentence, or a stretch that stands like one.
public struct Sentence: Sendable {
    /// What a stretch is.
    public enum Kind: String, Sendable {
        /// Asserts something.
        case sentence
        /// A heading or headline: may have a verb, is no running text.
        case heading
        /// A bare fragment without a finite verb: asserts nothing.
        case fragment
        /// A caption.
        case caption
        /// Who wrote it.
        case byline
        /// What a reader of the page has to say about it.
        case comment
    }

    /// Where it stands.
    public var extent: Extent
    /// Its words, as indexes into the reading's `tokens`.
    public var tokens: Range<Int>
    /// What it is.
    public var kind: Kind
    /// Index of the document block it stands in.
    public var block: Int

    /// Makes a sentence.
    public init(extent: Extent, tokens: Range<Int>, kind: Kind = .sentence, block: Int = 0) {
        self.extent = extent
        self.tokens = tokens
        self.kind = kind
        self.block = block
    }
}
