import Documents
import Moments
import Texts

/// A reading for people: the text sentence by sentence, findings in numbered brackets, each named and explained below.
///
/// ```
/// 1  [1 Two officials] said [2 on Monday] that [3 at least 40 people] had left [4 Pellin].
///      1  name     …
/// ```
public struct AnnotatedReading: Sendable {
    let reading: Reading
    let colour: Bool

    /// Makes a writer.
    public init(_ reading: Reading, colour: Bool = false) {
        self.reading = reading
        self.colour = colour
    }

    /// A finding inside a sentence, with what it means.
    private struct Finding {
        var extent: Extent
        var kind: String
        var meaning: String
        var code: String
    }

    /// The whole reading.
    public var text: String {
        let document = reading.document
        var head = document.id
        if let outlet = document.outlet { head += " · \(clean(outlet.value.name))" }
        head += " · \(document.published?.iso ?? "date unknown")"
        var out = paint(head, "1") + "\n"
        if let title = document.title { out += paint(clean(title.value), "1") + "\n" }
        for (i, sentence) in reading.sentences.enumerated() { out += write(i, sentence) }
        return out + "\n"
    }

    private func write(_ index: Int, _ sentence: Sentence) -> String {
        let findings = self.findings(in: sentence)
        let marked = marks(findings, in: sentence)
        let label = "\(index + 1)"
        var out = "\n" + paint(label, "2") + String(repeating: " ", count: max(1, 4 - label.count)) + marked
        if sentence.kind != .sentence { out += paint("  (\(sentence.kind.rawValue): asserts nothing)", "2") }
        out += "\n"
        for (n, finding) in findings.enumerated() {
            out += line("\(n + 1)", finding.kind, finding.meaning, finding.code)
        }
        for attribution in reading.attributions where attribution.cue.contains(where: { sentence.extent.overlaps($0) })
        {
            out += line("", "says", meaning(attribution), "35")
        }
        for claim in reading.claims where claim.sentence == index { out += line("", "claim", meaning(claim), "36") }
        return out
    }

    private func line(_ number: String, _ kind: String, _ meaning: String, _ code: String) -> String {
        let left = String(repeating: " ", count: max(0, 7 - number.count)) + number + "  "
        return left + paint(kind, code) + String(repeating: " ", count: max(1, 10 - kind.count)) + meaning + "\n"
    }

    // MARK: Findings

    private func findings(in sentence: Sentence) -> [Finding] {
        var findings: [Finding] = []
        for time in reading.times where sentence.extent.contains(time.extent) {
            var meaning = "\(time.kind.rawValue.lowercased()) \(time.value), \(time.precision.rawValue)"
            if let earliest = time.earliest, let latest = time.latest {
                meaning += ", \(earliest.rfc3339()) to \(latest.rfc3339())"
            }
            if !time.anchor.isEmpty { meaning += ", anchor \(time.anchor)" }
            findings.append(Finding(extent: time.extent, kind: "time", meaning: ruled(meaning, time.rule), code: "32"))
        }
        for place in reading.places where sentence.extent.contains(place.extent) {
            var meaning = clean(place.label)
            if let country = place.country { meaning += ", \(country)" }
            meaning += ", \(place.precision.rawValue), as \(place.role.rawValue)"
            if let gazetteer = place.gazetteer { meaning += ", \(gazetteer)" } else { meaning += ", not located" }
            findings.append(
                Finding(extent: place.extent, kind: "place", meaning: ruled(meaning, place.rule), code: "34"))
        }
        for quantity in reading.quantities where sentence.extent.contains(quantity.extent) {
            var meaning = "\(number(quantity.low)) to \(number(quantity.high))"
            if quantity.low == quantity.high { meaning = number(quantity.low) }
            if let unit = quantity.unit { meaning += " \(unit)" }
            if let counts = quantity.counts { meaning += ", counts \(counts)" }
            if let hedge = quantity.hedge { meaning += ", “\(clean(hedge))”" }
            if quantity.kind != .total { meaning += ", \(quantity.kind.rawValue)" }
            findings.append(
                Finding(extent: quantity.extent, kind: "number", meaning: ruled(meaning, quantity.rule), code: "33"))
        }
        for name in reading.names where sentence.extent.contains(name.extent) {
            var meaning = name.kind.rawValue
            if let entity = name.entity, entity < reading.entities.count {
                meaning += ", \(clean(reading.entities[entity].name))"
                let roles = reading.entities[entity].roles
                if !roles.isEmpty { meaning += " (\(clean(roles.joined(separator: ", "))))" }
            }
            findings.append(Finding(extent: name.extent, kind: "name", meaning: ruled(meaning, name.rule), code: "1"))
        }
        return findings.sorted { ($0.extent, $0.kind) < ($1.extent, $1.kind) }
    }

