/// Changes inputs at random, from a fixed start.
struct Mutator {
    private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// Pieces that the formats are made of.
    private static let pieces: [[UInt8]] =
        [
            "<", "</", ">", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<p>", "</p>", "<div>", "</div>", "<table>",
            "<tr>",
            "<td>", "</table>", "<a href=\"x\">", "</a>", "<b>", "</b>", "<select>", "<option>", "<svg>", "<title>",
            "<script>", "</script>", "<style>", "<template>", "</template>", "<br>", "</br>", "<li>", "<ul>", "<form>",
            "</form>", "<button>", "<noscript>", "<textarea>", "<head>", "</head>", "<body>", "</body>", "<html>",
            "<h1>",
            "<time datetime=\"2025-03-02T10:00:00Z\">", " class=\"article-body\"", " id=\"x\"",
            " style=\"display:none\"",
            "&amp;", "&copy", "&#x1F600;", "&#0;", "&lt", "\"", "'", "\\u", "\\ud83d", "{", "}", "[", "]", ",", ":",
            "\r\n",
            "\r\n\r\n", "\r", "\n", "--b", "WARC/1.0\r\n", "Content-Length: 9999999999\r\n", "Content-Length: 5\r\n",
            "WARC-Type: revisit\r\n", "Transfer-Encoding: chunked\r\n", "Content-Encoding: gzip\r\n",
            "HTTP/1.1 200 OK\r\n",
            "Content-Type: text/html; charset=utf-16\r\n", "=?utf-8?q?", "=?utf-8?b?", "?=", "<item>", "</item>",
            "<entry>",
            "<content:encoded>", "<description>", "<pubDate>", "<!DOCTYPE a [<!ENTITY b \"c\">]>", "&b;", "<?xml", "?>",
            "<newsItem>", "<packageItem>", "<script type=\"application/ld+json\">", "{\"@type\":\"NewsArticle\",",
            "\"articleBody\":", "\"liveBlogUpdate\":", "\0", "\u{FEFF}", "2025-02-30", "2025", "PM", "March", "+0100",
        ].map { Array($0.utf8) } + [
            [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xFF, 0xFE], [0xFE, 0xFF], [0x1F, 0x8B, 0x08], [0x28, 0xB5, 0x2F, 0xFD],
        ]

    mutating func below(_ bound: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state >> 33) % max(bound, 1)
    }

    /// An input with some of its bytes changed; `other` lends stretches.
    mutating func changed(_ input: [UInt8], _ other: [UInt8]) -> [UInt8] {
        var bytes = input
        for _ in 0...below(1 << (below(5))) {
            let place = below(bytes.count + 1)
            switch below(9) {
            case 0, 1: bytes.insert(contentsOf: Self.pieces[below(Self.pieces.count)], at: place)
            case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + below(24)))
            case 3: if place < bytes.count { bytes[place] ^= 1 << UInt8(below(8)) }
            case 4: if place < bytes.count { bytes[place] = UInt8(below(256)) }
            case 5:
                let part = Array(bytes[place..<min(bytes.count, place + 1 + below(60))])
                for _ in 0...below(below(12) == 0 ? 200 : 4) where bytes.count < Fuzz.largest {
                    bytes.insert(contentsOf: part, at: place)
                }
            case 6:
                let from = below(other.count + 1)
                bytes.insert(contentsOf: other[from..<min(other.count, from + 1 + below(200))], at: place)
            case 7:
                // One of the numbers in it, made larger or smaller.
                if let digit = bytes[place...].firstIndex(where: { (48...57).contains($0) }) {
                    bytes[digit] = 48 + UInt8(below(10))
                    if below(4) == 0 { bytes.insert(contentsOf: [57, 57, 57, 57], at: digit) }
                }
            default: if below(4) == 0 { bytes.removeSubrange(place...) }
            }
        }
        return Array(bytes.prefix(Fuzz.largest))
    }
}
