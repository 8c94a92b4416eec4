public import Documents
public import Texts

/// What a site adds to the views of a story: addresses of other pages, forms, other forms of the same story.
///
/// A report written to a file has none of it, and its citations lead to its own list of sources.
///
/// Addresses that carry a page's moments hold `Markup.hole` in their place, so that sections can be kept for pages of other moments.
public struct StorySetting: Sendable {
    /// Tells settings apart whose addresses or forms differ by more than their moments.
    public var key: String
    /// The address of a document's page, at a stretch of its text when one is given.
    public var document: @Sendable (Document, Extent?) -> Markup
    /// The address of a plain citation of a stretch, to copy.
    public var citation: @Sendable (Document, Extent) -> String
    /// A stretch as the citation's address has it: `120-214`.
    public var stretch: @Sendable (Document, Extent) -> String
    /// The address of the page on a person or body.
    public var entity: @Sendable (String) -> Markup
    /// The address of the page on a place.
    public var place: @Sendable (String) -> Markup
    /// Other forms of the same story: name and address.
    public var exports: [(name: String, address: String)]
    /// The form that chooses another moment, and links to earlier states.
    public var moments: Markup
    /// The address of the form that corrects a document, or a stretch of it; nil where corrections are not taken.
    public var correction: (@Sendable (Document, Extent?) -> String)?
    /// The address of the form that corrects the story, or a name in it; nil where corrections are not taken.
    public var storyCorrection: (@Sendable (_ name: String?) -> String)?
    /// The address of a correction in their history, by its id.
    public var history: (@Sendable (String) -> Markup)?

    /// Makes a setting.
    public init(
        key: String, document: @escaping @Sendable (Document, Extent?) -> Markup,
        citation: @escaping @Sendable (Document, Extent) -> String,
        stretch: @escaping @Sendable (Document, Extent) -> String,
        entity: @escaping @Sendable (String) -> Markup, place: @escaping @Sendable (String) -> Markup,
        exports: [(name: String, address: String)] = [], moments: Markup = ""
    ) {
        self.key = key
        self.document = document
        self.citation = citation
        self.stretch = stretch
        self.entity = entity
        self.place = place
        self.exports = exports
        self.moments = moments
    }
}
