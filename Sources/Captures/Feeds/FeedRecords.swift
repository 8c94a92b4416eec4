/// Items of a feed, one capture each: RSS 0.9x and 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0. Also NewsML-G2 and NITF, whose
/// items are told by their element.
struct FeedRecords: RecordReader {
    private let reader: XMLReader
    private let name: InputName
    private let limits: InputLimits
    private var channel = FeedChannel()
    private var failed = false
    private var count = 0

    init(_ source: BufferedSource, _ name: InputName, _ options: InputOptions) {
        reader = XMLReader(source, limits: options.limits)
        self.name = name
        limits = options.limits
    }

    mutating func next() -> Result<Capture, Skipped>? {
        while !failed {
            let line = reader.line
            do throws(ReadFailure) {
                switch try reader.next() {
                case .done:
                    failed = true
                    guard count == 0 else { return nil }
                    return .failure(
                        Skipped(
                            file: name.path,
                            reason: "XML, but no feed item or news item in it. Save the article as HTML"))
                case .start:
                    if let result = try started(line) {
                        count += 1
                        return result
                    }
                default: continue
                }
            } catch {
                failed = reader.open.isEmpty || error.reason.hasPrefix("a piece")
                return .failure(Skipped(file: name.path, line: line, reason: error.reason))
            }
        }
        return nil
    }

    private mutating func started(_ line: Int) throws(ReadFailure) -> Result<Capture, Skipped>? {
        switch reader.name {
        case "item" where reader.open.count > 1, "entry":
            let item = try XMLElement(reader, limit: limits.record)
            return .success(FeedItem(item, channel).capture(name, line))
        case "newsItem":
            return NewsItem(try XMLElement(reader, limit: limits.record)).capture(name, line)
        case "packageItem":
            let element = try XMLElement(reader, limit: limits.record)
            return NewsItem.package(element, name, line)
        case "nitf":
            return NewsItem.nitf(try XMLElement(reader, limit: limits.record), name, line)
        case "title", "link", "language", "dc:language", "dc:publisher", "author", "id":
            guard reader.open.count <= 3 else { return nil }
            channel.note(try XMLElement(reader, limit: 1 << 20))
        case "image", "textInput", "textinput", "generator":
            _ = try XMLElement(reader, limit: 1 << 20)
        case "feed":
            channel.language = reader.attributes.first { $0.name == "xml:lang" }?.value
            channel.isAtom = true
        default: break
        }
        return nil
    }
}

/// What a feed says about itself before its items.
struct FeedChannel {
    var title: String?
    var link: String?
    var language: String?
    var publisher: String?
    var isAtom = false

    mutating func note(_ element: XMLElement) {
        let text = element.text
        switch element.name {
        case "title": title = title ?? (text.isEmpty ? nil : text)
        case "link":
            if let href = element["href"] {
                if element["rel"] == nil || element["rel"] == "alternate" { link = link ?? href }
            } else if !text.isEmpty {
                link = link ?? text
            }
        case "language", "dc:language": language = language ?? (text.isEmpty ? nil : text)
        case "dc:publisher": publisher = publisher ?? (text.isEmpty ? nil : text)
        default: break
        }
    }
}
