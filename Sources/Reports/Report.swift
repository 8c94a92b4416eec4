public import Captures
public import Moments

/// Stories at a moment, ready to be written down.
public struct Report: Sendable {
    /// The moment it speaks for: the latest published time of its documents unless the user chose one; nil when nothing is dated.
    public var asOf: Moment?
    /// Whether the user chose `asOf`.
    public var asOfChosen: Bool
    /// The moment since when changes are told; nil for none.
    public var since: Moment?
    /// Stories, largest first, with what each section says.
    public var stories: [StoryReport]
    /// How many of them, from the first, formats for people print in full. The JSON holds all.
    public var printed: Int
    /// Documents left out because they were published after `asOf`.
    public var later: Int
    /// Documents left out because they state no date, so that nobody can say they were known at the chosen `asOf`.
    public var undatedLeftOut: Int
    /// Records that could not be used.
    public var skipped: [Skipped]
    /// Name and version of the models that read the documents.
    public var models: [String]
    /// Version of the program.
    public var version: String

    /// Makes a report of stories that are already written up.
    public init(
        printed: Int? = nil, asOf: Moment?, asOfChosen: Bool = false, since: Moment?, stories: [StoryReport],
        later: Int = 0,
        undatedLeftOut: Int = 0, skipped: [Skipped], models: [String] = [], version: String
    ) {
        self.asOf = asOf
        self.asOfChosen = asOfChosen
        self.since = since
        self.stories = stories
        self.printed = min(printed ?? stories.count, stories.count)
        self.later = later
        self.undatedLeftOut = undatedLeftOut
        self.skipped = skipped
        self.models = models
        self.version = version
    }
}
