/// The elements of plain markup by their names: a small open-addressed table, so that a tag costs no hashing of strings.
struct PlainTags: Sendable {
    /// How an element stands in a text.
    enum Role {
        case inline, block, void
    }

    /// An element.
    struct Entry {
        /// Its name's first eight letters, the last lowest; 0 for a free place.
        var key: UInt64 = 0
        var tag = Tag.other
        var role = Role.inline
    }

    /// The table.
    static let shared = PlainTags()

    private var entries = [Entry](repeating: Entry(), count: 128)

    private init() {
        func key(_ name: String) -> UInt64 { name.utf8.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } }
        func add(_ tags: [Tag], _ role: Role) {
            for tag in tags {
                let key = key(tag.name)
                var place = Self.place(key)
                while entries[place].key != 0 { place = (place + 1) & 127 }
                entries[place] = Entry(key: key, tag: tag, role: role)
            }
        }
        add([.a, .em, .strong, .b, .i, .u, .s, .span, .small, .sub, .sup, .cite, .q, .abbr, .time, .mark], .inline)
        add(
            [
                .p, .div, .ul, .ol, .li, .h1, .h2, .h3, .h4, .h5, .h6, .figure, .section, .article, .header,
                .blockquote,
            ], .block)
        add([.br, .hr, .img], .void)
    }

    private static func place(_ key: UInt64) -> Int { Int((key &* 0x9E37_79B9_7F4A_7C15) >> 57) }

    /// The element whose name starts at a place, which is moved behind it; nil for any other name.
    func read(_ bytes: UnsafeBufferPointer<UInt8>, _ at: inout Int) -> Entry? {
        let start = at
        var i = start
        var key: UInt64 = 0
        while i < bytes.count, i &- start < 12, (97...122).contains(bytes[i]) || (48...57).contains(bytes[i]) {
            if i &- start < 8 { key = key << 8 | UInt64(bytes[i]) }
            i &+= 1
        }
        guard i < bytes.count, key != 0 else { return nil }
        at = i
        var place = Self.place(key)
        while entries[place].key != key {
            guard entries[place].key != 0 else { return nil }
            place = (place + 1) & 127
        }
        // The one name that is longer.
        let isLong = entries[place].tag == .blockquote
        guard isLong == (i - start > 8) else { return nil }
        if isLong {
            guard i - start == 10, bytes[i - 2] == UInt8(ascii: "t"), bytes[i - 1] == UInt8(ascii: "e") else {
                return nil
            }
        }
        return entries[place]
    }

    /// Whether none of the HTML standard's repairs applies to an element here.
    ///
    /// - Parameters:
    ///   - parent: the element around it.
    ///   - paragraphs: open `p` elements.
    ///   - links: open `a` elements.
    static func allows(_ element: Entry, in parent: Tag, paragraphs: Int, links: Int) -> Bool {
        let tag = element.tag
        if element.role == .block || tag == .hr, paragraphs > 0 { return false }
        if tag == .a { return links == 0 }
        if tag == .li { return parent == .ul || parent == .ol }
        return !(tag.isHeading && parent.isHeading)
    }
}
