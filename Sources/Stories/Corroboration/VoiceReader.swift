import Documents
import Readings
import Texts

/// Whose word a claim is: the chain from the outlet to the last source, and the voice it counts for.
///
/// An object that remembers what it has said: the claims of a sentence have the same attributions, and each is asked for several times.
final class VoiceReader {
    /// What was read off a claim's attributions.
    struct Voice {
        /// The last source as printed; nil for the outlet's own reporting.
        var source: String?
        /// Outlet first, last source last.
        var chain: [String]
        /// The voice it counts for.
        var key: String
        /// The voice in words.
        var name: String
        /// The outlet a source turns out to be: the claim goes back to it.
        var citedOutlet: Int?
        /// Whether the source is unnamed.
        var anonymous: Bool
        /// Whether its word counts beside another's: the outlet's own, or that of a source with a name.
        var counts = true
    }

    private let readings: [Reading]
    private let people: [Person]
    private let personOf: [[Int]]
    private let outlets: OutletNames
    private let outletNames: [String]
    private let outletKeys: [String]
    private let names: SourceNames
    private var known: [Key: Voice] = [:]

    private struct Key: Hashable {
        var document: Int
        var attributions: [Int]
    }

    init(readings: [Reading], people: [Person], personOf: [[Int]], outlets: OutletNames, names: SourceNames) {
        self.names = names
        outletNames = readings.map { reading in
            guard let outlet = reading.document.outlet?.value else { return "outlet unknown (\(reading.document.id))" }
            return outlets.known(outlet).map { outlets.names[$0] } ?? outlet.name
        }
        outletKeys = outletNames.map { "outlet \(OutletNames.key($0))" }
        self.readings = readings
        self.people = people
        self.personOf = personOf
        self.outlets = outlets
    }

    /// The outlet's name as readers know it; for an unnamed outlet "outlet unknown" and the document's id.
    func outletName(_ document: Int) -> String { outletNames[document] }

    /// The outlet as it is told apart from others; each document without one may be anybody's.
    func outletKey(_ document: Int) -> String { outletKeys[document] }

    /// Whether the outlet is known. Documents without one may all be one newsroom's, so they confirm nothing to each other.
    func isKnown(_ document: Int) -> Bool { readings[document].document.outlet != nil }

    /// What all documents without an outlet count as, as origin and as voice.
    static let unknown = "outlet unknown"

    /// The voice of a document's own reporting. Unknown outlets have one name, but each its own key: they count as one, and what one
    /// says the other can contradict.
    func own(_ document: Int) -> Voice {
        let name = isKnown(document) ? outletNames[document] : Self.unknown
        return Voice(
            source: nil, chain: [name], key: outletKeys[document], name: name, citedOutlet: nil, anonymous: false)
    }

    /// The voice of attributions, innermost first.
    func voice(_ attributions: [Int], in document: Int) -> Voice {
        let key = Key(document: document, attributions: attributions)
        if let voice = known[key] { return voice }
        let voice = read(attributions, in: document)
        known[key] = voice
        return voice
    }

    private func read(_ attributions: [Int], in document: Int) -> Voice {
        let reading = readings[document]
        var voice = own(document)
        for index in attributions.reversed() where index < reading.attributions.count {
            let attribution = reading.attributions[index]
            guard let printed = Self.printed(attribution, reading), !Self.isNobody(attribution, reading) else {
                continue
            }
            if attribution.speaker == nil, Self.isPronoun(printed) {
                // "They said" with nobody found for "they": not the outlet's own word, and nobody's to print.
                voice.counts = false
                continue
            }
            if let outlet = outlet(in: printed) {
                voice.citedOutlet = outlet
                voice.chain.append(outlets.names[outlet])
                voice.source = printed
                voice.name = outlets.names[outlet]
                voice.key = "outlet \(OutletNames.key(outlets.names[outlet]))"
                voice.anonymous = false
                voice.counts = true
                continue
            }
            voice.counts = names.isNamed(attribution, reading)
            let shown = resolved(printed, attribution, in: document)
            voice.chain.append(shown)
            voice.source = shown
            voice.anonymous = attribution.anonymous
            if let speaker = attribution.speaker, speaker < personOf[document].count {
                let person = personOf[document][speaker]
                voice.name = person >= 0 ? people[person].name : reading.entities[speaker].name
                voice.key = "name \(NameKey.words(voice.name).joined(separator: " "))"
            } else {
                voice.name = printed
                voice.key = (attribution.anonymous ? "unnamed " : "source ") + Self.folded(printed)
            }
        }
        return voice
    }

