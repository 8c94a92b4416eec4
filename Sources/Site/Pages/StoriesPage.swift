import Archive
import JSON
import Moments
import Reports
import Stories

/// All stories: what is running, the one with the newest report first.
struct StoriesPage: Page {
    /// One story.
    struct Row: Sendable {
        var line: Archive.StoryRow
        var newest: Archive.Publication?
        /// Reports in each step of the common time axis, or of its own last week when that lies before it.
        var bars: [Int]
        /// The end of its own week.
        var ownEnd: Moment?
        /// What was found by reading it; nil while it has not been read.
        var summary: StoryCounter.Summary?
    }

    var rows: [Row]
    /// Stories of one report, left out unless asked for.
    var alone: Int
    var total: Int
    var ask: Ask
    var offset: Int
    var least: Int
    /// The common time axis: from, to, seconds a step.
    var axis: (start: Moment, end: Moment, step: Int64)
    var isSettled: Bool

    let title = "Stories"
    let part = "stories"

    var next: String? {
        guard offset + rows.count < total else { return nil }
        return ask.link(
            "stories", with: [("least", "\(least)"), ("next", PageToken.write(offset + rows.count))])
    }

    // MARK: Query

    static let steps = 42

    init(_ ask: Ask, _ store: SiteStore, _ counter: StoryCounter) async throws {
        self.ask = ask
        offset = try PageToken.read(ask.query)
        let (found, corrections) = try store.read { archive throws(ArchiveError) in
            (
                try archive.storyRows(knownAt: ask.asOf, since: ask.since),
                try archive.amendments(at: ask.asOf).map(\.id).joined(separator: " ")
            )
        }
        let several = found.count { $0.documents > 1 }
        let least = ask.query["least"].flatMap(Int.init).map { max(1, min($0, 1_000_000)) } ?? (several > 0 ? 2 : 1)
        self.least = least
        var lines = least > 1 ? found.filter { $0.documents >= least } : found
        alone = found.count - lines.count
        lines.sort { a, b in
            // Undated ones stand last: when they arrived says nothing of when it happened.
            if a.last != b.last { return (a.last?.seconds ?? .min) > (b.last?.seconds ?? .min) }
            return a.documents != b.documents ? a.documents > b.documents : a.story < b.story
        }
        total = lines.count
        // Four hours a bar, a week in all, up to the newest report.
        let step: Int64 = 4 * 3600
        let newest = found.compactMap(\.last).max() ?? ask.asOf
        let end = Self.end(newest, step)
        axis = (Moment(seconds: end - step * Int64(Self.steps)), Moment(seconds: end), step)
        let start = axis.start.seconds
        let shown = Array(lines.dropFirst(offset).prefix(SiteLimits.page))
        let asOf = ask.asOf
        rows = try store.read { archive throws(ArchiveError) in
            let titles = try archive.titles(of: shown.map(\.story), knownAt: asOf)
            return try shown.map { line throws(ArchiveError) in
                var line = line
                line.title = titles[line.story] ?? line.title
                let documents = try archive.publications(of: line.story, knownAt: asOf)
                var bars = [Int](repeating: 0, count: Self.steps)
                let own = line.last.flatMap { $0.seconds < start ? Self.end($0, step) : nil }
                let from = own.map { $0 - step * Int64(Self.steps) } ?? start
                for published in documents.compactMap(\.published) {
                    let i = (published.seconds - from) / step
                    if i >= 0, i < Self.steps { bars[Int(i)] += 1 }
                }
                return Row(
                    line: line, newest: documents.last, bars: bars, ownEnd: own.map { Moment(seconds: $0) })
            }
        }
        func key(_ line: Archive.StoryRow) -> String { "\(line.story) \(line.documents) \(line.newest) \(corrections)" }
        let (known, areMissing) = await counter.summaries(
            shown.map { .init(key: key($0), story: $0.story, asOf: asOf, last: $0.last ?? asOf) })
        isSettled = !areMissing
        for i in rows.indices { rows[i].summary = known[key(rows[i].line)] }
    }

