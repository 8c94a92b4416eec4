/// Recognises what is one token whatever stands in it: web addresses, mail addresses, handles.
struct AddressRule {
    let scanner: AtomScanner

    /// Where an address that starts at `position` ends; nil when none starts there.
    ///
    /// Stops, commas and closing marks at the end belong to the sentence, not to the address; a closing bracket stays
    /// when the address opened it.
    func match(_ position: Int, _ end: Int) -> Int? {
        switch scanner.bytes[position] | 0x20 {
        case UInt8(ascii: "h"):
            if starts(with: "http://", position, end) || starts(with: "https://", position, end) {
                return web(position, end)
            }
        case UInt8(ascii: "w"): if starts(with: "www.", position, end) { return web(position, end) }
        case UInt8(ascii: "f"): if starts(with: "ftp://", position, end) { return web(position, end) }
        // '@' | 0x20 is a back-tick.
        case UInt8(ascii: "`"): return handle(position, end)
        default: break
        }
        return mail(position, end)
    }

    /// Whether a web address starts at `position`.
    func isWeb(_ position: Int, _ end: Int) -> Bool {
        let byte = scanner.bytes[position] | 0x20
        guard byte == UInt8(ascii: "h") || byte == UInt8(ascii: "w") else { return false }
        return starts(with: "http://", position, end) || starts(with: "https://", position, end)
            || starts(with: "www.", position, end)
    }

    /// Where a bare file name or host that starts with the letters or digits at `position` ends: "notes.pdf",
    /// "herald.example"; nil when its last part is no listed ending.
    func file(_ position: Int, _ end: Int, _ endings: WordTable) -> Int? {
        var i = position
        var stop = -1
        let limit = min(end, position + 128)
        while i < limit {
            let byte = scanner.bytes[i]
            if byte == AtomKind.stop {
                stop = i
            } else if scanner.table[Int(byte)] & (CodePoints.letterBits | CodePoints.digitBit) == 0,
                byte != AtomKind.hyphen, byte != UInt8(ascii: "_")
            {
                break
            }
            i += 1
        }
        // A stop after the name ends the sentence.
        if stop == i - 1 {
            i = stop
            stop -= 1
            while stop > position, scanner.bytes[stop] != AtomKind.stop { stop -= 1 }
        }
        guard stop > position, stop + 1 < i, endings[scanner.hash(stop + 1, i)] != 0 else { return nil }
        return i
    }

    private func starts(with prefix: StaticString, _ position: Int, _ end: Int) -> Bool {
        let count = prefix.utf8CodeUnitCount
        // At least one byte of the address itself must follow.
        guard position + count < end, scanner.spaceLength(position + count, end) == 0 else { return false }
        let letters = prefix.utf8Start
        for i in 0..<count {
            let byte = scanner.bytes[position + i]
            let folded = byte &- 0x41 < 26 ? byte | 0x20 : byte
            if folded != letters[i] { return false }
        }
        return true
    }

    private func web(_ position: Int, _ end: Int) -> Int {
        var i = position
        var open = 0
        let limit = min(end, position + 2048)
        while i < limit {
            let byte = scanner.bytes[i]
            if byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "\"") { break }
            if byte >= 0x80 {
                let (scalar, length) = CodePoints.decode(scanner.bytes, i, end)
                let kind = CodePoints.kind(scalar)
                if !AtomKind.isWord(kind) { break }
                i += length
                continue
            }
            if scanner.table[Int(byte)] & CodePoints.spaceBit != 0 { break }
            if byte == AtomKind.openBracket { open += 1 }
            i += 1
        }
        while i > position + 4 {
            switch scanner.bytes[i - 1] {
            case AtomKind.closeBracket:
                if open > 0 { return i }
            case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"),
                UInt8(ascii: "?"), UInt8(ascii: "'"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "*"):
                break
            default: return i
            }
            i -= 1
        }
        return i
    }

    private func handle(_ position: Int, _ end: Int) -> Int? {
        guard scanner.bytes[position] == AtomKind.at else { return nil }
        var i = position + 1
        var letters = 0
        while i < end, i < position + 64 {
            let byte = scanner.bytes[i]
            let bits = scanner.table[Int(byte)]
            guard bits & (CodePoints.letterBits | CodePoints.digitBit) != 0 || byte == UInt8(ascii: "_") else { break }
            if bits & CodePoints.letterBits != 0 { letters += 1 }
            i += 1
        }
        return letters > 1 ? i : nil
    }

    private func mail(_ position: Int, _ end: Int) -> Int? {
        var i = position
        let limit = min(end, position + 64)
        while i < limit, isMail(scanner.bytes[i]) { i += 1 }
        guard i > position, i + 1 < end, scanner.bytes[i] == AtomKind.at,
            scanner.table[Int(scanner.bytes[i + 1])] & (CodePoints.letterBits | CodePoints.digitBit) != 0
        else { return nil }
        var stop = i + 1
        let far = min(end, stop + 255)
        while stop < far, isMail(scanner.bytes[stop]) { stop += 1 }
        while scanner.table[Int(scanner.bytes[stop - 1])] & (CodePoints.letterBits | CodePoints.digitBit) == 0 {
            stop -= 1
        }
        return stop
    }

    private func isMail(_ byte: UInt8) -> Bool {
        scanner.table[Int(byte)] & (CodePoints.letterBits | CodePoints.digitBit) != 0 || byte == UInt8(ascii: ".")
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "+")
            || byte == UInt8(ascii: "%")
    }
}
