import CZlib

/// Decompresses gzip (RFC 1952), one or more members.
///
/// Small members, as web archives have one for each record, are unpacked whole; the others are streamed.
final class GzipSource: ByteSource {
    private let source: BufferedSource
    private var stream = z_stream()
    private var members: GzipMembers?
    private var guarding: ExpansionGuard
    private var ended = false
    private var insideMember = false
    private var failure: ReadFailure?

    init(_ source: BufferedSource, limits: InputLimits) throws(ReadFailure) {
        self.source = source
        guarding = ExpansionGuard(limits)
        // 15 bits of window, + 16: a gzip header is expected.
        guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else {
            throw ReadFailure(reason: "no memory to decompress it")
        }
        members = GzipMembers()
    }

    deinit { inflateEnd(&stream) }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
        while !ended {
            if let members {
                let count = members.take(into: buffer)
                if count > 0 { return count }
            }
            if try unpackMember() { continue }
            guard !ended else { return 0 }
            let count = try streamed(into: buffer)
            if count > 0 { return count }
        }
        return 0
    }

    func lend(_ body: (UnsafeRawBufferPointer) -> Int) throws(ReadFailure) -> Int? {
        guard let members else { return nil }
        while !ended {
            if let used = members.lend(body) { return used }
            guard try unpackMember() else { return nil }
        }
        return nil
    }

    /// Unpacks the next member whole, after those before have been used up.
    ///
    /// - Returns: false at the end, and when the member is to be streamed.
    private func unpackMember() throws(ReadFailure) -> Bool {
        if let failure {
            ended = true
            throw failure
        }
        guard !insideMember else { return false }
        guard try skipPadding() else {
            ended = true
            return false
        }
        if let members, let (used, made) = try members.next(from: source) {
            guarding.consumed += used
            // What came out is given before the failure, as when it is streamed.
            do throws(ReadFailure) { try guarding.add(made) } catch { failure = error }
            return true
        }
        insideMember = true
        return false
    }

    /// Drops zero bytes between members (tape padding).
    ///
    /// - Returns: false at the end.
    private func skipPadding() throws(ReadFailure) -> Bool {
        while true {
            let (zeros, all) = try source.lookAhead(1) { lent in
                (lent.firstIndex { $0 != 0 } ?? lent.count, lent.count)
            }
            if all == 0 { return false }
            source.drop(zeros)
            guarding.consumed += zeros
            if zeros < all { return true }
        }
    }

    /// Unpacks what lies in the buffer, up to the end of the member.
    private func streamed(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
        stream.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.avail_out = UInt32(clamping: buffer.count)
        let room = stream.avail_out
        var status = Z_OK
        let more = try source.scan { lent in
            stream.next_in = UnsafeMutablePointer(
                mutating: lent.baseAddress?.assumingMemoryBound(to: UInt8.self))
            stream.avail_in = UInt32(clamping: lent.count)
            let given = stream.avail_in
            status = inflate(&stream, Z_NO_FLUSH)
            return Int(given - stream.avail_in)
        }
        guard more else {
            ended = true
            throw ReadFailure(
                reason: "the gzip data end early. The file was cut short; fetch or copy it again")
        }
        let used = source.lastUsed
        guarding.consumed += used
        let produced = Int(room - stream.avail_out)
        switch status {
        case Z_OK, Z_BUF_ERROR:
            if used == 0, produced == 0 { status = Z_DATA_ERROR }
        case Z_STREAM_END:
            insideMember = false
            inflateReset(&stream)
        default: break
        }
        if status != Z_OK, status != Z_BUF_ERROR, status != Z_STREAM_END {
            ended = true
            throw ReadFailure(reason: "the gzip data are damaged. Fetch or copy the file again")
        }
        try guarding.add(produced)
        return produced
    }
}
