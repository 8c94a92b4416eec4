import JSON
import Moments

/// Reads when a page was published and changed. Never "now": what is not stated stays unknown, and what lies after the
/// capture is not believed.
struct PageDates {
    let facts: PageFacts
    let tree: MarkupTree
    let url: String?
    let captured: Moment?

    /// Publication.
    func published(in roots: [Range<Int>]) -> Dated? {
        if let dated = linked(["datePublished", "dateCreated", "uploadDate"]) { return dated }
        for name in Self.publishedNames {
            if let dated = meta(name) { return dated }
        }
        for i in facts.times {
            guard let property = tree.string(.itemprop, of: i)?.lowercased(),
                property.contains("datepublished") || property.contains("datecreated")
            else { continue }
            if let dated = stated(i, rule: "itemprop \(property)") { return dated }
        }
        for i in facts.times where tree.nodes[i].tag == .time && tree.has(.pubdate, i) {
            if let dated = stated(i, rule: "time pubdate") { return dated }
        }
        if let dated = nearest(to: roots) { return dated }
        if let dated = fromAddress { return dated }
        return fromText(near: roots)
    }

    /// Last change; nil when it is the same as publication.
    func modified(published: Dated?) -> Dated? {
        var found = linked(["dateModified"])
        if found == nil {
            for name in [
                "article:modified_time", "og:updated_time", "last-modified", "dcterms.modified", "dc.date.modified",
                "datemodified", "revised", "lastmod",
            ] {
                found = meta(name)
                if found != nil { break }
            }
        }
        if found == nil {
            for i in facts.times where tree.string(.itemprop, of: i)?.lowercased().contains("datemodified") == true {
                found = stated(i, rule: "itemprop dateModified")
                if found != nil { break }
            }
        }
        guard let found, found.moment != published?.moment else { return nil }
        return found
    }

    private static let publishedNames = [
        "article:published_time", "article:published", "og:published_time", "datepublished", "dc.date.issued",
        "dcterms.issued", "dcterms.created", "dc.date.created", "dcterms.date", "dc.date", "parsely-pub-date",
        "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date", "publication_date",
        "publicationdate",
        "article.published", "article_date_original", "original-publish-date", "originalpublicationdate",
        "cxenseparse:recs:publishtime", "last_published", "pdate", "ptime", "date", "created", "release_date",
    ]

    private func believed(_ dated: Dated?) -> Dated? {
        guard let dated else { return nil }
        if let captured, dated.moment.seconds > captured.seconds + 86_400 { return nil }
        return dated
    }

    private func linked(_ names: [String]) -> Dated? {
        let objects = [facts.linkedData.article].compactMap { $0 } + facts.linkedData.objects
        for name in names {
            for object in objects {
                if let text = LinkedData.string(object[name]),
                    let dated = believed(StatedDate.read(text, rule: "json-ld \(name)"))
                {
                    return dated
                }
            }
        }
        return nil
    }

    private func meta(_ name: String) -> Dated? {
        for text in facts.allMetas(name) {
            if let dated = believed(StatedDate.read(text, rule: "meta \(name)")) { return dated }
        }
        return nil
    }

    /// What an element with a date says: `datetime`, `content`, `title`, or its text.
    private func stated(_ i: Int, rule: String) -> Dated? {
        for attribute in [MarkupTree.AttributeName.datetime, .content, .title] {
            if let text = tree.string(attribute, of: i), let dated = believed(StatedDate.read(text, rule: rule)) {
                return dated
            }
        }
        return believed(StatedDate.read(tree.content(of: i, limit: 200), rule: rule))
    }

    /// The first `time` inside the main text's surroundings, or before it: after the last heading of the first order.
    private func nearest(to roots: [Range<Int>]) -> Dated? {
        let from = facts.headings.first ?? 0
        let end = roots.last?.upperBound ?? tree.nodes.count
        let times = facts.times.filter { tree.nodes[$0].tag == .time }
        for i in times where i >= max(from - 200, 0) && i < end {
            if let dated = stated(i, rule: "time element") { return dated }
        }
        return times.count == 1 ? stated(times[0], rule: "time element") : nil
    }

    /// /2025/03/02/, /2025-03-02-, /20250302
    private var fromAddress: Dated? {
        guard let url, let path = Self.path(of: url) else { return nil }
        let bytes = Array(path.utf8)
        func number(_ at: Int, _ count: Int) -> Int? {
            guard at >= 0, at + count <= bytes.count else { return nil }
            var value = 0
            for byte in bytes[at..<(at + count)] {
                guard (48...57).contains(byte) else { return nil }
                value = value * 10 + Int(byte - 48)
            }
            return value
        }
        for i in bytes.indices {
            if i > 0, (48...57).contains(bytes[i - 1]) { continue }
            guard let year = number(i, 4), (1990...2100).contains(year) else { continue }
            let separated = i + 4 < bytes.count && [0x2F, 0x2D, 0x5F].contains(bytes[i + 4])
            if separated, let month = number(i + 5, 2), i + 7 < bytes.count, bytes[i + 7] == bytes[i + 4],
                let day = number(i + 8, 2),
                i + 10 == bytes.count || !(48...57).contains(bytes[i + 10]), let date = CivilDay(year, month, day)
            {
                return believed(Dated(moment: Moment(date), precision: .day, rule: "address"))
            }
            if !separated, let month = number(i + 4, 2), let day = number(i + 6, 2),
                i + 8 == bytes.count || !(48...57).contains(bytes[i + 8]), let date = CivilDay(year, month, day)
            {
                return believed(Dated(moment: Moment(date), precision: .day, rule: "address"))
            }
        }
        return nil
    }

    private static func path(of url: String) -> String? {
        guard let scheme = InputBytes.position(of: "://", in: Array(url.utf8)) else { return nil }
        let rest = Array(url.utf8)[(scheme + 3)...]
        guard let slash = rest.firstIndex(of: UInt8(ascii: "/")) else { return nil }
        return String(
            decoding: rest[slash...].prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }, as: UTF8.self)
    }

    /// A short element named for a date, near the text.
    private func fromText(near roots: [Range<Int>]) -> Dated? {
        let from = max((facts.headings.first ?? roots.first?.lowerBound ?? 0) - 60, 0)
        let end = min((roots.first?.lowerBound ?? tree.nodes.count) + 80, tree.nodes.count)
        guard from < end else { return nil }
        for i in from..<end where tree.nodes[i].tag != .text {
            guard let name = tree.attribute(.class, of: i) ?? tree.attribute(.id, of: i), Self.isNamedForDate(name)
            else { continue }
            let text = tree.content(of: i, limit: 200)
            if text.utf8.count < 120, let dated = believed(StatedDate.read(text, rule: "element named for a date")) {
                return dated
            }
        }
        return nil
    }

    private static func isNamedForDate(_ name: ArraySlice<UInt8>) -> Bool {
        let lower = name.map { (65...90).contains($0) ? $0 | 0x20 : $0 }
        return InputBytes.find("date", in: lower) || InputBytes.find("time", in: lower)
            || InputBytes.find("publi", in: lower) || InputBytes.find("datum", in: lower)
    }
}
