import Captures
import JSON
/// Reads a page's title, without the outlet's name behind or before it.
struct TitleReader {
    let facts: PageFacts
    let tree: MarkupTree
    /// Names the outlet goes by, lower case, whole and without anything but letters and digits.
    private let outletNames: [(name: String, letters: String)]

    init(_ facts: PageFacts, _ tree: MarkupTree, outlet: Outlet?, siteName: String?) {
        self.facts = facts
        self.tree = tree
        var names: [String] = []
        for name in [siteName, outlet?.name, outlet?.domain] {
            if let name, !name.isEmpty { names.append(name.lowercased()) }
        }
        if let label = outlet?.domain?.split(separator: ".").first { names.append(label.lowercased()) }
        outletNames = names.map { ($0, Self.letters(of: $0)) }
    }

    /// Any heading of the first three orders that a title only adds to, when the title has a mark in it.
    private func innerHeading(of title: String) -> String? {
        guard Self.joints.contains(where: { InputBytes.holds($0, in: title) }) else { return nil }
        let headings = facts.innerHeadings.map { tree.content(of: $0, limit: 400) }.filter {
            $0.utf8.count > 15 && Self.onlyAdds(title, to: $0)
        }
        return headings.max { $0.utf8.count < $1.utf8.count }
    }

    /// Marks between a title and what is put before or behind it.
    private static let joints = marks + [" : ", ": "]
    private static let marks = [" | ", " – ", " — ", " - ", " · ", " :: ", " » ", " « ", " / ", " • ", " ‹ ", " > "]

    /// The title, with its rule.
    var title: Stated<String>? {
        let heading = onlyHeading
        for candidate in stated {
            let cut = withoutOutlet(candidate.value)
            // The heading on the page is what readers saw; it wins where the stated title only adds to it. Of two that do,
            // the shorter is the site's.
            let inner = innerHeading(of: cut)
            if let heading, heading.utf8.count > 15, Self.onlyAdds(cut, to: heading),
                heading.utf8.count >= inner?.utf8.count ?? 0
            {
                return Stated(heading, rule: "h1 in \(candidate.rule)")
            }
            if let inner { return Stated(inner, rule: "heading in \(candidate.rule)") }
            if !cut.isEmpty { return Stated(cut, rule: candidate.rule) }
        }
        return heading.map { Stated($0, rule: "h1") }
    }

    /// Whether a title is the heading with something put before or behind it after a mark: "Heading - Region".
    private static func onlyAdds(_ title: String, to heading: String) -> Bool {
        guard title != heading, title.utf8.count > heading.utf8.count else { return false }
        if title.hasPrefix(heading) { return joints.contains { title.dropFirst(heading.count).hasPrefix($0) } }
        if title.hasSuffix(heading) { return joints.contains { title.dropLast(heading.count).hasSuffix($0) } }
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
        for mark in [" : ", ": "] {
            let parts = Self.parts(title, mark)
            guard parts.count > 1, let first = parts.first, let last = parts.last else { continue }
            // A colon is also part of headlines: nothing but the outlet's whole name is taken off.
            if isWholeName(first) { return parts.dropFirst().joined(separator: mark).withoutEdges }
            if isWholeName(last) { return parts.dropLast().joined(separator: mark).withoutEdges }
        }
        return title.withoutEdges
    }

    private func isWholeName(_ part: String) -> Bool {
        let letters = Self.letters(of: part.lowercased())
        return letters.utf8.count > 3 && outletNames.contains { $0.letters == letters }
    }

    private func isOutlet(_ part: String) -> Bool {
        let part = part.lowercased().withoutEdges
        guard !part.isEmpty else { return false }
        let letters = Self.letters(of: part)
        return outletNames.contains { name, other in
            name == part || other == letters
                || (other.count > 3 && letters.count < 40 && InputBytes.holds(other, in: letters))
                || (letters.count > 4 && InputBytes.holds(letters, in: other))
        }
    }

    private static func letters(of name: String) -> String {
        if name.utf8.allSatisfy({ $0 < 0x80 }) {
            let kept = name.utf8.filter { (97...122).contains($0 | 0x20) || (48...57).contains($0) }
            return String(decoding: kept, as: UTF8.self)
        }
        return name.filter { $0.isLetter || $0.isNumber }
    }

    /// The parts of a text between marks.
    static func parts(_ text: String, _ mark: String) -> [String] {
        guard InputBytes.holds(mark, in: text) else { return [text] }
        let bytes = Array(text.utf8)
        let mark = Array(mark.utf8)
        var parts: [String] = []
        var start = 0
        var i = 0
        while i + mark.count <= bytes.count {
            if bytes[i] == mark[0], bytes[i..<(i + mark.count)].elementsEqual(mark) {
                parts.append(String(decoding: bytes[start..<i], as: UTF8.self))
                i += mark.count
                start = i
            } else {
                i += 1
            }
        }
        return parts + [String(decoding: bytes[start...], as: UTF8.self)]
    }
}
