public import Documents
public import Lexicons
import Moments
import Texts

/// What decides which story a document belongs to, small enough to keep: its place in the order and its heaviest terms.
///
/// Weights are whole numbers, so that sums of them are exact: taking a document out of a story undoes putting it in.
public struct StoryFeature: Sendable, Hashable {
    /// The document's number in its store.
    public var number: Int64
    /// The document's id; orders documents of one second.
    public var id: String
    /// Seconds since 1970: when it was published; for an undated one when it arrived.
    public var time: Int64
    /// The id that a story has whose first document this is.
    public var story: String
    /// Whether it is dated.
    var isDated = true
    /// Whether it has neither outlet nor date.
    var isBare = false
    /// Whether its words are few.
    var isShort = false
    /// For a passage laid down by hand (few words, neither outlet nor date), the file and day it was laid down in, as a hash; else 0.
    var sheet: UInt32 = 0
    /// Whether its headline can name a story.
    public var isHeaded = false
    /// Whether its headline gives a figure, which a later one may overtake.
    var isCounting = false
    /// Terms, rising.
    var keys: [UInt32] = []
    /// Their weights; the vector is about `unit` long.
    var weights: [UInt16] = []

    /// The length of a vector.
    static let unit: Float = 8192

    /// Order of the stream: by time, then by id.
    public static func precedes(_ a: StoryFeature, _ b: StoryFeature) -> Bool {
        a.time != b.time ? a.time < b.time : a.id < b.id
    }

    /// The bytes to keep: flags, the story's id, a passage's sheet, then six bytes a term.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = [1]
        bytes.reserveCapacity(16 + keys.count * 6)
        bytes.append(
            (isDated ? 1 : 0) | (isBare ? 2 : 0) | (isShort ? 4 : 0) | (isHeaded ? 8 : 0) | (sheet != 0 ? 16 : 0)
                | (isCounting ? 32 : 0))
        bytes.append(UInt8(min(255, story.utf8.count)))
        bytes += story.utf8.prefix(255)
        if sheet != 0 {
            for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: sheet >> shift)) }
        }
        for (key, weight) in zip(keys, weights) {
            for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: key >> shift)) }
            bytes.append(UInt8(truncatingIfNeeded: weight))
            bytes.append(UInt8(truncatingIfNeeded: weight >> 8))
        }
        return bytes
    }

    /// Reads kept bytes; nil when they are damaged.
    public init?(number: Int64, id: String, time: Int64, bytes: [UInt8]) {
        guard let feature = bytes.withUnsafeBytes({ Self(number: number, id: id, time: time, lent: $0) }) else {
            return nil
        }
        self = feature
    }

    /// The same from lent bytes.
    public init?(number: Int64, id: String, time: Int64, lent bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 3, bytes[0] == 1 else { return nil }
        let hasSheet = bytes[1] & 16 != 0
        let head = 3 + Int(bytes[2]) + (hasSheet ? 4 : 0)
        guard bytes.count >= head, (bytes.count - head) % 6 == 0 else { return nil }
        self.number = number
        self.id = id
        self.time = time
        isDated = bytes[1] & 1 != 0
        isBare = bytes[1] & 2 != 0
        isShort = bytes[1] & 4 != 0
        isHeaded = bytes[1] & 8 != 0
        isCounting = bytes[1] & 32 != 0
        story = String(decoding: bytes[3..<3 + Int(bytes[2])], as: UTF8.self)
        if hasSheet { sheet = bytes[(head - 4)..<head].reversed().reduce(0) { $0 << 8 | UInt32($1) } }
        let count = (bytes.count - head) / 6
        var isRising = true
        keys = [UInt32](unsafeUninitializedCapacity: count) { keys, filled in
            for i in 0..<count {
                let key = UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: head + 6 * i, as: UInt32.self))
                isRising = isRising && (i == 0 || keys[i - 1] < key)
                keys[i] = key
            }
            filled = count
        }
        weights = [UInt16](unsafeUninitializedCapacity: count) { weights, filled in
            for i in 0..<count {
                weights[i] = UInt16(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: head + 6 * i + 4, as: UInt16.self))
            }
            filled = count
        }
        guard isRising else { return nil }
    }

    init(number: Int64, document: Document, arrived: Int64, vector: TermVector, isShort: Bool) {
        self.number = number
        id = document.id
        time = document.published?.moment.seconds ?? arrived
        story = StoryBuilder.storyID(first: document)
        isDated = document.published != nil
        isBare = document.outlet == nil && document.published == nil
        self.isShort = isShort
        if isBare, isShort, !document.origin.isEmpty {
            // Standard input has one name for all that is ever pasted: what lay there on another day is another sheet.
            let file = document.origin.split(separator: "/").last.map(String.init) ?? document.origin
            sheet = max(1, UInt32(truncatingIfNeeded: WordScanner.textHash("\(file) \(arrived / 86_400)")))
        }
        keys = vector.keys
        weights = vector.weights.map { UInt16(min(65_535, max(1, ($0 * Self.unit).rounded()))) }
    }

    /// How near the middle a document counts whose headline gives a figure: one without is as good that lies a fifth farther off.
    static let counting = 0.8

    /// Of some documents, in order, the one whose headline lies nearest their middle, rather one without a figure; nil when none has one.
    public static func middle(of features: [StoryFeature]) -> Int? {
        var node = RunningNode(number: 0)
        for feature in features { node.add(feature) }
        var best: (index: Int, score: Double)?
        for (i, feature) in features.enumerated() where feature.isHeaded {
            var dot: Int64 = 0
            for k in feature.keys.indices { dot += (node.sums[feature.keys[k]] ?? 0) * Int64(feature.weights[k]) }
            let score =
                Double(dot) / max(1, Double(feature.square).squareRoot()) * (feature.isCounting ? Self.counting : 1)
            if score > (best?.score ?? -1) { best = (i, score) }
        }
        return best?.index
    }

    /// Inner product of two vectors.
    func dot(_ other: StoryFeature) -> Int64 {
        keys.withUnsafeBufferPointer { a in
            other.keys.withUnsafeBufferPointer { b in
                var (i, j) = (0, 0)
                var sum: Int64 = 0
                while i < a.count, j < b.count {
                    let (x, y) = (a[i], b[j])
                    if x == y { sum += Int64(weights[i]) * Int64(other.weights[j]) }
                    i += x <= y ? 1 : 0
                    j += y <= x ? 1 : 0
                }
                return sum
            }
        }
    }

    /// Squared length.
    var square: Int64 { weights.reduce(0) { $0 + Int64($1) * Int64($1) } }
}

