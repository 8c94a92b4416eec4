/// What went wrong with an archive, where, and what to do about it.
public struct ArchiveError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The archive's file.
    public var file: String
    /// What is wrong.
    public var reason: String
    /// The next step for the user.
    public var advice: String

    /// Makes an error.
    public init(file: String, reason: String, advice: String) {
        self.file = file
        self.reason = reason
        self.advice = advice
    }

    /// `sitrep.db: the disk is full. Make room and run this again; nothing that was added is lost.`
    public var description: String { "\(file): \(reason). \(advice)" }
}
