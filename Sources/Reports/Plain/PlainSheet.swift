import Captures
import Documents
import Moments
import Readings
import Stories

/// Lays a report out as lines for the terminal and for Markdown.
struct PlainSheet {
    let report: Report

    /// The whole report.
    func lines() -> [Line] {
        var lines: [Line] = []
        for story in report.stories.prefix(report.printed) { lines += StorySheet(report: report, story: story).lines() }
        lines += others()
        lines += skipped()
        return lines
    }

    /// The stories that are not printed in full.
    private func others() -> [Line] {
        let others = report.stories.dropFirst(report.printed)
        guard !others.isEmpty else { return [] }
        let items = others.prefix(40).map { story in
            Line.item([.quoted(OneLine.text(story.story.title)), .note(" · \(Wording.size(story))")], under: [])
        }
        let more = others.count - items.count
        return [.section("Other matters", note: Wording.others)] + items
            + (more > 0 ? [.text([.note("and \(more) more")])] : [])
    }

    private func skipped() -> [Line] {
        guard !report.skipped.isEmpty else { return [] }
        let items = report.skipped.prefix(20).map { Line.item([.plain(OneLine.text($0.description))], under: []) }
        let more = report.skipped.count - items.count
        return [.section("Skipped", note: "Records that could not be used.")] + items
            + (more > 0 ? [.text([.note("and \(more) more")])] : [])
    }
}

/// Lays one story out.
struct StorySheet {
    let report: Report
    let story: StoryReport
    let view: StoryView

    init(report: Report, story: StoryReport) {
        self.report = report
        self.story = story
        view = story.view
    }

    func lines() -> [Line] {
        head() + inShort() + changes() + timeline() + numbers() + voices() + disputes() + map() + gaps() + background()
            + sources() + unplaced()
    }

    // MARK: Head

    private func head() -> [Line] {
        let counts = story.counts
        var lines: [Line] = [.title(OneLine.text(story.story.title))]
        lines.append(.meta([.plain(Wording.asOf(report))]))
        lines.append(
            .meta([
                .strong("\(counts.documents)"), .plain(counts.documents == 1 ? " report, " : " reports, "),
                .strong(counts.outlets == 0 ? "unknown" : "\(counts.outlets)"),
                .plain(counts.outlets == 1 ? " outlet, " : " outlets, "),
                .strong("\(counts.origins)"),
                .plain(counts.origins == 1 ? " independent origin, " : " independent origins, "),
                .strong("\(counts.voices)"), .plain(counts.voices == 1 ? " voice" : " voices"),
            ]))
        lines.append(
            .meta([
                .mark(.agreed), .plain(" \(counts.agreed)   "), .mark(.disputed), .plain(" \(counts.disputed)   "),
                .mark(.single), .plain(" \(counts.single)"),
            ]))
        return lines
    }

    // MARK: Statements

    private func inShort() -> [Line] {
        guard !story.inShort.isEmpty else { return [] }
        return [.section("In short", note: Wording.inShort)] + story.inShort.map { item($0) }
    }

    private func item(_ statement: Statement, lead: [Run] = []) -> Line {
        var runs = lead
        if let mark = statement.mark, lead.isEmpty {
            runs.append(.mark(mark))
            runs.append(.plain("  "))
        }
        runs += words(statement)
        var under: [[Run]] = []
        if let mark = statement.mark {
            let note: Run = .note(OneLine.text(statement.note))
            under.append(lead.isEmpty ? [note] : [.mark(mark), .plain("  "), note])
        } else if !statement.note.isEmpty {
            under.append([.note(OneLine.text(statement.note))])
        }
        return .item(runs, under: under)
    }

    /// The words of a statement, each part followed by its citation, then the other tellings.
    func words(_ statement: Statement) -> [Run] {
        var runs: [Run] = []
        for (parts, cite) in statement.stretches {
            for part in parts {
                runs.append(part.evidence == nil ? .plain(part.text) : .quoted(OneLine.text(part.text)))
            }
            if !cite.isEmpty { runs.append(.cite(cite.map { story.label($0) })) }
        }
        return runs
    }

    private func changes() -> [Line] {
        guard let since = report.since else { return [] }
        let title = "What changed since \(Clock.stamp(since))"
        let fresh = story.story.readings.count { $0.document.published.map { $0.moment > since } ?? false }
        let note = "\(fresh) new \(fresh == 1 ? "report" : "reports"). Newest first."
        guard !story.changes.isEmpty else {
            return [.section(title, note: note), .text([.plain("Nothing that this report would print has changed.")])]
        }
        return [.section(title, note: note)]
            + story.changes.map { change in
                let time = change.reported.map { Clock.short($0) } ?? "date unknown"
                return item(change.statement, lead: [.note(time), .plain("  "), .strong(change.kind.rawValue + ". ")])
            }
    }

