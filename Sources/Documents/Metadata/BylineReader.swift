import Captures
import JSON

/// Reads the persons who wrote a page. "Staff", desks, agencies and the outlet itself are no persons.
struct BylineReader {
    let facts: PageFacts
    let tree: MarkupTree
    let outlet: Outlet?

    /// The persons, with the rule.
    func persons(textOf bylineNode: Int?) -> Stated<[String]>? {
        if let article = facts.linkedData.article {
            let people = authors(article["author"]).flatMap { Self.split($0) }.filter { isPerson($0) }
            if !people.isEmpty { return Stated(Self.unique(people), rule: "json-ld author") }
        }
        for name in [
            "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl",
            "cxenseparse:author", "twitter:data1",
        ] {
            let people = facts.allMetas(name).filter { OutletNames.host(of: $0) == nil }.flatMap {
                Self.split(CharacterReference.decoded($0))
            }
            .filter { isPerson($0) }
            if name == "twitter:data1", facts.meta(["twitter:label1"])?.value.lowercased().contains("by") != true {
                continue
            }
            if !people.isEmpty { return Stated(Self.unique(people), rule: "meta \(name)") }
        }
        if let node = bylineNode {
            let people = Self.split(tree.content(of: node, limit: 400)).filter { isPerson($0) }
            if !people.isEmpty { return Stated(Self.unique(people), rule: "byline element") }
        }
        return nil
    }

    /// Only what is not said to be an organisation.
    private func authors(_ value: JSONValue?) -> [String] {
        switch value {
        case .array(let elements)?: return elements.flatMap { authors($0) }
        case .object?:
            if let value, LinkedData.types(value).contains("Organization") { return [] }
            return LinkedData.strings(value?["name"])
        default: return LinkedData.strings(value)
        }
    }

    private static func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0.lowercased()).inserted }
    }

    /// Parts "By Ana Ferro and Joe Lund, Harbour Herald" into names.
    static func split(_ text: String) -> [String] {
        var text = text.withoutEdges
        for lead in [
            "by ", "by: ", "von ", "par ", "por ", "di ", "text: ", "author: ", "autor: ", "written by ", "posted by ",
        ] {
            if text.lowercased().hasPrefix(lead) { text = String(text.dropFirst(lead.count)).withoutEdges }
        }
        var parts = [text]
        for mark in [" and ", " und ", " et ", " y ", ", ", "; ", " & ", " | ", " / ", " with ", " · ", " – "] {
            parts = parts.flatMap { TitleReader.parts($0, mark) }
        }
        return parts.map { $0.withoutEdges }.filter { !$0.isEmpty }
    }

    /// Whether it can be a person's name: two to five words, most of them capitalised, none of them a desk's.
    func isPerson(_ name: String) -> Bool { Self.isPerson(name, outlet: outlet) }

    /// The same, for an outlet.
    static func isPerson(_ name: String, outlet: Outlet?) -> Bool {
        let words = name.split { $0.isWhitespace }
        guard (2...5).contains(words.count), name.utf8.count < 60 else { return false }
        let lower = name.lowercased()
        if let outlet, lower == outlet.name.lowercased() || lower == outlet.domain { return false }
        if name.contains("@") || name.contains("http") || name.contains(where: { $0.isNumber }) { return false }
        let noPersons: Set<String> = [
            "staff", "editor", "editors", "editorial", "team", "desk", "news", "redaktion", "agency", "press",
            "reporter",
            "reporters", "correspondent", "correspondents", "writer", "newsroom", "online", "media", "magazine",
            "times",
            "post", "journal", "service", "wire", "updated", "published", "admin", "guest", "contributor",
            "contributors",
            "redazione", "rédaction", "redacción", "associated", "bureau", "tv", "radio", "digital", "network", "board",
        ]
        if words.contains(where: { noPersons.contains($0.lowercased().filter { $0.isLetter }) }) { return false }
        let capitals = words.filter { $0.first?.isUppercase == true }.count
        let caseless = words.allSatisfy { $0.first.map { !$0.isUppercase && !$0.isLowercase } ?? false }
        return caseless || capitals * 2 >= words.count && words.first?.first?.isUppercase == true
    }
}
