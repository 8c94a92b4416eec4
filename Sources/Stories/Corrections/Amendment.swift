public import Moments
public import Texts

/// What a person says a machine reading got wrong: dated, signed, with a reason; applied on top of the readings and reversible.
public struct Amendment: Sendable, Hashable {
    /// What is put right. Places in texts are bytes from the text's start; any byte of a sentence means that sentence.
    public enum Change: Sendable, Hashable {
        /// What this sentence tells is not the event it was joined to.
        case apart(document: String, at: Int)
        /// The sentence speaks of this day or time, or, without a place in the text, the document was published then.
        case date(document: String, at: Int?, value: String)
        /// Places named in this sentence lie here; without a name they are no places.
        case place(document: String, at: Int, name: String?, latitude: Double, longitude: Double)
        /// Two names mean one person or body; the second is the one to print.
        case samePerson(String, String)
        /// These documents tell of another situation than their story's.
        case split(story: String, documents: [String])
        /// Two stories are one situation; the second goes on.
        case merge(story: String, into: String)
        /// What this outlet prints comes from that one.
        case reprints(outlet: String, of: String)

        /// A stable word for the kind: `event`, `date`, `place`, `person`, `split`, `merge`, `reprint`.
        public var kind: String {
            switch self {
            case .apart: "event"
            case .date: "date"
            case .place: "place"
            case .samePerson: "person"
            case .split: "split"
            case .merge: "merge"
            case .reprints: "reprint"
            }
        }
    }

    /// `k1`.
    public var id: String
    /// When it was made.
    public var made: Moment
    /// Who made it.
    public var author: String
    /// Why.
    public var reason: String
    /// What is put right.
    public var change: Change
    /// When, by whom and why it was taken back; nil while it holds.
    public var undone: Undoing?

    /// The end of a correction.
    public struct Undoing: Sendable, Hashable {
        /// When.
        public var at: Moment
        /// Who.
        public var author: String
        /// Why.
        public var reason: String

        /// Makes the end of a correction.
        public init(at: Moment, author: String, reason: String) {
            self.at = at
            self.author = author
            self.reason = reason
        }
    }

    /// Makes a correction.
    public init(
        id: String, made: Moment, author: String, reason: String, change: Change, undone: Undoing? = nil
    ) {
        self.id = id
        self.made = made
        self.author = author
        self.reason = reason
        self.change = change
        self.undone = undone
    }

    /// Whether it held at a moment; nil asks about now.
    public func holds(at moment: Moment?) -> Bool {
        guard let moment else { return undone == nil }
        return made <= moment && (undone.map { $0.at > moment } ?? true)
    }

    /// What it does, in a line for people. A place in a text is written as it is given, `d1@120`.
    ///
    /// - Parameter text: the text of a document by its id, in which places are counted in code points.
    public func words(_ text: (String) -> Text?) -> String {
        func place(_ document: String, _ at: Int) -> String {
            "\(document)@\(text(document).map { CodePointIndex($0).codePoint(atByte: min(at, $0.count)) } ?? at)"
        }
        return switch change {
        case .apart(let document, let at): "what \(place(document, at)) says is another event"
        case .date(let document, let at?, let value): "what \(place(document, at)) says is of \(value)"
        case .date(let document, nil, let value): "\(document) was published \(value)"
        case .place(let document, let at, let name?, let latitude, let longitude):
            "what \(place(document, at)) says is at \(name) (\(latitude), \(longitude))"
        case .place(let document, let at, nil, _, _): "what \(place(document, at)) says names no place"
        case .samePerson(let name, let other): "\(name) is \(other)"
        case .split(let story, let documents): "not of \(story): \(documents.joined(separator: ", "))"
        case .merge(let story, let other): "\(story) is \(other)"
        case .reprints(let outlet, let other): "\(outlet) reprints \(other)"
        }
    }
}
