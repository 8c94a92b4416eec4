/// One capture a line: JSON records, or passages of plain text. Empty lines are passed over.
struct LineRecords: RecordReader {
    /// What the lines hold.
    enum Kind {
        case json
        case passages
    }

    private let source: BufferedSource
    private let name: InputName
    private let kind: Kind
    private let limits: InputLimits
    private let charset: String?
    private var failed = false
    private var first = true

    init(_ source: BufferedSource, _ name: InputName, _ kind: Kind, _ options: InputOptions) {
        self.source = source
        self.name = name
        self.kind = kind
        limits = options.limits
        charset = options.charset
    }

    mutating func next() -> Result<Capture, Skipped>? {
        while !failed {
            let number = source.line
            do throws(ReadFailure) {
                guard let line = try source.readLine(limit: limits.record) else { return nil }
                if let result = record(line, number) { return result }
            } catch {
                failed = true
                return .failure(Skipped(file: name.path, line: number, reason: error.reason))
            }
        }
        return nil
    }

    private mutating func record(_ line: BufferedSource.Line, _ number: Int) -> Result<Capture, Skipped>? {
        switch line {
        case .tooLong(let length):
            let reason =
                "a line of \(length) bytes; \(limits.record) are read at most. "
                + "Put one record on each line, or cut it into parts"
            return .failure(Skipped(file: name.path, line: number, reason: reason))
        case .bytes(var bytes):
            if first {
                first = false
                if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
            }
            guard bytes.contains(where: { !InputForm.isSpace($0) }) else { return nil }
            switch kind {
            case .json:
                return .success(
                    Capture(origin: name.path, line: number, mediaType: "application/json", bytes: bytes))
            case .passages:
                var capture = Capture(
                    origin: name.path, line: number, mediaType: "text/plain", charset: charset, bytes: bytes)
                capture.id = "\(name.stem):\(number)"
                return .success(capture)
            }
        }
    }
}
