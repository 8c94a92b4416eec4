import Documents
import Moments
import Readings
import Texts

/// A claim as the comparison sees it: what two sketches share can be counted without looking at the texts again.
///
/// An object, as each is looked at in many pairs and holds a score of lists, which copying would count one by one. Nothing changes it once
/// `Sketcher` has made it.
final class ClaimSketch {
    /// Index of the document in its story.
    var document: Int
    /// Index into that reading's claims.
    var claim: Int
    /// Sentence in that reading.
    var sentence: Int
    /// Stem of the predicate's lemma.
    var predicate: UInt64
    /// Event type.
    var type: String?
    /// Lines of rules/event-words.tsv the predicate stands in.
    var groups: [UInt16] = []
    /// Who acts: entity numbers and head stems, sorted.
    var who: [UInt64]
    /// Who or what is acted on.
    var whom: [UInt64]
    /// Named among `who` and `whom`: entity numbers only, sorted.
    var named: [UInt64]
    /// Whoever else takes part ("met with X", "from Y"): entity numbers and head stems of obliques that are no time or place, sorted.
    var others: [UInt64] = []
    /// Names inside `who` and inside `whom`, as capitalised words by their first five letters, with those that head an argument apart.
    var names = Names()
    /// Capitalised words in the participants, by their first five letters, so that "Marovia's" and "Marovian" meet; sorted.
    var modifiers: [UInt64] = []
    /// Capitalised words of all names in the sentence.
    var sentenceNames: [UInt64] = []
    /// "second", "another": words that tell one occurrence of a kind from the one before; sorted.
    var ordinals: [UInt64] = []
    /// Places by gazetteer number or folded name, with the finest first.
    var places: [SketchPlace]
    /// Places of the whole sentence, for a claim without one of its own.
    var context: [SketchPlace] = []
    /// First moment, in days; nil when not known.
    var start: Double?
    /// Last moment, exclusive, in days.
    var end: Double?
    /// Published, in days.
    var published: Double?
    /// Magnitude of an earthquake, when it is given.
    var magnitude: Double?
    /// Figures by what they count.
    var figures: [SketchFigure]
    /// Words of the clause, weighed.
    var words: TermVector
    /// Hash of the sentence's words.
    var sentenceHash: UInt64
    /// It is denied.
    var denied: Bool
    /// It is background.
    var background: Bool
    /// Whether it is told as a fact, a plan, or left open.
    var certainty = Certainty.fact
    /// The predicate is a noun: the occurrence is mentioned, not told.
    var isNominal = false

    /// The predicate as the learnt comparison of mentions sees it.
    var mention: EventMention?
    /// A day that is named but not known ("next Friday" in an undated text), as a hash of its value; 0 for none.
    var unplacedDay: UInt64 = 0

    init(
        document: Int, claim: Int, sentence: Int, predicate: UInt64, type: String?, who: [UInt64], whom: [UInt64],
        named: [UInt64], places: [SketchPlace], start: Double?, end: Double?, published: Double?,
        figures: [SketchFigure], words: TermVector, sentenceHash: UInt64, denied: Bool, background: Bool
    ) {
        self.document = document
        self.claim = claim
        self.sentence = sentence
        self.predicate = predicate
        self.type = type
        self.who = who
        self.whom = whom
        self.named = named
        self.places = places
        self.start = start
        self.end = end
        self.published = published
        self.figures = figures
        self.words = words
        self.sentenceHash = sentenceHash
        self.denied = denied
        self.background = background
    }

    /// Capitalised words inside agents and patients.
    struct Names: Sendable {
        /// All in agents.
        var who: [UInt64] = []
        /// Those that head an agent.
        var whoHeads: [UInt64] = []
        /// All in patients.
        var whom: [UInt64] = []
        /// Those that head a patient.
        var whomHeads: [UInt64] = []
    }

    /// How a claim is put.
    enum Certainty: Sendable {
        /// Asserted or reported.
        case fact
        /// Planned or announced.
        case plan
        /// Possible or demanded.
        case open
    }
}

/// A place in a sketch.
struct SketchPlace: Sendable {
    var key: UInt64
    var country: String?
    var region: String?
    var latitude: Double?
    var longitude: Double?
    var precision: Place.Precision

    /// A point, town or district.
    private var isFine: Bool { precision == .point || precision == .town || precision == .district }

    /// Whether both cannot be meant at once: two towns or points more than 40 km apart, two regions, two countries.
    func excludes(_ other: SketchPlace) -> Bool {
        if key == other.key { return false }
        if let a = country, let b = other.country, a != b { return true }
        if isFine, other.isFine, let la = latitude, let lo = longitude,
            let lb = other.latitude, let lp = other.longitude
        {
            return Self.kilometres(la, lo, lb, lp) > 40
        }
        if precision == .region, other.precision == .region, let a = region, let b = other.region { return a != b }
        return false
    }

    /// Rough distance on the sphere (equirectangular), in kilometres.
    static func kilometres(_ latA: Double, _ lonA: Double, _ latB: Double, _ lonB: Double) -> Double {
        let middle = (latA + latB) / 2 * 0.017_453_292_519_943
        // cos by its series: exact enough for a distance test, and the same on every machine.
        let square = middle * middle
        let cosine = 1 - square / 2 + square * square / 24 - square * square * square / 720
        let (dy, dx) = ((latA - latB) * 111.2, (lonA - lonB) * 111.2 * cosine)
        return (dx * dx + dy * dy).squareRoot()
    }
}

/// A figure in a sketch.
struct SketchFigure: Sendable {
    var counts: String
    var low: Double?
    var high: Double?
}
