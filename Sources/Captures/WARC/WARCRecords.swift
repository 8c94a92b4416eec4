import Glibc
import Moments
import Texts

/// Pages in a web archive (WARC 1.0 and 1.1, ISO 28500), also compressed by record.
///
/// Responses with status 200, resources and conversions that hold text become captures; a revisit says which page was seen
/// unchanged; the rest (requests, metadata, pictures, redirects) is passed over and counted.
struct WARCRecords: RecordReader {
    private let source: BufferedSource
    private let name: InputName
    private let limits: InputLimits
    private let revisits: Bool
    private var failed = false
    /// Bytes that records with lying lengths have given back.
    private var givenBack = 0
    private(set) var passedOver: [String: Int] = [:]

    /// What lying lengths may give back in a file, in bytes: a file of nothing else would be read a thousand times.
    static let mostGivenBack = 64 << 20

    init(_ source: BufferedSource, _ name: InputName, _ options: InputOptions) {
        self.source = source
        self.name = name
        limits = options.limits
        revisits = options.revisits
    }

    private var number = 0

    mutating func next() -> Result<Capture, Skipped>? {
        while !failed {
            do throws(ReadFailure) {
                guard let record = try readHead() else {
                    failed = true
                    return nil
                }
                number += 1
                if let result = try read(record) { return result }
            } catch {
                if error.reason.hasPrefix("record") {
                    // The next record is found again by its first line.
                    return .failure(Skipped(file: name.path, reason: error.reason))
                }
                failed = true
                return .failure(Skipped(file: name.path, reason: "record \(number + 1): \(error.reason)"))
            }
        }
        return nil
    }

    private struct Head {
        var fields: [(name: String, value: String)] = []
        /// Whether something other than empty lines stood before it.
        var strayed = false

        subscript(name: String) -> String? { fields.first { $0.name == name }?.value }
    }

