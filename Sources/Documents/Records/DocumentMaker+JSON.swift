import Captures
import JSON
import Moments
import Texts

extension DocumentMaker {
    /// Names under which records lie inside a wrapping object.
    private static let wrappers = [
        "articles", "items", "documents", "docs", "results", "data", "hits", "records", "stories", "entries",
        "response",
    ]

    /// One record, or those in a wrapping object.
    func jsonRecord(_ capture: Capture) -> [Result<Document, Skipped>] {
        let value: JSONValue
        do throws(JSONError) {
            value = try JSONParser.parse(capture.bytes)
        } catch {
            return [.failure(skipped(capture, "no sound JSON at \(error). Mend or remove the record"))]
        }
        if let fault = Self.utf8Fault(capture.bytes) { return [.failure(skipped(capture, fault))] }
        guard case .object = value else {
            return [.failure(skipped(capture, "the JSON value is no object. Write a record as {\"id\":…,\"text\":…}"))]
        }
        let record = records.record(value)
        if let inner = inner(record) {
            let feed = records.record(inner.feed)
            var results: [Result<Document, Skipped>] = []
            for (number, value) in inner.records.enumerated() {
                results.append(document(records.record(value), in: capture, feed: feed, number: number + 1))
            }
            return results
        }
        return [document(record, in: capture, feed: nil, number: nil)]
    }

    private static func utf8Fault(_ bytes: [UInt8]) -> String? {
        guard !UTF8Check(bytes).isValid else { return nil }
        return "not UTF-8 at byte \(firstFault(in: bytes) + 1). Convert it, for example with iconv -t UTF-8"
    }

    /// The records inside a wrapping object (a search answer, a JSON Feed), when it is one.
    private func inner(
        _ record: RecordFields.Record, depth: Int = 0
    ) -> (records: [JSONValue], feed: JSONValue)? {
        guard depth < 3, record.value(.text) == nil, record.value(.html) == nil else { return nil }
        for name in Self.wrappers {
            guard let member = record.value[name] else { continue }
            if let elements = member.array, elements.contains(where: { $0.members != nil }) {
                return (elements.map { $0["_source"] ?? $0 }, record.value)
            }
            if member.members != nil, let found = inner(records.record(member), depth: depth + 1) { return found }
        }
        return nil
    }

    private func document(
        _ record: RecordFields.Record, in capture: Capture, feed: RecordFields.Record?, number: Int?
    ) -> Result<Document, Skipped> {
        func failure(_ reason: String) -> Result<Document, Skipped> {
            .failure(skipped(capture, (number.map { "record \($0): " } ?? "") + reason))
        }
        guard record.value.members != nil else { return failure("no object. Write a record as {\"id\":…,\"text\":…}") }
        var capture = capture
        if capture.captured == nil, let stated = record.string(.captured) {
            capture.captured = StatedDate.read(stated.value, rule: stated.rule)?.moment
        }
        let title =
            record.string(.title)
            ?? Self.ninjs(record.value, "headlines").map { Stated($0.value, rule: "ninjs headlines") }
        var id = record.string(.id)?.value
        let url = record.string(.url)?.value ?? id.flatMap { OutletNames.host(of: $0) == nil ? nil : $0 }
        if id == nil, record.value(.text) == nil { id = url }
        let content: Document
        if let text = record.string(.text) {
            content = Document(
                id: id, text: Text(TreebankMarks.undone(text.value)), origin: capture.origin, line: capture.line)
        } else if let html = record.string(.html) {
            guard let page = page(html: html.value, id: id, url: url, capture: capture) else {
                return failure("its page cannot be parsed (no memory). Cut it into parts")
            }
            content = page
        } else if let body = Self.ninjs(record.value, "bodies") {
            if body.isMarkup {
                guard let page = page(html: body.value, id: id, url: url, capture: capture) else {
                    return failure("its page cannot be parsed (no memory). Cut it into parts")
                }
                content = page
            } else {
                content = Document(id: id, text: Text(body.value), origin: capture.origin, line: capture.line)
            }
        } else if let body = record.string(.body), Self.isMarkup(body.value) {
            guard let page = page(html: body.value, id: id, url: url, capture: capture) else {
                return failure("its page cannot be parsed (no memory). Cut it into parts")
            }
            content = page
        } else if let body = record.string(.body) ?? record.string(.summary) {
            content = Document(id: id, text: Text(body.value), origin: capture.origin, line: capture.line)
        } else if let title {
            let text = Text(title.value)
            content = Document(
                id: id, text: text, blocks: [Block(text.extent, .headline)], origin: capture.origin, line: capture.line)
        } else {
            return failure("no text, html or title in it. Name the text's field \"text\"")
        }
        guard content.text.utf8.contains(where: { $0 > 0x20 }) || (content.title ?? title) != nil else {
            return failure("its text is empty. Remove the record, or fill the text")
        }
        var document = content
        if let title { document.title = Stated(title.value.withoutEdges, rule: title.rule) }
        describe(&document, record, feed: feed, url: url ?? capture.url, captured: capture.captured)
        return .success(document)
    }

