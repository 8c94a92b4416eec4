import Documents
import Moments
import Readings
import Stories
import Texts

extension Export {
    func csv(_ table: Table) -> String {
        var text = ""
        func row(_ cells: [String]) { text += cells.map(Self.cell).joined(separator: ",") + "\r\n" }
        switch table {
        case .events:
            row(
                ["story", "event", "start", "end", "precision", "status", "type", "background", "articles", "outlets"]
                    + ["origins", "voices", "place", "latitude", "longitude", "place_precision", "sentence"]
                    + Self.citationColumns)
            for event in story.events {
                let place = place(event)
                let first = telling(event)
                row(
                    [
                        story.id, event.id, event.start?.rfc3339() ?? "", event.end?.rfc3339() ?? "",
                        event.precision.rawValue, (first?.mark ?? event.mark).rawValue, event.type ?? "",
                        "\(event.background)",
                        "\(event.articles)", "\(event.outlets)", "\(event.origins.count)",
                        event.voices.joined(separator: "; "), place?.label ?? "", Self.number(place?.latitude),
                        Self.number(place?.longitude), place?.precision.rawValue ?? "",
                    ] + quoted(first?.citation))
            }
        case .numbers:
            row(
                ["story", "series", "measure", "scope", "low", "high", "words", "status", "source", "sentence"]
                    + Self.citationColumns)
            for table in report.numbers {
                let series = story.series[table.series]
                for line in table.rows {
                    row(
                        [
                            story.id, table.id, series.measure, series.scope, Self.number(line.low),
                            Self.number(line.high), line.words, line.status, line.source,
                        ] + quoted(series.entries[line.entry].citation))
                }
            }
        case .claims:
            row(
                ["story", "event", "source", "chain", "polarity", "modality", "sentence"] + Self.citationColumns)
            for event in story.events {
                for telling in event.tellings {
                    let claims = story.readings[telling.citation.document].claims
                    let claim = claims.indices.contains(telling.claim) ? claims[telling.claim] : nil
                    row(
                        [
                            story.id, event.id, telling.source ?? "", telling.chain.joined(separator: " < "),
                            claim?.polarity.rawValue ?? "", claim?.modality.rawValue ?? "",
                        ] + quoted(telling.citation))
                }
            }
        case .documents:
            row(
                ["story", "document", "outlet", "title", "published", "url", "sha256", "origin", "of", "share", "why"])
            for (i, reading) in story.readings.enumerated() {
                let document = reading.document
                let origin = story.origins.indices.contains(i) ? story.origins[i] : nil
                row([
                    story.id, document.id, document.outlet?.value.name ?? "", document.title?.value ?? "",
                    document.published?.iso ?? "", document.url ?? "", document.sha256.hex,
                    origin?.relation.rawValue ?? "",
                    origin?.document.map { view.document($0).id } ?? origin?.outlet ?? "",
                    Self.number(origin?.share), origin?.why ?? "",
                ])
            }
        }
        return text
    }

    /// The place of an event.
    func place(_ event: Event) -> Place? {
        guard let (document, index) = event.place, story.readings[document].places.indices.contains(index) else {
            return nil
        }
        return story.readings[document].places[index]
    }

    private static let citationColumns = ["document", "outlet", "published", "url", "start", "end", "sha256"]

    /// The sentence and where it stands; offsets in code points.
    private func quoted(_ citation: Citation?) -> [String] {
        guard let citation else { return Array(repeating: "", count: Self.citationColumns.count + 1) }
        let document = view.document(citation.document)
        let (start, end) = json.indexes[citation.document].codePoints(citation.extent)
        return [
            view.quote(citation), document.id, document.outlet?.value.name ?? "", document.published?.iso ?? "",
            document.url ?? "", "\(start)", "\(end)", document.sha256.hex,
        ]
    }

    /// A whole number without a point; nothing for none.
    static func number(_ value: Double?) -> String {
        guard let value else { return "" }
        return value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 && scalar != "\t" && scalar != "\n" && scalar != "\r"
    }

    /// A cell as RFC 4180 writes it. What is no number and begins with `=`, `+`, `-`, `@`, a tab or a line's end would be run
    /// as a formula by spreadsheets, and gets an apostrophe in front (OWASP, "CSV Injection").
    static func cell(_ value: String) -> String {
        // Line ends and tabs may stand in a cell; what else steers a terminal may not.
        var value =
            value.utf8.contains { $0 < 0x20 }
            ? String(String.UnicodeScalarView(value.unicodeScalars.map { isControl($0) ? "\u{FFFD}" : $0 })) : value
        if let first = value.unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first),
            Double(value) == nil
        {
            value = "'" + value
        }
        guard value.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D }) else {
            return value
        }
        return "\"" + value.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
    }
}
