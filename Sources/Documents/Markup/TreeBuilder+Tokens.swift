import Glibc

extension TreeBuilder {
    /// Reads a tag, a comment or the like, and acts on it.
    mutating func markup() {
        let next = page[position + 1]
        switch next {
        case UInt8(ascii: "!"): declaration()
        case UInt8(ascii: "?"):
            if mode != .afterBody { commented = true }
            skipPast(UInt8(ascii: ">"), position + 2)
        case UInt8(ascii: "/"):
            guard position + 2 < page.count else {
                odd = "cut tag"
                return
            }
            if (97...122).contains(page[position + 2] | 0x20) {
                tag(isEnd: true)
            } else {
                if mode != .afterBody { commented = true }
                skipPast(UInt8(ascii: ">"), position + 2)
            }
        default: tag(isEnd: false)
        }
    }

    private mutating func skipPast(_ byte: UInt8, _ from: Int) {
        guard from < page.count, let base = page.baseAddress,
            let found = memchr(base + from, Int32(byte), page.count - from)
        else {
            position = page.count
            return
        }
        position = UnsafeRawPointer(found) - UnsafeRawPointer(base) + 1
    }

    private func starts(_ words: StaticString, at i: Int) -> Bool {
        guard i + words.utf8CodeUnitCount <= page.count else { return false }
        for j in 0..<words.utf8CodeUnitCount {
            let byte = page[i + j]
            if words.utf8Start[j] != ((65...90).contains(byte) ? byte | 0x20 : byte) { return false }
        }
        return true
    }

    private mutating func declaration() {
        if starts("<!--", at: position) {
            if mode != .afterBody { commented = true }
            var i = position + 4
            while i < page.count, let base = page.baseAddress, let found = memchr(base + i, 0x3E, page.count - i) {
                i = UnsafeRawPointer(found) - UnsafeRawPointer(base)
                if page[i - 1] == 0x2D, page[i - 2] == 0x2D {
                    position = i + 1
                    return
                }
                if page[i - 1] == 0x21, page[i - 2] == 0x2D, page[i - 3] == 0x2D {
                    odd = "comment ended by --!>"
                    return
                }
                i += 1
            }
            odd = "comment without end"
            return
        }
        if starts("<!doctype", at: position) {
            let start = position
            skipPast(UInt8(ascii: ">"), position)
            var i = start + 9
            while i < position, page[i] <= 0x20 { i += 1 }
            if starts("html", at: i) {
                i += 4
                while i < position, page[i] <= 0x20 { i += 1 }
                if mode == .beforeHTML, i < position, page[i] == UInt8(ascii: ">") { isStandard = true }
            }
            return
        }
        if starts("<![cdata[", at: position), let last = open.last, last.space != 0 {
            odd = "marked section"
            return
        }
        if mode != .afterBody { commented = true }
        skipPast(UInt8(ascii: ">"), position + 2)
    }

