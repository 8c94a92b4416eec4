/// What a user points at, as captures: files, folders, standard input; compressed or not; in the order of the input.
///
/// ```swift
/// var input = CaptureInput(paths: ["stories/", "-"])
/// while let capture = input.next() { … }
/// ```
///
/// Memory is bounded by one record, whatever the size of the input.
public struct CaptureInput {
    private var paths: InputPaths
    private let options: InputOptions
    private var reader: (any RecordReader)?
    private var current: InputName?
    private var foundAny = false
    /// How often each stem has been seen, so that ids of two files of one name differ.
    private var stems: [String: Int] = [:]

    /// Files done so far, for progress.
    public private(set) var filesRead = 0

    /// What was passed over because it is no text by its nature (a picture, a redirect), counted by kind.
    public private(set) var passedOver: [String: Int] = [:]

    /// Makes an input from paths; no path at all means standard input.
    public init(paths: [String], options: InputOptions = InputOptions()) {
        self.paths = InputPaths(paths.isEmpty ? ["-"] : paths, depthLimit: options.limits.folderDepth)
        self.options = options
    }

    /// Makes an input of bytes in memory, recognised by content as a file would be.
    ///
    /// - Parameter name: stands where a path would, in origins, ids and messages.
    public init(bytes: [UInt8], name: String = "memory", options: InputOptions = InputOptions()) {
        paths = InputPaths([], depthLimit: options.limits.folderDepth)
        self.options = options
        let name = uniqueName(name)
        current = name
        do throws(ReadFailure) {
            reader = try Self.reader(of: BufferedSource(MemorySource(bytes)), name, options)
        } catch {
            reader = SingleRecord(.failure(Skipped(file: name.path, reason: error.reason)))
        }
    }

    /// The next capture, or what could not be used and why; nil at the end.
    public mutating func next() -> Result<Capture, Skipped>? {
        while true {
            if let result = reader?.next() {
                foundAny = true
                return result
            }
            if let done = reader {
                for (kind, count) in done.passedOver { passedOver[kind, default: 0] += count }
                reader = nil
                filesRead += 1
                if !foundAny, done.passedOver.isEmpty, let current {
                    return .failure(Skipped(file: current.path, reason: "no text in it. Check what was saved there"))
                }
            }
            guard let path = paths.next() else { return nil }
            switch path {
            case .failure(let skipped): return .failure(skipped)
            case .success(let path):
                let name = uniqueName(path)
                current = name
                foundAny = false
                do throws(ReadFailure) {
                    reader = try Self.open(path, name, options)
                } catch {
                    return .failure(Skipped(file: name.path, reason: error.reason))
                }
            }
        }
    }

    private mutating func uniqueName(_ path: String) -> InputName {
        let name = InputName(path: path)
        let seen = stems[name.stem, default: 0]
        stems[name.stem] = seen + 1
        return seen == 0 ? name : name.named("\(name.stem)~\(seen + 1)")
    }

    private static func open(
        _ path: String, _ name: InputName, _ options: InputOptions
    ) throws(ReadFailure) -> any RecordReader {
        let file = path == "-" ? FileSource() : try FileSource(path: path)
        return try reader(of: BufferedSource(file), name, options)
    }

    /// Looks at the first bytes, unpacks what is packed (twice at most), and chooses the reader.
    static func reader(
        of source: BufferedSource, _ name: InputName, _ options: InputOptions
    ) throws(ReadFailure) -> any RecordReader {
        var source = source
        for _ in 0..<2 {
            let magic = try source.peek(4)
            if magic.starts(with: [0x1F, 0x8B]) {
                source = BufferedSource(try GzipSource(source, limits: options.limits))
            } else if magic == [0x28, 0xB5, 0x2F, 0xFD] {
                source = BufferedSource(try ZstdSource(source, limits: options.limits))
            } else {
                break
            }
        }
        let head = try source.peek(64 * 1024)
        guard !head.isEmpty else { throw ReadFailure(reason: "the file is empty. Check what was saved there") }
        if head.starts(with: [0xFF, 0xFE]) || head.starts(with: [0xFE, 0xFF]) {
            return try reader(of: BufferedSource(UTF16Source(source)), name, options)
        }
        switch InputForm(head: head) {
        case .foreign(let kind): throw ReadFailure(reason: "this is \(kind)")
        case .jsonLines: return LineRecords(source, name, .json, options)
        case .jsonValues:
            let first = head.first { !InputForm.isSpace($0) && $0 < 0x80 }
            return JSONRecords(source, name, inArray: first == UInt8(ascii: "["), options)
        case .html: return whole(source, name, "text/html", options)
        case .xml: return FeedRecords(try utf8(source, head), name, options)
        case .warc: return WARCRecords(source, name, options)
        case .mail: return MailRecords(source, name, isBox: false, options)
        case .mbox: return MailRecords(source, name, isBox: true, options)
        case .empty, .text:
            let form = options.textForm ?? InputOptions.TextForm.recognised(in: Array(head.prefix(32 * 1024))).form
            if form == .passages { return LineRecords(source, name, .passages, options) }
            return whole(source, name, "text/plain", options, id: name.stem)
        }
    }

    /// XML in UTF-8, whatever set it declares; bytes that do not fit the declaration are taken for windows-1252.
    private static func utf8(_ source: BufferedSource, _ head: [UInt8]) throws(ReadFailure) -> BufferedSource {
        if head.starts(with: [0xEF, 0xBB, 0xBF]) { source.drop(3) }
        let stated = Decoded.statedInXML(head).flatMap { Charset(label: $0) } ?? .utf8
        return BufferedSource(TranscodingSource(source, stated))
    }

    /// The whole input as one capture.
    private static func whole(
        _ source: BufferedSource, _ name: InputName, _ mediaType: String, _ options: InputOptions, id: String? = nil
    ) -> SingleRecord {
        do throws(ReadFailure) {
            guard let bytes = try source.readAll(limit: options.limits.record) else {
                let reason = "more than \(options.limits.record) bytes in one page or article. Cut it into parts"
                return SingleRecord(.failure(Skipped(file: name.path, reason: reason)))
            }
            var capture = Capture(
                origin: name.path, mediaType: mediaType, charset: options.charset, bytes: bytes)
            capture.id = id
            return SingleRecord(.success(capture))
        } catch {
            return SingleRecord(.failure(Skipped(file: name.path, reason: error.reason)))
        }
    }
}
