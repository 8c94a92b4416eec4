import JSON
import Moments

/// The article that a page carries in the state of its own scripts, for pages whose text a browser puts together.
///
/// Read: scripts of a JSON type, and values given to a variable (`window.__STATE__ = {…}`, `JSON.parse("…")`). Nothing is
/// run. The article is the object with the longest prose in a member that is called like a text or holds an array of
/// paragraphs; one whose title is the page's own counts double.
struct EmbeddedState {
    /// An article found in a state.
    struct Article {
        /// Text or markup.
        var body: String
        var title: String?
        var published: Stated<String>?
        var authors: [String]
        /// The path to the text: "props.pageProps.article.body".
        var path: String
    }

    /// Bytes of script that are looked at, and values in them.
    private static let byteLimit = 4 << 20
    private static let valueLimit = 200_000

    private let pageTitles: [String]
    private var best: (article: Article, score: Int)?
    private var values = 0

    /// Looks through scripts.
    init(scripts: [ArraySlice<UInt8>], titles: [String]) {
        pageTitles = titles
        var bytes = 0
        for script in scripts where script.count > 400 {
            bytes += script.count
            guard bytes <= Self.byteLimit else { break }
            for value in Self.values(in: script) { look(value, path: [], depth: 0) }
        }
    }

    /// The article, when there is one.
    var article: Article? { best?.article }

    // MARK: Values in a script

    private static func values(in script: ArraySlice<UInt8>) -> [JSONValue] {
        let bytes = Array(script)
        let first = bytes.first { $0 > 0x20 }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "["), let value = try? JSONParser.parse(bytes) {
            return [value]
        }
        var found: [JSONValue] = []
        var i = 0
        while i < bytes.count, found.count < 8 {
            guard bytes[i] == UInt8(ascii: "=") || bytes[i] == UInt8(ascii: "(") else {
                i += 1
                continue
            }
            var start = i + 1
            while start < bytes.count, bytes[start] <= 0x20 { start += 1 }
            i = start
            guard start < bytes.count else { break }
            switch bytes[start] {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                guard let end = end(ofValueAt: start, in: bytes), end - start > 400 else { continue }
                if let value = try? JSONParser.parse(bytes, in: start..<end) {
                    found.append(value)
                    i = end
                }
            case UInt8(ascii: "\""):
                guard let end = end(ofStringAt: start, in: bytes), end - start > 400 else { continue }
                if case .string(let inner)? = try? JSONParser.parse(bytes, in: start..<end),
                    let value = try? JSONParser.parse(Array(inner.utf8))
                {
                    found.append(value)
                }
                i = end
            default: break
            }
        }
        return found
    }

    private static func end(ofValueAt start: Int, in bytes: [UInt8]) -> Int? {
        var depth = 0
        var i = start
        while i < bytes.count {
            switch bytes[i] {
            case UInt8(ascii: "\""):
                guard let end = end(ofStringAt: i, in: bytes) else { return nil }
                i = end
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 { return i + 1 }
            default: break
            }
            i += 1
        }
        return nil
    }

    private static func end(ofStringAt start: Int, in bytes: [UInt8]) -> Int? {
        var i = start + 1
        while i < bytes.count {
            if bytes[i] == UInt8(ascii: "\\") {
                i += 2
            } else if bytes[i] == UInt8(ascii: "\"") {
                return i + 1
            } else {
                i += 1
            }
        }
        return nil
    }

    // MARK: Articles in a value

    private static let textNames: Set<String> = [
        "articleBody", "articleText", "body", "bodyHtml", "bodyText", "body_html", "content", "contentHtml", "fullText",
        "html", "rawBody", "story", "storyHtml", "text",
    ]
    private static let listNames: Set<String> = [
        "blocks", "body", "bodyElements", "components", "content", "contentElements", "content_elements", "elements",
        "paragraphs", "story", "text",
    ]
    private static let titleNames = ["headline", "headlines", "title", "name"]
    private static let dateNames = [
        "datePublished", "publishedAt", "published_at", "publishDate", "publish_date", "firstPublished",
        "first_publish_date", "display_date", "publicationDate", "pubDate",
    ]

    private mutating func look(_ value: JSONValue, path: [String], depth: Int) {
        values += 1
        guard depth < 40, values < Self.valueLimit else { return }
        switch value {
        case .array(let elements):
            for (i, element) in elements.enumerated() { look(element, path: path + ["\(i)"], depth: depth + 1) }
        case .object(let members):
            for member in members {
                if let body = Self.body(member) { note(body, in: value, path: path + [member.name]) }
                look(member.value, path: path + [member.name], depth: depth + 1)
            }
        default: break
        }
    }

    private static func body(_ member: JSONValue.Member) -> String? {
        switch member.value {
        case .string(let text):
            return textNames.contains(member.name) && text.utf8.count > 300 && isProse(text) ? text : nil
        case .array(let elements):
            guard listNames.contains(member.name), elements.count > 1 else { return nil }
            let text = elements.compactMap { paragraph($0) }.joined(separator: "\n")
            return text.utf8.count > 300 && isProse(text) ? text : nil
        default: return nil
        }
    }

    /// The text of one element of a list: a string, or an object of a kind that holds text.
    private static func paragraph(_ element: JSONValue) -> String? {
        if case .string(let text) = element { return text }
        let kind = ["type", "_type", "kind", "blockType"].lazy.compactMap { element[$0]?.string }.first ?? "text"
        let lower = kind.lowercased()
        guard ["text", "para", "head", "quote", "block", "html", "p"].contains(where: { lower.hasPrefix($0) }) else {
            return nil
        }
        for name in ["content", "text", "html", "value", "paragraph"] {
            if let text = element[name]?.string { return text.contains("<") ? text : "<p>\(escaped(text))</p>" }
        }
        if let model = element["model"] ?? element["data"] { return paragraph(model) }
        return nil
    }

    private static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            if scalar == "&" { out += "&amp;" } else { out.unicodeScalars.append(scalar) }
        }
        return out
    }

    /// Words with spaces, and at least two sentences.
    private static func isProse(_ text: String) -> Bool {
        var (spaces, stops, braces, all) = (0, 0, 0, 0)
        var before: UInt8 = 0
        for byte in text.utf8.prefix(8192) {
            all += 1
            if byte == 0x20 {
                spaces += 1
                if before == 0x2E || before == 0x21 || before == 0x3F { stops += 1 }
            }
            if byte == UInt8(ascii: "<"), before == UInt8(ascii: ".") { stops += 1 }
            if byte == UInt8(ascii: "{") || byte == UInt8(ascii: ";") { braces += 1 }
            before = byte
        }
        return spaces * 12 > all && stops >= 2 && braces * 100 < all
    }

    private mutating func note(_ body: String, in object: JSONValue, path: [String]) {
        let title = Self.titleNames.lazy.compactMap { name -> String? in
            object[name]?.string ?? object[name]?["basic"]?.string ?? object[name]?["main"]?.string
        }.first
        let isOwn = title.map { title in pageTitles.contains { $0.hasPrefix(title) || title.hasPrefix($0) } } ?? false
        let score = min(body.utf8.count, 40_000) * (isOwn ? 2 : 1)
        if let best, best.score >= score { return }
        let published = Self.dateNames.lazy.compactMap { name in
            object[name]?.string.map { Stated($0, rule: "embedded state \(name)") }
        }.first
        let authors = ["author", "authors", "byline"].lazy.map { LinkedData.strings(object[$0]) }.first { !$0.isEmpty }
        best = (
            Article(
                body: body, title: title, published: published, authors: authors ?? [],
                path: path.joined(separator: ".")), score
        )
    }
}
