/// An IPTC NewsML-G2 news item, or a NITF document, turned into a capture.
struct NewsItem {
    private let item: XMLElement

    init(_ item: XMLElement) { self.item = item }

    func capture(_ name: InputName, _ line: Int) -> Result<Capture, Skipped> {
        var capture = Capture(
            origin: name.path, line: line, url: nil, mediaType: "text/html", charset: "utf-8", bytes: body)
        capture.isFragment = true
        capture.statements = statements
        guard !capture.bytes.isEmpty || capture.statements.contains(where: { $0.name == .title }) else {
            return .failure(
                Skipped(
                    file: name.path, line: line, reason: "a news item without text or headline (a picture?). Left out"))
        }
        return .success(capture)
    }

    /// A package lists items that stand elsewhere; it has no text.
    static func package(_ element: XMLElement, _ name: InputName, _ line: Int) -> Result<Capture, Skipped> {
        let headline = element.descendant("headline")?.text ?? element["guid"] ?? ""
        let count = element.descendant("groupSet").map { countReferences($0) } ?? 0
        return .failure(
            Skipped(
                file: name.path, line: line,
                reason:
                    "a package (\(headline)) that refers to \(count) items and holds no text. Add the items themselves")
        )
    }

    private static func countReferences(_ element: XMLElement) -> Int {
        element.children.reduce(0) { $0 + ($1.name == "itemRef" ? 1 : countReferences($1)) }
    }

    /// A NITF document that stands alone.
    static func nitf(_ element: XMLElement, _ name: InputName, _ line: Int) -> Result<Capture, Skipped> {
        var wrapper = XMLElement(name: "newsItem")
        var set = XMLElement(name: "contentSet")
        var inline = XMLElement(name: "inlineXML")
        inline.content = [.element(element)]
        set.content = [.element(inline)]
        wrapper.content = [.element(set)]
        return NewsItem(wrapper).capture(name, line)
    }

    // MARK: Content

    private var body: [UInt8] {
        guard let set = item.child("contentSet") else { return [] }
        var best: [UInt8] = []
        for child in set.children {
            var bytes: [UInt8] = []
            if child.name == "inlineXML" {
                let content =
                    child.descendant("body.content") ?? child.descendant("xhtml:body") ?? child.descendant("body")
                    ?? child
                bytes = content.markup(Self.htmlName)
            } else if child.name == "inlineData" {
                bytes = Array(child.text.utf8)
                if child["contenttype"]?.contains("html") != true {
                    // Plain text: a paragraph a line.
                    var plain = XMLElement(name: "div")
                    plain.content = bytes.split(separator: 0x0A).map { line in
                        var p = XMLElement(name: "p")
                        p.content = [.text(Array(line))]
                        return .element(p)
                    }
                    bytes = plain.markup()
                }
            }
            if bytes.count > best.count { best = bytes }
        }
        return best
    }

    /// NITF's elements by HTML's names.
    private static func htmlName(_ name: String) -> String? {
        switch name {
        case "hl1": "h1"
        case "hl2": "h2"
        case "block": "div"
        case "media-caption": "figcaption"
        case "media": "figure"
        case "media-metadata", "media-reference", "media-producer", "script", "style": nil
        case "bq": "blockquote"
        case "org", "person", "location", "chron", "money", "num", "event": "span"
        default: name.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) } ? name : "span"
        }
    }

    // MARK: Statements

    private var statements: [Statement] {
        var all: [Statement] = []
        func add(_ statement: Statement.Name, _ text: String?, _ rule: String) {
            if let text, !text.isEmpty { all.append(Statement(statement, text, rule: rule)) }
        }
        let meta = item.child("itemMeta")
        let content = item.child("contentMeta")
        add(.id, item["guid"], "newsml guid")
        add(
            .title, content?.child("headline")?.text ?? meta?.child("title")?.text ?? item.descendant("hl1")?.text,
            "newsml headline")
        add(
            .published,
            meta?.child("firstCreated")?.text ?? content?.child("contentCreated")?.text ?? meta?.child(
                "versionCreated")?.text ?? item.descendant("date.issue")?["norm"], "newsml firstCreated")
        add(
            .modified, content?.child("contentModified")?.text ?? meta?.child("versionCreated")?.text,
            "newsml versionCreated")
        add(.language, content?.child("language")?["tag"] ?? item["xml:lang"], "newsml language")
        if let provider = meta?.child("provider") {
            add(.outlet, provider.child("name")?.text ?? provider["literal"] ?? provider["qcode"], "newsml provider")
        } else {
            add(
                .outlet,
                item.descendant("copyrightHolder")?.child("name")?.text ?? item.descendant("doc.copyright")?["holder"],
                "newsml copyrightHolder")
        }
        let line = content?.child("by")?.text ?? item.descendant("byline")?.text
        add(
            .author, line ?? content?.child("creator")?.child("name")?.text,
            line == nil ? "newsml creator" : "newsml by")
        add(.credit, content?.child("creditline")?.text, "newsml creditline")
        for subject in content?.all("subject") ?? [] { add(.keyword, subject.child("name")?.text, "newsml subject") }
        let status = meta?.child("pubStatus")?["qcode"] ?? item.descendant("pubStatus")?["qcode"] ?? ""
        if status.hasSuffix("canceled") || status.hasSuffix("cancelled") || status.hasSuffix("withheld") {
            add(.withdrawn, "pubStatus \(status)", "newsml pubStatus")
        }
        if let note = meta?.child("edNote")?.text, note.lowercased().contains("correct") {
            add(.correction, note, "newsml edNote")
        }
        return all
    }
}
