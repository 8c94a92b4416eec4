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

    /// The cues of one lemma by part of speech.
    struct Entry {
        var verb: Cue?
        var noun: Cue?
        var adjective: Cue?
        var adverb: Cue?
    }

    private var entries: [String: Entry] = [:]
    /// Phrases such as "in the words of", as lower-case words.
    private(set) var phrases: [[String]] = []

    init() throws(LexiconError) {
        let table = try Table(named: "lexicons/attributions-cues.tsv", columns: ["word", "pos", "class", "frames"])
        entries.reserveCapacity(table.rows.count)
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
                case UInt8(ascii: "-"): break
                default:
                    throw LexiconError(
                        file: table.name, line: row.line, reason: "unknown frame in '\(row["frames"])'",
                        advice: "Use the letters q t n a r p s, or -.")
                }
            }
            let cue = Cue(
                group: group, frames: frames, prepositions: row.list("prepositions"), denies: row["denies"] == "yes")
            let word = row["word"]
            switch row["pos"] {
            case "verb": entries[word, default: Entry()].verb = cue
            case "noun": entries[word, default: Entry()].noun = cue
            case "adjective": entries[word, default: Entry()].adjective = cue
            case "adverb": entries[word, default: Entry()].adverb = cue
            case "preposition":
                phrases.append(word.split(separator: " ").map(String.init))
            default:
                throw LexiconError(
                    file: table.name, line: row.line, reason: "unknown part of speech '\(row["pos"])'",
                    advice: "Use verb, noun, adjective, adverb or preposition.")
            }
        }
    }

    /// The cues of a lemma.
    subscript(lemma: String) -> Entry? { entries[lemma] }
}
