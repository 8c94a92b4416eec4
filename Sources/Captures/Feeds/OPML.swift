/// A list of feeds as readers exchange them (OPML 2.0, http://opml.org/spec2.opml).
public struct OPML: Sendable, Hashable {
    /// A feed in the list.
    public struct Entry: Sendable, Hashable {
        /// Where the feed is, as written.
        public var address: String
        /// What it is called.
        public var title: String?
        /// The folder it lies in, the inner one when nested.
        public var folder: String?

        /// Makes an entry.
        public init(address: String, title: String? = nil, folder: String? = nil) {
            self.address = address
            self.title = title
            self.folder = folder
        }
    }

    /// The feeds, in order.
    public var entries: [Entry]

    /// Makes a list.
    public init(_ entries: [Entry]) { self.entries = entries }

    /// Most outlines that are read.
    private static let limit = 100_000

    /// Reads a list from a file; "-" is standard input.
    public init(path: String) throws(Skipped) {
        do throws(ReadFailure) {
            try self.init(BufferedSource(path == "-" ? FileSource() : FileSource(path: path)))
        } catch {
            throw Skipped(file: path, reason: error.reason)
        }
    }

    /// Reads a list.
    public init(bytes: [UInt8]) throws(Skipped) {
        do throws(ReadFailure) {
            try self.init(BufferedSource(MemorySource(bytes)))
        } catch {
            throw Skipped(file: "OPML", reason: error.reason)
        }
    }

    private init(_ source: BufferedSource) throws(ReadFailure) {
        entries = []
        let reader = XMLReader(source, limits: InputLimits())
        var isList = false
        /// Names of the outlines that are open, nil for those without.
        var open: [String?] = []
        while entries.count < Self.limit {
            let event = try reader.next()
            if case .done = event { break }
            switch (event, reader.name) {
            case (.start, "opml"): isList = true
            case (.start, "outline"):
                let attributes = reader.attributes
                func value(_ name: String) -> String? {
                    let found = attributes.first { $0.name.lowercased() == name }?.value.trimmedASCII
                    return found.flatMap { $0.isEmpty ? nil : $0 }
                }
                let title = value("title") ?? value("text")
                if let address = value("xmlurl") {
                    let folder = open.last { $0 != nil } ?? nil
                    entries.append(Entry(address: address, title: title, folder: folder))
                }
                open.append(title)
            case (.end, "outline"): _ = open.popLast()
            default: break
            }
        }
        guard isList else { throw ReadFailure(reason: "this is no OPML list. Export one from your reader") }
    }

    /// The list as a file; folders in the order of their first feed.
    public var bytes: [UInt8] {
        var out = """
            <?xml version="1.0" encoding="UTF-8"?>
            <opml version="2.0">
              <head><title>Feeds followed by sitrep</title></head>
              <body>

            """
        var folders: [String] = []
        for entry in entries { if let folder = entry.folder, !folders.contains(folder) { folders.append(folder) } }
        for entry in entries where entry.folder == nil { out += "    \(Self.outline(entry))\n" }
        for folder in folders {
            out += "    <outline text=\"\(Self.escaped(folder))\">\n"
            for entry in entries where entry.folder == folder { out += "      \(Self.outline(entry))\n" }
            out += "    </outline>\n"
        }
        return Array((out + "  </body>\n</opml>\n").utf8)
    }

    private static func outline(_ entry: Entry) -> String {
        let title = escaped(entry.title ?? entry.address)
        return "<outline type=\"rss\" text=\"\(title)\" title=\"\(title)\" xmlUrl=\"\(escaped(entry.address))\"/>"
    }

    private static func escaped(_ text: String) -> String {
        var out: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): out += Array("&amp;".utf8)
            case UInt8(ascii: "<"): out += Array("&lt;".utf8)
            case UInt8(ascii: ">"): out += Array("&gt;".utf8)
            case UInt8(ascii: "\""): out += Array("&quot;".utf8)
            case 0x09, 0x0A, 0x0D: out.append(0x20)
            case 0..<0x20: break
            default: out.append(byte)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
