/// One item of a feed, turned into a capture: its fullest content as bytes, the rest as statements.
struct FeedItem {
    private let item: XMLElement
    private let channel: FeedChannel
    private let kind: String
    private let rules: [String]
    /// The children that mean something: number of the name, place in the item's content.
    private var children: [(number: Int, place: Int)] = []

    init(_ item: XMLElement, _ channel: FeedChannel) {
        self.item = item
        self.channel = channel
        kind = item.name == "entry" ? "atom" : "rss"
        rules = item.name == "entry" ? FeedNames.rules.atom : FeedNames.rules.rss
        for (place, piece) in item.content.enumerated() {
            if case .element(let child) = piece, let number = FeedNames.number(child.name) {
                children.append((number, place))
            }
        }
    }

    func capture(_ name: InputName, _ line: Int) -> Capture {
        let (bytes, isMarkup) = content
        var capture = Capture(
            origin: name.path, line: line, url: url, mediaType: isMarkup ? "text/html" : "text/plain", charset: "utf-8",
            bytes: bytes)
        capture.isFragment = true
        capture.statements = statements
        return capture
    }

    // MARK: Children

    private func element(_ place: Int) -> XMLElement? {
        if case .element(let child) = item.content[place] { child } else { nil }
    }

    /// The first child of a name.
    private func child(_ number: Int) -> XMLElement? {
        for child in children where child.number == number { return element(child.place) }
        return nil
    }

    private func child(_ numbers: [Int]) -> XMLElement? { numbers.first.flatMap { child($0) } }

    /// The children of these names, by name.
    private func all(_ numbers: [Int]) -> [(number: Int, element: XMLElement)] {
        var found: [(number: Int, element: XMLElement)] = []
        for number in numbers {
            for child in children where child.number == number {
                if let element = element(child.place) { found.append((number, element)) }
            }
        }
        return found
    }

    // MARK: Content

    /// The fullest of what the item holds, and whether it is markup.
    private var content: (bytes: [UInt8], isMarkup: Bool) {
        var best: (bytes: ArraySlice<UInt8>, isMarkup: Bool) = ([], false)
        for number in FeedNames.contents {
            guard let element = child(number) else { continue }
            let type = element["type"] ?? ""
            let isXHTML =
                type == "xhtml" || type == "application/xhtml+xml" || FeedNames.xhtmlBody.contains(number)
                || element.holdsChild { $0.hasSuffix("div") || $0.hasSuffix(":p") }
            let bytes = isXHTML ? element.markup()[...] : element.textBytes
            if bytes.count > best.bytes.count {
                best = (bytes, isXHTML || (type != "text" && Self.looksLikeMarkup(bytes)))
            }
        }
        return (Array(best.bytes), best.isMarkup)
    }

    /// A tag or a character reference.
    private static func looksLikeMarkup(_ bytes: ArraySlice<UInt8>) -> Bool {
        for i in bytes.indices where i + 1 < bytes.endIndex {
            let byte = bytes[i]
            let next = bytes[i + 1]
            if byte == UInt8(ascii: "<"),
                (97...122).contains(next | 0x20) || next == UInt8(ascii: "/") || next == UInt8(ascii: "!")
            {
                return true
            }
            if byte == UInt8(ascii: "&"), bytes[i...].prefix(12).contains(UInt8(ascii: ";")), next != 0x20 {
                return true
            }
        }
        return false
    }

    // MARK: Statements

    private var url: String? {
        if let original = child(FeedNames.originalLink)?.text, !original.isEmpty { return original }
        for (_, link) in all(FeedNames.links) {
            if let href = link["href"] {
                if link["rel"] == nil || link["rel"] == "alternate" { return href }
                continue
            }
            let text = link.text
            if !text.isEmpty { return text }
        }
        if let guid = child(FeedNames.guid), guid["isPermaLink"] != "false" {
            let text = guid.text
            if text.hasPrefix("http") { return text }
        }
        if let about = item["rdf:about"], about.hasPrefix("http") { return about }
        return nil
    }

    private var statements: [Statement] {
        var all: [Statement] = []
        all.reserveCapacity(10)
        @discardableResult
        func add(_ statement: Statement.Name, _ numbers: [Int]) -> Bool {
            for number in numbers {
                guard let text = child(number)?.text, !text.isEmpty else { continue }
                all.append(Statement(statement, text, rule: rules[number]))
                return true
            }
            return false
        }
        if !add(.id, FeedNames.ids), let about = item["rdf:about"] {
            all.append(Statement(.id, about, rule: "rdf about"))
        }
        add(.title, FeedNames.titles)
        let isPublished = add(.published, FeedNames.published)
        add(.modified, FeedNames.modified)
        if !isPublished { add(.published, FeedNames.changed) }
        for number in FeedNames.authors {
            let people = self.all([number]).map { $0.element.child("name")?.text ?? $0.element.text }
                .filter { !$0.isEmpty }
            if people.isEmpty { continue }
            for person in people { all.append(Statement(.author, person, rule: rules[number])) }
            break
        }
        addOutlet(to: &all)
        for (number, category) in self.all(FeedNames.categories) {
            let text = category["label"] ?? category["term"] ?? category.text
            if !text.isEmpty { all.append(Statement(.keyword, text, rule: rules[number])) }
        }
        if let language = item["xml:lang"] ?? child(FeedNames.language)?.text ?? channel.language, !language.isEmpty {
            all.append(Statement(.language, language, rule: kind == "atom" ? "atom language" : "rss language"))
        }
        return all
    }

    /// `<source>` names who published it when the feed only passes it on; else it is the feed.
    private func addOutlet(to all: inout [Statement]) {
        if let source = child(FeedNames.source) {
            let title = source.child("title")?.text ?? source.text
            if !title.isEmpty {
                all.append(Statement(.outlet, title, rule: "\(kind) source"))
                if let address = source["url"] ?? source.child("link")?["href"] {
                    all.append(Statement(.outletAddress, address, rule: "\(kind) source"))
                }
                return
            }
        }
        if let publisher = child(FeedNames.publisher)?.text ?? channel.publisher, !publisher.isEmpty {
            all.append(Statement(.outlet, publisher, rule: "\(kind) dc:publisher"))
        } else if let title = channel.title {
            all.append(Statement(.outlet, title, rule: "feed title"))
            if let link = channel.link { all.append(Statement(.outletAddress, link, rule: "feed link")) }
        }
    }
}
