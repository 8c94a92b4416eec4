import Lexicons

/// Joins the names of a document into entities, and pronouns and roles to them where the text leaves no doubt.
///
/// Joined are equal names, surnames and given names of persons seen in full, acronyms with the names they stand for, short and
/// full names of organisations; whole words only, never parts of words. Cost: linear in the words.
final class EntityReader {
    private let lexicons: EntityLexicons

    init() throws(LexiconError) {
        lexicons = try EntityLexicons()
    }

    func read(_ reading: inout Reading) {
        guard !reading.names.isEmpty else { return }
        var joiner = EntityJoiner(reading, lexicons)
        joiner.join()
        for (i, entity) in joiner.entityOfName.enumerated() { reading.names[i].entity = entity }
        reading.entities = joiner.entities
        var resolver = ReferenceResolver(reading, genders: joiner.genders, lexicons)
        reading.references = resolver.resolve()
    }
}
