/// One item of a feed, turned into a capture: its fullest content as bytes, the rest as statements.
struct FeedItem {
    private let item: XMLElement
    private let channel: FeedChannel
    private let kind: String

    init(_ item: XMLElement, _ channel: FeedChannel) {
        self.item = item
        self.channel = channel
        kind = item.name == "entry" ? "atom" : "rss"
    }

    func capture(_ name: InputName, _ line: Int) -> Capture {
        let (bytes, isMarkup, _) = content
        var capture = Capture(
            origin: name.path, line: line, url: url, mediaType: isMarkup ? "text/html" : "text/plain", charset: "utf-8",
            bytes: bytes)
        capture.isFragment = true
        capture.statements = statements
        return capture
    }

    // MARK: Content

    /// The fullest of what the item holds, whether it is markup, and where it stood.
    private var content: (bytes: [UInt8], isMarkup: Bool, rule: String) {
        var best: (bytes: [UInt8], isMarkup: Bool, rule: String) = ([], false, "")
        for name in [
            "content:encoded", "content", "xhtml:body", "body", "description", "summary", "dc:description",
            "media:description",
        ] {
            guard let element = item.child(name) else { continue }
            let type = element["type"] ?? ""
            let isXHTML =
                type == "xhtml" || type == "application/xhtml+xml" || name == "xhtml:body"
                || element.holdsChild { $0.hasSuffix("div") || $0.hasSuffix(":p") }
            let bytes = isXHTML ? element.markup() : Array(element.textBytes)
            if bytes.count > best.bytes.count * (best.rule.hasPrefix("content") ? 2 : 1) {
                let isMarkup = isXHTML || (type != "text" && Self.looksLikeMarkup(bytes))
                best = (bytes, isMarkup, "\(kind) \(name)")
            }
        }
        return best
    }

    /// A tag or a character reference.
    private static func looksLikeMarkup(_ bytes: [UInt8]) -> Bool {
        for (i, byte) in bytes.enumerated() where i + 1 < bytes.count {
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
        if let original = item.child("feedburner:origLink")?.text, !original.isEmpty { return original }
        for link in item.all("link") + item.all("atom:link") {
            if let href = link["href"] {
                if link["rel"] == nil || link["rel"] == "alternate" { return href }
            } else if !link.text.isEmpty {
                return link.text
            }
        }
        if let guid = item.child("guid"), guid["isPermaLink"] != "false", guid.text.hasPrefix("http") {
            return guid.text
        }
        if let about = item["rdf:about"], about.hasPrefix("http") { return about }
        return nil
    }

    private var statements: [Statement] {
        var all: [Statement] = []
        func add(_ statement: Statement.Name, _ names: [String]) {
            for name in names {
                guard let text = item.child(name)?.text, !text.isEmpty else { continue }
                all.append(Statement(statement, text, rule: "\(kind) \(name)"))
                return
            }
        }
        add(.id, ["guid", "id", "dc:identifier"])
        if !all.contains(where: { $0.name == .id }), let about = item["rdf:about"] {
            all.append(Statement(.id, about, rule: "rdf about"))
        }
        add(.title, ["title", "dc:title", "media:title"])
        add(
            .published,
            [
                "pubDate", "published", "issued", "dc:date", "dcterms:issued", "dcterms:created", "created", "pubdate",
                "date",
            ])
        add(.modified, ["updated", "modified", "dcterms:modified", "atom:updated"])
        if !all.contains(where: { $0.name == .published }) { add(.published, ["updated", "modified"]) }
        for name in ["dc:creator", "author", "itunes:author", "media:credit"] {
            let people = item.all(name).map { $0.child("name")?.text ?? $0.text }.filter { !$0.isEmpty }
            if people.isEmpty { continue }
            for person in people { all.append(Statement(.author, person, rule: "\(kind) \(name)")) }
            break
        }
        addOutlet(to: &all)
        for category in item.all("category") + item.all("dc:subject") {
            let text = category["label"] ?? category["term"] ?? category.text
            if !text.isEmpty { all.append(Statement(.keyword, text, rule: "\(kind) \(category.name)")) }
        }
        if let language = item["xml:lang"] ?? item.child("dc:language")?.text ?? channel.language, !language.isEmpty {
            all.append(Statement(.language, language, rule: "\(kind) language"))
        }
        return all
    }

    /// `<source>` names who published it when the feed only passes it on; else it is the feed.
    private func addOutlet(to all: inout [Statement]) {
        if let source = item.child("source") {
            let title = source.child("title")?.text ?? source.text
            if !title.isEmpty {
                all.append(Statement(.outlet, title, rule: "\(kind) source"))
                if let address = source["url"] ?? source.child("link")?["href"] {
                    all.append(Statement(.outletAddress, address, rule: "\(kind) source"))
                }
                return
            }
        }
        if let publisher = item.child("dc:publisher")?.text ?? channel.publisher, !publisher.isEmpty {
            all.append(Statement(.outlet, publisher, rule: "\(kind) dc:publisher"))
        } else if let title = channel.title {
            all.append(Statement(.outlet, title, rule: "feed title"))
            if let link = channel.link { all.append(Statement(.outletAddress, link, rule: "feed link")) }
        }
    }
}