    private func timeline() -> [Line] {
        guard !story.timeline.isEmpty else { return [] }
        var lines: [Line] = [.section("Timeline", note: Wording.timeline)]
        var last = ""
        for entry in story.timeline {
            if entry.time != last { lines.append(.sub([.strong(entry.time)])) }
            last = entry.time
            var details: [Run] = []
            if let mark = entry.statement.mark {
                details += [.mark(mark), .note("  " + OneLine.text(entry.statement.note))]
            }
            if let place = entry.place { details.append(.note(" · \(OneLine.text(place))")) }
            if let reported = entry.reported { details.append(.note(" · first reported \(Clock.short(reported))")) }
            if !entry.reason.isEmpty { details.append(.note(" · time: \(OneLine.text(entry.reason))")) }
            lines.append(.item(words(entry.statement), under: [details]))
        }
        if story.timelineLeftOut > 0 {
            lines.append(.text([.note("\(story.timelineLeftOut) more events with a time; --all prints them.")]))
        }
        return lines
    }

    private func numbers() -> [Line] {
        guard !story.numbers.isEmpty else { return [] }
        var lines: [Line] = [.section("Numbers", note: Wording.numbers)]
        for table in story.numbers where table.standsAlone {
            lines.append(.sub([.strong(OneLine.text(table.title))]))
            let (rows, leftOut) = table.shown
            lines.append(.table(head: Self.columns, rows: rows.map { cells($0) }))
            if leftOut > 0 { lines.append(.text([.note("\(leftOut) earlier figures; --all prints them.")])) }
        }
        let others = story.numbers.filter { !$0.standsAlone }
        if !others.isEmpty {
            lines.append(.sub([.strong("Other figures")]))
            let rows = others.flatMap { table in
                table.rows.map { [[.plain(OneLine.text(table.title))]] + cells($0) }
            }
            lines.append(.table(head: ["Of what"] + Self.columns, rows: rows))
        }
        return lines
    }

    private static let columns = ["Reported", "Figure", "According to", "Printed by", "Status", ""]

    private func cells(_ row: NumberTable.Row) -> [[Run]] {
        [
            [.plain(row.reported.map { Clock.short($0) } ?? "date unknown")], [.quoted(OneLine.text(row.words))],
            [row.source == row.outlet ? .note("its own words") : .plain(OneLine.text(row.source))],
            [.plain(OneLine.text(row.outlet))], [.note(OneLine.text(row.status))],
            [.cite(row.evidence.map { story.label($0) })],
        ]
    }

    private func voices() -> [Line] {
        guard !story.voices.isEmpty else { return [] }
        var lines: [Line] = [.section("Who says what", note: Wording.voices)]
        for voice in story.voices {
            var head: [Run] = [.strong(OneLine.text(voice.source))]
            if voice.anonymous { head.append(.note(" (unnamed)")) }
            head.append(.note("  in \(voice.documents) \(voice.documents == 1 ? "report" : "reports")"))
            lines.append(.sub(head))
            for said in voice.said {
                let verb = said.denies ? "denies" : OneLine.text(said.cue)
                lines.append(
                    .item(
                        [
                            .note("\(verb):  "), .quoted(OneLine.text(story.evidence[said.evidence].quote)),
                            .cite([story.label(said.evidence)]),
                        ], under: []))
            }
            if voice.leftOut > 0 { lines.append(.text([.note("and \(voice.leftOut) more; --all prints them.")])) }
        }
        if story.voicesLeftOut > 0 {
            lines.append(.text([.note("\(story.voicesLeftOut) more sources; --all prints them.")]))
        }
        return lines
    }

