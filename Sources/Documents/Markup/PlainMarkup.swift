import Captures
import Glibc

/// Reads the plain markup that feeds carry: well-nested paragraphs, lists, headings, links and emphasis.
///
/// Such pieces are most of what a feed holds, and none of the HTML standard's repairs applies to them. Whatever is not
/// plain (an element left open or closed twice, a paragraph in a paragraph, tables, forms, scripts, comments, unquoted
/// values, odd references) is left to the full parser; what is plain gives the same tree (tests hold the two together).
struct PlainMarkup {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let tags = PlainTags.shared
    private var tree = MarkupTree()
    private var open: [(index: Int32, tag: Tag)] = []
    /// Open `p` and `a` elements: a second of them would close the first.
    private var paragraphs = 0
    private var links = 0

    /// The tree of a piece of markup, as if it stood alone in a page; nil when it is not plain.
    static func parse(_ markup: [UInt8]) -> MarkupTree? {
        guard markup.count < 1 << 20 else { return nil }
        return markup.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress, memchr(base, 0, bytes.count) == nil,
                memchr(base, 0x0D, bytes.count) == nil
            else { return nil }
            var reader = PlainMarkup(bytes)
            return reader.read() ? reader.tree : nil
        }
    }

    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        tree.nodes.reserveCapacity(bytes.count / 24 + 16)
        tree.bytes.reserveCapacity(bytes.count)
        for (tag, parent) in [(Tag.html, Int32(-1)), (.head, 0), (.body, 0)] {
            tree.nodes.append(.init(tag: tag, parent: parent, end: 0, start: 0, count: 0))
        }
        tree.nodes[1].end = 2
        open = [(2, .body)]
    }

    private mutating func read() -> Bool {
        var i = 0
        while i < bytes.count, Self.isSpace(bytes[i]) { i += 1 }
        guard i < bytes.count else { return false }
        while i < bytes.count {
            if bytes[i] == UInt8(ascii: "<") {
                guard let next = readTag(i) else { return false }
                i = next
            } else {
                guard let next = readText(i) else { return false }
                i = next
            }
        }
        guard open.count == 1 else { return false }
        tree.nodes[0].end = Int32(tree.nodes.count)
        tree.nodes[2].end = Int32(tree.nodes.count)
        return true
    }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0C }

    // MARK: Text

    private mutating func readText(_ start: Int) -> Int? {
        let from = UInt32(tree.bytes.count)
        var i = start
        var plain = start
        while i < bytes.count, bytes[i] != UInt8(ascii: "<") {
            if bytes[i] == UInt8(ascii: "&") {
                tree.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[plain..<i]))
                guard let next = Self.resolve(bytes, i, inValue: false, to: &tree.bytes) else { return nil }
                (i, plain) = (next, next)
            } else {
                i += 1
            }
        }
        tree.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[plain..<i]))
        let index = Int32(tree.nodes.count)
        tree.nodes.append(
            .init(
                tag: .text, parent: open[open.count - 1].index, end: index + 1, start: from,
                count: UInt32(tree.bytes.count) - from))
        return i
    }

    /// Resolves a reference, or leaves a bare ampersand; nil for what the standard reads in its own way.
    static func resolve(
        _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, inValue: Bool, to out: inout [UInt8]
    ) -> Int? {
        var end = at + 1
        let isNumber = end < bytes.count && bytes[end] == UInt8(ascii: "#")
        if isNumber { end += 1 }
        while end < bytes.count, end - at < 12, isAlphanumeric(bytes[end]) { end += 1 }
        if end < bytes.count, bytes[end] == UInt8(ascii: ";"), end > at + 1 {
            let name = String(decoding: UnsafeBufferPointer(rebasing: bytes[(at + 1)..<end]), as: UTF8.self)
            guard let scalar = CharacterReference.scalar(name), isNumber ? isOrdinary(scalar.value) : true,
                let encoded = UTF8.encode(scalar)
            else { return nil }
            out.append(contentsOf: encoded)
            return end + 1
        }
        guard !isNumber, end == at + 1 || (inValue && end < bytes.count && bytes[end] == UInt8(ascii: "=")) else {
            return nil
        }
        out.append(UInt8(ascii: "&"))
        return at + 1
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (97...122).contains(byte | 0x20) || (48...57).contains(byte)
    }

    /// A number that means itself.
    private static func isOrdinary(_ value: UInt32) -> Bool {
        (0x20...0x7E).contains(value) || (0xA0...0xD7FF).contains(value) || (0x1F000...0x1FFF0).contains(value)
    }

    // MARK: Tags

    private mutating func readTag(_ at: Int) -> Int? {
        var i = at + 1
        let closes = i < bytes.count && bytes[i] == UInt8(ascii: "/")
        if closes { i += 1 }
        guard let element = tags.read(bytes, &i) else { return nil }
        let (tag, role) = (element.tag, element.role)
        if closes {
            while i < bytes.count, Self.isSpace(bytes[i]) { i += 1 }
            guard i < bytes.count, bytes[i] == UInt8(ascii: ">"), open.count > 1, open[open.count - 1].tag == tag else {
                return nil
            }
            tree.nodes[Int(open.removeLast().index)].end = Int32(tree.nodes.count)
            if tag == .p { paragraphs -= 1 }
            if tag == .a { links -= 1 }
            return i + 1
        }
        let parent = open[open.count - 1]
        guard PlainTags.allows(element, in: parent.tag, paragraphs: paragraphs, links: links) else { return nil }
        let index = Int32(tree.nodes.count)
        tree.nodes.append(
            .init(
                tag: tag, parent: parent.index, end: index + 1, start: UInt32(tree.attributes.count), count: 0))
        guard let end = readAttributes(i) else { return nil }
        tree.nodes[Int(index)].count = UInt32(tree.attributes.count) - tree.nodes[Int(index)].start
        if role == .void { return end }
        guard bytes[end - 2] != UInt8(ascii: "/"), open.count < 48 else { return nil }
        open.append((index, tag))
        if tag == .p { paragraphs += 1 }
        if tag == .a { links += 1 }
        return end
    }

    /// Whether a byte stands in the names of attributes that are read here.
    static func isOfName(_ byte: UInt8) -> Bool {
        (97...122).contains(byte) || (48...57).contains(byte) || byte == 0x2D
    }

    private static let names = AttributeNames()

    /// Reads attributes to the end of the tag; the place behind it.
    private mutating func readAttributes(_ start: Int) -> Int? {
        var i = start
        let first = tree.attributes.count
        while i < bytes.count {
            let spaced = Self.isSpace(bytes[i])
            while i < bytes.count, Self.isSpace(bytes[i]) { i += 1 }
            guard i < bytes.count else { return nil }
            if bytes[i] == UInt8(ascii: ">") { return i + 1 }
            if bytes[i] == UInt8(ascii: "/") {
                guard i + 1 < bytes.count, bytes[i + 1] == UInt8(ascii: ">") else { return nil }
                return i + 2
            }
            guard spaced else { return nil }
            let key = i
            while i < bytes.count, Self.isOfName(bytes[i]) { i += 1 }
            guard i > key, i < bytes.count else { return nil }
            let name = Self.names[UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[key..<i]))]
            let from = UInt32(tree.bytes.count)
            if bytes[i] == UInt8(ascii: "=") {
                i += 1
                guard i < bytes.count, bytes[i] == 0x22 || bytes[i] == 0x27 else { return nil }
                let quote = bytes[i]
                i += 1
                var plain = i
                while i < bytes.count, bytes[i] != quote {
                    if bytes[i] == UInt8(ascii: "&") {
                        tree.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[plain..<i]))
                        guard let next = Self.resolve(bytes, i, inValue: true, to: &tree.bytes) else { return nil }
                        (i, plain) = (next, next)
                    } else {
                        i += 1
                    }
                }
                guard i < bytes.count else { return nil }
                tree.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[plain..<i]))
                i += 1
            }
            guard let name else {
                tree.bytes.removeLast(tree.bytes.count - Int(from))
                continue
            }
            guard !tree.attributes[first...].contains(where: { $0.name == name }) else { return nil }
            tree.attributes.append(.init(name: name, start: from, count: UInt32(tree.bytes.count) - from))
        }
        return nil
    }
}
