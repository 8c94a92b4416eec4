/// Something a record says about itself, under the name it has here.
public struct Statement: Hashable, Sendable {
    /// What it is about.
    public enum Name: String, Sendable, CaseIterable {
        /// The record's own id.
        case id
        /// Its title.
        case title
        /// Who wrote it, one person a statement.
        case author
        /// Who published it.
        case outlet
        /// The publisher's address.
        case outletAddress
        /// When it was published.
        case published
        /// When it was last changed.
        case modified
        /// Its language.
        case language
        /// Its section.
        case section
        /// One keyword.
        case keyword
        /// The agency credited.
        case credit
        /// A flag to raise: "withdrawn", "correction"; the value says what was seen.
        case withdrawn
        /// A note that it corrects something.
        case correction
        /// A caption of a picture.
        case caption
    }

    /// What it is about.
    public var name: Name
    /// What is said, as it stands there, white space at the edges removed.
    public var value: String
    /// Where it stood: "rss item pubDate".
    public var rule: String

    /// Makes a statement.
    public init(_ name: Name, _ value: String, rule: String) {
        self.name = name
        self.value = value
        self.rule = rule
    }
}
