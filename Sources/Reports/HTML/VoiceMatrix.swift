import Stories

/// Who says what as a table: a row an event, a column a voice. An empty field is silence, which is no denial.
struct VoiceMatrix {
    let page: HTMLStory

    /// Most columns and rows; the list below the table has everything.
    static let mostVoices = 6
    static let mostEvents = 14

    var markup: Markup {
        let story = page.story
        let voices = Array(story.voices.prefix(Self.mostVoices))
        var said: [String: [Int: VoiceEntry.Said]] = [:]
        for (column, voice) in voices.enumerated() {
            for item in voice.said {
                guard let event = item.event, said[event]?[column] == nil || item.denies else { continue }
                said[event, default: [:]][column] = item
            }
        }
        // Worth a row: what two voices speak of, or one denies.
        let rows = story.story.events.filter { event in
            guard let row = said[event.id] else { return false }
            return row.count > 1 || row.values.contains { $0.denies }
        }.prefix(Self.mostEvents)
        let columns = voices.indices.filter { column in rows.contains { said[$0.id]?[column] != nil } }
        guard rows.count > 0, columns.count > 1 else { return "" }
        let head = columns.map { column -> Markup in "<th scope=\"col\">\(voices[column].source)</th>" }.joined()
        var out: Markup =
            "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Who says what, as a table\"><table class=\"matrix\"><caption>What two voices or more speak of. A hatched field is silence, which is no denial.</caption><thead><tr><th scope=\"col\">What is told</th>\(head)</tr></thead><tbody>\n"
        for event in rows {
            guard let telling = event.tellings.first else { continue }
            let cells = columns.map { column -> Markup in
                guard let item = said[event.id]?[column] else {
                    return "<td class=\"silent\"><span class=\"vh\">silent</span></td>"
                }
                let sign: Markup = item.denies ? "<b class=\"denies\">≠ denies</b>" : "<b>● says</b>"
                return "<td>\(sign) <q>\(item.cue)</q>\(page.cite(item.evidence))</td>"
            }
            out +=
                "<tr><th scope=\"row\" class=\"said\">\(page.view.quote(telling.citation)) \(HTML.mark(event.mark))</th>\(cells.joined())</tr>\n"
        }
        return out + "</tbody></table></div>\n"
    }
}
