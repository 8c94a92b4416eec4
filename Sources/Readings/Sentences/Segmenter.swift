import Lexicons

/// Splits a document's blocks into sentences and words.
final class Segmenter {
    init() throws(LexiconError) {}

    func read(_ reading: inout Reading) {}
}