    /// The sentence with findings in brackets. Findings that cross an earlier one are named below only.
    private func marks(_ findings: [Finding], in sentence: Sentence) -> String {
        var out = ""
        var position = sentence.extent.start
        var i = 0
        while i < findings.count {
            let extent = findings[i].extent
            guard extent.start >= position else {
                i += 1
                continue
            }
            var numbers = "\(i + 1)"
            var next = i + 1
            while next < findings.count, findings[next].extent == extent {
                numbers += ",\(next + 1)"
                next += 1
            }
            out += clean(reading.text[Extent(position, extent.start)], keepEdges: true)
            out += paint("[\(numbers) \(clean(reading.text[extent]))]", findings[i].code)
            position = extent.end
            i = next
        }
        return out + clean(reading.text[Extent(position, max(position, sentence.extent.end))], keepEdges: true)
    }

    // MARK: Meanings

    private func meaning(_ attribution: Attribution) -> String {
        var words: [String] = []
        let source = quoted(attribution.source)
        if let speaker = attribution.speaker, speaker < reading.entities.count {
            words.append("\(source) = \(clean(reading.entities[speaker].name))")
        } else {
            words.append(source.isEmpty ? "nobody named" : source)
        }
        if attribution.anonymous { words.append("unnamed") }
        words.append("\(attribution.denies ? "denies by" : "by") \(quoted(attribution.cue))")
        words.append("\(attribution.kind.rawValue): \(quoted(attribution.content))")
        if let channel = attribution.channel { words.append("through \(clean(channel))") }
        if attribution.inside != nil { words.append("inside another") }
        return ruled(words.joined(separator: ", "), attribution.rule)
    }

    private func meaning(_ claim: Claim) -> String {
        var words = [clean(claim.lemma)]
        if let type = claim.type { words.append("type \(type)") }
        if !claim.who.isEmpty { words.append("who \(quoted(claim.who.map(\.extent)))") }
        if !claim.whom.isEmpty { words.append("whom \(quoted(claim.whom.map(\.extent)))") }
        if !claim.places.isEmpty { words.append("where \(quoted(claim.places.map { reading.places[$0].extent }))") }
        if !claim.times.isEmpty { words.append("when \(quoted(claim.times.map { reading.times[$0].extent }))") }
        words.append("\(claim.polarity.rawValue), \(claim.modality.rawValue)")
        if let background = claim.background { words.append("background: \(background)") }
        return ruled(words.joined(separator: ", "), claim.rule)
    }

    private func quoted(_ extents: [Extent]) -> String {
        extents.map { "“\(clean(reading.text[$0]))”" }.joined(separator: " … ")
    }

    private func number(_ value: Double?) -> String {
        guard let value else { return "open" }
        return value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    }

    private func ruled(_ meaning: String, _ rule: String) -> String {
        rule.isEmpty ? meaning : meaning + paint("  (\(clean(rule)))", "2")
    }

    private func paint(_ text: String, _ code: String) -> String {
        colour && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    /// One line, without control characters or direction overrides that could rewrite a terminal's screen.
    private func clean(_ text: String, keepEdges: Bool = false) -> String {
        var out = String.UnicodeScalarView()
        var space = false
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A, 0x0D, 0x20, 0xA0, 0x2028, 0x2029: space = true
            default:
                if space, keepEdges || !out.isEmpty { out.append(" ") }
                space = false
                let isControl =
                    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
                    || (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
                out.append(isControl ? "\u{FFFD}" : scalar)
            }
        }
        if space, keepEdges { out.append(" ") }
        return String(out)
    }
}
