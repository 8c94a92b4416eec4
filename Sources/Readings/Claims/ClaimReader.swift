import Lexicons

/// Finds who did what to whom, where and when: one claim a clause, and one an event noun that has an argument.
///
/// Precision goes before recall: questions, imperatives, headings and fragments assert nothing. Cost: linear in the words.
final class ClaimReader {
    private let lexicons: ClaimLexicons

    init() throws(LexiconError) {
        lexicons = try ClaimLexicons()
    }

    func read(_ reading: inout Reading) {
        guard !reading.tokens.isEmpty else { return }
        var finder = ClaimFinder(reading, lexicons)
        reading.claims = finder.find()
    }
}
