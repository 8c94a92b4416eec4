/// The names that pages are made of, for looking up.
final class MarkupNames: Sendable {
    static let shared = MarkupNames()

    /// Numbers behind those of the tags, for elements without a tag of their own.
    enum Extra: UInt8, CaseIterable {
        /// Read by the rules of `option`.
        case optgroup = 200
        /// Raw text.
        case noembed, noframes
        /// Left to the full parser.
        case listing, plaintext, xmp, image, keygen, marquee, rb, rtc, basefont, bgsound, menuitem, isindex
    }

    let elements: NameTable
    let attributes: NameTable

    private init() {
        var elements: [(name: String, value: UInt8)] = []
        for tag in Tag.allCases where tag != .other && tag != .text { elements.append((tag.name, tag.rawValue)) }
        for extra in Extra.allCases { elements.append(("\(extra)", extra.rawValue)) }
        self.elements = NameTable(elements)
        attributes = NameTable(MarkupTree.AttributeName.allCases.map { ($0.name, $0.rawValue) })
    }
}
