import Glibc

/// A pull parser for XML 1.0 as feeds have it: bytes in, one event at a time, memory bounded by one token.
///
/// Lenient where feeds are wrong (raw control characters, bare ampersands, undeclared entities, unclosed or crossed
/// elements), strict where inputs are dangerous: a document type is read over, no entity it declares is expanded, nothing
/// is ever fetched.
final class XMLReader {
    /// What was read.
    enum Event {
        /// `name` and `attributes` are set; `end` follows also for `<a/>`.
        case start
        /// `name` is set.
        case end
        /// `text` is set, references resolved.
        case text
        /// Nothing is left.
        case done
    }

    /// An attribute.
    struct Attribute {
        var name: String
        var value: String
    }

    private let source: BufferedSource
    private let tokenLimit: Int
    private let depthLimit: Int
    /// The element's name, prefixes made the usual ones.
    private(set) var name = ""
    private(set) var attributes: [Attribute] = []
    /// The text, UTF-8.
    private(set) var text: [UInt8] = []
    /// Names of open elements.
    private(set) var open: [String] = []
    /// Elements still to be closed before what was read.
    private var closing = 0
    private var buffer: [UInt8] = []
    private var prefixes: [String: String] = [:]
    /// Whether something was mended: kept for the record's flags.
    private(set) var mended = false

    init(_ source: BufferedSource, limits: InputLimits) {
        self.source = source
        tokenLimit = limits.record
        depthLimit = limits.elementDepth
    }

    /// The line of the next byte, from 1.
    var line: Int { source.line }

    /// Reads on.
    func next() throws(ReadFailure) -> Event {
        if closing > 0 {
            closing -= 1
            name = open.popLast() ?? ""
            return .end
        }
        while true {
            buffer.removeAll(keepingCapacity: true)
            try take(until: UInt8(ascii: "<"))
            if !buffer.isEmpty {
                text = XMLText.resolved(buffer[...])
                return .text
            }
            switch try lead() {
            case .nothing:
                guard !open.isEmpty else { return .done }
                mended = true
                name = open.removeLast()
                return .end
            case .tag:
                source.drop(1)
                try takeTag()
                source.drop(1)
                if start() { return .start }
            case .comment:
                source.drop(4)
                try take(through: "-->", keeping: false)
            case .section:
                source.drop(9)
                try take(through: "]]>", keeping: true)
                text = XMLText.cleaned(buffer[...])
                if !text.isEmpty { return .text }
            case .instruction:
                source.drop(2)
                try take(through: "?>", keeping: false)
            case .declaration:
                source.drop(2)
                try skipDeclaration()
            case .endTag:
                source.drop(2)
                try take(until: UInt8(ascii: ">"))
                source.drop(1)
                if close(named: canonical(buffer[...].prefix { $0 > 0x20 })) { return .end }
            case .bare:
                // A bare "<" is text.
                source.drop(1)
                mended = true
                text = [UInt8(ascii: "<")]
                return .text
            }
        }
    }

    /// What a "<" opens.
    private enum Lead { case nothing, tag, comment, section, instruction, declaration, endTag, bare }

    private func lead() throws(ReadFailure) -> Lead {
        try source.lookAhead(9) { head in
            guard !head.isEmpty else { return .nothing }
            guard head.count > 1 else { return .bare }
            switch head[1] {
            case UInt8(ascii: "/"): return .endTag
            case UInt8(ascii: "?"): return .instruction
            case UInt8(ascii: "!"):
                if head.starts(with: "<!--".utf8) { return .comment }
                return head.starts(with: "<![CDATA[".utf8) ? .section : .declaration
            default: return Self.startsName(head[1]) ? .tag : .bare
            }
        }
    }

    // MARK: Tokens

    private static func startsName(_ byte: UInt8) -> Bool {
        (97...122).contains(byte) || (65...90).contains(byte) || byte == 0x5F || byte == 0x3A
            || byte >= 0x80
    }