/// Makes features of documents. Owns scratch memory; used by one thread at a time.
public struct FeatureReader: Sendable {
    private var reader: TermReader
    private let limits: ClusterLimits
    private let numbers: Lexicon

    /// Makes a reader from the embedded word counts.
    public init(limits: ClusterLimits = .report) throws(LexiconError) {
        self.limits = limits
        reader = try TermReader(limits: limits)
        numbers = try Lexicon(named: "lexicons/quantities-numbers.tsv")
    }

    /// The feature of a document with the vector it was made from; nothing is said of its headline.
    mutating func measured(
        _ document: Document, number: Int64, arrived: Int64
    ) -> (feature: StoryFeature, vector: TermVector) {
        let (vector, words) = reader.vector(
            title: document.title.map { Array($0.value.utf8) } ?? [], text: document.text.utf8)
        let feature = StoryFeature(
            number: number, document: document, arrived: arrived, vector: vector, isShort: words < limits.shortWords)
        return (feature, vector)
    }

    /// The feature of a document, and a headline for stories when the document states no title: its first headline or words.
    public mutating func feature(
        of document: Document, number: Int64, arrived: Int64
    ) -> (feature: StoryFeature, headline: String?) {
        var feature = measured(document, number: number, arrived: arrived).feature
        if let title = document.title?.value {
            feature.isHeaded = (15...140).contains(title.utf8.count)
            feature.isCounting = feature.isHeaded && counts(title)
            return (feature, nil)
        }
        if let block = document.blocks.first(where: { $0.kind == .headline }) {
            let headline = document.text[block.extent].split(whereSeparator: \.isWhitespace).joined(separator: " ")
            feature.isHeaded = (15...140).contains(headline.utf8.count)
            feature.isCounting = feature.isHeaded && counts(headline)
            if feature.isHeaded { return (feature, headline) }
        }
        var words80 = ""
        for word in document.text[Extent(0, min(document.text.count, 400))].split(whereSeparator: \.isWhitespace) {
            if words80.utf8.count + word.utf8.count > 76 {
                words80 += " …"
                break
            }
            words80 += words80.isEmpty ? String(word) : " \(word)"
        }
        return (feature, words80)
    }

    /// Whether a headline gives a figure: "Dozens hurt", "At least 12 dead". A year is none.
    func counts(_ headline: String) -> Bool {
        let words = headline.utf8.split { byte in
            byte < 0x80 && byte &- 0x30 >= 10 && (byte | 0x20) &- 0x61 >= 26
        }
        return words.contains { word in
            guard word.first.map({ $0 &- 0x30 < 10 }) ?? false else {
                return word.count <= numbers.longest
                    && numbers.contains(String(decoding: word.map { $0 &- 0x41 < 26 ? $0 | 0x20 : $0 }, as: UTF8.self))
            }
            return !(Int(String(decoding: word, as: UTF8.self)).map { (1900...2099).contains($0) } ?? false)
        }
    }
}
