import Documents
import JSON
import Moments
import Texts

/// A document as the archive keeps it: JSON with everything the document holds, offsets in bytes. Reading it back gives
/// an equal document.
enum DocumentRecord {
    static func encode(_ document: Document) -> [UInt8] { encode(document).bytes }

    /// - Returns: its bytes, and where its text stands in them, without the quotation marks.
    static func encode(_ document: Document) -> (bytes: [UInt8], text: Range<Int>) {
        var json = JSONWriter()
        var quoted = 0..<0
        json.object { json in
            json.member("id", document.id)
            // A comma, the name and a colon go before.
            let start = json.bytes.count + #","text":""#.utf8.count
            json.member("text", document.text)
            quoted = start..<json.bytes.count - 1
            json.name("blocks")
            json.array(document.blocks) { json, block in
                json.array { json in
                    json.value(block.extent.start)
                    json.value(block.extent.end)
                    json.value(block.kind.rawValue)
                }
            }
            if let title = document.title { stated(&json, "title", title.rule) { $0.value(title.value) } }
            if let byline = document.byline {
                stated(&json, "byline", byline.rule) { json in json.array(byline.value) { $0.value($1) } }
            }
            if let outlet = document.outlet {
                stated(&json, "outlet", outlet.rule) { $0.value(outlet.value.name) }
                if let domain = outlet.value.domain { json.member("domain", domain) }
            }
            if let credit = document.credit { stated(&json, "credit", credit.rule) { $0.value(credit.value) } }
            dated(&json, "published", document.published)
            dated(&json, "modified", document.modified)
            if let url = document.url { json.member("url", url) }
            if let language = document.language { json.member("language", language) }
            if let section = document.section { json.member("section", section) }
            if let dateline = document.dateline { json.member("dateline", [dateline.start, dateline.end]) }
            if !document.keywords.isEmpty { json.member("keywords", document.keywords) }
            if !document.flags.isEmpty {
                json.name("flags")
                json.array(document.flags) { json, flag in json.array([flag.kind, flag.detail]) { $0.value($1) } }
            }
            json.member("origin", document.origin)
            if let line = document.line { json.member("line", line) }
        }
        return (json.bytes, quoted)
    }

