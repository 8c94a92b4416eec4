import Documents
import Moments
import Readings
import Stories

/// The fixed words that all formats share.
enum Wording {
    static let inShort =
        "Sentences as published, or figures set into a fixed form. Nothing is said here that a cited sentence does not say."
    static let timeline = "By the time things happened, as exactly as the texts say. All times UTC."
    static let numbers = "In the words of the texts. Figures of different sources are never joined or averaged."
    static let voices = "By the texts’ own words of saying; each wording once, reprints left out."
    static let disputes = "Pairs of sentences that cannot both be so. Who is right is not for this report to say."
    static let amendments = "What people put right in the machine’s readings above; nothing a text says was changed."
    static let places = "Located in the gazetteer, no more exactly than named."
    static let gaps = "What nobody says."
    static let background = "Older or general matters told along the way; not counted above."
    static let sources = "Every report that was read, and the sentences cited from it."
    static let unplaced = "Read, and not placed on the timeline or the map."
    static let others = "Stories in the same documents, not printed in full; --all prints them, the JSON holds them."
    static let foot =
        "Sitrep reads, compares and counts; it does not verify. Every statement is traced to the sentences it was read from."

    /// "Mara Holt, Wed 12 Feb 2025, 18:00 UTC: the town of the same name is meant (correction k3)".
    static func amendment(_ amendment: Amendment) -> String {
        "\(amendment.author), \(Clock.stamp(amendment.made)) UTC: \(amendment.reason) (correction \(amendment.id))"
    }

    /// What a correction does that concerns no sentence of the story.
    static func corrected(_ amendment: Amendment, _ story: Story) -> String {
        switch amendment.change {
        case .split(_, let documents):
            let (tell, were) = documents.count == 1 ? ("report tells", "was") : ("reports tell", "were")
            let ids = documents.joined(separator: ", ")
            return documents.allSatisfy { id in story.readings.contains { $0.document.id == id } }
                ? "Told apart from the story they stood in: \(ids)"
                : "\(documents.count) \(tell) of another situation and \(were) taken out: \(ids)"
        case .merge(let one, let other): return "The stories \(one) and \(other) are one situation"
        default: return story.words(amendment)
        }
    }

    /// "As of Wed 12 Feb 2025, 18:00 UTC, the latest report".
    static func asOf(_ report: Report) -> String {
        guard let asOf = report.asOf else { return "Date unknown: no report states when it was published." }
        let latest = report.asOfChosen ? "" : ", " + latest(report)
        return "As of \(moment(report, asOf))\(latest)." + leftOut(report)
    }

    /// The same without the moment, for pages that print it as a heading.
    static func asOfNote(_ report: Report) -> String {
        (report.asOfChosen ? "" : "T" + latest(report).dropFirst() + ".") + leftOut(report)
    }

    private static func latest(_ report: Report) -> String {
        "the \(latestDay(report) == nil ? "time" : "day") of the latest report"
    }

    private static func leftOut(_ report: Report) -> String {
        var words = ""
        for (count, kind) in [(report.later, "later"), (report.undatedLeftOut, "undated")] where count > 0 {
            words += " \(count) \(kind) \(count == 1 ? "report is" : "reports are") left out."
        }
        return words
    }

    /// The moment a report speaks for: `Fri 14 Feb 2025, 19:00 UTC`, or the day of the latest report where that gives no time.
    static func moment(_ report: Report, _ asOf: Moment) -> String {
        latestDay(report).map { Clock.day($0) } ?? "\(Clock.stamp(asOf)) UTC"
    }

    private static func latestDay(_ report: Report) -> CivilDay? {
        guard !report.asOfChosen, let asOf = report.asOf else { return nil }
        let latest = report.stories.flatMap(\.story.readings).compactMap(\.document.published).filter {
            $0.moment == asOf
        }
        return latest.allSatisfy { $0.precision == .day } ? latest.first?.day : nil
    }

    /// "3 reports, 2 outlets, latest Wed 12 Feb 2025, 07:45".
    static func size(_ story: StoryReport) -> String {
        let counts = story.counts
        var words = counts.documents == 1 ? "1 report" : "\(counts.documents) reports"
        if counts.documents > 1, counts.outlets > 0 {
            words += ", \(counts.outlets) \(counts.outlets == 1 ? "outlet" : "outlets")"
        } else if let outlet = story.story.readings.first?.document.outlet?.value.name {
            words += ", \(OneLine.text(outlet))"
        }
        if let last = story.story.readings.compactMap({ $0.document.published }).max(by: { $0.moment < $1.moment }) {
            words += ", \(Clock.stated(last))"
        }
        return words
    }

    /// The address of a document; its file and line where it has none.
    static func address(_ document: Document) -> String {
        document.url ?? document.origin + (document.line.map { ", line \($0)" } ?? "")
    }

    /// Where a document's telling comes from, in words.
    static func origin(_ story: StoryReport, _ document: Int) -> String {
        guard document < story.story.origins.count else { return "origin not examined" }
        guard story.story.readings[document].sentences.contains(where: { $0.kind == .sentence }) else {
            return "a bare heading: tells nothing"
        }
        let origin = story.story.origins[document]
        let of = origin.document.map { "[\($0 + 1)]" } ?? origin.outlet ?? "a report that is not here"
        let share = "\(Int((origin.share * 100).rounded()))%"
        switch origin.relation {
        case .independent: return "its own telling"
        case .copy: return "copy of \(of), \(share) of its words"
        case .partial: return "shares \(share) of its words with \(of)"
        case .cites: return "tells what \(origin.outlet ?? of) reported\(origin.document.map { " [\($0 + 1)]" } ?? "")"
        // Where every passage was changed, that says nothing of how many words stayed.
        case .version: return "another version of \(of)" + (origin.share < 0.005 ? "" : ", \(share) of its words")
        }
    }

    /// Two decimals with the sign the map needs.
    static func degrees(_ value: Double) -> String {
        let hundredths = Int((abs(value) * 100).rounded())
        let fraction = hundredths % 100
        return "\(value < 0 && hundredths > 0 ? "−" : "")\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }
}
