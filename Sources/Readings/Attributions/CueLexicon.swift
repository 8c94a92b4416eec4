import Lexicons

/// The cue words: class, frames and prepositions per lemma and part of speech.
struct CueLexicon {
    /// What a cue says about its content.
    enum Class: String, CaseIterable {
        case say, report, deny, refuse, ask, demand, promise, plan, think, know, hope, fear, regret, praise
        case criticise, support, decide, seem, expect

        /// Whether the cue speaks or writes, so that quotations may follow it.
        var speaks: Bool {
            switch self {
            case .say, .report, .deny, .ask, .demand, .promise, .think, .know, .decide: true
            default: false
            }
        }
    }

    /// The constructions a cue takes its content from.
    struct Frames: OptionSet {
        let rawValue: UInt8
        static let clause = Frames(rawValue: 1)
        static let infinitive = Frames(rawValue: 2)
        static let object = Frames(rawValue: 4)
        static let addressee = Frames(rawValue: 8)
        static let raising = Frames(rawValue: 16)
        static let preposition = Frames(rawValue: 32)
        static let sentence = Frames(rawValue: 64)
        static let examinee = Frames(rawValue: 128)
        /// Takes an object only together with a content clause or particle; never alone.
        static let none: Frames = []
    }

    /// One cue word.
    struct Cue {
        var group: Class
        var frames: Frames
        var prepositions: [String]
        var denies: Bool
    }

    /// Index into `cues` by lemma, one table per part of speech.
    private var verbs: [String: Int] = [:]
    private var nouns: [String: Int] = [:]
    private var adjectives: [String: Int] = [:]
    private var adverbs: [String: Int] = [:]
    private var cues: [Cue] = []
    /// Phrases such as "in the words of", as lower-case words.
    private(set) var phrases: [[String]] = []
    /// First letters of phrases: bit 1 for a, and so on.
    private var initials: UInt32 = 0

    init() throws(LexiconError) {
        let table = try Table(named: "lexicons/attributions-cues.tsv", columns: ["word", "pos", "class", "frames"])
        cues.reserveCapacity(table.rows.count)
        for row in table.rows {
            guard let group = Class(rawValue: row["class"]) else {
                throw LexiconError(
                    file: table.name, line: row.line, reason: "unknown class '\(row["class"])'",
                    advice: "Use one of \(Class.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            var frames: Frames = []
            for letter in row["frames"].utf8 {
                switch letter {
                case UInt8(ascii: "q"): frames.insert(.clause)
                case UInt8(ascii: "t"): frames.insert(.infinitive)
                case UInt8(ascii: "n"): frames.insert(.object)
                case UInt8(ascii: "a"): frames.insert(.addressee)
                case UInt8(ascii: "r"): frames.insert(.raising)
                case UInt8(ascii: "p"): frames.insert(.preposition)
                case UInt8(ascii: "s"): frames.insert(.sentence)
                case UInt8(ascii: "i"): frames.insert(.examinee)
                case UInt8(ascii: "-"): break
                default:
                    throw LexiconError(
                        file: table.name, line: row.line, reason: "unknown frame in '\(row["frames"])'",
                        advice: "Use the letters q t n a r p s i, or -.")
                }
            }
            let cue = Cue(
                group: group, frames: frames, prepositions: row.list("prepositions"), denies: row["denies"] == "yes")
            let word = row["word"]
            cues.append(cue)
            switch row["pos"] {
            case "verb": verbs[word] = cues.count - 1
            case "noun": nouns[word] = cues.count - 1
            case "adjective": adjectives[word] = cues.count - 1
            case "adverb": adverbs[word] = cues.count - 1
            case "preposition":
                phrases.append(word.split(separator: " ").map(String.init))
                if let first = word.utf8.first { initials |= 1 << UInt32(first & 31) }
            default:
                throw LexiconError(
                    file: table.name, line: row.line, reason: "unknown part of speech '\(row["pos"])'",
                    advice: "Use verb, noun, adjective, adverb or preposition.")
            }
        }
    }

    /// Whether a phrase starts with this letter, in either case.
    func startsPhrase(_ byte: UInt8) -> Bool { byte & 0x40 != 0 && initials >> UInt32(byte & 31) & 1 == 1 }

    /// The cue a verb lemma is.
    func verb(_ lemma: String) -> Cue? { verbs[lemma].map { cues[$0] } }
    /// The cue a noun lemma is.
    func noun(_ lemma: String) -> Cue? { nouns[lemma].map { cues[$0] } }
    /// The cue an adjective lemma is.
    func adjective(_ lemma: String) -> Cue? { adjectives[lemma].map { cues[$0] } }
    /// The cue an adverb lemma is.
    func adverb(_ lemma: String) -> Cue? { adverbs[lemma].map { cues[$0] } }
}
