import Moments
import Reports

/// The form that chooses another moment, and since when changes are told; links say the same without typing.
struct MomentForm {
    var ask: Ask
    var path: [String]
    /// Earlier moments worth a look, oldest first.
    var states: [Moment] = []
    /// Whether the page tells changes since a moment.
    var hasSince = true
    /// The time from which lengths such as a day are counted back: that of the newest report where all are old.
    var newest: Moment?

    var markup: Markup {
        let action = Address.make(path)
        var out: Markup = """
            <form class="moments" action="\(action)"><label>As of<input name="as-of" value="\(ask.asOf.rfc3339())" size="20" maxlength="40" autocomplete="off"></label>\(since)<button class="btn">Show</button></form>

            """
        guard hasSince else { return out }
        let from = newest.map { min($0, ask.asOf) } ?? ask.asOf
        var links = [("24 h", Int64(86_400)), ("3 days", 3 * 86_400), ("a week", 7 * 86_400)].map {
            words, seconds -> Markup in
            "<a href=\"\(Address.make(path, ask.moved(since: from.adding(seconds: -seconds)).moments))\">\(words)</a>"
        }
        if ask.since != nil {
            links.append("<a href=\"\(Address.make(path, ask.moved(since: nil).moments))\">not at all</a>")
        }
        out += "<p class=\"states\"><span class=\"quiet\">What changed in</span> \(links.joined(" "))</p>"
        if !states.isEmpty {
            let earlier = states.map { moment -> Markup in
                "<a href=\"\(Address.make(path, ask.moved(asOf: moment, since: nil).moments))\">\(Self.short(moment))</a>"
            }
            out += "<p class=\"states\"><span class=\"quiet\">Earlier states</span> \(earlier.joined(" "))</p>"
        }
        return out + "\n"
    }

    /// Without the hour where reports say their day only.
    private static func short(_ moment: Moment) -> String {
        let words = Clock.short(moment)
        return moment.seconds % 86_400 == 0 && words.hasSuffix(", 00:00") ? String(words.dropLast(7)) : words
    }

    private var since: Markup {
        guard hasSince else { return "" }
        return
            "<label>Since<input name=\"since\" value=\"\(ask.since?.rfc3339() ?? "")\" placeholder=\"24h, 2d, or a time\" size=\"20\" maxlength=\"40\" autocomplete=\"off\"></label>"
    }
}