    /// Finds the next record's first line and reads its fields.
    private func readHead() throws(ReadFailure) -> Head? {
        var head = Head()
        while true {
            guard let line = try source.readLine(limit: 65_536) else { return nil }
            guard case .bytes(let bytes) = line, bytes.starts(with: "WARC/".utf8), bytes.count < 16 else {
                if case .bytes(let bytes) = line, bytes.allSatisfy({ InputForm.isSpace($0) }) { continue }
                head.strayed = true
                continue
            }
            break
        }
        while let line = try source.readLine(limit: 65_536) {
            guard case .bytes(let bytes) = line else { continue }
            guard let first = bytes.first else { return head }
            if first == 0x20 || first == 0x09, !head.fields.isEmpty {
                head.fields[head.fields.count - 1].value += " " + String(decoding: bytes, as: UTF8.self).trimmedASCII
                continue
            }
            guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), head.fields.count < 200 else { continue }
            head.fields.append(
                (InputForm.lower(bytes[..<colon]), String(decoding: bytes[(colon + 1)...], as: UTF8.self).trimmedASCII))
        }
        return head
    }

    private mutating func read(_ head: Head) throws(ReadFailure) -> Result<Capture, Skipped>? {
        if head.strayed { passedOver["stray bytes between records", default: 0] += 1 }
        let uri = head["warc-target-uri"].map { $0.hasPrefix("<") ? String($0.dropFirst().dropLast()) : $0 }
        guard let stated = head["content-length"], let length = Int(stated), length >= 0 else {
            throw ReadFailure(reason: "record \(number) (\(uri ?? "no address")): no sound Content-Length. Left out")
        }
        let type = head["warc-type"] ?? ""
        guard ["response", "resource", "conversion", "revisit"].contains(type) else {
            passedOver[type.isEmpty ? "records without a type" : "\(type) records", default: 0] += 1
            try skip(length)
            return nil
        }
        guard length <= limits.record else {
            try skip(length)
            throw ReadFailure(
                reason:
                    "record \(number) (\(uri ?? "no address")): \(length) bytes; \(limits.record) are read at most. Left out"
            )
        }
        // A page's fields and body are read apart, so that neither is copied again.
        let isAnswer = type == "response" && uri?.hasPrefix("http") ?? true
        let fields = isAnswer ? try takeFields(length) : []
        var block = try take(length - fields.count)
        let isShort = fields.count + block.count != length
        let isAstray = isShort ? true : try !isAtRecordEnd()
        if isAstray, let next = Self.nextRecord(in: block) {
            // The length lies: the next record starts inside this one, and is given back where it can be.
            let isGivenBack = giveBack(block[next...])
            block.removeSubrange(next...)
            passedOver[
                isGivenBack
                    ? "lengths that reach into the next record"
                    : "lengths that reach over the next records, which are lost",
                default: 0] += 1
        } else if isShort {
            throw ReadFailure(
                reason: "\(uri ?? "no address"): the archive ends \(length - fields.count - block.count) bytes early. "
                    + "It was cut short, or the record lies about its length; fetch it again")
        }
        let captured = head["warc-date"].flatMap { Dated(iso: $0) }?.moment
        if type == "revisit" {
            guard revisits else {
                passedOver["revisits (seen again, unchanged)", default: 0] += 1
                return nil
            }
            var capture = Capture(
                origin: name.path, url: uri, mediaType: "application/warc-revisit", captured: captured, bytes: [])
            let address = head["warc-refers-to-target-uri"].map {
                $0.hasPrefix("<") ? String($0.dropFirst().dropLast()) : $0
            }
            capture.revisit = .init(
                address: address, captured: head["warc-refers-to-date"].flatMap { Dated(iso: $0) }?.moment)
            return .success(capture)
        }
        var capture: Capture
        if isAnswer {
            guard let answer = HTTPAnswer(fields, body: block, limit: limits.record) else {
                throw ReadFailure(reason: "record \(number) (\(uri ?? "no address")): no sound HTTP answer. Left out")
            }
            guard answer.status == 200 else {
                passedOver["answers with status \(answer.status)", default: 0] += 1
                return nil
            }
            capture = Capture(
                origin: name.path, url: uri, mediaType: answer.mediaType, charset: answer.charset, captured: captured,
                bytes: answer.body)
            if let fault = answer.fault { capture.warnings.append(.init("transfer", fault)) }
            check(head["warc-payload-digest"], [], answer.raw, "payload", &capture)
        } else {
            let content = MediaType(head["content-type"] ?? "")
            capture = Capture(
                origin: name.path, url: uri, mediaType: content.name,
                charset: content.charset ?? (type == "conversion" ? "utf-8" : nil), captured: captured, bytes: block)
            check(head["warc-payload-digest"], [], block, "payload", &capture)
        }
        check(head["warc-block-digest"], fields, block, "block", &capture)
        return classified(&capture)
    }

    private func isText(_ mediaType: String) -> Bool {
        ["text/html", "application/xhtml+xml", "text/plain", "application/json"].contains(mediaType)
    }

    /// Keeps texts, passes over the rest.
    private mutating func classified(_ capture: inout Capture) -> Result<Capture, Skipped>? {
        var head = Array(capture.bytes.prefix(4096))
        // UTF-16 by its byte order mark.
        if head.starts(with: [0xFF, 0xFE]) { head = Charset.utf16LE.decode(head[2...]).utf8 }
        if head.starts(with: [0xFE, 0xFF]) { head = Charset.utf16BE.decode(head[2...]).utf8 }
        let form = InputForm(head: head)
        switch (capture.mediaType, form) {
        case (_, .html), ("application/xhtml+xml", _), ("text/html", .text), ("text/html", .xml):
            capture.mediaType = "text/html"
        case ("text/plain", .text): capture.mediaType = "text/plain"
        case ("application/json", .jsonLines), ("application/json", .jsonValues), ("application/ld+json", .jsonLines):
            capture.mediaType = "application/json"
        default:
            if let fault = capture.warnings.first(where: { $0.kind == "transfer" }), isText(capture.mediaType) {
                let place = "record \(number) (\(capture.url ?? "no address"))"
                return .failure(Skipped(file: name.path, reason: "\(place): \(fault.detail). Left out"))
            }
            passedOver["records that are no text (\(capture.mediaType))", default: 0] += 1
            return nil
        }
        return .success(capture)
    }

    /// Compares a stated digest with that of `fields` and `bytes` together.
    private func check(
        _ stated: String?, _ fields: [UInt8], _ bytes: [UInt8], _ what: String, _ capture: inout Capture
    ) {
        guard let stated, let colon = stated.firstIndex(of: ":") else { return }
        let value = String(stated[stated.index(after: colon)...])
        let fits: Bool
        switch stated[..<colon].lowercased() {
        case "sha1":
            let digest = SHA1.digest(fields, bytes[...])
            fits = value.uppercased() == SHA1.base32(digest) || value.lowercased() == SHA1.hex(digest)
        case "sha256":
            let digest = Fingerprint(of: fields.isEmpty ? bytes : fields + bytes)
            fits = value.lowercased() == digest.hex || value.uppercased() == SHA1.base32(digest.bytes)
        default: return
        }
        if !fits { capture.warnings.append(.init("digest", "the \(what)'s digest does not fit its bytes")) }
    }

    private func take(_ length: Int) throws(ReadFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(length, 1 << 20))
        while bytes.count < length {
            let more = try source.scan { lent in
                let count = min(lent.count, length - bytes.count)
                bytes.append(contentsOf: lent.bytes(0..<count))
                return count
            }
            if !more { break }
        }
        return bytes
    }

    /// Puts bytes back in front of the input; false when this file has given back too many.
    private mutating func giveBack(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard givenBack + bytes.count <= Self.mostGivenBack else { return false }
        source.unread(bytes)
        givenBack += bytes.count
        return true
    }

    /// Whether what follows can follow a record: line ends, then the next record or nothing.
    private func isAtRecordEnd() throws(ReadFailure) -> Bool {
        var answer = true
        _ = try source.scan { lent in
            let rest = lent.drop { $0 == 0x0D || $0 == 0x0A }.prefix(5)
            answer = "WARC/".utf8.starts(with: rest)
            return 0
        }
        return answer
    }

    /// Where the next record's first line stands in a block, when one does.
    private static func nextRecord(in block: [UInt8]) -> Int? {
        block.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return nil }
            let mark: StaticString = "\nWARC/1."
            let count = mark.utf8CodeUnitCount
            var i = 0
            while i + count < bytes.count, let found = memchr(base + i, 0x0A, bytes.count - count - i) {
                i = UnsafeRawPointer(found) - UnsafeRawPointer(base)
                if memcmp(base + i, mark.utf8Start, count) == 0 { return i + 1 }
                i += 1
            }
            return nil
        }
    }

    /// Takes an HTTP answer's status and fields, up to and with the empty line behind them; `length` bytes at most.
    private func takeFields(_ length: Int) throws(ReadFailure) -> [UInt8] {
        var bytes: [UInt8] = []
        var lineStart = 0
        var isDone = false
        while !isDone, bytes.count < length {
            let more = try source.scan { lent in
                let room = min(lent.count, length - bytes.count)
                let found = lent.baseAddress.flatMap { memchr($0, 0x0A, room) }
                let count = found.map { UnsafeRawPointer($0) - (lent.baseAddress ?? UnsafeRawPointer($0)) + 1 } ?? room
                bytes.append(contentsOf: lent.bytes(0..<count))
                guard found != nil else { return count }
                let end = bytes.count - 1
                isDone = end == lineStart || (end == lineStart + 1 && bytes[lineStart] == 0x0D)
                lineStart = bytes.count
                return count
            }
            if !more { break }
        }
        return bytes
    }

    private func skip(_ length: Int) throws(ReadFailure) {
        var left = length
        while left > 0 {
            let more = try source.scan { lent in
                let count = min(lent.count, left)
                left -= count
                return count
            }
            if !more { return }
        }
    }
}