    @inline(__always)
    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (byte >= 0x09 && byte <= 0x0D && byte != 0x0B)
    }

    /// Reads a tag with its attributes.
    private mutating func tag(isEnd: Bool) {
        let start = position + (isEnd ? 2 : 1)
        var i = start
        var key: UInt64 = 0
        while i < page.count {
            let byte = page[i]
            if byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") || Self.isSpace(byte) { break }
            key = key << 8 | UInt64((65...90).contains(byte) ? byte | 0x20 : byte)
            i += 1
        }
        let name = UnsafeBufferPointer(rebasing: page[start..<i])
        var token = Token(tag: .other, name: Int32(start)..<Int32(i))
        if let value = names.elements.value(key, name) {
            if let tag = Tag(rawValue: value) {
                token.tag = tag
            } else {
                switch MarkupNames.Extra(rawValue: value) {
                case .optgroup: token.isGroup = true
                case .noembed, .noframes: token.isRaw = true
                default:
                    odd = "a rare element"
                    return
                }
            }
        }
        token.attributes = UInt32(attributes.count)
        guard let end = readAttributes(i, &token, keeps: !isEnd) else {
            odd = "cut tag"
            return
        }
        position = end
        dropsNewline = false
        token.count = UInt32(attributes.count) - token.attributes
        if isEnd { endTag(token) } else { startTag(token) }
    }

    /// Reads to the end of a tag; the place behind it, nil at the end of the page.
    private mutating func readAttributes(_ start: Int, _ token: inout Token, keeps: Bool) -> Int? {
        guard let base = page.baseAddress else { return nil }
        var i = start
        let count = page.count
        while i < count {
            let byte = page[i]
            if Self.isSpace(byte) {
                i += 1
                continue
            }
            if byte == UInt8(ascii: ">") { return i + 1 }
            if byte == UInt8(ascii: "/") {
                if i + 1 < count, page[i + 1] == UInt8(ascii: ">") {
                    token.isSelfClosing = true
                    return i + 2
                }
                i += 1
                continue
            }
            // The name; a "=" at its start belongs to it.
            let nameStart = i
            var key = UInt64((65...90).contains(byte) ? byte | 0x20 : byte)
            i += 1
            while i < count {
                let byte = page[i]
                if byte == UInt8(ascii: "=") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
                    || Self.isSpace(byte)
                {
                    break
                }
                key = key << 8 | UInt64((65...90).contains(byte) ? byte | 0x20 : byte)
                i += 1
            }
            let nameEnd = i
            while i < count, Self.isSpace(page[i]) { i += 1 }
            var valueRange = i..<i
            if i < count, page[i] == UInt8(ascii: "=") {
                i += 1
                while i < count, Self.isSpace(page[i]) { i += 1 }
                guard i < count else { return nil }
                let quote = page[i]
                if quote == 0x22 || quote == 0x27 {
                    guard let found = memchr(base + i + 1, Int32(quote), count - i - 1) else { return nil }
                    let end = UnsafeRawPointer(found) - UnsafeRawPointer(base)
                    valueRange = (i + 1)..<end
                    i = end + 1
                } else {
                    let from = i
                    while i < count, page[i] != UInt8(ascii: ">"), !Self.isSpace(page[i]) { i += 1 }
                    valueRange = from..<i
                }
            }
            guard keeps else { continue }
            let name = UnsafeBufferPointer(rebasing: page[nameStart..<nameEnd])
            guard let number = names.attributes.value(key, name),
                let known = MarkupTree.AttributeName(rawValue: number)
            else { continue }
            let (from, size) = value(valueRange, inAttribute: true)
            attributes.append(.init(name: known, start: from, count: size))
        }
        return nil
    }

    // MARK: Raw texts

    /// Takes a raw text up to its end tag; nil when it has none.
    ///
    /// - Returns: the text; `position` is then behind the end tag.
    mutating func rawText(_ token: Token) -> Range<Int>? {
        guard let base = page.baseAddress else { return nil }
        let length = token.name.count
        var i = position
        while i < page.count, let found = memchr(base + i, 0x3C, page.count - i) {
            i = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            let after = i + 2 + length
            guard after < page.count else { return nil }
            if page[i + 1] == UInt8(ascii: "/") {
                var same = true
                for j in 0..<length where page[i + 2 + j] | 0x20 != page[Int(token.name.lowerBound) + j] | 0x20 {
                    same = false
                    break
                }
                let byte = page[after]
                if same, byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/") || Self.isSpace(byte) {
                    let text = position..<i
                    skipPast(UInt8(ascii: ">"), after)
                    return text
                }
            } else if token.tag == .script, starts("<!--", at: i) {
                // A script that opens a comment may hold "<script" and then its end tag as text.
                odd = holdsScript(i) ? "script in a script's comment" : odd
                if odd != nil { return nil }
            }
            i += 1
        }
        return nil
    }

    /// Whether "<script" stands between "<!--" and the end of the comment, or of the script.
    private func holdsScript(_ start: Int) -> Bool {
        guard let base = page.baseAddress else { return false }
        var i = start + 4
        while i < page.count, let found = memchr(base + i, 0x3C, page.count - i) {
            let at = UnsafeRawPointer(found) - UnsafeRawPointer(base)
            for j in i..<at where page[j] == 0x3E && j >= start + 4 && page[j - 1] == 0x2D && page[j - 2] == 0x2D {
                return false
            }
            if starts("<script", at: at) { return true }
            if starts("</script", at: at) { return false }
            i = at + 1
        }
        return false
    }
}