    /// The end of the step that a moment lies in.
    private static func end(_ moment: Moment, _ step: Int64) -> Int64 {
        moment.seconds - ((moment.seconds % step) + step) % step + step
    }

    // MARK: View

    /// How long ago a story's newest report came, counted from the newest of all.
    private func pace(_ row: Row) -> String {
        guard let last = row.line.last else { return "Date unknown" }
        let behind = axis.end.seconds - last.seconds
        return behind <= 2 * 86_400 ? "Moving now" : behind <= 7 * 86_400 ? "Slower" : "Quiet for a week or more"
    }

    /// With the year where it is another one than that of the page.
    private func when(_ moment: Moment) -> String {
        let isDay = moment.seconds % 86_400 == 0
        guard moment.day().year == ask.asOf.day().year else {
            return isDay ? Clock.day(moment.day()) : Clock.stamp(moment)
        }
        return isDay ? String(Clock.short(moment).dropLast(7)) : Clock.short(moment)
    }

    var main: Markup {
        var out: Markup = "<div class=\"head\"><h1>Stories</h1></div>\n"
        guard !rows.isEmpty else {
            return out
                + "<p>Nothing was known by then. Add documents with <kbd>sitrep add</kbd>, or choose a later time.</p>\n"
                + form
        }
        out += form
        let drawn =
            "reports every four hours, \(Clock.day(axis.start.day())) to \(Clock.stamp(axis.end)); of older stories their last week. The highest bar is the number beside it"
        let fresh: Markup = ask.since == nil ? "" : "<th scope=\"col\" class=\"num\">New since</th>"
        let uncounted = rows.count { $0.summary == nil }
        let note: Markup =
            isSettled
            ? ""
            : " Origins of \(uncounted) \(uncounted == 1 ? "story" : "stories") are being counted; load the page again."
        out += """
            <div class="scroll" tabindex="0" role="region" aria-label="Stories"><table class="stories"><caption>\(total) \(total == 1 ? "story" : "stories"), the newest report first. Bars: \(drawn).\(note)</caption>\
            <thead><tr><th scope="col">Story and newest change</th><th scope="col">Reports by time</th><th scope="col" class="num">Reports</th>\(fresh)\
            <th scope="col" class="num">Outlets</th><th scope="col" class="num">Origins</th><th scope="col" class="num">Disputed</th></tr></thead><tbody>

            """
        var before = ""
        for row in rows {
            let pace = pace(row)
            if pace != before, rows.contains(where: { self.pace($0) != pace }) {
                out +=
                    "<tr class=\"pace\"><th scope=\"rowgroup\" colspan=\"\(ask.since == nil ? 6 : 7)\">\(pace)</th></tr>\n"
            }
            before = pace
            out += self.row(row)
        }
        out += "</tbody></table></div>\n"
        if let next { out += "<p class=\"more\"><a rel=\"next\" href=\"\(next)\">More stories</a></p>\n" }
        if alone > 0 {
            out +=
                "<p class=\"more\">\(alone) more with fewer than \(least) reports. <a href=\"\(ask.link("stories", with: [("least", "1")]))\">Show all</a></p>\n"
        }
        return out
    }

