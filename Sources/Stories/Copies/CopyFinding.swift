import Documents
public import Texts

/// How one document of a stream stands to those before it.
public struct CopyFinding: Sendable {
    /// A stretch of the document that stands in an earlier one.
    public struct Passage: Sendable, Hashable {
        /// The stretch, in the document's own text.
        public var extent: Extent
        /// Index in the stream of the earlier document.
        public var of: Int
        /// Words in it.
        public var words: Int

        /// Makes a passage.
        public init(extent: Extent, of: Int, words: Int) {
            self.extent = extent
            self.of = of
            self.words = words
        }
    }

    /// Copy, partial, citation, version, or its own telling.
    public var relation: Origin.Relation
    /// Index in the stream of the document it goes back to.
    public var of: Int?
    /// The outlet or agency it goes back to, when only named.
    public var outlet: String?
    /// Share of its words found in `of`, 0 to 1.
    public var share: Double
    /// The root of the chain: `doc:` and an index in the stream, or `outlet:` and a folded name.
    public var root: String
    /// What it shares, in order of the text.
    public var passages: [Passage]
    /// The reason in words.
    public var why: String
}
