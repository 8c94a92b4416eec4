public import Documents
public import JSON
import Texts

/// Checks a report's JSON against the documents it was made from: every hash, every span, every quote, and that
/// composed sentences hold nothing but read parts and template words.
public struct ReportCheck: Sendable {
    /// One thing that is not as the report says.
    public struct Failure: Hashable, Sendable, CustomStringConvertible {
        /// Where in the report: `stories[0].inShort[2]`.
        public var path: String
        /// The document's id.
        public var document: String
        /// What is wrong.
        public var reason: String

        /// `stories[0].inShort[2] (npa-1): the quote differs …`
        public var description: String { "\(path)\(document.isEmpty ? "" : " (\(document))"): \(reason)" }
    }

    /// How many citations were checked.
    public private(set) var citations = 0
    /// How many printed statements were checked.
    public private(set) var statements = 0
    /// What failed, in the order of the report.
    public private(set) var failures: [Failure] = []

    private var texts: [String: (text: Text, index: CodePointIndex)] = [:]
    private var hashes: [String: Set<String>] = [:]
    private var outlets: [String: Set<String>] = [:]
    private var literals = Set(Template.allCases.map(\.rawValue))

    /// Checks at once.
    ///
    /// - Parameters:
    ///   - report: the parsed report.
    ///   - documents: what the files hold now.
    public init(_ report: JSONValue, against documents: [Document]) {
        for document in documents {
            let hash = document.sha256.hex
            hashes[document.id, default: []].insert(hash)
            if let outlet = document.outlet?.value.name { outlets[document.id, default: []].insert(outlet) }
            if texts[hash] == nil { texts[hash] = (document.text, CodePointIndex(document.text)) }
        }
        guard let schema = report["schema"]?.string, schema == "sitrep-report/1" else {
            failures = [Failure(path: "schema", document: "", reason: "not a sitrep-report/1 file")]
            return
        }
        for story in report["stories"]?.array ?? [] {
            for table in story["numbers"]?.array ?? [] {
                if let title = table["title"]?.string { literals.insert(title) }
            }
        }
        walk(report, "")
        if citations == 0, !(report["stories"]?.array ?? []).isEmpty {
            failures.append(Failure(path: "stories", document: "", reason: "no citation in the report"))
        }
    }

    private mutating func walk(_ value: JSONValue, _ path: String) {
        switch value {
        case .array(let items):
            for (i, item) in items.enumerated() { walk(item, "\(path)[\(i)]") }
        case .object(let members):
            if value["quote"] != nil || (value["start"]?.int != nil && value["document"] != nil) {
                check(value, path)
            }
            if value["quoted"] != nil { checkWords(value, path) }
            for member in members { walk(member.value, path.isEmpty ? member.name : "\(path).\(member.name)") }
        case .null, .bool, .number, .string: break
        }
    }

    private mutating func check(_ value: JSONValue, _ path: String) {
        citations += 1
        let id = value["document"]?.string ?? ""
        func fail(_ reason: String) { failures.append(Failure(path: path, document: id, reason: reason)) }
        guard !id.isEmpty, let start = value["start"]?.int, let end = value["end"]?.int,
            let quote = value["quote"]?.string, let hash = value["sha256"]?.string
        else {
            fail("a citation without document, start, end, quote and sha256")
            return
        }
        guard let known = hashes[id] else {
            fail("no document of that id in the files")
            return
        }
        guard known.contains(hash), let (text, index) = texts[hash] else {
            fail(
                "the document's text is not the one the report was made from (sha256 \(known.sorted()[0].prefix(12))…, not \(hash.prefix(12))…)"
            )
            return
        }
        guard start >= 0, start < end, end <= index.codePoint(atByte: text.count) else {
            fail("\(start)..<\(end) is not inside the text")
            return
        }
        let found = text[Extent(index.byte(atCodePoint: start), index.byte(atCodePoint: end))]
        if !Self.same(found, quote) { fail("the quote differs: the text says “\(found)” there") }
    }

    /// A quoted statement prints its quote; a composed one nothing but read parts and words of templates.
    private mutating func checkWords(_ value: JSONValue, _ path: String) {
        statements += 1
        func fail(_ reason: String) { failures.append(Failure(path: path, document: "", reason: reason)) }
        guard let text = value["text"]?.string else {
            fail("a statement without text")
            return
        }
        if value["quoted"]?.bool == true {
            if !Self.same(value["quote"]?.string ?? "", text) { fail("printed words differ from the quote") }
            return
        }
        let parts = value["parts"]?.array ?? []
        var joined = ""
        for part in parts {
            let words = part["text"]?.string ?? ""
            joined += words
            if let source = part["from"] {
                if !holds(source, words) { fail("“\(words)” does not stand in the sentence it cites") }
            } else if !literals.contains(words) {
                fail("“\(words)” was neither read nor is it of a template")
            }
        }
        if !Self.same(joined, text) { fail("printed words differ from their parts") }
    }

    /// Whether words stand in the cited sentence, or name the outlet or a source of that document.
    private func holds(_ citation: JSONValue, _ words: String) -> Bool {
        guard let hash = citation["sha256"]?.string, let text = texts[hash]?.text else { return false }
        return Self.contains(citation["quote"]?.string ?? "", words) || Self.contains(text.string, words)
            || words == "outlet unknown"
            || outlets[citation["document"]?.string ?? ""]?.contains(words) == true
    }

    private static func same(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }

    private static func contains(_ text: String, _ words: String) -> Bool {
        let (text, words) = (Array(text.utf8), Array(words.utf8))
        guard !words.isEmpty, words.count <= text.count else { return words.isEmpty }
        for start in 0...(text.count - words.count) where text[start] == words[0] {
            if text[start..<(start + words.count)].elementsEqual(words) { return true }
        }
        return false
    }
}
