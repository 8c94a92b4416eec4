import Documents
public import Lexicons
import Texts

/// Gives each tagged word its dictionary form: rules learnt from treebanks, looked up by the word's ending and Penn tag.
///
/// A whole word that behaves against the rules has an entry of its own; any other takes the rule of its longest listed
/// ending (at most `longestEnding` bytes) under its tag. Cost: a dozen table look-ups a word; no allocation but for
/// lemmas of more than 15 bytes.
@_spi(Lab) public final class Lemmatiser {
    /// Longest ending in bytes that has rules.
    public static let longestEnding = 6

    private let model: LemmaModel
    /// Verbs whose participles the endings mislead, by the hash of their stem; 2 where an e belongs to it.
    private let stems: WordTable

    /// Makes a lemmatiser with the embedded model.
    public init() throws(LexiconError) {
        model = try LemmaModel(named: "models/english.lemmas")
        var entries: [(hash: UInt64, value: UInt16)] = []
        for row in try Table(named: "lexicons/lemma-stems.tsv", columns: ["verb"]).rows {
            var verb = Array(row["verb"].utf8)
            let hasE = verb.last == 0x65
            if hasE { verb.removeLast() }
            entries.append((verb.withUnsafeBufferPointer { Self.hash($0) }, hasE ? 2 : 1))
        }
        stems = WordTable(entries)
    }

    /// FNV-1a over small letters.
    private static func hash(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var h: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in word { h = (h ^ UInt64(byte &- 0x41 < 26 ? byte | 0x20 : byte)) &* 0x100_0000_01B3 }
        return h
    }

    /// What lists say against the endings: "boasted" is boast, "faded" is fade, and the lemma of CEO is CEO.
    private func listed(_ word: UnsafeBufferPointer<UInt8>, _ tag: XPOS) -> LemmaEdit? {
        switch tag {
        case .vbd, .vbn, .vbg:
            let ending = tag == .vbg ? 3 : 2
            guard word.count > ending + 1, word[word.count - 1] | 0x20 == (tag == .vbg ? 0x67 : 0x64) else {
                return nil
            }
            let stem = UnsafeBufferPointer(rebasing: word[..<(word.count - ending)])
            let listed = stems[Self.hash(stem)]
            if listed == 0, stem.count > 3, stem[stem.count - 1] == stem[stem.count - 2],
                stems[Self.hash(UnsafeBufferPointer(rebasing: stem.dropLast()))] == 1
            {
                // "signalled"
                return LemmaEdit(letters: .lower, removed: UInt8(ending + 1), appended: 0..<0)
            }
            switch listed {
            case 1: return LemmaEdit(letters: .lower, removed: UInt8(ending), appended: 0..<0)
            case 2 where tag != .vbg: return LemmaEdit(letters: .lower, removed: 1, appended: 0..<0)
            default: return nil
            }
        case .vbz:
            guard word.count > 3, word[word.count - 1] == 0x73, word[word.count - 2] == 0x65,
                stems[Self.hash(UnsafeBufferPointer(rebasing: word.dropLast(2)))] == 2
            else { return nil }
            return LemmaEdit(letters: .lower, removed: 1, appended: 0..<0)
        case .nn, .nns:
            // Two to four capitals, and a small s for several.
            let count = tag == .nns && word.last == 0x73 ? word.count - 1 : word.count
            guard count >= 2, count <= 4 else { return nil }
            for i in 0..<count where word[i] &- 0x41 >= 26 { return nil }
            return LemmaEdit(letters: .kept, removed: UInt8(word.count - count), appended: 0..<0)
        default: return nil
        }
    }

    /// Fills the lemma of every token from its letters and tags.
    public func read(_ reading: inout Reading) {
        let bytes = reading.document.text.utf8
        bytes.withUnsafeBufferPointer { buffer in
            for i in reading.tokens.indices {
                let token = reading.tokens[i]
                let lower = min(token.extent.start, buffer.count)
                let upper = min(max(token.extent.end, lower), buffer.count)
                let word = UnsafeBufferPointer(rebasing: buffer[lower..<upper])
                reading.tokens[i].lemma = (listed(word, token.xpos) ?? model.edit(of: word, token.xpos)).lemma(
                    of: word, model)
            }
        }
    }

    /// The lemma of one word, for tests and training.
    public func lemma(of word: String, _ tag: XPOS) -> String {
        let bytes = Array(word.utf8)
        return bytes.withUnsafeBufferPointer { (listed($0, tag) ?? model.edit(of: $0, tag)).lemma(of: $0, model) }
    }
}

/// How a word is written, as far as its lemma depends on it.
@_spi(Lab) public enum LemmaShape: UInt8, Sendable {
    /// Common words in small letters or with one capital in front.
    case plain
    /// Common words with capitals inside: "CEO", "STOP".
    case capitals
    /// Proper nouns.
    case proper
    /// Proper nouns written small: "asia".
    case properLower

    /// The shape of a word under a tag.
    public init(of word: UnsafeBufferPointer<UInt8>, _ tag: XPOS) {
        let first = word.first ?? 0
        if tag == .nnp || tag == .nnps {
            self = first &- 0x61 < 26 ? .properLower : .proper
            return
        }
        for byte in word.dropFirst() where byte &- 0x41 < 26 {
            self = .capitals
            return
        }
        self = .plain
    }
}

/// What makes a lemma of a word: put the letters into one case, take some away at the end, append others.
@_spi(Lab) public struct LemmaEdit: Hashable, Sendable {
    /// What happens to the word's capitals.
    public enum Letters: UInt8, Sendable {
        /// All small.
        case lower
        /// As written.
        case kept
        /// One capital in front.
        case title
        /// The word is dropped; what is appended is the lemma.
        case replaced
    }

    /// What happens to the word's capitals.
    public var letters: Letters
    /// Bytes taken away at the end.
    public var removed: UInt8
    /// Bytes of the model's strings that are appended.
    public var appended: Range<Int>

    /// Makes an edit.
    public init(letters: Letters, removed: UInt8, appended: Range<Int>) {
        self.letters = letters
        self.removed = removed
        self.appended = appended
    }

    func lemma(of word: UnsafeBufferPointer<UInt8>, _ model: LemmaModel) -> String {
        let kept = letters == .replaced ? 0 : max(0, word.count - Int(removed))
        let count = kept + appended.count
        guard count > 0 else { return String(decoding: word, as: UTF8.self) }
        return String(unsafeUninitializedCapacity: count) { out in
            for i in 0..<kept {
                let byte = word[i]
                switch letters {
                case .lower: out[i] = byte &- 0x41 < 26 ? byte | 0x20 : byte
                case .title where i == 0: out[i] = byte &- 0x61 < 26 ? byte & 0xDF : byte
                case .title: out[i] = byte &- 0x41 < 26 ? byte | 0x20 : byte
                default: out[i] = byte
                }
            }
            for (i, at) in appended.enumerated() { out[kept + i] = model.strings[at] }
            return count
        }
    }
}