    private func disputes() -> [Line] {
        var lines: [Line] = []
        if !story.disputes.isEmpty { lines.append(.section("Disputed", note: Wording.disputes)) }
        for dispute in story.disputes {
            lines.append(
                .sub([.mark(.disputed), .strong("  " + OneLine.text(dispute.slot)), .note("  \(dispute.kind)")]))
            for side in [dispute.a, dispute.b] {
                lines.append(
                    .item(
                        [
                            .strong(OneLine.text(side.source) + ": "),
                            .quoted(OneLine.text(story.evidence[side.evidence].quote)),
                            .cite([story.label(side.evidence)]),
                        ], under: []))
            }
            lines.append(.text([.note("Paired because \(OneLine.text(dispute.why))")]))
        }
        if !story.disputesLeftOut.isEmpty {
            lines.append(.text([.note("\(story.disputesLeftOut.count) more; --all prints them.")]))
        }
        if !story.corrections.isEmpty {
            lines.append(.section("Corrections", note: "Sentences in which an outlet takes something back."))
            lines += story.corrections.map { item($0) }
        }
        if !story.story.amendments.isEmpty {
            lines.append(.section("Corrections by people", note: Wording.amendments))
            lines += story.story.amendments.map { amendment in
                .item(corrected(amendment), under: [[.note(OneLine.text(Wording.amendment(amendment)))]])
            }
        }
        return lines
    }

    /// What a correction does; one of a sentence quotes it.
    private func corrected(_ amendment: Amendment) -> [Run] {
        guard let (citation, words) = story.view.corrected(amendment) else {
            return [.plain(OneLine.text(Wording.corrected(amendment, story.story)))]
        }
        return [
            .quoted(OneLine.text(story.view.quote(citation))),
            .plain(OneLine.text(" [\(citation.document + 1)] \(words)")),
        ]
    }

    private func map() -> [Line] {
        guard !story.places.isEmpty else { return [] }
        return [
            .section("Places", note: Wording.places),
            .table(
                head: ["Place", "How exact", "Latitude", "Longitude", "Reports", ""],
                rows: story.places.map { place in
                    [
                        [.strong(OneLine.text(place.name)), .note(place.country.map { ", \($0)" } ?? "")],
                        [.plain(place.precision.rawValue)], [.plain(Wording.degrees(place.latitude))],
                        [.plain(Wording.degrees(place.longitude))], [.plain("\(place.documents)")],
                        [.cite([story.label(place.evidence)])],
                    ]
                }),
        ]
    }

    private func gaps() -> [Line] {
        guard !story.gaps.isEmpty else { return [] }
        return [.section("Gaps", note: Wording.gaps)]
            + story.gaps.map { gap in
                guard gap.kind == "no answer" || gap.kind == "no named source" else {
                    return .item(
                        [.plain(OneLine.text(gap.text))]
                            + (gap.evidence.isEmpty ? [] : [.cite(gap.evidence.map { story.label($0) })]), under: [])
                }
                return .item(
                    [.plain(OneLine.text(gap.text))],
                    under: gap.evidence.map {
                        [.quoted(OneLine.text(story.evidence[$0].quote)), .cite([story.label($0)])]
                    })
            }
    }

    private func background() -> [Line] {
        guard !story.background.isEmpty else { return [] }
        return [.section("Background", note: Wording.background)]
            + story.background.map { .item(words($0), under: []) }
    }

    private func sources() -> [Line] {
        var lines: [Line] = [.section("Sources and origins", note: Wording.sources)]
        for (d, reading) in story.story.readings.enumerated() {
            let document = reading.document
            var head: [Run] = [.strong(OneLine.text(view.outlet(d)))]
            head.append(.plain(" · \(document.published.map { Clock.stated($0) } ?? "date unknown")"))
            if let title = document.title?.value { head.append(.quoted(" · \(OneLine.text(title))")) }
            var under: [[Run]] = []
            under.append([.plain(OneLine.text(Wording.address(document)))])
            under.append([.note(Wording.origin(story, d))])
            for flag in document.flags { under.append([.note("\(flag.kind): \(OneLine.text(flag.detail))")]) }
            let cited = story.evidence.indices.filter { story.evidence[$0].document == d }
                .sorted { story.evidence[$0].number < story.evidence[$1].number }
            for item in cited {
                under.append([
                    .plain(story.label(item) + "  "), .quoted(OneLine.text(story.evidence[item].quote)),
                ])
            }
            lines.append(.source(number: d + 1, head: head, under: under))
        }
        return lines
    }

    private func unplaced() -> [Line] {
        guard !story.unplaced.isEmpty else { return [] }
        var lines: [Line] = [.section("Not placed", note: Wording.unplaced)]
        for entry in story.unplaced {
            lines.append(
                .item(
                    [
                        .quoted(OneLine.text(story.evidence[entry.evidence].quote)),
                        .cite([story.label(entry.evidence)]),
                    ], under: [[.note(OneLine.text(entry.why))]]))
        }
        if story.unplacedLeftOut > 0 {
            lines.append(.text([.note("\(story.unplacedLeftOut) more events without a time; --all prints them.")]))
        }
        return lines
    }
}
