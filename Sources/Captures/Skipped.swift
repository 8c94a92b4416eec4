/// A record that could not be used: where it stood and why. Never lost silently.
public struct Skipped: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file, or "standard input".
    public var file: String
    /// The line, from 1; nil for a whole file.
    public var line: Int?
    /// What is wrong, and what to do about it.
    public var reason: String

    /// Makes a note of a skipped record.
    public init(file: String, line: Int? = nil, reason: String) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    /// `feed.jsonl:17: …`
    public var description: String { (line.map { "\(file):\($0)" } ?? file) + ": \(reason)" }
}
