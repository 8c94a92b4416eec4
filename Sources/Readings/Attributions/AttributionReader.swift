import Lexicons

/// Finds who said what.
final class AttributionReader {
    init() throws(LexiconError) {}

    func read(_ reading: inout Reading) {}
}
