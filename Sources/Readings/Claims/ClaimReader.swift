import Lexicons

/// Finds who did what to whom, where and when.
final class ClaimReader {
    init() throws(LexiconError) {}

    func read(_ reading: inout Reading) {}
}
