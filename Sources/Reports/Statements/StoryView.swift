import Documents
import Moments
import Readings
import Stories
import Texts

/// Look-ups into a story that several sections need, made once.
struct StoryView {
    let story: Story
    /// For each document its events' tellings: sentence extent → (event, telling).
    let tellings: [Citation: [(event: Int, telling: Int)]]
    /// The content words of the story, each once.
    let vocabulary: [String]
    /// Those of each sentence, as ascending indexes into `vocabulary`.
    let words: [Citation: [Int]]
    /// For each the number of origins that use it.
    private let users: [Int]
    private let index: [String: Int]
    /// Number of origins in the story.
    let origins: Int
    /// Series entries by the sentence they were read from.
    let entries: [Citation: [(series: Int, entry: Int)]]
    /// Position of each document by its id.
    let numbers: [String: Int]
    /// Sentences that stand in an open contradiction.
    let disputed: Set<Citation>
    /// What an editor knows of words.
    let editor: EditorRules
    /// Earliest and latest published moment of the dated documents.
    let span: (first: Moment, last: Moment)?
    /// How badly each sentence that tells an event stands alone (`Readability`).
    private(set) var faults: [Citation: Double] = [:]
    /// Sections of pages on the story.
    let sections = SectionMemo()

    init(_ story: Story, editor: EditorRules = .none) {
        self.story = story
        self.editor = editor
        var tellings: [Citation: [(event: Int, telling: Int)]] = [:]
        for (e, event) in story.events.enumerated() {
            for (t, telling) in event.tellings.enumerated() {
                tellings[telling.citation, default: []].append((e, t))
            }
        }
        self.tellings = tellings
        var vocabulary: [String] = []
        var index: [String: Int] = [:]
        var words: [Citation: [Int]] = [:]
        var users: [Set<Int>] = []
        var roots: [String: Int] = [:]
        for (d, reading) in story.readings.enumerated() {
            let name = d < story.origins.count ? story.origins[d].root : "\(d)"
            let root = roots[name] ?? roots.count
            roots[name] = root
            for sentence in reading.sentences {
                var found: [Int] = []
                for word in ContentWords.words(of: sentence, in: reading) {
                    let number = index[word] ?? vocabulary.count
                    if number == vocabulary.count {
                        index[word] = number
                        vocabulary.append(word)
                        users.append([])
                    }
                    users[number].insert(root)
                    found.append(number)
                }
                words[Citation(document: d, extent: sentence.extent)] = found.sorted()
            }
        }
        self.vocabulary = vocabulary
        self.index = index
        self.words = words
        self.users = users.map(\.count)
        origins = roots.count
        var entries: [Citation: [(series: Int, entry: Int)]] = [:]
        for (s, series) in story.series.enumerated() {
            for (e, entry) in series.entries.enumerated() { entries[entry.citation, default: []].append((s, e)) }
        }
        self.entries = entries
        var numbers: [String: Int] = [:]
        for (d, reading) in story.readings.enumerated() where numbers[reading.document.id] == nil {
            numbers[reading.document.id] = d
        }
        self.numbers = numbers
        disputed = Set(story.contradictions.filter { $0.status == .open }.flatMap { [$0.a, $0.b] })
        let moments = story.readings.compactMap { $0.document.published?.moment }
        if let first = moments.min(), let last = moments.max() { span = (first, last) } else { span = nil }
        let readability = Readability(view: self)
        for citation in tellings.keys { faults[citation] = readability.faults(citation) }
    }

    /// Whether an event is background: read so, or over for five years before the latest report.
    ///
    /// Undated reports are taken to be of this century: nothing later is known of them.
    func isBackground(_ event: Event) -> Bool {
        if event.background { return true }
        guard let end = event.end ?? event.start else { return false }
        let reference = span?.last ?? Moment(seconds: 946_684_800)
        return reference.seconds - end.seconds > 5 * 365 * 86_400
    }

    /// Share of the origins that use a word, 0 to 1.
    func spread(of word: String) -> Double { index[word].map(spread) ?? 0 }

    private func spread(_ word: Int) -> Double { Double(users[word]) / Double(max(origins, 1)) }

    /// How much of the story's shared vocabulary a sentence holds: mean spread of its eight most shared words, 0 to 1.
    func heart(_ citation: Citation) -> Double {
        let shares = (words[citation] ?? []).map(spread).sorted(by: >)
        return shares.prefix(8).reduce(0, +) / 8
    }

    func document(_ index: Int) -> Document { story.readings[index].document }

    func published(_ index: Int) -> Moment? { dated(index)?.moment }

    /// The same as exactly as it was stated.
    func dated(_ index: Int) -> Dated? { document(index).published }

    func outlet(_ index: Int) -> String { document(index).outlet?.value.name ?? "outlet unknown" }

    func root(_ index: Int) -> String { index < story.origins.count ? story.origins[index].root : "\(index)" }

    func quote(_ citation: Citation) -> String {
        let printed = self.printed(citation)
        return document(printed.document).text[printed.extent]
    }

