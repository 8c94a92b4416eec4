public import Moments
import Documents

/// A question that every arrival is put to: it fires once for each cause.
public struct Watch: Sendable, Hashable {
    /// What it waits for.
    public enum Condition: Sendable, Hashable {
        /// A document that answers a search: words, and filters such as `near:56.1,-3.2,25km` or `entity:"Mara Holt"`.
        case query(String)
        /// A figure of at least so many: `killed`, 20. Once a story.
        case measure(String, atLeast: Double, story: String?)
        /// Two claims of a story that cannot both be so.
        case contradiction(story: String?)
        /// A story of two or more documents to which nothing has come for so many hours.
        case quiet(hours: Int, story: String?)
    }

    /// How the news goes out.
    public enum Delivery: Sendable, Hashable {
        /// A JSON line at the end of a file.
        case file(String)
        /// A JSON line on standard output.
        case output
        /// A letter through the machine's own sendmail.
        case mail(String)
        /// A POST to an address, made by `sitrep follow`, signed with the watch's secret.
        case webhook(String)
        /// Nowhere: the news stands on the watch's page and in its Atom feed (`sitrep serve`).
        case feed
    }

    /// `w1`.
    public var id: String
    /// What it waits for.
    public var condition: Condition
    /// How the news goes out.
    public var delivery: Delivery
    /// Signs what is posted (HMAC-SHA256).
    public var secret: String
    /// Since when it watches.
    public var made: Moment
}

extension Watch.Condition {
    /// One line, read back by `init(line:)`: `query flood* near:…`, `measure killed 20`, `contradiction s-1f3a`, `quiet 24`.
    public var line: String {
        switch self {
        case .query(let text): return "query \(text)"
        case .measure(let name, let value, let story):
            let number = value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
            return "measure \(story ?? "*") \(number) \(name)"
        case .contradiction(let story): return "contradiction \(story ?? "*")"
        case .quiet(let hours, let story): return "quiet \(story ?? "*") \(hours)"
        }
    }

    init?(line: String) {
        let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
        let rest = parts.count > 1 ? parts[1].split(separator: " ", maxSplits: 2).map(String.init) : []
        let story = rest.first.flatMap { $0 == "*" ? nil : $0 }
        switch parts.first {
        case "query": self = .query(parts.count > 1 ? parts[1] : "")
        case "measure":
            guard rest.count == 3, let value = Double(rest[1]) else { return nil }
            self = .measure(rest[2], atLeast: value, story: story)
        case "contradiction": self = .contradiction(story: story)
        case "quiet":
            guard rest.count == 2, let hours = Int(rest[1]) else { return nil }
            self = .quiet(hours: hours, story: story)
        default: return nil
        }
    }

    /// The story it is about, when it is about one.
    public var story: String? {
        switch self {
        case .query: nil
        case .measure(_, _, let story), .contradiction(let story), .quiet(_, let story): story
        }
    }
}

extension Watch.Delivery {
    /// `file`, `output`, `mail`, `webhook` or `feed`.
    public var kind: String {
        switch self {
        case .file: "file"
        case .output: "output"
        case .mail: "mail"
        case .webhook: "webhook"
        case .feed: "feed"
        }
    }

    /// Where to: a path, a mail address, a web address; empty for standard output.
    public var address: String {
        switch self {
        case .file(let text), .mail(let text), .webhook(let text): text
        case .output, .feed: ""
        }
    }

    init?(kind: String, address: String) {
        switch kind {
        case "file": self = .file(address)
        case "output": self = .output
        case "mail": self = .mail(address)
        case "webhook": self = .webhook(address)
        case "feed": self = .feed
        default: return nil
        }
    }

    /// Reads `-`, `feed`, `file:PATH`, `mailto:PERSON@HOST` or an `https://` address; nil for anything else.
    public init?(_ text: String) {
        if text == "-" {
            self = .output
        } else if text == "feed" {
            self = .feed
        } else if text.hasPrefix("file:"), text.utf8.count > 5 {
            self = .file(String(text.dropFirst(5)))
        } else if text.hasPrefix("mailto:") {
            let address = String(text.dropFirst(7))
            // What sendmail could take for an option or a second header is no address.
            guard address.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ",") }),
                !address.hasPrefix("-"),
                address.split(separator: "@", omittingEmptySubsequences: false).count == 2,
                !address.hasPrefix("@"), !address.hasSuffix("@")
            else { return nil }
            self = .mail(address)
        } else if text.hasPrefix("https://") || text.hasPrefix("http://"),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        {
            self = .webhook(text)
        } else {
            return nil
        }
    }
}
