public import Texts

/// A syntactic word (UD). Most words are a token of the text; parts of "don't" share one surface.
public struct Token: Sendable {
    /// The word's own bytes.
    public var extent: Extent
    /// The whole orthographic token it is part of; equals `extent` for ordinary words.
    public var surface: Extent
    /// Dictionary form, lower case except for names.
    public var lemma: String
    /// Universal tag.
    public var upos: UPOS
    /// Penn tag.
    public var xpos: XPOS
    /// Index of the head in the reading's `tokens`; -1 for the root of a sentence.
    public var head: Int
    /// Relation to the head.
    public var relation: Relation

    /// Makes a word that is not tagged yet.
    public init(extent: Extent, surface: Extent? = nil) {
        self.extent = extent
        self.surface = surface ?? extent
        lemma = ""
        upos = .x
        xpos = .xx
        head = -1
        relation = .dep
    }
}
