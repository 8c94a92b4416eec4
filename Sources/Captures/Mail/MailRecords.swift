/// Messages: one file, or an mbox with several.
struct MailRecords: RecordReader {
    private let source: BufferedSource
    private let name: InputName
    private let limits: InputLimits
    private let isBox: Bool
    private var done = false
    /// The separating line that was read past.
    private var started = false

    init(_ source: BufferedSource, _ name: InputName, isBox: Bool, _ options: InputOptions) {
        self.source = source
        self.name = name
        self.isBox = isBox
        limits = options.limits
    }

    mutating func next() -> Result<Capture, Skipped>? {
        guard !done else { return nil }
        do throws(ReadFailure) {
            if isBox { return try nextInBox() }
            done = true
            guard let bytes = try source.readAll(limit: limits.record) else {
                let reason = "a message over \(limits.record) bytes. Save its text alone"
                return .failure(Skipped(file: name.path, reason: reason))
            }
            return capture(bytes, 1)
        } catch {
            done = true
            return .failure(Skipped(file: name.path, line: source.line, reason: error.reason))
        }
    }

    private mutating func nextInBox() throws(ReadFailure) -> Result<Capture, Skipped>? {
        var bytes: [UInt8] = []
        var size = 0
        var line = source.line
        var blank = true
        while let next = try source.readLine(limit: limits.record) {
            guard case .bytes(let text) = next else {
                size = limits.record + 1
                continue
            }
            if blank, text.starts(with: "From ".utf8) {
                if started, size > 0 { return finish(bytes, size, line) }
                started = true
                line = source.line
                continue
            }
            blank = text.isEmpty
            size += text.count + 1
            guard size <= limits.record else {
                bytes = []
                continue
            }
            // mboxrd: ">From " was "From ".
            let quoted = text.drop { $0 == UInt8(ascii: ">") }
            bytes.append(
                contentsOf: quoted.starts(with: "From ".utf8) && quoted.count < text.count
                    ? text.dropFirst() : text[...])
            bytes.append(0x0A)
        }
        done = true
        return size > 0 ? finish(bytes, size, line) : nil
    }

    private func finish(_ bytes: [UInt8], _ size: Int, _ line: Int) -> Result<Capture, Skipped> {
        guard size <= limits.record else {
            let reason = "a message of \(size) bytes; \(limits.record) are read at most. Left out"
            return .failure(Skipped(file: name.path, line: line, reason: reason))
        }
        return capture(bytes, line)
    }

    private func capture(_ bytes: [UInt8], _ line: Int) -> Result<Capture, Skipped> {
        let message = MailMessage(bytes)
        guard let part = message.text else {
            return .failure(
                Skipped(
                    file: name.path, line: line, reason: "a message without a text part. Save what is attached to it"))
        }
        let html = part.type.name != "text/plain"
        let saved = message.field("snapshot-content-location")
        var capture = Capture(
            origin: name.path, line: line, url: saved ?? part.location.flatMap { $0.hasPrefix("http") ? $0 : nil },
            mediaType: html ? "text/html" : "text/plain", charset: part.type.charset, bytes: part.bytes)
        capture.isFragment = !html
        if saved == nil {
            if let id = message.field("message-id") {
                capture.statements.append(Statement(.id, id.filter { $0 != "<" && $0 != ">" }, rule: "mail message-id"))
            }
            if let subject = message.field("subject"), !subject.isEmpty {
                capture.statements.append(Statement(.title, subject, rule: "mail subject"))
            }
            if let date = message.field("date") {
                capture.statements.append(Statement(.published, date, rule: "mail date"))
            }
            if let from = message.field("from") {
                let (display, address) = Self.sender(from)
                if let display { capture.statements.append(Statement(.outlet, display, rule: "mail from")) }
                if let host = address.split(separator: "@").last, address.contains("@") {
                    capture.statements.append(Statement(.outletAddress, "https://\(host)/", rule: "mail from"))
                    if display == nil { capture.statements.append(Statement(.outlet, String(host), rule: "mail from")) }
                }
            }
        }
        return .success(capture)
    }

    /// "Harbour Herald <news@herald.example>" → name and address.
    static func sender(_ field: String) -> (display: String?, address: String) {
        guard let open = field.lastIndex(of: "<") else { return (nil, field.trimmedASCII) }
        let display = String(field[..<open]).trimmedASCII.filter { $0 != "\"" }
        let address = String(field[field.index(after: open)...].prefix { $0 != ">" })
        return (display.isEmpty ? nil : display, address)
    }
}
