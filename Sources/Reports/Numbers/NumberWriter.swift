import Documents
import Readings
import Moments
import Stories
import Texts

/// Writes the ledger of figures: one table a measure, each row in the words of its source.
struct NumberWriter {
    let view: StoryView
    let all: Bool

    /// Figures of one measure that formats for people print at most, the latest ones.
    static let mostRows = 25

    /// Tables, the measures people ask for first, then by number of figures.
    func tables(_ evidence: inout EvidenceList) -> [NumberTable] {
        let order = view.story.series.indices.sorted { a, b in
            let (x, y) = (view.story.series[a], view.story.series[b])
            return (rank(x.measure), x.scope.isEmpty ? 0 : 1, -x.entries.count, a) < (
                rank(y.measure), y.scope.isEmpty ? 0 : 1, -y.entries.count, b
            )
        }
        return order.map { table($0, &evidence) }
    }

    /// Figures far below or above the middle one count something else (one town, both countries): they stay in the table, but are not
    /// set against the others as if they counted the same.
    private static func withoutOutliers(_ sides: [NumberTable.Row]) -> [NumberTable.Row] {
        let values = sides.compactMap { $0.high ?? $0.low }.sorted()
        guard values.count > 2 else { return sides }
        let middle = values[values.count / 2]
        return sides.filter { side in
            guard let value = side.high ?? side.low else { return false }
            return value * 2 >= middle && value <= middle * 2
        }
    }

    private func isReprint(_ document: Int) -> Bool {
        document < view.story.origins.count && view.story.origins[document].relation == .copy
    }

    private func isPart(_ row: NumberTable.Row, _ table: NumberTable, _ series: Series) -> Bool {
        let document = series.entries[row.entry].citation.document
        return table.rows.contains { other in
            series.entries[other.entry].citation.document == document && (other.low ?? 0) > (row.low ?? 0)
                && row.low == row.high
        }
    }

    /// "Hundreds" beside 200,000 counts some of them: a vague figure that another one of the event is more than `Series.mostTimes` above.
    private func isVaguePart(_ row: NumberTable.Row, _ table: NumberTable) -> Bool {
        guard let low = row.low, let high = row.high, high > 2 * low else { return false }
        return table.rows.contains { other in
            !other.status.hasPrefix("older") && !other.status.hasPrefix("withdrawn")
                && (other.low ?? 0) > Series.mostTimes * high
        }
    }

    /// "Lost seven loved ones", where most newsrooms, and two at least, had counted thousands before: what only rises does not fall to a part
    /// of itself.
    private func isFew(_ row: NumberTable.Row, _ table: NumberTable, _ series: Series) -> Bool {
        guard !Self.falling.contains(series.measure), let value = row.high ?? row.low else { return false }
        var all: Set<String> = []
        var above: Set<String> = []
        for other in table.rows where !other.status.hasPrefix("older") && !other.status.hasPrefix("withdrawn") {
            let roots = other.citations.map { view.root($0.document) }
            all.formUnion(roots)
            guard (other.low ?? 0) > Series.mostTimes * value,
                let then = other.reported?.moment, let now = row.reported?.moment, then <= now
            else { continue }
            above.formUnion(roots)
        }
        return above.count > 1 && above.count * 2 > all.count
    }

    /// Measures that go down as people are found or set free.
    private static let falling: Set<String> = ["missing", "trapped", "captured", "displaced"]

    /// The source in the words of the text. What is too long for a name, or holds figures, was cut out wrongly.
    private func source(_ entry: Series.Entry, document: Int) -> String {
        guard let source = entry.source, source.utf8.count <= 80 else { return view.outlet(document) }
        return source
    }

    static let first = ["killed", "dead", "injured", "wounded", "missing", "trapped", "captured", "displaced"]

    private func rank(_ measure: String) -> Int { Self.first.firstIndex(of: measure) ?? Self.first.count }

