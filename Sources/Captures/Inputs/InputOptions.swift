public import Moments

/// How inputs are to be read.
public struct InputOptions: Sendable {
    /// How a plain text is cut into documents.
    public enum TextForm: String, Sendable, CaseIterable {
        /// One document a line.
        case passages
        /// One document a file.
        case article
    }

    /// What a plain text is; nil decides by its content.
    public var textForm: TextForm?
    /// Publication time for documents that state none.
    public var published: Dated?
    /// Character set of plain texts and pages that state none, as a WHATWG label ("windows-1252"); nil detects it.
    public var charset: String?
    /// Whether an archive's revisit records become captures; they hold no text, and are passed over otherwise.
    public var revisits = false
    /// Limits on hostile input.
    public var limits = InputLimits()

    /// Everything decided by content.
    public init(textForm: TextForm? = nil, published: Dated? = nil) {
        self.textForm = textForm
        self.published = published
    }
}
