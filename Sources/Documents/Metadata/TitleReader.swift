import Captures
import JSON
/// Reads a page's title, without the outlet's name behind or before it.
struct TitleReader {
    let facts: PageFacts
    let tree: MarkupTree
    /// Names the outlet goes by, lower case.
    let outletNames: [String]

    init(_ facts: PageFacts, _ tree: MarkupTree, outlet: Outlet?, siteName: String?) {
        self.facts = facts
        self.tree = tree
        var names: [String] = []
        for name in [siteName, outlet?.name, outlet?.domain] {
            if let name, !name.isEmpty { names.append(name.lowercased()) }
        }
        if let label = outlet?.domain?.split(separator: ".").first { names.append(label.lowercased()) }
        outletNames = names
    }

    private static let marks = [" | ", " – ", " — ", " - ", " · ", " :: ", " » ", " « ", " / ", " • ", " ‹ ", " > "]

    /// The title, with its rule.
    var title: Stated<String>? {
        let heading = onlyHeading
        for candidate in stated {
            let cut = withoutOutlet(candidate.value)
            // The heading on the page is what readers saw; it wins where the stated title only adds to it.
            if let heading, heading.utf8.count > 15, Self.onlyAdds(cut, to: heading) {
                return Stated(heading, rule: "h1 in \(candidate.rule)")
            }
            if !cut.isEmpty { return Stated(cut, rule: candidate.rule) }
        }
        return heading.map { Stated($0, rule: "h1") }
    }

    /// Whether a title is the heading with something put before or behind it after a mark: "Heading - Region".
    private static func onlyAdds(_ title: String, to heading: String) -> Bool {
        guard title != heading else { return false }
        if title.hasPrefix(heading) { return marks.contains { title.dropFirst(heading.count).hasPrefix($0) } }
        if title.hasSuffix(heading) { return marks.contains { title.dropLast(heading.count).hasSuffix($0) } }
        return false
    }

    /// Everything the page calls itself, for telling a repeated heading.
    var all: [String] {
        var all = stated.map(\.value) + stated.map { withoutOutlet($0.value) }
        if let title = facts.titleElement { all.append(title) }
        return all
    }

    private var stated: [Stated<String>] {
        var found: [Stated<String>] = []
        if let headline = LinkedData.string(facts.linkedData.article?["headline"]) {
            found.append(Stated(CharacterReference.decoded(headline), rule: "json-ld headline"))
        }
        if let meta = facts.meta([
            "og:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "twitter:title",
        ]) {
            found.append(Stated(CharacterReference.decoded(meta.value), rule: meta.rule))
        }
        if let title = facts.titleElement { found.append(Stated(title, rule: "title element")) }
        return found
    }

    private var onlyHeading: String? {
        let texts = facts.headings.map { tree.content(of: $0, limit: 1000) }.filter { !$0.isEmpty }
        return texts.count == 1 ? texts[0] : nil
    }

    /// Takes the outlet's name off an end; without a known name, a short last part after a bar.
    func withoutOutlet(_ title: String) -> String {
        for mark in Self.marks {
            let parts = Self.parts(title, mark)
            guard parts.count > 1, let last = parts.last, let first = parts.first else { continue }
            if isOutlet(last) { return withoutOutlet(parts.dropLast().joined(separator: mark).withoutEdges) }
            if isOutlet(first) { return withoutOutlet(parts.dropFirst().joined(separator: mark).withoutEdges) }
        }
        return title.withoutEdges
    }

    private func isOutlet(_ part: String) -> Bool {
        let part = part.lowercased().withoutEdges
        guard !part.isEmpty else { return false }
        let letters = part.filter { $0.isLetter || $0.isNumber }
        return outletNames.contains { name in
            if name == part { return true }
            let other = name.filter { $0.isLetter || $0.isNumber }
            return other == letters || (other.count > 3 && letters.count < 40 && letters.contains(other))
                || (letters.count > 4 && other.contains(letters))
        }
    }

    /// The parts of a text between marks.
    static func parts(_ text: String, _ mark: String) -> [String] {
        var parts: [String] = []
        var current: [UInt8] = []
        let bytes = Array(text.utf8)
        let mark = Array(mark.utf8)
        var i = 0
        while i < bytes.count {
            if i + mark.count <= bytes.count, bytes[i..<(i + mark.count)].elementsEqual(mark) {
                parts.append(String(decoding: current, as: UTF8.self))
                current = []
                i += mark.count
            } else {
                current.append(bytes[i])
                i += 1
            }
        }
        return parts + [String(decoding: current, as: UTF8.self)]
    }
}