    private func overlong() -> ReadFailure {
        ReadFailure(
            reason: "a piece of XML longer than \(tokenLimit) bytes. Cut the document into parts")
    }

    /// Takes bytes up to, without, a byte; counts lines.
    private func take(until stop: UInt8) throws(ReadFailure) {
        while try source.take(until: stop, into: &buffer) == .bufferEnd {
            if buffer.count > tokenLimit { throw overlong() }
        }
    }

    /// Takes bytes up to a mark and drops the mark.
    private func take(through mark: StaticString, keeping: Bool) throws(ReadFailure) {
        let count = mark.utf8CodeUnitCount
        let first = mark.utf8Start[0]
        buffer.removeAll(keepingCapacity: true)
        while true {
            try take(until: first)
            let isMark = try source.lookAhead(count) { head -> Bool? in
                guard let base = head.baseAddress, !head.isEmpty else { return nil }
                return head.count >= count && memcmp(base, mark.utf8Start, count) == 0
            }
            guard let isMark else { return }
            if isMark {
                source.drop(count)
                return
            }
            source.drop(1)
            buffer.append(first)
            if !keeping { buffer.removeAll(keepingCapacity: true) }
            if buffer.count > tokenLimit { throw overlong() }
        }
    }

    /// Takes a start tag's inside up to ">", which may stand inside quotation marks.
    private func takeTag() throws(ReadFailure) {
        buffer.removeAll(keepingCapacity: true)
        var quotes = QuoteState()
        while true {
            let start = buffer.count
            let end = try source.take(until: UInt8(ascii: ">"), into: &buffer)
            quotes.look(buffer[start...])
            if end == .inputEnd || (end == .found && !quotes.isOpen) { return }
            if end == .found {
                source.drop(1)
                buffer.append(UInt8(ascii: ">"))
            }
            if buffer.count > min(tokenLimit, 1 << 20) { throw overlong() }
        }
    }

    /// Whether a quotation mark that follows "=" is open.
    private struct QuoteState {
        private var quote: UInt8 = 0
        private var equals = false

        var isOpen: Bool { quote != 0 }

        mutating func look(_ bytes: ArraySlice<UInt8>) {
            for byte in bytes {
                if quote != 0 {
                    if byte == quote { quote = 0 }
                } else if byte == 0x22 || byte == 0x27, equals {
                    quote = byte
                }
                if byte > 0x20 { equals = byte == UInt8(ascii: "=") }
            }
        }
    }

    /// Reads over a document type with what it declares.
    private func skipDeclaration() throws(ReadFailure) {
        var depth = 0
        var quote: UInt8 = 0
        var done = false
        var length = 0
        while !done {
            let more = try source.scan { lent in
                var i = 0
                while i < lent.count, !done {
                    let byte = lent[i]
                    if byte == 0x0A { source.line += 1 }
                    if quote != 0 {
                        if byte == quote { quote = 0 }
                    } else if byte == 0x22 || byte == 0x27 {
                        quote = byte
                    } else if byte == UInt8(ascii: "[") {
                        depth += 1
                    } else if byte == UInt8(ascii: "]") {
                        depth -= 1
                    } else if byte == UInt8(ascii: ">"), depth <= 0 {
                        done = true
                    }
                    i += 1
                }
                length += i
                return i
            }
            if !more { return }
            if length > tokenLimit { throw overlong() }
        }
    }

    // MARK: Elements

