/// Why kept bytes give no reading. Whoever meets it reads the document again.
public enum ReadingCodeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Written in a form that this program does not know.
    case version(UInt8)
    /// Not the bytes that were written, or of another text.
    case damaged
    /// Says what no reading can say: an index without an entry, a stretch outside the text.
    case malformed

    /// A phrase for people.
    public var description: String {
        switch self {
        case .version(let number): "a reading in form \(number), which this version does not know"
        case .damaged: "the bytes of a reading are damaged, or belong to another text"
        case .malformed: "the bytes of a reading make no sense"
        }
    }
}
