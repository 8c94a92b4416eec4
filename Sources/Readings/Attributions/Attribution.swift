public import Texts

/// Who said what, by which words.
public struct Attribution: Sendable {
    /// How the content stands in the text.
    public enum Kind: String, Sendable {
        /// In quotation marks.
        case direct
        /// In the writer's words.
        case indirect
        /// Partly quoted.
        case mixed
    }

    /// The source's stretches; may be empty (reportedly).
    public var source: [Extent]
    /// The cue's stretches: "said", "according to".
    public var cue: [Extent]
    /// The content's stretches.
    public var content: [Extent]
    /// Direct, indirect or mixed.
    public var kind: Kind
    /// Index into the reading's `entities` of whoever speaks, when it is named (pronouns resolved).
    public var speaker: Int?
    /// Head token of the source; nil when there is none.
    public var sourceHead: Int?
    /// Head token of the cue.
    public var cueHead: Int
    /// Whether the source is unnamed ("two officials").
    public var anonymous: Bool
    /// Document or platform it came through: "X", "statement", "Telegram".
    public var channel: String?
    /// Index into the reading's `attributions` of the one this stands inside.
    public var inside: Int?
    /// Whether the cue denies its content ("denied", "rejected").
    public var denies: Bool
    /// Stable id of the rule.
    public var rule: String

    /// Makes an attribution.
    public init(
        source: [Extent], cue: [Extent], content: [Extent], kind: Kind, speaker: Int? = nil, sourceHead: Int? = nil,
        cueHead: Int, anonymous: Bool = false, channel: String? = nil, inside: Int? = nil, denies: Bool = false,
        rule: String
    ) {
        self.source = source
        self.cue = cue
        self.content = content
        self.kind = kind
        self.speaker = speaker
        self.sourceHead = sourceHead
        self.cueHead = cueHead
        self.anonymous = anonymous
        self.channel = channel
        self.inside = inside
        self.denies = denies
        self.rule = rule
    }
}
