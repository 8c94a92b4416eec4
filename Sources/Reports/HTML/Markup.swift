/// A stretch of HTML that is safe by construction: literals in the source are taken as they are, every value put into one is
/// escaped, and only another `Markup` goes in unescaped.
///
///     let row: Markup = "<td class=\"said\">\(document.title)</td>"
///
/// Text of documents comes out on one line, with control characters and direction overrides replaced; `\(exact: text)` keeps its white
/// space. A value may stand between tags or inside an attribute in double quotes, nowhere else (no script, no style, no unquoted attribute).
public struct Markup: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The HTML.
    public private(set) var html: String

    /// A literal of the source.
    public init(stringLiteral value: String) { html = value }

    /// A literal with values in it.
    public init(stringInterpolation: StringInterpolation) { html = stringInterpolation.html }

    /// An embedded file of this program, taken as it is. Never for anything that was read from outside.
    public init(embedded text: String) { html = text }

    /// Text on one line, escaped.
    public init(words text: String) {
        html = ""
        Self.escape(OneLine.text(text), into: &html)
    }

    /// Text with its white space, escaped.
    public init(exact text: String) {
        html = ""
        Self.escape(text, into: &html)
    }

    /// Stands where a page's own words go that are not known when a part is written. No value can put one in: it is a control character,
    /// which those of text replace.
    public static let hole = Markup(embedded: "\u{1}")

    /// The bytes, with every hole filled.
    @_optimize(speed)
    public func bytes(filling words: Markup = "") -> [UInt8] {
        var html = html
        return html.withUTF8 { bytes in
            var out: [UInt8] = []
            let filling = Array(words.html.utf8)
            out.reserveCapacity(bytes.count + bytes.count { $0 == 1 } * filling.count)
            var start = 0
            while let hole = bytes[start...].firstIndex(of: 1) {
                out += bytes[start..<hole]
                out += filling
                start = hole + 1
            }
            out += bytes[start...]
            return out
        }
    }

    /// Whether there is nothing.
    public var isEmpty: Bool { html.isEmpty }

    /// Adds at the end.
    public static func += (a: inout Markup, b: Markup) { a.html += b.html }

    /// One after the other.
    public static func + (a: Markup, b: Markup) -> Markup {
        var sum = a
        sum.html += b.html
        return sum
    }

    /// Appends text so that HTML reads it as nothing but text, also inside attributes in double quotes.
    @_optimize(speed)
    static func escape(_ text: String, into out: inout String) {
        // Most text holds nothing to escape, and is added by stretches between what does.
        let bytes = text.utf8
        var start = bytes.startIndex
        var i = start
        while i < bytes.endIndex {
            let sign: String
            switch bytes[i] {
            case 0x26: sign = "&amp;"
            case 0x3C: sign = "&lt;"
            case 0x3E: sign = "&gt;"
            case 0x22: sign = "&quot;"
            case 0x27: sign = "&#39;"
            case 0x01: sign = "\u{FFFD}"
            default:
                bytes.formIndex(after: &i)
                continue
            }
            out += text[start..<i]
            out += sign
            bytes.formIndex(after: &i)
            start = i
        }
        if start == bytes.startIndex { out += text } else { out += text[start...] }
    }

    /// What literals with values are collected in.
    public struct StringInterpolation: StringInterpolationProtocol {
        fileprivate var html: String

        /// Makes room.
        public init(literalCapacity: Int, interpolationCount: Int) {
            html = ""
            html.reserveCapacity(literalCapacity + interpolationCount * 16)
        }

        /// Adds a stretch of the source.
        public mutating func appendLiteral(_ literal: String) { html += literal }

        /// Adds HTML as it is.
        public mutating func appendInterpolation(_ markup: Markup) { html += markup.html }

        /// Adds text on one line, escaped.
        @_disfavoredOverload
        public mutating func appendInterpolation(_ text: String) { Markup.escape(OneLine.text(text), into: &html) }

        /// Adds text with its white space, escaped.
        public mutating func appendInterpolation(exact text: String) { Markup.escape(text, into: &html) }

        /// Adds a number.
        public mutating func appendInterpolation(_ number: Int) { html += String(number) }
    }
}

extension Sequence where Element == Markup {
    /// All of them, one after the other.
    public func joined(_ separator: Markup = "") -> Markup {
        var sum: Markup = ""
        var isFirst = true
        for item in self {
            if !isFirst { sum += separator }
            isFirst = false
            sum += item
        }
        return sum
    }
}
