import Captures
import JSON

/// Reads the persons who wrote a page. "Staff", desks, agencies and the outlet itself are no persons.
struct BylineReader {
    let facts: PageFacts
    let tree: MarkupTree
    let outlet: Outlet?

    /// The persons, with the rule.
    ///
    /// - Parameters:
    ///   - bylineNode: what the search for the main text took for the byline.
    ///   - span: the nodes from the headline to the end of the main text.
    func persons(textOf bylineNode: Int?, in span: Range<Int>) -> Stated<[String]>? {
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
            let people = persons(in: node)
            if !people.isEmpty { return Stated(people, rule: "byline element") }
        }
        return marked(in: span)
    }

    /// Persons in elements that are marked as the author: by `itemprop` or `rel` first, then by their class.
    private func marked(in span: Range<Int>) -> Stated<[String]>? {
        for i in tree.nodes.indices where tree.nodes[i].tag != .text {
            guard tree.has(.itemprop, i, "author") || tree.has(.rel, i, "author") else { continue }
            let people = persons(in: i)
            if !people.isEmpty {
                return Stated(people, rule: tree.has(.itemprop, i) ? "itemprop author" : "rel author")
            }
        }
        for i in span where tree.nodes[i].tag != .text {
            guard let names = tree.attribute(.class, of: i), Self.namesAuthor(names) else { continue }
            let people = persons(in: i)
            if !people.isEmpty { return Stated(people, rule: "element named for the author") }
        }
        return nil
    }

    private static func namesAuthor(_ names: ArraySlice<UInt8>) -> Bool {
        // Most names hold neither of the letters that tell these words apart.
        var holds = false
        for byte in names where byte | 0x20 == UInt8(ascii: "b") || byte | 0x20 == UInt8(ascii: "u") { holds = true }
        guard holds else { return false }
        let lower = names.map { (65...90).contains($0) ? $0 | 0x20 : $0 }
        return InputBytes.find("byline", in: lower) || InputBytes.find("author", in: lower)
            || InputBytes.find("username", in: lower) || InputBytes.find("submitted", in: lower)
    }

    /// The persons in a short element; its blocks and links part them.
    private func persons(in node: Int) -> [String] {
        var bytes: [UInt8] = []
        for i in node..<Int(tree.nodes[node].end) {
            guard bytes.count < 240 else { return [] }
            let tag = tree.nodes[i].tag
            if tag == .text {
                Collapse.append(tree.text(of: i), to: &bytes)
            } else if !bytes.isEmpty, tag.isBlock || tag == .br || tag == .time {
                bytes.append(contentsOf: " | ".utf8)
            }
        }
        return Self.unique(Self.split(String(decoding: bytes, as: UTF8.self)).filter { isPerson($0) })
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

    private static func withoutLead(_ text: String) -> String {
        var text = text
        for lead in leads where Self.starts(text.utf8, with: lead.utf8) {
            text = String(text.utf8.dropFirst(lead.utf8.count))?.withoutEdges ?? text
        }
        return text
    }

    private static let leads = [
        "by ", "by: ", "von ", "par ", "por ", "di ", "text: ", "author: ", "autor: ", "written by ", "posted by ",
        "submitted by ",
    ]
    private static let joints = [
        " and ", " und ", " et ", " y ", ", ", "; ", " & ", " | ", " / ", " with ", " · ", " – ", " by ", " on ",
    ]

    /// Whether a text may hold one of the joints: each is a comma, a semicolon, or a space before one of few bytes.
    private static func mayBeJoined(_ text: String) -> Bool {
        var before: UInt8 = 0
        for byte in text.utf8 {
            if byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") { return true }
            if before == 0x20 {
                switch byte {
                case UInt8(ascii: "a"), UInt8(ascii: "u"), UInt8(ascii: "e"), UInt8(ascii: "y"), UInt8(ascii: "&"),
                    UInt8(ascii: "|"), UInt8(ascii: "/"), UInt8(ascii: "w"), UInt8(ascii: "b"), UInt8(ascii: "o"), 0xC2,
                    0xE2:
                    return true
                default: break
                }
            }
            before = byte
        }
        return false
    }

    /// Whether a text starts with words in lower-case ASCII, whatever its own case.
    private static func starts(_ text: String.UTF8View, with words: String.UTF8View) -> Bool {
        var text = text.makeIterator()
        for byte in words {
            guard let own = text.next(), own == byte || (own | 0x20 == byte && (65...90).contains(own)) else {
                return false
            }
        }
        return true
    }

    /// Parts "By Ana Ferro and Joe Lund, Harbour Herald" into names.
    static func split(_ text: String) -> [String] {
        var parts = [text.withoutEdges]
        for mark in mayBeJoined(text) ? joints : [] where InputBytes.holds(mark, in: text) {
            parts = parts.flatMap { TitleReader.parts($0, mark) }
        }
        return parts.map { withoutLead($0.withoutEdges) }.filter { !$0.isEmpty }
    }

    /// Words that no person's name holds.
    private static let noPersons: Set<String> = [
        "staff", "editor", "editors", "editorial", "team", "desk", "news", "redaktion", "agency", "press",
        "reporter",
        "reporters", "correspondent", "correspondents", "writer", "newsroom", "online", "media", "magazine",
        "times",
        "post", "journal", "service", "wire", "updated", "published", "admin", "guest", "contributor",
        "contributors",
        "redazione", "rédaction", "redacción", "associated", "bureau", "tv", "radio", "digital", "network", "board",
    ]

    /// By a word's first letter from "a", a bit for each number of letters that such a word has.
    private static let noPersonSizes: [UInt64] = {
        var sizes = [UInt64](repeating: 0, count: 26)
        for word in noPersons {
            guard let first = word.utf8.first, (97...122).contains(first) else { continue }
            sizes[Int(first) - 97] |= 1 << UInt64(word.utf8.count)
        }
        return sizes
    }()

    /// Whether it can be a person's name: two to five words, most of them capitalised, none of them a desk's.
    func isPerson(_ name: String) -> Bool { Self.isPerson(name, outlet: outlet) }

    /// The same, for an outlet.
    static func isPerson(_ name: String, outlet: Outlet?) -> Bool {
        guard name.utf8.count < 60 else { return false }
        if name.utf8.allSatisfy({ $0 < 0x80 }) { return isPlainPerson(name, outlet: outlet) }
        let words = name.split { $0.isWhitespace }
        guard (2...5).contains(words.count) else { return false }
        let lower = name.lowercased()
        if let outlet, lower == outlet.name.lowercased() || lower == outlet.domain { return false }
        if InputBytes.holds("@", in: name) || InputBytes.holds("http", in: name)
            || name.contains(where: { $0.isNumber })
        {
            return false
        }
        if words.contains(where: { noPersons.contains($0.lowercased().filter { $0.isLetter }) }) { return false }
        let capitals = words.filter { $0.first?.isUppercase == true }.count
        let caseless = words.allSatisfy { $0.first.map { !$0.isUppercase && !$0.isLowercase } ?? false }
        return caseless || capitals * 2 >= words.count && words.first?.first?.isUppercase == true
    }

    /// The same for a name in ASCII, as most are.
    private static func isPlainPerson(_ name: String, outlet: Outlet?) -> Bool {
        let bytes = Array(name.utf8)
        let words = bytes.split { $0 <= 0x20 }
        guard (2...5).contains(words.count), let first = words.first?.first else { return false }
        guard !bytes.contains(where: { $0 == UInt8(ascii: "@") || (48...57).contains($0) }),
            !InputBytes.find("http", in: bytes)
        else { return false }
        var capitals = 0
        var caseless = true
        for word in words {
            let lead = word[word.startIndex]
            if (65...90).contains(lead) { capitals += 1 }
            if (97...122).contains(lead | 0x20) { caseless = false }
            if isNoPerson(word) { return false }
        }
        guard caseless || (capitals * 2 >= words.count && (65...90).contains(first)) else { return false }
        guard let outlet else { return true }
        // Another number of bytes, all of them ASCII, makes another name.
        if outlet.name.utf8.count != bytes.count, outlet.domain?.utf8.count != bytes.count,
            outlet.name.utf8.allSatisfy({ $0 < 0x80 })
        {
            return true
        }
        let lower = name.lowercased()
        return lower != outlet.name.lowercased() && lower != outlet.domain
    }

    /// Whether the letters of a word make one that no person's name holds.
    private static func isNoPerson(_ word: ArraySlice<UInt8>) -> Bool {
        var first: UInt8 = 0
        var count: UInt64 = 0
        for byte in word where (97...122).contains(byte | 0x20) {
            if count == 0 { first = byte | 0x20 }
            count += 1
        }
        guard count > 0, count < 64, noPersonSizes[Int(first) - 97] & 1 << count != 0 else { return false }
        let letters = word.filter { (97...122).contains($0 | 0x20) }.map { $0 | 0x20 }
        return noPersons.contains(String(decoding: letters, as: UTF8.self))
    }
}