    /// The main one of IPTC ninjs 2.x's `headlines` or `bodies`: an array of objects with role, contentType and value.
    private static func ninjs(_ record: JSONValue, _ name: String) -> (value: String, isMarkup: Bool)? {
        guard let elements = record[name]?.array else { return nil }
        let filled = elements.filter { $0["value"]?.string?.withoutEdges.isEmpty == false }
        guard let chosen = filled.first(where: { $0["role"]?.string == "main" }) ?? filled.first,
            let value = chosen["value"]?.string
        else { return nil }
        return (value, chosen["contentType"]?.string?.contains("html") == true || isMarkup(value))
    }

    /// Whether a body is written in HTML: a closing tag of a block, or a line break.
    private static func isMarkup(_ body: String) -> Bool {
        let bytes = Array(body.utf8)
        guard bytes.contains(UInt8(ascii: "<")) else { return false }
        return InputBytes.find("</p>", in: bytes) || InputBytes.find("</div>", in: bytes)
            || InputBytes.find("<br", in: bytes) || InputBytes.find("</li>", in: bytes)
            || InputBytes.find("</a>", in: bytes)
    }

    /// Fills what the record says about itself.
    private func describe(
        _ document: inout Document, _ record: RecordFields.Record, feed: RecordFields.Record?, url: String?,
        captured: Moment?
    ) {
        document.url = url ?? document.url
        if let outlet = record.string(.outlet) {
            document.outlet = outlets.outlet(named: outlet.value.withoutEdges, url: document.url, rule: outlet.rule)
        } else if let domain = record.string(.domain) {
            document.outlet = outlets.outlet(named: domain.value.withoutEdges, url: document.url, rule: domain.rule)
        } else if let feed, let name = feed.string(.title) {
            document.outlet = outlets.outlet(named: name.value.withoutEdges, url: document.url, rule: "feed title")
        } else if document.outlet == nil, let address = document.url {
            document.outlet = outlets.outlet(ofAddress: address)
        }
        if let stated = record.string(.published) {
            document.published =
                dated(Statement(.published, stated.value, rule: stated.rule), captured, &document) ?? document.published
        }
        if let stated = record.string(.modified) {
            document.modified = StatedDate.read(stated.value, rule: stated.rule) ?? document.modified
        }
        if let (value, path) = record.value(.byline) {
            let names = Self.strings(value, member: "name")
            if !names.isEmpty { document.byline = Stated(names, rule: "field \(path)") }
        }
        if let language = record.string(.language) {
            document.language = Self.languageCode(language.value)
        }
        if let (value, _) = record.value(.section) {
            document.section = Self.strings(value, member: "name").first
        }
        if let (value, _) = record.value(.keywords) {
            document.keywords = Self.strings(value, member: "name")
        }
        if let credit = record.string(.credit) {
            document.credit = Stated(credit.value.withoutEdges, rule: credit.rule)
        }
        if let correction = record.string(.correction) {
            document.flags.append(.init("correction", correction.value))
        }
        if let status = record.string(.flag)?.value, ["canceled", "cancelled", "withheld"].contains(status) {
            document.flags.append(.init("withdrawn", "status \(status)"))
        }
    }

    /// A string, an array of strings, or of objects with a member of that name.
    private static func strings(_ value: JSONValue, member: String) -> [String] {
        switch value {
        case .string(let string):
            let trimmed = string.withoutEdges
            return trimmed.isEmpty ? [] : [trimmed]
        case .array(let elements): return elements.flatMap { strings($0, member: member) }
        case .object: return value[member].map { strings($0, member: member) } ?? []
        default: return []
        }
    }

    /// "en-GB", "EN", "english" → "en"; nil for what is no language.
    static func languageCode(_ stated: String) -> String? {
        if stated.utf8.count == 2, stated.utf8.allSatisfy({ (97...122).contains($0) }) { return stated }
        let head = stated.lowercased().withoutEdges.split { $0 == "-" || $0 == "_" }.first.map(String.init) ?? ""
        let names = ["english": "en", "german": "de", "french": "fr", "spanish": "es", "russian": "ru", "arabic": "ar"]
        if let code = names[head] { return code }
        let three = [
            "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "rus": "ru", "ukr": "uk",
        ]
        if let code = three[head] { return code }
        return (2...3).contains(head.utf8.count) && head.utf8.allSatisfy { (97...122).contains($0) } ? head : nil
    }
}

extension String {
    /// Without white space at its edges.
    var withoutEdges: String {
        // Nothing to do for most: no ASCII white space, and no first or last letter that could be another space.
        if let first = utf8.first, let last = utf8.last, first > 0x20, first < 0x80, last > 0x20, last < 0x80 {
            return self
        }
        var scalars = Substring(self).unicodeScalars
        while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
        while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
        return String(scalars)
    }
}
