/// A word or phrase that names an occurrence ("struck", "the quake", "was put to death"), with what can be compared of it.
@_spi(Lab) public struct EventMention: Sendable {
    /// Index of the document.
    public var document: Int
    /// Index of the sentence in it.
    public var sentence: Int
    /// Hash of the head's dictionary form; a light verb ("take place") is replaced by its content word.
    var lemma: UInt64
    /// Hash of its stem.
    var stem: UInt64
    /// Hash of the whole phrase.
    var wording: UInt64
    /// Meaning of the head, of length 1; empty when not known.
    var head: [Float]
    /// Mean of the meanings of its content words, of length 1; empty when not known.
    var meaning: [Float]
    /// Content words of the rest of the sentence, as a unit vector.
    var context: TermVector
    /// Content words of the document, as a unit vector.
    var surroundings: TermVector
    /// Stems in agents, sorted.
    var who: [UInt64]
    /// Stems in patients, sorted.
    var whom: [UInt64]
    /// Stems in these and in all else that hangs on the head, sorted, each with its rarity.
    var arguments: TermVector
    /// Figures in the sentence, as hashes, sorted.
    var figures: [UInt64]
    /// Rarity of the head in the background: ln(documents / documents with it).
    var rarity: Float
}
