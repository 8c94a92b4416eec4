/// Cuts JSON values laid out over several lines, or the elements of one array, without reading the whole input.
///
/// The cut follows strings and brackets only; whether a piece is sound JSON shows when it is parsed.
struct JSONRecords: RecordReader {
    private let source: BufferedSource
    private let name: InputName
    private let limits: InputLimits
    /// Whether the records are the elements of one outer array.
    private let inArray: Bool
    private var done = false

    init(_ source: BufferedSource, _ name: InputName, inArray: Bool, _ options: InputOptions) {
        self.source = source
        self.name = name
        self.inArray = inArray
        limits = options.limits
    }

    private enum State {
        case between
        case inside
        case inString
        case escaped
    }

    mutating func next() -> Result<Capture, Skipped>? {
        guard !done else { return nil }
        var bytes: [UInt8] = []
        var length = 0
        var state = State.between
        var depth = 0
        var firstLine = source.line
        var complete = false
        do throws(ReadFailure) {
            while !complete {
                let more = try source.scan { lent in
                    var start = 0
                    var i = 0
                    while i < lent.count {
                        let byte = lent[i]
                        if byte == 0x0A { source.line += 1 }
                        switch state {
                        case .between:
                            if byte == UInt8(ascii: "{") || (byte == UInt8(ascii: "[") && (!inArray || started)) {
                                state = .inside
                                depth = 1
                                start = i
                                firstLine = source.line
                            } else if byte == UInt8(ascii: "[") {
                                started = true
                            }
                        case .inside:
                            switch byte {
                            case UInt8(ascii: "\""): state = .inString
                            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                                depth -= 1
                                complete = depth == 0
                            default: break
                            }
                        case .inString:
                            if byte == UInt8(ascii: "\"") { state = .inside }
                            if byte == UInt8(ascii: "\\") { state = .escaped }
                        case .escaped: state = .inString
                        }
                        i += 1
                        if complete { break }
                    }
                    if state != .between {
                        length += i - start
                        if length <= limits.record {
                            bytes.append(contentsOf: lent.bytes(start..<i))
                        } else {
                            bytes = []
                        }
                    }
                    return i
                }
                if !more { break }
            }
        } catch {
            done = true
            return .failure(Skipped(file: name.path, line: source.line, reason: error.reason))
        }
        if !complete {
            done = true
            guard length > 0 else { return nil }
            let reason = "the JSON value that starts here is cut short. Fetch or copy the file again"
            return .failure(Skipped(file: name.path, line: firstLine, reason: reason))
        }
        guard length <= limits.record else {
            let reason = "a JSON value of \(length) bytes; \(limits.record) are read at most. Cut it into parts"
            return .failure(Skipped(file: name.path, line: firstLine, reason: reason))
        }
        return .success(Capture(origin: name.path, line: firstLine, mediaType: "application/json", bytes: bytes))
    }

    /// Whether the outer array's bracket has been passed.
    private var started = false
}
