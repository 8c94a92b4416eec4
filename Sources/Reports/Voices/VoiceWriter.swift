import Documents
import Moments
import Readings
import Stories
import Texts

/// Gathers who says what, on the text's own attributions.
struct VoiceWriter {
    let view: StoryView
    let all: Bool

    static let mostVoices = 12
    static let mostSaid = 4

    /// What one source is heard to say.
    private struct Gathered {
        var source: String
        var anonymous: Bool
        var documents: Set<Int> = []
        var roots: Set<String> = []
        var said: [(said: VoiceEntry.Said, weight: Double, words: [Int])] = []
    }

    /// Sources heard in most origins first, and how many are left out.
    func entries(_ evidence: inout EvidenceList) -> ([VoiceEntry], leftOut: Int) {
        var gathered: [String: Gathered] = [:]
        var order: [String] = []
        for (d, reading) in view.story.readings.enumerated() {
            for attribution in reading.attributions {
                guard let source = sourceWords(attribution, reading), !attribution.content.isEmpty else { continue }
                let key = Self.key(source)
                if gathered[key] == nil {
                    gathered[key] = Gathered(source: source, anonymous: attribution.anonymous)
                    order.append(key)
                }
                add(attribution, d, reading, to: &gathered[key], &evidence)
            }
        }
        let entries = order.compactMap { key in gathered[key].map { (key, $0) } }
            .sorted { a, b in
                (b.1.roots.count, b.1.said.count, a.0) < (a.1.roots.count, a.1.said.count, b.0)
            }
        let shown = all ? entries : Array(entries.prefix(Self.mostVoices))
        return (shown.map { entry($0.1) }, entries.count - shown.count)
    }

    private func add(
        _ attribution: Attribution, _ document: Int, _ reading: Reading, to gathered: inout Gathered?,
        _ evidence: inout EvidenceList
    ) {
        guard var entry = gathered else { return }
        entry.documents.insert(document)
        let root = view.root(document)
        let isFirst = entry.roots.insert(root).inserted || document == firstDocument(ofRoot: root)
        let cueExtent = attribution.cue.first ?? attribution.content[0]
        let citation = view.wholeSentence(document: document, cueExtent)
        let words = view.words[citation] ?? []
        // Reprints repeat what is already listed.
        let repeats = entry.said.contains { ContentWords.overlap($0.words, words) > 0.85 }
        guard isFirst || !repeats, !repeats else {
            gathered = entry
            return
        }
        let events = (view.tellings[citation] ?? []).map { view.story.events[$0.event] }
        let event = events.max { ($0.origins.count, $1.id) < ($1.origins.count, $0.id) }
        let cue = attribution.cue.map { reading.text[$0] }.joined(separator: " … ")
        let said = VoiceEntry.Said(
            event: event?.id, denies: attribution.denies, cue: cue, evidence: evidence.add(citation),
            mark: event?.mark)
        let weight =
            (attribution.denies ? 2 : 0) + Double(event?.origins.count ?? 0) * 0.5
            + 2 * view.heart(citation)
            - (Readability(view: view).faults(citation) > 4 ? 1 : 0)
        entry.said.append((said, weight, words))
        gathered = entry
    }

    private func entry(_ gathered: Gathered) -> VoiceEntry {
        let ranked = gathered.said.enumerated()
            .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
            .map(\.element.said)
        let kept = all ? ranked : Array(ranked.prefix(Self.mostSaid))
        return VoiceEntry(
            source: gathered.source, anonymous: gathered.anonymous, roles: roles(gathered.source),
            documents: gathered.documents.count,
            outlets: Set(gathered.documents.map { view.outlet($0) }).count, said: kept,
            leftOut: ranked.count - kept.count)
    }

    /// One key for spellings that differ in case or in the article.
    private static func key(_ source: String) -> String {
        let lower = source.lowercased()
        for article in ["the ", "a ", "an "] where lower.hasPrefix(article) {
            return String(lower.dropFirst(article.count))
        }
        return lower
    }

    /// The words that name the source; the entity's name for a pronoun; nil when nobody is named.
    private func sourceWords(_ attribution: Attribution, _ reading: Reading) -> String? {
        if let speaker = attribution.speaker, speaker < reading.entities.count {
            return person(reading.entities[speaker].name) ?? reading.entities[speaker].name
        }
        guard let first = attribution.source.first, isSomebody(attribution, reading) else { return nil }
        var words = reading.text[first]
        if let last = attribution.source.last, last != first, last.end - first.start <= 90, last.start >= first.end {
            words = reading.text[Extent(first.start, last.end)]
        }
        guard words.utf8.count >= 3, words.utf8.count <= 90, !Self.determiners.contains(words.lowercased()) else {
            return nil
        }
        // "according to people": the cue was taken for a part of the source.
        if words.lowercased().hasPrefix("according ") { return nil }
        if let head = attribution.sourceHead, reading.tokens[head].upos == .pron { return nil }
        if Readability.danglers.contains(words.lowercased()) || Readability.firstPerson.contains(words.lowercased()) {
            return nil
        }
        return words
    }

    /// Whether the head of a source that is no entity means a person or a body: "video", "the report", "questions" have no voice of their own,
    /// unless it is said whose they are.
    private func isSomebody(_ attribution: Attribution, _ reading: Reading) -> Bool {
        guard let head = attribution.sourceHead, reading.tokens.indices.contains(head) else { return true }
        let token = reading.tokens[head]
        switch token.xpos {
        case .vbd, .vbz, .vbp, .md: return false
        default: break
        }
        let lemma = (token.lemma.isEmpty ? reading.form(head) : token.lemma).lowercased()
        guard let isSpeaker = view.editor.speakers[lemma] else {
            // An agent's ending: "seismologist", "frontbencher".
            return token.upos != .noun
                || lemma.utf8.count > 5
                    && ["er", "or", "ist", "ian", "man", "ee"].contains(where: { lemma.hasSuffix($0) })
        }
        return isSpeaker
            || reading.names.contains { name in
                name.kind != .other && attribution.source.contains { $0.contains(name.extent) }
            }
    }

    private static let determiners: Set<String> = [
        "the", "its", "his", "her", "their", "this", "that", "these", "those", "who",
    ]

    /// The fullest name of the person or body across the story.
    private func person(_ name: String) -> String? {
        view.story.people.first { $0.name == name || $0.variants.contains(name) }?.name
    }

    private func roles(_ name: String) -> [String] {
        view.story.people.first { $0.name == name || $0.variants.contains(name) }?.roles ?? []
    }

    private func firstDocument(ofRoot root: String) -> Int? {
        view.story.origins.firstIndex { $0.root == root }
    }
}