    private func table(_ s: Int, _ evidence: inout EvidenceList) -> NumberTable {
        let series = view.story.series[s]
        var rows: [NumberTable.Row] = []
        for (e, entry) in series.entries.enumerated() {
            let document = entry.citation.document
            let reading = view.story.readings[document]
            guard entry.quantity < reading.quantities.count else { continue }
            let quantity = reading.quantities[entry.quantity]
            let words = view.document(document).text[quantity.extent]
            let source = source(entry, document: document)
            // The same figure by the same voice in a copy is one row with more evidence.
            if let same = rows.firstIndex(where: { row in
                row.voice == entry.voice && row.low == quantity.low && row.high == quantity.high
                    && row.status == view.numbered(entry.status)
            }) {
                if !rows[same].citations.contains(entry.citation) { rows[same].citations.append(entry.citation) }
                continue
            }
            rows.append(
                NumberTable.Row(
                    entry: e, reported: view.dated(document), words: words, low: quantity.low, high: quantity.high,
                    source: source, voice: entry.voice, outlet: view.outlet(document),
                    status: view.numbered(entry.status),
                    citations: [entry.citation]))
        }
        rows = rows.enumerated().sorted { a, b in
            (a.element.reported?.moment.seconds ?? .max, a.offset)
                < (b.element.reported?.moment.seconds ?? .max, b.offset)
        }.map(\.element)
        let title = Self.title(series)
        let id = "n-" + Fingerprint(of: "\(view.story.id)\n\(series.measure)\n\(series.scope)".utf8).short(8)
        var table = NumberTable(id: id, series: s, title: title, current: nil, rows: rows)
        table.current = current(table, series, &evidence)
        if !all { table.printed = Self.mostRows }
        for i in table.rows.indices.suffix(table.printed) {
            table.rows[i].evidence = table.rows[i].citations.map { evidence.add($0) }
        }
        return table
    }

    /// "Killed", "Killed: soldiers".
    static func title(_ series: Series) -> String {
        let measure = series.measure.prefix(1).uppercased() + series.measure.dropFirst()
        return series.scope.isEmpty ? measure : "\(measure) (\(series.scope))"
    }

    /// The latest statement of each voice, composed: `Killed: “19” according to police; “21 people” according to the union.`
    private func current(_ table: NumberTable, _ series: Series, _ evidence: inout EvidenceList) -> Statement? {
        var latest: [NumberTable.Row] = []
        for row in table.rows.reversed() where row.status.hasPrefix("current") {
            let citation = series.entries[row.entry]
            let quantities = view.story.readings[citation.citation.document].quantities
            // "Three more" is no total.
            guard citation.quantity < quantities.count, quantities[citation.quantity].kind == .total else { continue }
            // Another town's figure is none of the situation's.
            guard !citation.isElsewhere else { continue }
            // A reprint does not speak for itself; of two figures in one document the larger is the total.
            guard !isReprint(citation.citation.document), !isPart(row, table, series), !isVaguePart(row, table),
                !isFew(row, table, series)
            else { continue }
            // An outlet's own older figure has been overtaken by what it prints of others.
            if let newest = latest.first?.reported, let reported = row.reported,
                newest.moment.seconds - reported.moment.seconds > 12 * 3600
            {
                continue
            }
            if !latest.contains(where: { $0.voice == row.voice }) { latest.append(row) }
        }
        // Voices that give one figure stand together; the newest two different figures are printed.
        var sides: [NumberTable.Row] = []
        for row in latest where !sides.contains(where: { $0.low == row.low && $0.high == row.high }) {
            sides.append(row)
        }
        // A toll of another place is no other opinion on this one.
        if let first = sides.first {
            sides.removeAll {
                Series.areApart(series.entries[first.entry], series.entries[$0.entry], in: view.story.readings)
            }
        }
        sides = Self.withoutOutliers(sides)
        // What is more than four times as much as the newest, or as little, counts something else.
        if let newest = sides.first.flatMap({ $0.low ?? $0.high }), newest > 0 {
            sides.removeAll { side in
                guard let value = side.low ?? side.high, value > 0 else { return false }
                return max(value, newest) > Series.mostTimes * min(value, newest)
            }
        }
        guard !sides.isEmpty else { return nil }
        sides = Array(sides.prefix(3))
        var parts: [Part] = [.measure(table.title), .template(.colon)]
        let cited = sides.compactMap(\.citations.last).map { evidence.add($0) }
        for (i, side) in sides.enumerated() {
            if i > 0 { parts.append(.template(.semicolon)) }
            let cited = cited[i]
            parts += [
                .template(.open), .read(side.words, cited), .template(.close), .template(.accordingTo),
                .read(side.source, cited),
            ]
        }
        if !(sides.last?.source.hasSuffix(".") ?? false) { parts.append(.template(.stop)) }
        let open = view.story.contradictions.contains { pair in
            pair.kind == .number && pair.status == .open
                && table.rows.contains { row in
                    let entry = series.entries[row.entry].citation
                    return entry == pair.a || entry == pair.b
                }
                && pair.slot.hasPrefix(series.measure)
        }
        // Whoever does not say who published it agrees with nobody (docs/decisions/0141).
        let together = latest.filter { row in
            row.low == sides[0].low && row.high == sides[0].high
                && view.document(series.entries[row.entry].citation.document).outlet != nil
        }
        let roots = Set(together.flatMap { row in [view.root(series.entries[row.entry].citation.document)] })
        let mark: Mark =
            open || sides.count > 1 ? .disputed : together.count > 1 && roots.count > 1 ? .agreed : .single
        let note: String
        if mark == .disputed {
            note = sides.count > 1 ? sides.prefix(2).map { Self.figure($0) }.joined(separator: " against ") : "disputed"
        } else {
            note = mark == .agreed ? "\(together.count) voices" : "1 voice"
        }
        var all = cited
        for row in together where all.count < EventWriter.mostEvidence {
            guard let last = row.citations.last else { continue }
            let other = evidence.add(last)
            if !all.contains(other) { all.append(other) }
        }
        return Statement(id: table.id, parts: parts, isQuoted: false, mark: mark, note: note, evidence: all)
    }

