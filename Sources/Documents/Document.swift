public import Moments
public import Texts

/// One article or passage made from a capture. Immutable; its id is stable for the same content.
public struct Document: Sendable {
    /// The given id, or one derived from the content.
    public var id: String
    /// The text that all offsets count in.
    public var text: Text
    /// Stretches of the text by their part in the page, in order, not overlapping. A bare text is one paragraph a line.
    public var blocks: [Block]
    /// The title, when it was given apart from the text (a headline inside the text is a block).
    public var title: Stated<String>?
    /// Persons who wrote it.
    public var byline: Stated<[String]>?
    /// Who published it.
    public var outlet: Stated<Outlet>?
    /// Its address.
    public var url: String?
    /// When it was published, as stated; nil when no one says.
    public var published: Dated?
    /// When it was last changed, as stated.
    public var modified: Dated?
    /// ISO 639-1 code: "en"; nil when not known.
    public var language: String?
    /// The agency credited ("AP", "Reuters"), from a credit line or dateline.
    public var credit: Stated<String>?
    /// The dateline's stretch ("KYIV (Reuters) —"), when there is one.
    public var dateline: Extent?
    /// Section, as stated.
    public var section: String?
    /// Keywords, as stated.
    public var keywords: [String]
    /// What a reader should know: "truncated", "paywall", "mojibake", "withdrawn", "correction", …
    public var flags: [Flag]
    /// SHA-256 of the text.
    public var sha256: Fingerprint
    /// File and line it came from.
    public var origin: String
    /// Line in that file, from 1.
    public var line: Int?

    /// Makes a document from its text; other fields are set afterwards.
    ///
    /// - Parameter id: nil derives one from the text's fingerprint.
    public init(id: String? = nil, text: Text, blocks: [Block]? = nil, origin: String = "", line: Int? = nil) {
        let sha256 = Fingerprint(of: text.utf8)
        self.id = id ?? sha256.short()
        self.text = text
        self.blocks = blocks ?? Block.paragraphs(of: text)
        self.sha256 = sha256
        self.origin = origin
        self.line = line
        keywords = []
        flags = []
    }

    /// A warning about a document, with the rule that raised it.
    public struct Flag: Hashable, Sendable {
        /// A short word.
        public var kind: String
        /// What was seen.
        public var detail: String

        /// Makes a flag.
        public init(_ kind: String, _ detail: String) {
            self.kind = kind
            self.detail = detail
        }
    }
}

/// A value read off a page or record, with the rule that gave it.
public struct Stated<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The value.
    public var value: Value
    /// "field title", "json-ld headline", "og:title", …
    public var rule: String

    /// Makes a stated value.
    public init(_ value: Value, rule: String) {
        self.value = value
        self.rule = rule
    }
}

/// Who published a document.
public struct Outlet: Hashable, Sendable {
    /// The name people know: "The Harbour Herald".
    public var name: String
    /// The host it publishes on: "herald.example".
    public var domain: String?

    /// Makes an outlet.
    public init(name: String, domain: String? = nil) {
        self.name = name
        self.domain = domain
    }
}