    /// Where the words begin behind an agency's or outlet's capitals in brackets ("(CNN) The minister"); nil where there are none.
    private func credit(_ citation: Citation) -> Int? {
        let bytes = document(citation.document).text.utf8[citation.extent.range]
        guard bytes.first == UInt8(ascii: "("), let close = bytes.prefix(12).firstIndex(of: UInt8(ascii: ")")),
            close - bytes.startIndex > 2,
            bytes[(bytes.startIndex + 1)..<close].allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
        else { return nil }
        let start = bytes[(close + 1)...].firstIndex { $0 > 0x20 }
        return start.map { $0 > close + 1 ? $0 : nil } ?? nil
    }

    /// What is printed of a cited sentence: all of it, but for a dateline at its start ("KYIV (Reuters) —"), which is no part of what
    /// it says. The rest is still byte for byte a stretch of the text.
    func printed(_ citation: Citation) -> Citation {
        let document = document(citation.document)
        if let mark = listMark(citation) ?? credit(citation) {
            return Citation(document: citation.document, extent: Extent(mark, citation.extent.end))
        }
        guard let dateline = document.dateline, dateline.lower <= citation.extent.lower,
            dateline.end > citation.extent.start, dateline.end < citation.extent.end
        else { return citation }
        let bytes = document.text.utf8
        var start = dateline.end
        while start < citation.extent.end, Self.isJoint(bytes, start) { start += bytes[start] < 0x80 ? 1 : 3 }
        guard start < citation.extent.end else { return citation }
        return Citation(document: citation.document, extent: Extent(start, citation.extent.end))
    }

    /// Where the words begin behind the sign of a list ("• Local officials said"); nil where there is none.
    private func listMark(_ citation: Citation) -> Int? {
        let bytes = document(citation.document).text.utf8
        let start = citation.extent.start
        guard start + 4 < citation.extent.end else { return nil }
        let length: Int
        switch (bytes[start], bytes[start + 1], bytes[start + 2]) {
        case (UInt8(ascii: "*"), 0x20, _), (UInt8(ascii: "-"), 0x20, _): length = 2
        case (0xC2, 0xB7, _): length = 2
        // • ‣ ▪ ■ ● ► ◦ – —
        case (0xE2, 0x80, 0xA2), (0xE2, 0x80, 0xA3), (0xE2, 0x96, _), (0xE2, 0x97, _), (0xE2, 0x80, 0x93),
            (0xE2, 0x80, 0x94):
            length = 3
        default: return nil
        }
        var at = start + length
        while at < citation.extent.end, bytes[at] <= 0x20 { at += 1 }
        return at < citation.extent.end ? at : nil
    }

    /// White space, or a dash as it stands behind a dateline.
    private static func isJoint(_ bytes: [UInt8], _ i: Int) -> Bool {
        if bytes[i] <= 0x20 || bytes[i] == UInt8(ascii: "-") || bytes[i] == UInt8(ascii: ":") { return true }
        return bytes[i] == 0xE2 && i + 2 < bytes.count && bytes[i + 1] == 0x80 && (0x90...0x95).contains(bytes[i + 2])
    }

    func sentence(_ citation: Citation) -> Sentence? {
        story.readings[citation.document].sentences.first { $0.extent == citation.extent }
    }

    /// A reason that ends with a document's id, with the document's number instead: "superseded by [3]".
    func numbered(_ reason: String) -> String {
        guard let space = reason.utf8.lastIndex(of: UInt8(ascii: " ")) else { return reason }
        let id = String(reason[reason.utf8.index(after: space)...])
        guard let index = numbers[id] else { return reason }
        return reason[...space] + "[\(index + 1)]"
    }

    /// The whole sentence that holds an extent; the extent itself when there is none.
    func wholeSentence(document: Int, _ extent: Extent) -> Citation {
        let sentences = story.readings[document].sentences
        let found = sentences.first { $0.extent.contains(extent) } ?? sentences.first { $0.extent.overlaps(extent) }
        return Citation(document: document, extent: found?.extent ?? extent)
    }

    /// Whose word a telling is: the source in the text, else the outlet.
    func source(_ source: String?, document: Int) -> String {
        guard let source, !Readability.danglers.contains(source.lowercased()) else { return outlet(document) }
        return source
    }

    /// The same for a cited sentence: a pronoun becomes the name it stands for, as the attribution was read.
    func source(_ source: String?, in citation: Citation) -> String {
        let reading = story.readings[citation.document]
        if let source, Readability.danglers.contains(source.lowercased()) {
            for attribution in reading.attributions {
                guard let speaker = attribution.speaker, speaker < reading.entities.count,
                    attribution.cue.contains(where: { citation.extent.contains($0) })
                else { continue }
                return reading.entities[speaker].name
            }
        }
        return self.source(source, document: citation.document)
    }

    /// The sentence that a correction concerns, and what it says of it; nil when it concerns none that is here.
    func corrected(_ amendment: Amendment) -> (citation: Citation, words: String)? {
        let what: (document: String, at: Int, words: String)
        switch amendment.change {
        case .apart(let document, let at): what = (document, at, "tells of another event than it was joined to.")
        case .date(let document, let at?, let value): what = (document, at, "speaks of \(value).")
        case .place(let document, let at, let name, _, _):
            what = (document, at, name.map { "is told of \($0)." } ?? "names no place.")
        default: return nil
        }
        guard let d = numbers[what.document],
            let sentence = story.readings[d].sentences.first(where: {
                $0.extent.start <= what.at && what.at < $0.extent.end
            })
        else { return nil }
        return (Citation(document: d, extent: sentence.extent), what.words)
    }
}
