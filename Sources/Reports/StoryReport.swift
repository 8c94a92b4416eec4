public import Stories

/// One story written down: what each section says, every sentence with the evidence it rests on.
///
/// All lists hold indexes into `evidence`; nothing in them says more than those sentences do.
public struct StoryReport: Sendable {
    /// How much stands behind the report.
    public struct Counts: Sendable, Hashable {
        /// Documents.
        public var documents = 0
        /// Outlets known by name.
        public var outlets = 0
        /// Independent origins: documents that tell something of their own.
        public var origins = 0
        /// Distinct voices: named or described sources, and outlets' own reporting.
        public var voices = 0
        /// Events that are news.
        public var events = 0
        /// Of them agreed.
        public var agreed = 0
        /// Of them disputed.
        public var disputed = 0
        /// Of them told by one voice.
        public var single = 0
    }

    /// The story.
    public var story: Story { view.story }
    /// Look-ups into it, made once for all that writes it.
    let view: StoryView
    /// Its counters.
    public var counts = Counts()
    /// Every sentence cited anywhere below, by document and place in it.
    public var evidence: [Evidence] = []
    /// Three to seven sentences.
    public var inShort: [Statement] = []
    /// What is new since the chosen moment, newest first.
    public var changes: [Change] = []
    /// Events with a time, in order.
    public var timeline: [TimelineEntry] = []
    /// Events with a time that were left out for length.
    public var timelineLeftOut = 0
    /// Figures by measure.
    public var numbers: [NumberTable] = []
    /// Sources and what they say.
    public var voices: [VoiceEntry] = []
    /// Sources that were left out for length.
    public var voicesLeftOut = 0
    /// Pairs that do not fit.
    public var disputes: [Dispute] = []
    /// Disputes that were left out for length: their ids, and indexes into the story's contradictions.
    public var disputesLeftOut: [(id: String, contradiction: Int)] = []
    /// Sentences that correct earlier reports.
    public var corrections: [Statement] = []
    /// Places that were located, most told first.
    public var places: [PlaceEntry] = []
    /// What nobody says.
    public var gaps: [Gap] = []
    /// Older matters.
    public var background: [Statement] = []
    /// What was read and could not be placed.
    public var unplaced: [Unplaced] = []
    /// Events without a time that were left out for length.
    public var unplacedLeftOut = 0

    /// Makes an empty report on a story.
    public init(_ story: Story) { self.init(StoryView(story)) }

    /// The same with the look-ups made already.
    init(_ view: StoryView) { self.view = view }

    /// What readers see as citation: `3`, or `3.2` where document 3 is cited for more than one sentence.
    public func label(_ evidence: Int) -> String {
        let item = self.evidence[evidence]
        return item.ofSeveral ? "\(item.document + 1).\(item.number)" : "\(item.document + 1)"
    }
}

/// A cited sentence.
public struct Evidence: Sendable, Hashable {
    /// Where it stands.
    public var citation: Citation
    /// Index of its document in the story.
    public var document: Int { citation.document }
    /// Its number among the cited sentences of its document, from 1.
    public var number: Int
    /// Whether its document is cited for other sentences too.
    public var ofSeveral: Bool
    /// The words, exactly.
    public var quote: String
}
