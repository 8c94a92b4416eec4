/// A MIME message (RFC 5322, 2045 to 2047): a newsletter, or a page saved with its parts (MHTML, RFC 2557).
struct MailMessage {
    /// One part with its content undone.
    struct Part {
        var type: MediaType
        var location: String?
        var bytes: [UInt8]
        var isAttachment: Bool
    }

    /// Deepest nesting of parts.
    static let depthLimit = 16
    /// Most parts.
    static let partLimit = 1000

    private(set) var fields: [(name: String, value: String)] = []
    private(set) var parts: [Part] = []

    init(_ bytes: [UInt8]) {
        let (fields, body) = Self.head(bytes[...])
        self.fields = fields
        collect(fields, body, depth: 0, bytes)
    }

    /// A field's value, encoded words decoded.
    func field(_ name: String) -> String? { fields.first { $0.name == name }.map { EncodedWords.decoded($0.value) } }

    /// The text to read: the first HTML part, else the first plain one.
    var text: Part? {
        let shown = parts.filter { !$0.isAttachment }
        return shown.first { $0.type.name == "text/html" || $0.type.name == "application/xhtml+xml" }
            ?? shown.first { $0.type.name == "text/plain" }
    }

    private static func head(_ bytes: ArraySlice<UInt8>) -> ([(name: String, value: String)], ArraySlice<UInt8>) {
        var fields: [(name: String, value: String)] = []
        var position = bytes.startIndex
        while position < bytes.endIndex {
            let end = bytes[position...].firstIndex(of: 0x0A) ?? bytes.endIndex
            var line = bytes[position..<end]
            if line.last == 0x0D { line.removeLast() }
            position = min(end + 1, bytes.endIndex)
            guard let first = line.first else { break }
            if first == 0x20 || first == 0x09 {
                if !fields.isEmpty {
                    fields[fields.count - 1].value += " " + String(decoding: line, as: UTF8.self).trimmedASCII
                }
            } else if let colon = line.firstIndex(of: UInt8(ascii: ":")), fields.count < 500 {
                let value = String(decoding: line[(colon + 1)...], as: UTF8.self).trimmedASCII
                fields.append((InputForm.lower(line[..<colon]).trimmedASCII, value))
            }
        }
        return (fields, bytes[position...])
    }

    private mutating func collect(
        _ fields: [(name: String, value: String)], _ body: ArraySlice<UInt8>, depth: Int, _ all: [UInt8]
    ) {
        guard depth < Self.depthLimit, parts.count < Self.partLimit else { return }
        func value(_ name: String) -> String? { fields.first { $0.name == name }?.value }
        let type = MediaType(value("content-type") ?? "text/plain")
        if type.name.hasPrefix("multipart/"), let boundary = type.boundary, !boundary.isEmpty {
            for part in Self.split(body, boundary) {
                let (fields, body) = Self.head(part)
                collect(fields, body, depth: depth + 1, all)
            }
            return
        }
        let coding = value("content-transfer-encoding")?.lowercased() ?? ""
        let bytes: [UInt8]
        if coding.contains("quoted-printable") {
            bytes = TransferCoding.quotedPrintable(body)
        } else if coding.contains("base64") {
            bytes = TransferCoding.base64(body)
        } else {
            bytes = Array(body)
        }
        let attached = value("content-disposition")?.lowercased().hasPrefix("attachment") ?? false
        parts.append(Part(type: type, location: value("content-location"), bytes: bytes, isAttachment: attached))
    }

    /// The parts between lines "--boundary".
    private static func split(_ body: ArraySlice<UInt8>, _ boundary: String) -> [ArraySlice<UInt8>] {
        let mark = Array("--\(boundary)".utf8)
        var parts: [ArraySlice<UInt8>] = []
        var start: Int?
        var position = body.startIndex
        while position < body.endIndex {
            let end = body[position...].firstIndex(of: 0x0A) ?? body.endIndex
            let line = body[position..<end]
            if line.starts(with: mark) {
                if let start { parts.append(body[start..<max(start, position - 1)]) }
                start = min(end + 1, body.endIndex)
                if line.dropFirst(mark.count).starts(with: [0x2D, 0x2D]) { return parts }
            }
            position = min(end + 1, body.endIndex)
            if end == body.endIndex { break }
        }
        // The last mark is missing: the message was cut short, what came is kept.
        if let start, start < body.endIndex { parts.append(body[start...]) }
        return parts
    }
}
