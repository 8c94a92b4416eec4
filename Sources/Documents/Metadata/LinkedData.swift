import JSON

/// What a page says about itself in JSON-LD (schema.org), flattened: the objects that describe it, in order.
struct LinkedData {
    /// All typed objects, outer ones first.
    private(set) var objects: [JSONValue] = []
    /// The first object that is an article.
    private(set) var article: JSONValue?

    /// Reads the scripts; one that is no sound JSON is passed over.
    init(scripts: [ArraySlice<UInt8>]) {
        for script in scripts.prefix(32) {
            guard let value = Self.parse(script) else { continue }
            collect(value, depth: 0)
        }
        article = objects.first { Self.isArticle($0) }
    }

    private static func parse(_ script: ArraySlice<UInt8>) -> JSONValue? {
        let bytes = Array(script)
        if let value = try? JSONParser.parse(bytes) { return value }
        // Raw line ends inside strings, comment marks and a closing semicolon are what publishers get wrong.
        var mended = bytes.map { $0 < 0x20 ? 0x20 : $0 }
        while let last = mended.last, last == 0x20 || last == UInt8(ascii: ";") { mended.removeLast() }
        for (open, close) in [("<![CDATA[", "]]>"), ("//<![CDATA[", "//]]>"), ("<!--", "-->")] {
            while mended.first == 0x20 { mended.removeFirst() }
            if mended.starts(with: open.utf8), mended.count > open.utf8.count + close.utf8.count {
                mended.removeFirst(open.utf8.count)
                if mended.suffix(close.utf8.count).elementsEqual(close.utf8) { mended.removeLast(close.utf8.count) }
            }
        }
        return try? JSONParser.parse(mended)
    }

    private mutating func collect(_ value: JSONValue, depth: Int) {
        guard depth < 6, objects.count < 200 else { return }
        switch value {
        case .array(let elements): for element in elements.prefix(200) { collect(element, depth: depth + 1) }
        case .object(let members):
            if value["@type"] != nil { objects.append(value) }
            for member in members
            where ["@graph", "mainEntity", "mainEntityOfPage", "itemReviewed", "hasPart"].contains(member.name) {
                collect(member.value, depth: depth + 1)
            }
        default: break
        }
    }

    /// The types of an object.
    static func types(_ object: JSONValue) -> [String] {
        switch object["@type"] {
        case .string(let type)?: [String(type.split(separator: "/").last ?? Substring(type))]
        case .array(let types)?: types.compactMap(\.string)
        default: []
        }
    }

    private static func isArticle(_ object: JSONValue) -> Bool {
        types(object).contains { type in
            type.utf8.suffix(7).elementsEqual("Article".utf8) || type.utf8.suffix(11).elementsEqual("BlogPosting".utf8)
                || type == "Report"
        }
    }

    /// Objects of a type.
    func all(_ type: String) -> [JSONValue] { objects.filter { Self.types($0).contains(type) } }

    /// The first string of a member: itself, or `name`, or `@id` of what stands there.
    static func string(_ value: JSONValue?, _ inner: [String] = ["name"]) -> String? {
        switch value {
        case .string(let string)?: string.withoutEdges.isEmpty ? nil : string.withoutEdges
        case .array(let elements)?: elements.lazy.compactMap { string($0, inner) }.first
        case .object?: inner.lazy.compactMap { string(value?[$0], inner) }.first
        default: nil
        }
    }

    /// All strings of a member.
    static func strings(_ value: JSONValue?) -> [String] {
        switch value {
        case .array(let elements)?: elements.flatMap { strings($0) }
        case nil: []
        default: string(value).map { [$0] } ?? []
        }
    }
}
