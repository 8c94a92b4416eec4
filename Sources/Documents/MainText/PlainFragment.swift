import Captures
import Glibc
import Texts

/// Writes the text of plain markup as it is read, without a tree: what feeds carry most, paragraphs with links and emphasis.
///
/// Takes what `PlainMarkup` takes, but for elements that say of themselves that they may be no running text (hidden, styled, or named by
/// a word of `rules/page-words.tsv`); gives what the tree, its layout and `TextWriter` give together (tests hold them together).
struct PlainFragment {
    private struct Open {
        var tag: Tag
        /// What a block in it is.
        var kind: Block.Kind
    }

    private let source: UnsafeBufferPointer<UInt8>
    private let words: PageWords
    private let lines: PageLines
    private let tags = PlainTags.shared
    private var open = [Open(tag: .body, kind: .paragraph)]
    /// Open `p` and `a` elements: a second of them would close the first.
    private var paragraphs = 0
    private var links = 0
    // As in `TextWriter`.
    private var bytes: [UInt8] = []
    private var blocks: [Block] = []
    private var start = 0
    private var kind = Block.Kind.paragraph
    private var breaks = 0
    private var leftOut = false
    /// A text with its references resolved.
    private var resolved: [UInt8] = []

    /// The text of a piece of markup and its blocks; nil when it is not plain, or holds nothing but what is no text of an article.
    static func read(_ markup: [UInt8], _ words: PageWords, _ lines: PageLines) -> (text: Text, blocks: [Block])? {
        guard markup.count < 1 << 20 else { return nil }
        return markup.withUnsafeBufferPointer { source in
            guard let base = source.baseAddress, memchr(base, 0, source.count) == nil,
                memchr(base, 0x0D, source.count) == nil
            else { return nil }
            var fragment = PlainFragment(source, words, lines)
            guard fragment.read(base), !(fragment.blocks.isEmpty && fragment.leftOut) else { return nil }
            return (Text.decoding(fragment.bytes).text, fragment.blocks)
        }
    }

    private init(_ source: UnsafeBufferPointer<UInt8>, _ words: PageWords, _ lines: PageLines) {
        self.source = source
        self.words = words
        self.lines = lines
        bytes.reserveCapacity(source.count)
    }

    private mutating func read(_ base: UnsafePointer<UInt8>) -> Bool {
        var i = 0
        while i < source.count, PlainMarkup.isSpace(source[i]) { i += 1 }
        guard i < source.count else { return false }
        while i < source.count {
            if source[i] == UInt8(ascii: "<") {
                guard let next = readTag(i, base) else { return false }
                i = next
            } else {
                guard let next = readText(i, base) else { return false }
                i = next
            }
        }
        close()
        return open.count == 1
    }

    // MARK: Text

    private mutating func readText(_ from: Int, _ base: UnsafePointer<UInt8>) -> Int? {
        let end = Self.place(of: UInt8(ascii: "<"), base, from, source.count)
        var next = Self.place(of: UInt8(ascii: "&"), base, from, end)
        guard next < end else {
            append(UnsafeBufferPointer(rebasing: source[from..<end]))
            return end
        }
        resolved.removeAll(keepingCapacity: true)
        var plain = from
        while next < end {
            resolved.append(contentsOf: UnsafeBufferPointer(rebasing: source[plain..<next]))
            guard let behind = PlainMarkup.resolve(source, next, inValue: false, to: &resolved) else { return nil }
            plain = behind
            next = Self.place(of: UInt8(ascii: "&"), base, plain, end)
        }
        resolved.append(contentsOf: UnsafeBufferPointer(rebasing: source[plain..<end]))
        let text = resolved
        text.withUnsafeBufferPointer { append($0) }
        return end
    }

