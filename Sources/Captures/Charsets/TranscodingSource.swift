import Texts

/// Turns bytes in some character set into UTF-8 while they are read. A fault in UTF-8 is read as windows-1252: feeds that
/// declare one and send the other lose nothing.
final class TranscodingSource: ByteSource {
    private let source: BufferedSource
    private let charset: Charset
    private var pending: [UInt8] = []
    private var position = 0
    /// Bytes of a character that the last piece cut.
    private var rest: [UInt8] = []

    init(_ source: BufferedSource, _ charset: Charset) {
        self.source = source
        self.charset = charset
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
        while position == pending.count {
            position = 0
            var piece = rest
            rest = []
            let more = try source.scan { lent in
                let count = min(lent.count, 64 * 1024)
                piece.append(contentsOf: lent.prefix(count))
                return count
            }
            guard more || !piece.isEmpty else { return 0 }
            if more { cut(&piece) }
            pending = charset == .utf8 ? Self.mended(piece) : charset.decode(piece[...]).utf8
        }
        let count = min(buffer.count, pending.count - position)
        pending.withUnsafeBytes { all in
            buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[position..<(position + count)]))
        }
        position += count
        return count
    }

    /// Keeps the start of a character that may go on in the next piece: multi-byte sets are cut after an ASCII byte.
    private func cut(_ piece: inout [UInt8]) {
        guard charset == .utf8 || charset.isMultiByte, let last = piece.last, last >= 0x80 else { return }
        guard let safe = piece.lastIndex(where: { $0 < 0x40 }), piece.count - safe < 4096 else {
            guard charset == .utf8, let lead = piece.lastIndex(where: { $0 >= 0xC0 || $0 < 0x80 }),
                piece.count - lead < 4
            else { return }
            rest = Array(piece[lead...])
            piece.removeSubrange(lead...)
            return
        }
        rest = Array(piece[(safe + 1)...])
        piece.removeSubrange((safe + 1)...)
    }

    private static func mended(_ bytes: [UInt8]) -> [UInt8] {
        if UTF8Check(bytes).isValid { return bytes }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + 64)
        var i = 0
        while i < bytes.count {
            let width = sequence(bytes, i)
            if width > 0 {
                out.append(contentsOf: bytes[i..<(i + width)])
                i += width
            } else {
                out.append(contentsOf: Charset.windows1252.decode(bytes[i...i]).utf8)
                i += 1
            }
        }
        return out
    }

    /// Length of the well-formed sequence that starts here; 0 when there is none (Unicode 16, table 3-7).
    private static func sequence(_ bytes: [UInt8], _ i: Int) -> Int {
        func trail(_ offset: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
            i + offset < bytes.count && range.contains(bytes[i + offset])
        }
        switch bytes[i] {
        case 0..<0x80: return 1
        case 0xC2...0xDF: return trail(1) ? 2 : 0
        case 0xE0: return trail(1, 0xA0...0xBF) && trail(2) ? 3 : 0
        case 0xED: return trail(1, 0x80...0x9F) && trail(2) ? 3 : 0
        case 0xE1...0xEF: return trail(1) && trail(2) ? 3 : 0
        case 0xF0: return trail(1, 0x90...0xBF) && trail(2) && trail(3) ? 4 : 0
        case 0xF1...0xF3: return trail(1) && trail(2) && trail(3) ? 4 : 0
        case 0xF4: return trail(1, 0x80...0x8F) && trail(2) && trail(3) ? 4 : 0
        default: return 0
        }
    }
}
