extension PageLayout {
    /// Length and commas of a text.
    mutating func measure(_ i: Int) {
        let node = tree.nodes[i]
        let (length, commas, words) = tree.bytes.withUnsafeBufferPointer { bytes in
            let text = UnsafeBufferPointer(
                rebasing: bytes[Int(node.start)..<Int(node.start + node.count)])
            return Self.plainMeasure(text) ?? Self.anyMeasure(text)
        }
        lengths[i] = words ? Float(length) : 0
        self.commas[i] = commas
        if !words { traits[i].insert(.blank) }
    }

    /// Code points with white space collapsed, commas, and whether there is more than white space. Nil for a text that may
    /// hold no-break spaces or commas of other scripts. Without branches, so that many bytes go at a time.
    private static func plainMeasure(_ text: UnsafeBufferPointer<UInt8>) -> (Int, Int32, Bool)? {
        guard let first = text.first else { return (0, 0, false) }
        var odd: UInt8 = 0
        var following: UInt32 = 0
        var commas: Int32 = 0
        var spaces: UInt32 = first <= 0x20 ? 1 : 0
        // A space at the start, and each behind another, counts nothing.
        var dropped = spaces
        commas &+= first == 0x2C ? 1 : 0
        odd |= first == 0xC2 || first == 0xD8 || first == 0xEF ? 1 : 0
        for j in 1..<max(text.count, 1) {
            let byte = text[j]
            let before = text[j - 1]
            odd |= (byte == 0xC2 ? 1 : 0) | (byte == 0xD8 ? 1 : 0) | (byte == 0xEF ? 1 : 0)
            following &+= byte & 0xC0 == 0x80 ? 1 : 0
            commas &+= byte == 0x2C ? 1 : 0
            spaces &+= byte <= 0x20 ? 1 : 0
            dropped &+= max(byte, before) <= 0x20 ? 1 : 0
        }
        guard odd == 0 else { return nil }
        return (text.count - Int(following) - Int(dropped), commas, Int(spaces) < text.count)
    }

    private static func anyMeasure(_ text: UnsafeBufferPointer<UInt8>) -> (Int, Int32, Bool) {
        var length = 0
        var commas: Int32 = 0
        var words = false
        var space = true
        for j in 0..<text.count {
            let byte = text[j]
            if byte > 0x2C, byte < 0x80 {
                length += 1
                space = false
                words = true
                continue
            }
            if byte <= 0x20 {
                if !space { length += 1 }
                space = true
                continue
            }
            if byte & 0xC0 != 0x80 { length += 1 }
            if byte == UInt8(ascii: ",")
                || (byte == 0x8C && j > 0 && (text[j - 1] == 0xD8 || text[j - 1] == 0xBC))
            {
                commas += 1
            }
            if byte == 0xA0, j > 0, text[j - 1] == 0xC2 {
                space = true
                continue
            }
            space = false
            words = words || byte != 0xC2
        }
        return (length, commas, words)
    }
}
