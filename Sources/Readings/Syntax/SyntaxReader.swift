import Lexicons

/// Tags, lemmas, trees and names, from the network.
final class SyntaxReader {
    init() throws(LexiconError) {}

    func read(_ reading: inout Reading) {}
}
