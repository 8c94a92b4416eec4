import Lexicons

/// Finds numbers and amounts and what they count.
final class QuantityReader {
    init() throws(LexiconError) {}

    func read(_ reading: inout Reading) {}
}
