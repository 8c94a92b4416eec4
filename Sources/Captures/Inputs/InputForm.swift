/// What an input is, as its first bytes say. Names and endings of files are not looked at.
enum InputForm: Hashable, Sendable {
    /// JSON values, one a line.
    case jsonLines
    /// One JSON value over several lines, several of them, or an array of records.
    case jsonValues
    /// A page.
    case html
    /// A feed or NewsML document.
    case xml
    /// A web archive.
    case warc
    /// One MIME message, also a page saved as one (MHTML).
    case mail
    /// Several messages in one file.
    case mbox
    /// Plain text.
    case text
    /// Nothing but white space so far.
    case empty
    /// Something that is no text; the value says what, and what to do.
    case foreign(String)

    /// Recognises an input by its first bytes (64 KiB are plenty).
    init(head: [UInt8]) {
        // An archive says so first, and may hold pictures from its first record on.
        if head.starts(with: "WARC/1.".utf8) || head.starts(with: "WARC/0.".utf8) {
            self = .warc
            return
        }
        if let foreign = Self.foreignKind(head) {
            self = .foreign(foreign)
            return
        }
        var start = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        while start < head.count, Self.isSpace(head[start]) { start += 1 }
        guard start < head.count else {
            self = .empty
            return
        }
        let rest = head[start...]
        switch rest[start] {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            self = Self.json(rest) ?? .text
        case UInt8(ascii: "<"):
            self = Self.markup(rest) ?? .text
        default:
            if rest.starts(with: "WARC/1.".utf8) || rest.starts(with: "WARC/0.".utf8) {
                self = .warc
            } else if rest.starts(with: "From ".utf8), Self.headerNames(rest.drop { $0 != 0x0A }.dropFirst()) >= 2 {
                self = .mbox
            } else if Self.headerNames(rest) >= 2 {
                self = .mail
            } else if Self.find("<html", in: rest.prefix(1024)) || Self.find("<!doctype html", in: rest.prefix(1024)) {
                self = .html
            } else {
                self = .text
            }
        }
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    // MARK: No text

    private static let magics: [(bytes: [UInt8], name: String)] = [
        (Array("%PDF-".utf8), "a PDF. Turn it into text first, for example with pdftotext"),
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive or office document. Unpack it, or save it as plain text or HTML"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old office document. Save it as plain text or HTML"),
        ([0x89, 0x50, 0x4E, 0x47], "a picture. Left out"), ([0xFF, 0xD8, 0xFF], "a picture. Left out"),
        (Array("GIF8".utf8), "a picture. Left out"), (Array("RIFF".utf8), "a picture or sound. Left out"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program. Left out"),
        (Array("SQLite format 3\0".utf8), "a database. Export it as JSON lines"),
        ([0x42, 0x5A, 0x68], "bzip2 data. Unpack them first, for example with bunzip2"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "xz data. Unpack them first, for example with unxz"),
        (Array("7z".utf8) + [0xBC, 0xAF], "a 7z archive. Unpack it first"),
    ]

    private static let magicFirsts: [Bool] = {
        var firsts = [Bool](repeating: false, count: 256)
        for magic in magics { if let first = magic.bytes.first { firsts[Int(first)] = true } }
        return firsts
    }()

    private static func foreignKind(_ head: [UInt8]) -> String? {
        // No text starts with the first byte of most of these.
        if let first = head.first, magicFirsts[Int(first)] {
            for magic in magics where head.starts(with: magic.bytes) { return magic.name }
        }
        if head.count > 262, head[257..<262].elementsEqual("ustar".utf8) {
            return "a tar archive. Unpack it and name the folder"
        }
        let sample = head.prefix(8192)
        // Without branches, so that many bytes go at a time.
        let (zero, odd) = sample.withUnsafeBufferPointer { sample in
            var (zero, odd) = (UInt32(0), UInt32(0))
            for byte in sample {
                zero &+= byte == 0 ? 1 : 0
                odd &+= byte < 0x20 && (byte < 0x07 || byte > 0x0D) && byte != 0x1B ? 1 : 0
            }
            return (Int(zero), Int(odd))
        }
        // A stray NUL or two happens in feeds and pages; a binary file is full of them.
        guard zero > max(2, sample.count / 100) || odd * 10 > sample.count else { return nil }
        return "binary data (\(zero) zero bytes in the first \(sample.count)), no text. Left out"
    }

    // MARK: JSON

    private static func json(_ rest: ArraySlice<UInt8>) -> InputForm? {
        let opener = rest[rest.startIndex]
        var second = rest.startIndex + 1
        while second < rest.endIndex, isSpace(rest[second]) { second += 1 }
        if opener == UInt8(ascii: "[") {
            // "[Photo] Some text" is text.
            guard second < rest.endIndex else { return .jsonValues }
            return "{[\"]".utf8.contains(rest[second]) ? .jsonValues : nil
        }
        guard second < rest.endIndex else { return .jsonLines }
        guard rest[second] == UInt8(ascii: "\"") || rest[second] == UInt8(ascii: "}") else { return nil }
        var depth = 0
        var inString = false
        var escaped = false
        var last: UInt8 = 0
        for i in rest.indices {
            let byte = rest[i]
            if byte == 0x0A {
                if depth == 0 || inString { return .jsonLines }
                // The line ends inside the value: laid out over several lines, or cut short?
                let next = rest[i...].first { !isSpace($0) }
                let open = "{[,:".utf8.contains(last)
                return open || next != UInt8(ascii: "{") ? .jsonValues : .jsonLines
            }
            if inString {
                if escaped {
                    escaped = false
                } else if byte == UInt8(ascii: "\\") {
                    escaped = true
                } else if byte == UInt8(ascii: "\"") {
                    inString = false
                }
            } else if byte == UInt8(ascii: "\"") {
                inString = true
            } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                depth += 1
            } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                depth -= 1
            }
            if !isSpace(byte) { last = byte }
        }
        return .jsonLines
    }

    // MARK: Markup

    private static let xmlRoots = [
        "rss", "rdf:rdf", "feed", "atom:feed", "newsitem", "packageitem", "newsmessage", "conceptitem", "knowledgeitem",
        "nitf", "newsml", "opml", "entry",
    ]

    /// Looks past comments, declarations and processing instructions to the first element.
    private static func markup(_ rest: ArraySlice<UInt8>) -> InputForm? {
        var i = rest.startIndex
        var declared = false
        while i < rest.endIndex {
            while i < rest.endIndex, isSpace(rest[i]) { i += 1 }
            guard i < rest.endIndex, rest[i] == UInt8(ascii: "<") else { return declared ? .xml : nil }
            let tail = rest[i...]
            if tail.starts(with: "<?xml".utf8) { declared = true }
            if tail.starts(with: "<!--".utf8) {
                guard let end = position(of: "-->", in: tail.dropFirst(4)) else { return .html }
                i = end + 3
            } else if lower(tail.prefix(14)).hasPrefix("<!doctype html") {
                return .html
            } else if tail.starts(with: "<?".utf8) || tail.starts(with: "<!".utf8) {
                guard let end = tail.firstIndex(of: UInt8(ascii: ">")) else { return nil }
                i = end + 1
            } else {
                let name = lower(tail.dropFirst().prefix { isNameByte($0) }.prefix(32))
                guard !name.isEmpty else { return nil }
                let local = name.split(separator: ":").last.map(String.init) ?? name
                if xmlRoots.contains(name) || (declared && xmlRoots.contains(local)) { return .xml }
                return declared && !["html", "head", "body", "div"].contains(local) ? .xml : .html
            }
        }
        return declared ? .xml : .html
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (97...122).contains(byte) || (65...90).contains(byte) || (48...57).contains(byte) || byte == 0x3A
            || byte == 0x2D
    }

    static func lower(_ bytes: some Collection<UInt8>) -> String {
        String(decoding: bytes.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
    }

    static func position(of needle: String, in bytes: ArraySlice<UInt8>) -> Int? {
        let needle = Array(needle.utf8)
        guard bytes.count >= needle.count, let first = needle.first else { return nil }
        var i = bytes.startIndex
        while i <= bytes.endIndex - needle.count {
            if bytes[i] == first, bytes[i..<(i + needle.count)].elementsEqual(needle) { return i }
            i += 1
        }
        return nil
    }

    private static func find(_ needle: String, in bytes: ArraySlice<UInt8>) -> Bool {
        position(of: needle, in: ArraySlice(bytes.map { (65...90).contains($0) ? $0 + 32 : $0 })) != nil
    }

    // MARK: Messages

    private static let mailHeaders: Set<String> = [
        "from", "to", "date", "subject", "mime-version", "content-type", "message-id", "received", "return-path",
        "delivered-to", "reply-to", "sender", "list-id", "snapshot-content-location", "content-transfer-encoding",
        "x-mailer", "dkim-signature", "list-unsubscribe",
    ]

    /// How many of the header fields of mail stand at the start, before an empty line.
    private static func headerNames(_ rest: ArraySlice<UInt8>) -> Int {
        var found: Set<String> = []
        for line in rest.prefix(16_384).split(separator: 0x0A, maxSplits: 200, omittingEmptySubsequences: false) {
            guard let first = line.first, first != 0x0D else { break }
            if first == 0x20 || first == 0x09 { continue }
            guard let colon = line.prefix(64).firstIndex(of: UInt8(ascii: ":")) else { return 0 }
            let name = line[line.startIndex..<colon]
            guard !name.isEmpty, name.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return 0 }
            let lowered = lower(name)
            if mailHeaders.contains(lowered) { found.insert(lowered) }
        }
        // A plain text may open with "From:" and "Date:" lines; mail says how its content is coded or who carried it.
        let technical: Set<String> = [
            "mime-version", "content-type", "message-id", "received", "return-path", "snapshot-content-location",
        ]
        return found.isDisjoint(with: technical) ? 0 : found.count
    }
}
