public import Moments
public import Texts

/// Bytes as they arrived, with what is known about their arrival.
public struct Capture: Sendable {
    /// Where they came from: a path, "standard input", an address.
    public var origin: String
    /// Line in that file, from 1, for inputs of one record a line.
    public var line: Int?
    /// The address they were published at, when known.
    public var url: String?
    /// Media type as stated or recognised by content: "text/html", "application/json", "text/plain", …
    public var mediaType: String
    /// The character set stated by the transport, lower case.
    public var charset: String?
    /// When they were captured; nil when not known (never "now").
    public var captured: Moment?
    /// The record's id as derived from its place: "passages:3"; nil leaves it to the content.
    public var id: String?
    /// Whether `bytes` are an article's text alone, as feeds carry it, rather than a whole page.
    public var isFragment = false
    /// What the record says about itself, in its own order.
    public var statements: [Statement] = []
    /// What a reader should know about the bytes: "charset", "digest", "mojibake".
    public var warnings: [Warning] = []
    /// What an archive's revisit record refers to; nil for everything else. Its `bytes` are empty.
    public var revisit: Revisit?
    /// The bytes, decompressed.
    public var bytes: [UInt8]
    /// SHA-256 of `bytes`.
    public var sha256: Fingerprint { Fingerprint(of: bytes) }

    /// Makes a capture.
    public init(
        origin: String, line: Int? = nil, url: String? = nil, mediaType: String, charset: String? = nil,
        captured: Moment? = nil, bytes: [UInt8]
    ) {
        self.origin = origin
        self.line = line
        self.url = url
        self.mediaType = mediaType
        self.charset = charset
        self.captured = captured
        self.bytes = bytes
    }

    /// An archive's note that a page was seen again, unchanged (ISO 28500, 6.7).
    public struct Revisit: Hashable, Sendable {
        /// The address of the record it is the same as; nil when the note does not say (then the capture's own).
        public var address: String?
        /// When that record was captured.
        public var captured: Moment?

        /// Makes a revisit.
        public init(address: String? = nil, captured: Moment? = nil) {
            self.address = address
            self.captured = captured
        }
    }

    /// Something noticed about the bytes.
    public struct Warning: Hashable, Sendable {
        /// A short word.
        public var kind: String
        /// What was seen.
        public var detail: String

        /// Makes a warning.
        public init(_ kind: String, _ detail: String) {
            self.kind = kind
            self.detail = detail
        }
    }
}