    private func row(_ row: Row) -> Markup {
        let line = row.line
        let fresh: Markup =
            ask.since == nil
            ? "" : "<td class=\"num\" data-l=\"new\">\(line.fresh > 0 ? "+\(line.fresh)" : "0")</td>"
        var origins: Markup =
            isSettled
            ? "<span class=\"quiet\" title=\"could not be counted\">–<span class=\"vh\"> could not be counted</span></span>"
            : "<span class=\"quiet\" title=\"being counted\">…<span class=\"vh\"> being counted</span></span>"
        var disputed: Markup = isSettled ? "<span class=\"quiet\">–</span>" : "<span class=\"quiet\">…</span>"
        if let summary = row.summary {
            origins = "<strong>\(summary.origins)</strong>"
            disputed =
                summary.disputed > 0
                ? "<span class=\"mark disputed\"><i aria-hidden=\"true\">≠</i>\(summary.disputed)</span>"
                : "<span class=\"quiet\">none</span>"
        }
        var days = "date unknown"
        if let first = line.first, let last = line.last {
            days =
                first.day() == last.day() ? Clock.day(first.day()) : Clock.span(first, last.adding(seconds: 1), .week)
        }
        let week: Markup =
            row.ownEnd.map { "<span class=\"quiet\">week to \(Clock.day($0.adding(seconds: -1).day()))</span>" } ?? ""
        let outlets: Markup = line.outlets == 0 ? "<span class=\"quiet\">none</span>" : "\(line.outlets)"
        return """
            <tr data-item><th scope="row"><a class="said" href="\(ask.link("stories", line.story))">\(line.title)</a>\
            <p class="newest">\(newest(row))</p><span class="quiet">\(days)</span></th>\
            <td class="sp"><div>\(Spark(bars: row.bars).svg)<span>\(row.bars.max() ?? 0)</span></div>\(week)</td><td class="num" data-l="\(line.documents == 1 ? "report" : "reports")">\(line.documents)</td>\(fresh)\
            <td class="num" data-l="\(line.outlets == 0 ? "outlets named" : line.outlets == 1 ? "outlet" : "outlets")">\(outlets)</td><td class="num" data-l="\(row.summary?.origins == 1 ? "origin" : "origins")">\(origins)</td>\
            <td class="num" data-l="disputed">\(disputed)</td></tr>

            """
    }

    /// The newest change that the report would print; else the newest report.
    private func newest(_ row: Row) -> Markup {
        if let change = row.summary?.change {
            let when =
                change.at.map { dated in
                    ", " + (dated.day.year == ask.asOf.day().year ? Clock.short(dated) : Clock.stated(dated))
                } ?? ""
            return "<b>\(change.kind)\(when).</b> <span class=\"said\">\(Self.cut(change.words))</span>"
        }
        guard let one = row.newest else { return "" }
        let title: Markup = one.title.map { "<span class=\"said\">\($0)</span> " } ?? ""
        return
            "<b>Report, \(one.published.map { when($0) } ?? "date unknown").</b> \(title)<span class=\"quiet\">\(one.outlet ?? "outlet unknown")</span>"
    }

    /// At most 220 characters, and a sign that there are more.
    private static func cut(_ words: String) -> String { words.count > 220 ? words.prefix(219) + "…" : words }

    private var form: Markup {
        MomentForm(ask: ask, path: ["stories"], newest: rows.compactMap(\.line.last).max()).markup
    }

    // MARK: JSON

    func write(_ json: inout JSONWriter) {
        json.object { json in
            json.member("asOf", ask.asOf.rfc3339())
            json.member("since", ask.since?.rfc3339())
            json.member("total", total)
            json.name("stories")
            json.array(rows) { json, row in
                json.object { json in
                    json.member("id", row.line.story)
                    json.member("title", row.line.title)
                    json.member("documents", row.line.documents)
                    if ask.since != nil { json.member("new", row.line.fresh) }
                    json.member("outlets", row.line.outlets)
                    json.member("origins", row.summary?.origins)
                    json.member("disputed", row.summary?.disputed)
                    if let change = row.summary?.change {
                        json.name("change")
                        json.object { json in
                            json.member("kind", change.kind)
                            json.member("at", change.at?.moment.rfc3339())
                            json.member("words", change.words)
                        }
                    }
                    json.member("first", row.line.first?.rfc3339())
                    json.member("last", row.line.last?.rfc3339())
                    json.member("address", Address.make(["stories", row.line.story], ask.moments))
                }
            }
            json.member("next", nextJSON)
        }
        json.newline()
    }
}
