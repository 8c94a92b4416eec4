/// What is wrong with a data file: where, what, and the next step.
public struct LexiconError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The file, by its name below LexiconData or as the user gave it.
    public var file: String
    /// The line, from 1; nil for the whole file.
    public var line: Int?
    /// What is wrong.
    public var reason: String
    /// What to do about it.
    public var advice: String

    /// Makes an error.
    public init(file: String, line: Int? = nil, reason: String, advice: String) {
        self.file = file
        self.line = line
        self.reason = reason
        self.advice = advice
    }

    /// `verbs.tsv:3: no column 'lemma'. Add a tab and a value, or remove the line.`
    public var description: String {
        let place = line.map { "\(file):\($0)" } ?? file
        return "\(place): \(reason). \(advice)"
    }
}