    /// The text of a record, without the rest; nil when the bytes are no record.
    static func text(_ bytes: [UInt8]) -> Text? {
        // A record begins with its id and its text.
        let (id, text): (StaticString, StaticString) = (#"{"id":"#, #","text":"#)
        let start = id.utf8CodeUnitCount
        guard let idEnd = endOfString(bytes, from: start), text.isAt(idEnd, bytes),
            case let from = idEnd + text.utf8CodeUnitCount, let to = endOfString(bytes, from: from),
            let string = (try? JSONParser.parse(bytes, in: from..<to))?.string
        else { return (try? JSONParser.parse(bytes)).flatMap { $0["text"]?.string }.map { Text($0) } }
        return Text(string)
    }

    /// One past the closing quotation mark of the JSON string that begins at an offset; nil when none does.
    private static func endOfString(_ bytes: [UInt8], from start: Int) -> Int? {
        guard start < bytes.count, bytes[start] == 0x22 else { return nil }
        var at = start + 1
        while at < bytes.count {
            if bytes[at] == 0x22 { return at + 1 }
            at += bytes[at] == 0x5C ? 2 : 1
        }
        return nil
    }

    /// The document, or nil when the bytes are no record.
    static func decode(_ bytes: [UInt8]) -> Document? {
        guard let json = try? JSONParser.parse(bytes), let id = json["id"]?.string, let text = json["text"]?.string
        else { return nil }
        let blocks = (json["blocks"]?.array ?? []).compactMap { value -> Block? in
            guard let parts = value.array, parts.count == 3, let lower = parts[0].int, let upper = parts[1].int,
                let kind = parts[2].string.flatMap(Block.Kind.init(rawValue:)), lower >= 0, upper >= lower
            else { return nil }
            return Block(Extent(lower, upper), kind)
        }
        var document = Document(
            id: id, text: Text(text), blocks: blocks, origin: json["origin"]?.string ?? "", line: json["line"]?.int)
        func stated<Value>(_ name: String, _ read: (JSONValue) -> Value?) -> Stated<Value>? {
            guard let parts = json[name]?.array, parts.count == 2, let rule = parts[1].string,
                let value = read(parts[0])
            else { return nil }
            return Stated(value, rule: rule)
        }
        document.title = stated("title") { $0.string }
        document.byline = stated("byline") { $0.array?.compactMap(\.string) }
        document.outlet = stated("outlet") { name in
            name.string.map { Outlet(name: $0, domain: json["domain"]?.string) }
        }
        document.credit = stated("credit") { $0.string }
        document.published = dated(json["published"])
        document.modified = dated(json["modified"])
        document.url = json["url"]?.string
        document.language = json["language"]?.string
        document.section = json["section"]?.string
        if let ends = json["dateline"]?.array?.compactMap(\.int), ends.count == 2, ends[0] >= 0, ends[1] >= ends[0] {
            document.dateline = Extent(ends[0], ends[1])
        }
        document.keywords = json["keywords"]?.array?.compactMap(\.string) ?? []
        document.flags = (json["flags"]?.array ?? []).compactMap { flag in
            guard let parts = flag.array?.compactMap(\.string), parts.count == 2 else { return nil }
            return Document.Flag(parts[0], parts[1])
        }
        return document
    }

    /// Identity: the same address, outlet, title, date and text are the same document, wherever they came from. A SHA-256 of these, after the
    /// day of the date since 1970 in six hexadecimal digits.
    static func key(of document: Document) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(256)
        for (i, part) in [
            document.url, document.outlet?.value.name, document.title?.value, document.published?.iso,
            document.language,
        ].enumerated() {
            if i > 0 { bytes.append(0) }
            if let part { bytes.append(contentsOf: part.utf8) }
        }
        bytes.append(contentsOf: document.sha256.bytes)
        let day = max(0, document.published?.moment.seconds ?? 0) / 86_400
        var key: [UInt8] = []
        key.reserveCapacity(38)
        for shift in stride(from: day < 1 << 24 ? 20 : 60, through: 0, by: -4) {
            let digit = UInt8(truncatingIfNeeded: day >> shift & 15)
            if shift < 24 || day >> shift > 0 { key.append(digit < 10 ? 0x30 + digit : 0x57 + digit) }
        }
        key += Fingerprint(of: bytes).bytes
        return key
    }

    private static func stated(
        _ json: inout JSONWriter, _ name: String, _ rule: String, _ value: (inout JSONWriter) -> Void
    ) {
        json.name(name)
        json.array { json in
            value(&json)
            json.value(rule)
        }
    }

    private static func dated(_ json: inout JSONWriter, _ name: String, _ dated: Dated?) {
        guard let dated else { return }
        json.name(name)
        json.array { json in
            json.value(Int(dated.moment.seconds))
            if let offset = dated.offset { json.value(offset) } else { json.null() }
            json.value(dated.precision.rawValue)
            json.value(dated.rule)
        }
    }

    private static func dated(_ value: JSONValue?) -> Dated? {
        guard let parts = value?.array, parts.count == 4, let seconds = parts[0].int,
            let precision = parts[2].string.flatMap(Precision.init(rawValue:)), let rule = parts[3].string
        else { return nil }
        return Dated(
            moment: Moment(seconds: Int64(seconds)), offset: parts[1].int, precision: precision, rule: rule)
    }
}

extension StaticString {
    /// Whether bytes hold it at an offset.
    fileprivate func isAt(_ offset: Int, _ bytes: [UInt8]) -> Bool {
        bytes.count >= offset + utf8CodeUnitCount
            && withUTF8Buffer { $0.elementsEqual(bytes[offset..<offset + utf8CodeUnitCount]) }
    }
}