    private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        if breaks > 0, (PageLayout.plainMeasure(text) ?? PageLayout.anyMeasure(text)).2 { breaks = 0 }
        Collapse.append(text, to: &bytes)
    }

    /// Where a byte stands next before `end`; `end` when it does not.
    @inline(__always)
    private static func place(of byte: UInt8, _ base: UnsafePointer<UInt8>, _ from: Int, _ end: Int) -> Int {
        guard from < end, let found = memchr(base + from, Int32(byte), end - from) else { return end }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    // MARK: Tags

    private mutating func readTag(_ at: Int, _ base: UnsafePointer<UInt8>) -> Int? {
        var i = at + 1
        let closes = i < source.count && source[i] == UInt8(ascii: "/")
        if closes { i += 1 }
        guard let element = tags.read(source, &i) else { return nil }
        let tag = element.tag
        let last = open[open.count - 1]
        if closes {
            while i < source.count, PlainMarkup.isSpace(source[i]) { i += 1 }
            guard i < source.count, source[i] == UInt8(ascii: ">"), open.count > 1, last.tag == tag else { return nil }
            open.removeLast()
            if tag == .p { paragraphs -= 1 }
            if tag == .a { links -= 1 }
            if tag.isBlock { turn(to: open[open.count - 1].kind) }
            return i + 1
        }
        guard PlainTags.allows(element, in: last.tag, paragraphs: paragraphs, links: links),
            let end = passAttributes(i, base)
        else { return nil }
        var inner = last.kind
        if tag == .br {
            breakLine()
        } else if tag.isBlock {
            breaks = 0
            inner = tag.isHeading ? .heading : tag == .blockquote ? .quote : tag == .li ? .list : last.kind
            turn(to: inner)
        }
        if element.role == .void { return end }
        guard source[end - 2] != UInt8(ascii: "/"), open.count < 48 else { return nil }
        open.append(Open(tag: tag, kind: inner))
        if tag == .p { paragraphs += 1 }
        if tag == .a { links += 1 }
        return end
    }

    /// Passes attributes to the end of the tag; the place behind it. Nil when one of them may hide the element or make it a caption.
    private func passAttributes(_ from: Int, _ base: UnsafePointer<UInt8>) -> Int? {
        var i = from
        var names: (class: ArraySlice<UInt8>?, id: ArraySlice<UInt8>?) = (nil, nil)
        while i < source.count {
            let spaced = PlainMarkup.isSpace(source[i])
            while i < source.count, PlainMarkup.isSpace(source[i]) { i += 1 }
            guard i < source.count else { return nil }
            let closes = source[i] == UInt8(ascii: "/")
            if closes || source[i] == UInt8(ascii: ">") {
                if closes { i += 1 }
                guard i < source.count, source[i] == UInt8(ascii: ">") else { return nil }
                guard names.class == nil && names.id == nil || words.meaning(names.class, names.id) == [] else {
                    return nil
                }
                return i + 1
            }
            guard spaced else { return nil }
            let key = i
            while i < source.count, PlainMarkup.isOfName(source[i]) { i += 1 }
            guard i > key, i < source.count else { return nil }
            let name = UnsafeBufferPointer(rebasing: source[key..<i])
            var value = i..<i
            if source[i] == UInt8(ascii: "=") {
                i += 1
                guard i < source.count, source[i] == 0x22 || source[i] == 0x27 else { return nil }
                let end = Self.place(of: source[i], base, i + 1, source.count)
                guard end < source.count else { return nil }
                value = (i + 1)..<end
                i = end + 1
            }
            switch (name.count, name[0]) {
            case (2, UInt8(ascii: "i")), (5, UInt8(ascii: "c")):
                let held = Array(source[value])
                guard !held.contains(UInt8(ascii: "&")), name.count == 2 ? names.id == nil : names.class == nil else {
                    return nil
                }
                if name.count == 2 { names.id = held[...] } else { names.class = held[...] }
            // style; hidden, but not height; role; itemprop; aria-hidden.
            case (5, UInt8(ascii: "s")), (4, UInt8(ascii: "r")), (8, UInt8(ascii: "i")), (11, UInt8(ascii: "a")):
                return nil
            case (6, UInt8(ascii: "h")) where name[1] == UInt8(ascii: "i"): return nil
            default: break
            }
        }
        return nil
    }

    // MARK: Lines

    private mutating func breakLine() {
        breaks += 1
        if breaks == 2 {
            turn(to: kind)
        } else if let last = bytes.last, last != 0x20, last != 0x0A, bytes.count > start {
            bytes.append(0x20)
        }
    }

    private mutating func turn(to next: Block.Kind) {
        close()
        kind = next
    }

    private mutating func close() {
        while bytes.count > start, bytes.last == 0x20 { bytes.removeLast() }
        if bytes.count > start, lines.kind(of: bytes[start...]) != nil {
            leftOut = true
            bytes.removeSubrange(start...)
        }
        if bytes.count > start {
            blocks.append(Block(Extent(start, bytes.count), kind))
            bytes.append(0x0A)
        }
        start = bytes.count
    }
}
