public import Documents
public import Lexicons

/// Reads documents: the stages of this room in the order they need each other.
///
/// A reader owns scratch memory, so each thread needs its own; the data behind it is shared.
public final class Reader {
    private let segmenter: Segmenter
    private let syntax: SyntaxReader
    private let lemmatiser: Lemmatiser
    private let kinds: SentenceKinds
    private let entities: EntityReader
    private let times: TimeReader
    private let quantities: QuantityReader
    private let places: PlaceReader
    private let attributions: AttributionReader
    private let claims: ClaimReader

    /// Makes a reader from the embedded lexicons and models.
    ///
    /// - Parameter gazetteer: places of the user's own, asked besides the embedded ones.
    public init(gazetteer: Gazetteer? = nil) throws(LexiconError) {
        segmenter = try Segmenter()
        syntax = try SyntaxReader()
        lemmatiser = try Lemmatiser()
        kinds = try SentenceKinds()
        entities = try EntityReader()
        times = try TimeReader()
        quantities = try QuantityReader()
        places = try PlaceReader(gazetteer: gazetteer)
        attributions = try AttributionReader()
        claims = try ClaimReader()
    }

    /// Sentences, words, tags, lemmas, trees and names alone, to measure the language layer by itself.
    @_spi(Lab) public func readWords(_ document: Document) -> Reading {
        var reading = Reading(document)
        segmenter.read(&reading)
        syntax.read(&reading)
        lemmatiser.read(&reading)
        return reading
    }

    /// Reads one document.
    public func read(_ document: Document) -> Reading {
        var reading = Reading(document)
        segmenter.read(&reading)
        syntax.read(&reading)
        TreeRepair.mend(&reading)
        lemmatiser.read(&reading)
        kinds.read(&reading)
        reading.linkDependents()
        entities.read(&reading)
        times.read(&reading)
        kinds.readCaptions(&reading)
        kinds.readComments(&reading)
        quantities.read(&reading)
        places.read(&reading)
        attributions.read(&reading)
        kinds.leaveComments(&reading)
        claims.read(&reading)
        return reading
    }
}
