import Lexicons

/// Finds places and where they are.
final class PlaceReader {
    init() throws(LexiconError) {}

    func read(_ reading: inout Reading) {}
}