    /// Parses the tag in the buffer. False when it nests too deep and is read over.
    private func start() -> Bool {
        var inside = buffer[...]
        let selfClosing = inside.last == UInt8(ascii: "/")
        if selfClosing { inside.removeLast() }
        let raw = inside.prefix { $0 > 0x20 }
        inside = inside[raw.endIndex...]
        attributes.removeAll(keepingCapacity: true)
        while attributes.count < 256 {
            inside = inside.drop { $0 <= 0x20 || $0 == UInt8(ascii: "/") }
            guard !inside.isEmpty else { break }
            let key = inside.prefix { $0 > 0x20 && $0 != UInt8(ascii: "=") }
            inside = inside[key.endIndex...].drop { $0 <= 0x20 }
            var value: ArraySlice<UInt8> = []
            if inside.first == UInt8(ascii: "=") {
                inside = inside.dropFirst().drop { $0 <= 0x20 }
                if let quote = inside.first, quote == 0x22 || quote == 0x27 {
                    inside = inside.dropFirst()
                    value = inside.prefix { $0 != quote }
                    inside = inside[value.endIndex...].dropFirst()
                } else {
                    value = inside.prefix { $0 > 0x20 }
                    inside = inside[value.endIndex...]
                }
            }
            guard !key.isEmpty else {
                if inside.isEmpty { break }
                inside = inside.dropFirst()
                continue
            }
            attributes.append(
                Attribute(
                    name: String(decoding: key, as: UTF8.self),
                    value: String(decoding: XMLText.resolved(value), as: UTF8.self)))
        }
        for attribute in attributes where attribute.name.hasPrefix("xmlns") { declare(attribute) }
        name = canonical(raw)
        guard open.count < depthLimit else {
            mended = true
            return false
        }
        open.append(name)
        if selfClosing { closing = 1 }
        return true
    }

    /// Closes the nearest open element of that name and those inside it. False when there is none.
    private func close(named name: String) -> Bool {
        guard let index = open.lastIndex(of: name) else {
            mended = true
            return false
        }
        if index != open.count - 1 { mended = true }
        closing = open.count - index - 1
        self.name = open.removeLast()
        return true
    }

    /// Names are written with the usual prefixes, whatever a document calls its namespaces.
    private static let usual: [String: String] = [
        "http://purl.org/rss/1.0/modules/content/": "content", "http://purl.org/dc/elements/1.1/": "dc",
        "http://purl.org/dc/terms/": "dcterms", "http://www.w3.org/2005/Atom": "",
        "http://purl.org/atom/ns#": "",
        "http://search.yahoo.com/mrss/": "media", "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
        "http://purl.org/rss/1.0/": "", "http://www.w3.org/1999/xhtml": "xhtml",
        "http://iptc.org/std/nar/2006-10-01/": "", "http://iptc.org/std/NITF/2006-10-18/": "",
    ]

    private func declare(_ attribute: Attribute) {
        guard prefixes.count < 64 else { return }
        let prefix = attribute.name.split(separator: ":").dropFirst().first.map(String.init) ?? ""
        let before = prefixes[prefix]
        if attribute.value == "http://www.w3.org/2005/Atom" {
            // In RSS, Atom's own elements must not be taken for RSS's.
            prefixes[prefix] = prefix.isEmpty ? "" : "atom"
        } else if let usual = Self.usual[attribute.value] {
            prefixes[prefix] = prefix.isEmpty && usual != "xhtml" ? "" : usual
        }
        if prefixes[prefix] != before { names.removeAll() }
    }

    /// Names of elements as they were written and as they are given, so that each is made once.
    private var names = XMLNames()

    private func canonical(_ raw: ArraySlice<UInt8>) -> String {
        if let known = names[raw] { return known }
        let name = made(raw)
        names.add(raw, name)
        return name
    }

    private func made(_ raw: ArraySlice<UInt8>) -> String {
        guard let colon = raw.firstIndex(of: UInt8(ascii: ":")) else {
            return String(decoding: raw, as: UTF8.self)
        }
        let prefix = String(decoding: raw[..<colon], as: UTF8.self)
        let local = String(decoding: raw[(colon + 1)...], as: UTF8.self)
        guard let known = prefixes[prefix] else { return prefix + ":" + local }
        return known.isEmpty ? local : known + ":" + local
    }
}
