import Archive

/// Why something could not be fetched, in words for people.
public struct FetchFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of thing went wrong.
    public enum Kind: String, Sendable, CaseIterable {
        /// The address is none that can be asked.
        case address
        /// Its host has no address, or nobody could say.
        case name
        /// Its host is at an address that is not asked.
        case refused
        /// No connection, or it broke.
        case connection
        /// No trust in the server's certificate, or no encryption at all.
        case encryption
        /// It took too long.
        case time
        /// It is larger than what is taken.
        case size
        /// What came is no HTTP, or not what it says.
        case answer
        /// Redirects that go in circles, on for ever, or nowhere.
        case redirect
        /// The server answered with an error.
        case status
        /// robots.txt asks not to.
        case robots
        /// What came is not what was asked for: no feed, no text.
        case content
        /// The program is ending.
        case cancelled
    }

    /// What kind of thing went wrong.
    public var kind: Kind
    /// What went wrong, and what to do about it where there is something to do.
    public var reason: String
    /// The status the server answered with, when it answered.
    public var status: Int?
    /// Seconds the server asks to be left alone.
    public var retryAfter: Int?

    /// The archive's error, when it was not the network that failed; polling then ends.
    var archive: ArchiveError?

    /// Makes a failure of something else than the network.
    init(broken error: any Error) {
        kind = .content
        reason = "\(error)"
        archive = error as? ArchiveError ?? ArchiveError(file: "sitrep", reason: "\(error)", advice: "")
    }

    /// Makes a failure.
    public init(_ kind: Kind, _ reason: String, status: Int? = nil, retryAfter: Int? = nil) {
        self.kind = kind
        self.reason = reason
        self.status = status
        self.retryAfter = retryAfter
    }

    /// The reason.
    public var description: String { reason }
}