    /// How a measure stands, for the summary: in the sentence of the one voice that gives its figure, where that is what the sentence is
    /// about; else composed. nil where nobody is known to say it.
    func standing(_ table: NumberTable, _ evidence: EvidenceList) -> Statement? {
        guard var line = table.current, let first = line.evidence.first else { return nil }
        guard line.parts.count(where: { $0 == .template(.accordingTo) }) == 1 else { return line }
        let citation = evidence.citations[first]
        let reading = view.story.readings[citation.document]
        let readability = Readability(view: view)
        let figures = (view.entries[citation] ?? []).filter { $0.series == table.series }.map {
            view.story.series[$0.series].entries[$0.entry].quantity
        }
        let isMain = reading.claims.indices.contains { claim in
            citation.extent.contains(reading.claims[claim].extent)
                && reading.claims[claim].quantities.contains(where: figures.contains)
                && readability.depth(claim: claim, in: reading) <= 0.5
        }
        if isMain, readability.faults(citation) < 2.4 {
            line.parts = [.read(view.quote(citation), first)]
            line.isQuoted = true
            return line
        }
        let isNobodys = line.parts.contains { $0.text == view.outlet(citation.document) }
        return isNobodys && view.document(citation.document).outlet == nil ? nil : line
    }

    /// `19`, `21+`, `300–350`, `≤ 40`.
    static func figure(_ row: NumberTable.Row) -> String {
        switch (row.low, row.high) {
        case (let low?, let high?) where low == high: plain(low)
        case (let low?, let high?): "\(plain(low))–\(plain(high))"
        case (let low?, nil): "\(plain(low))+"
        case (nil, let high?): "≤ \(plain(high))"
        case (nil, nil): "“\(row.words)”"
        }
    }

    /// Digits with thousands commas; a fraction as it is.
    static func plain(_ value: Double) -> String {
        guard value.isFinite, value == value.rounded(), abs(value) < 1e15 else { return "\(value)" }
        let digits = String(Int(abs(value)))
        var out = ""
        for (i, digit) in digits.enumerated() {
            if i > 0, (digits.count - i) % 3 == 0 { out.append(",") }
            out.append(digit)
        }
        return value < 0 ? "-" + out : out
    }
}