    /// The voice of a phrase that speaks, read off the tree where no attribution was.
    func voice(ofToken token: Int, _ extent: Extent, entity: Int?, in document: Int) -> Voice {
        let reading = readings[document]
        var voice = own(document)
        var printed = reading.text[extent]
        if printed.utf8.count > 80, let comma = printed.firstIndex(of: ",") { printed = String(printed[..<comma]) }
        if let entity, entity < personOf[document].count {
            let person = personOf[document][entity]
            voice.name = person >= 0 ? people[person].name : reading.entities[entity].name
            voice.key = "name \(NameKey.words(voice.name).joined(separator: " "))"
            printed = reading.tokens[token].upos == .pron ? voice.name : printed
        } else if reading.tokens[token].upos == .pron {
            voice.counts = false
            return voice
        } else {
            voice.name = printed
            voice.key = "source " + Self.folded(printed)
            voice.counts = reading.tokens[token].upos == .propn || names.isBody(reading.tokens[token].lemma)
        }
        voice.source = printed
        voice.chain.append(printed)
        return voice
    }

    /// Whether what was taken for a source is none: the dateline, or an article alone.
    private static func isNobody(_ attribution: Attribution, _ reading: Reading) -> Bool {
        guard let first = attribution.source.first else { return true }
        if let dateline = reading.document.dateline, dateline.overlaps(first) { return true }
        // A clause was taken for a source: "the number of dead rose to 19".
        if let head = attribution.sourceHead, reading.tokens.indices.contains(head),
            [.vbd, .vbz, .vbp, .md].contains(reading.tokens[head].xpos)
        {
            return true
        }
        return attribution.source.count == 1 && ["the", "a", "an"].contains(reading.text[first].lowercased())
    }

    /// A pronoun becomes the name it stands for.
    private func resolved(_ printed: String, _ attribution: Attribution, in document: Int) -> String {
        guard Self.isPronoun(printed), let speaker = attribution.speaker, speaker < personOf[document].count else {
            return printed
        }
        let person = personOf[document][speaker]
        return person >= 0 ? people[person].name : readings[document].entities[speaker].name
    }

    /// A source as printed, without what follows its first comma when that is long.
    static func printed(_ attribution: Attribution, _ reading: Reading) -> String? {
        guard let first = attribution.source.first, !first.isEmpty else { return nil }
        var bytes = Array(reading.text.utf8[min(first.start, reading.text.count)..<min(first.end, reading.text.count)])
        if let clause = relativeClause(first, reading) { bytes = Array(bytes.prefix(clause - first.start)) }
        if bytes.count > 80, let comma = bytes.firstIndex(of: 0x2C), comma > 3 { bytes = Array(bytes[..<comma]) }
        // "(CNN) The minister": a credit before the sentence is no part of the source.
        if let close = bytes.firstIndex(of: UInt8(ascii: ")")), close < 16,
            bytes.firstIndex(of: UInt8(ascii: "(")) ?? 0 <= 0, close + 2 < bytes.count
        {
            bytes = Array(bytes[(close + 1)...])
            while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
        }
        while let last = bytes.last, last == 0x2C || last <= 0x20 { bytes.removeLast() }
        let text = String(decoding: bytes, as: UTF8.self)
        return text.isEmpty ? nil : text
    }

    /// Where ", who …", ", whose …" begins in a source: what follows describes it and is no part of its name.
    private static func relativeClause(_ source: Extent, _ reading: Reading) -> Int? {
        let tokens = reading.tokens(in: source)
        for i in tokens.dropFirst() where ["who", "whose", "which"].contains(reading.form(i).lowercased()) {
            let start = reading.tokens[i - 1].extent
            return start.start > source.start && reading.tokens[i - 1].upos == .punct ? start.start : nil
        }
        return nil
    }

    /// Words that describe a source, without articles and numbers, so that "two officials" and "officials" are one description.
    static func folded(_ source: String) -> String {
        NameKey.words(source).filter { !unspecific.contains($0) && Int($0) == nil }.joined(separator: " ")
    }

    private static let unspecific: Set<String> = [
        "the", "a", "an", "its", "his", "her", "their", "some", "two", "three", "several", "other",
    ]
    private static let pronouns: Set<String> = [
        "he", "she", "they", "it", "who", "which", "that", "this", "we", "i", "you", "his", "her", "their", "its",
        "him", "them", "these", "those",
    ]

    private static func isPronoun(_ source: String) -> Bool {
        let words = NameKey.words(source)
        guard let first = words.first else { return true }
        return pronouns.contains(first) && (words.count == 1 || ["who", "which", "that"].contains(first))
    }

    private func outlet(in source: String) -> Int? {
        if let known = outlets.known(named: source) { return known }
        var scanner = WordScanner()
        scanner.scan(Array(source.utf8))
        let words = scanner.words
        // "the news agency Interfax", not "a Reuters reporter's neighbour in …".
        guard words.count <= 6 else { return nil }
        for i in words.indices { if let match = outlets.match(words, at: i, credit: false) { return match.outlet } }
        return nil
    }
}
