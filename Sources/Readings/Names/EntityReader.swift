import Lexicons

/// Joins the names of a document into entities.
final class EntityReader {
    init() throws(LexiconError) {}

    func read(_ reading: inout Reading) {}
}
