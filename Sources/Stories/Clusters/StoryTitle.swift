import Documents
import Readings
import Texts

/// Names a story in words of its documents: the headline nearest the middle of the group, or its foremost names.
struct StoryTitle {
    let story: Story
    let vectors: [TermVector]
    let reader: FeatureReader

    var title: String {
        if let headline = headline() { return headline }
        if let composed = composed() { return composed }
        return firstWords()
    }

    /// The headline of the document whose words lie nearest the group's centre; independent tellings first.
    private func headline() -> String? {
        var centre = TermVector()
        for vector in vectors { centre.add(vector, limit: 200) }
        let norm = max(centre.norm, 1e-6)
        var best: (text: String, score: Float)?
        for (i, reading) in story.readings.enumerated() {
            guard let text = Self.headline(of: reading.document), (15...140).contains(text.utf8.count) else { continue }
            var score = vectors[i].dot(centre) / norm
            if story.origins.indices.contains(i), story.origins[i].relation != .independent { score *= 0.7 }
            if text.utf8.count > 100 { score *= 0.8 }
            if reader.counts(text) { score *= Float(StoryFeature.counting) }
            if score > (best?.score ?? -1) { best = (text, score) }
        }
        return best?.text
    }

    private static func headline(of document: Document) -> String? {
        if let title = document.title?.value { return trimmed(title) }
        return document.blocks.first { $0.kind == .headline }.map { trimmed(document.text[$0.extent]) }
    }

    private static func trimmed(_ text: String) -> String {
        text.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "\t" }).joined(separator: " ")
    }

    /// "Kursk, Ukraine: offensive": the places and people most documents name, and the commonest kind of event.
    private func composed() -> String? {
        var counts: [String: (documents: Int, first: Int)] = [:]
        var order = 0
        for reading in story.readings {
            var here: Set<String> = []
            for entity in reading.entities where entity.kind != .other && here.insert(entity.name).inserted {
                counts[entity.name, default: (0, order)].documents += 1
                order += 1
            }
        }
        let names = counts.keys.sorted {
            let (a, b) = (counts[$0] ?? (0, 0), counts[$1] ?? (0, 0))
            return a.documents != b.documents ? a.documents > b.documents : a.first < b.first
        }
        guard !names.isEmpty else { return nil }
        var types: [String: Int] = [:]
        for event in story.events where !event.background {
            if let type = event.type { types[type, default: 0] += event.articles }
        }
        let type = types.max { $0.value != $1.value ? $0.value < $1.value : $0.key > $1.key }?.key
        return names.prefix(2).joined(separator: ", ") + (type.map { ": \($0)" } ?? "")
    }

    /// The first words of the first text.
    private func firstWords() -> String {
        let words = story.readings.first.map { Self.trimmed($0.text[Extent(0, min($0.text.count, 400))]) } ?? ""
        guard words.utf8.count > 80 else { return words }
        var result = ""
        for word in words.split(separator: " ") {
            if result.utf8.count + word.utf8.count > 76 { break }
            result += result.isEmpty ? String(word) : " \(word)"
        }
        return result + " …"
    }
}
