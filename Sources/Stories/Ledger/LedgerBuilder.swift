import Documents
import Lexicons
import Moments
import Readings
import Texts

/// Keeps the figures of a story: series by measure and scope, each entry with its source and what became of it.
struct LedgerBuilder {
    private let readings: [Reading]
    private let origins: [Origin]
    private let voices: VoiceReader
    private let corrections: [Correction]
    /// Words of the two countries named most, when the story is about both.
    private let whole: Set<String>
    private let sites: FigureSites
    private let bodies: SourceBodies

    /// A figure older than the newest by this many seconds is an earlier figure, whoever gave it.
    static let stale: Int64 = 36 * 3600

    init(
        readings: [Reading], origins: [Origin], voices: VoiceReader, corrections: [Correction], bodies: SourceBodies
    ) {
        self.bodies = bodies
        self.readings = readings
        self.origins = origins
        self.voices = voices
        self.corrections = corrections
        whole = Self.whole(readings)
        sites = FigureSites(readings)
    }

    /// The two countries named most, as words, when the second is named a third as often as the first at least.
    private static func whole(_ readings: [Reading]) -> Set<String> {
        var counts: [String: Int] = [:]
        for reading in readings {
            for place in reading.places where place.role == .place && place.precision == .country {
                counts[NameKey.words(place.label).joined(separator: " "), default: 0] += 1
            }
        }
        let ordered = counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
        guard ordered.count > 1, ordered[1].value * 3 >= ordered[0].value else { return [] }
        return Set(ordered.prefix(2).flatMap { $0.key.split(separator: " ").map(String.init) })
    }

    private struct Found {
        var entry: Series.Entry
        var quantity: Quantity
        var published: Moment?
        var scope: String
        var background: Bool
        var origin: String
        /// What the words around it say of its place in a total.
        var share: FigureShare
    }

    /// Series, those with most entries first.
    func series() -> [Series] {
        var groups: [String: [Found]] = [:]
        for (d, reading) in readings.enumerated() {
            let claimOf = claims(of: reading)
            for (q, quantity) in reading.quantities.enumerated() {
                guard let counts = quantity.counts, let sentence = sentence(of: quantity.extent, reading),
                    reading.sentences[sentence].kind == .sentence || reading.sentences[sentence].kind == .heading
                else { continue }
                // "The 60th anniversary", percentages and rates are no amounts of a measure.
                guard quantity.unit != "percent",
                    quantity.low != nil || quantity.high != nil || quantity.kind == .change
                else { continue }
                let claim = claimOf[q].map { reading.claims[$0] }
                if let claim, claim.modality != .asserted, claim.modality != .reported { continue }
                let voice = voices.voice(claim?.attributions ?? around(quantity.extent, reading), in: d)
                let asOf = claim.flatMap { Sketcher.time(of: $0, in: reading) }.flatMap { reading.times[$0].latest }
                let site = sites.site(of: quantity, claim: claim, sentence: sentence, in: reading)
                var scope = scope(of: quantity, reading)
                if scope.key.isEmpty, let site, site.isOwn, !sites.isMain(site.place, in: reading) {
                    let words = reading.text[reading.places[site.place].extent]
                    scope = (words, NameKey.words(words).joined(separator: " "))
                }
                groups[counts + "\u{1F}" + scope.key, default: []].append(
                    Found(
                        entry: Series.Entry(
                            citation: Citation(document: d, extent: reading.sentences[sentence].extent), quantity: q,
                            source: voice.source, voice: voice.key, asOf: asOf, status: "current", site: site?.place),
                        quantity: quantity, published: reading.document.published?.moment, scope: scope.words,
                        background: claim?.background != nil || quantity.status == .other, origin: origins[d].root,
                        share: FigureShare(quantity, in: reading)))
            }
        }
        return groups.keys.sorted().compactMap { key in groups[key].flatMap { settle(key, $0) } }
            .sorted {
                if $0.entries.count != $1.entries.count { return $0.entries.count > $1.entries.count }
                return ($0.measure, $0.scope) < ($1.measure, $1.scope)
            }
    }

    // MARK: One series

    private func settle(_ key: String, _ found: [Found]) -> Series? {
        var found = found.enumerated().sorted { a, b in
            let (p, q) = (a.element.published?.seconds ?? .max, b.element.published?.seconds ?? .max)
            return p != q ? p < q : a.offset < b.offset
        }.map(\.element)
        guard let measure = key.split(separator: "\u{1F}", omittingEmptySubsequences: false).first else { return nil }
        let newest = found.filter { !$0.background && $0.quantity.kind == .total }.compactMap(\.published).max()
        withdraw(&found, String(measure))
        setElsewhere(&found)
        setSharesApart(&found)
        setOvertakenApart(&found, String(measure))
        // The latest total of each independent source stands; what it said before is superseded. From the newest back. Whoever speaks
        // for a body speaks as the body.
        var byVoice: [String: Int] = [:]
        var byOrigin: [String: Int] = [:]
        for i in found.indices.reversed() where found[i].entry.status == "current" {
            if found[i].background {
                found[i].entry.status = "older event"
                continue
            }
            switch found[i].quantity.kind {
            case .increment: found[i].entry.status = "added to a total"
            case .change: found[i].entry.status = "change of an earlier figure"
            case .total:
                let voice = found[i].entry.source.flatMap { bodies.body(of: $0) } ?? found[i].entry.voice
                let later = byVoice[voice] ?? byOrigin[found[i].origin]
                if let later, found[later].entry.citation.document != found[i].entry.citation.document {
                    found[i].entry.status =
                        "superseded by \(readings[found[later].entry.citation.document].document.id)"
                    continue
                }
                if let newest, let published = found[i].published, newest.seconds - published.seconds > Self.stale {
                    found[i].entry.status = "earlier figure"
                }
                if later == nil {
                    byVoice[voice] = i
                    byOrigin[found[i].origin] = i
                }
            }
        }
        let current = found.filter { $0.entry.status == "current" }
        let range = Self.range(current.map(\.quantity))
        return Series(
            measure: String(measure), scope: found.first?.scope ?? "", currentLow: range.low, currentHigh: range.high,
            entries: found.map(\.entry))
    }

    /// A figure for a place that the situation is not in counts something else, unless it is as large as what is counted in all.
    private func setElsewhere(_ found: inout [Found]) {
        func isOutside(_ item: Found) -> Bool {
            item.entry.site.map { !sites.isMain($0, in: readings[item.entry.citation.document]) } ?? false
        }
        let largest = found.filter { !isOutside($0) && !$0.background && $0.quantity.kind == .total }
            .compactMap(\.quantity.low).max()
        for i in found.indices where isOutside(found[i]) && found[i].scope.isEmpty {
            found[i].entry.isElsewhere = largest.map { (found[i].quantity.low ?? 0) * 2 < $0 } ?? true
        }
    }

    /// Figures that are a part of another one, or that were replaced in the same breath, do not stand as totals.
    ///
    /// Bodies that were found, and one victim ("a woman died"), are parts once somebody gave a larger total before or on that day.
    private func setSharesApart(_ found: inout [Found]) {
        for i in found.indices where found[i].entry.status == "current" && found[i].quantity.kind == .total {
            if found[i].quantity.status == .earlier {
                found[i].entry.status = "earlier figure"
                continue
            }
            switch found[i].share {
            case .whole: continue
            case .part: found[i].entry.status = "part of a total"
            case .few:
                let value = found[i].quantity.high ?? found[i].quantity.low ?? 0
                let isPart = found.contains { other in
                    guard other.share == .whole, !other.background, other.quantity.kind == .total,
                        (other.quantity.low ?? 0) > value
                    else { return false }
                    guard let p = other.published, let q = found[i].published else { return true }
                    return p.seconds <= q.seconds + 12 * 3600
                }
                if isPart { found[i].entry.status = "part of a total" }
            }
        }
    }

    /// Measures that only rise while a situation lasts.
    private static let rising: Set<String> = [
        "killed", "injured", "arrested", "displaced", "infected", "evacuated", "captured", "rescued", "hospitalised",
    ]

    /// Measures that go down as people are found.
    static let falling: Set<String> = ["missing", "trapped"]

    /// "At least five", or an outlet's own count, is overtaken by a higher total that anybody gave two hours later or more. An exact figure
    /// that a source gave stands for what it is.
    private func setOvertakenApart(_ found: inout [Found], _ measure: String) {
        guard Self.rising.contains(measure) else { return }
        var highest: (value: Double, published: Moment)?
        for i in found.indices.reversed() where found[i].quantity.kind == .total && found[i].entry.status == "current" {
            guard !found[i].background, let published = found[i].published, let low = found[i].quantity.low else {
                continue
            }
            if let highest, low < highest.value, highest.published.seconds - published.seconds >= 2 * 3600,
                found[i].entry.source == nil || found[i].quantity.high == nil || low < highest.value / Series.mostTimes
            {
                found[i].entry.status = "earlier figure"
                continue
            }
            if highest.map({ low > $0.value }) ?? true { highest = (low, published) }
        }
    }

    /// Lowest and highest of several figures; open above when an open one reaches highest.
    static func range(_ quantities: [Quantity]) -> (low: Double?, high: Double?) {
        guard !quantities.isEmpty else { return (nil, nil) }
        let low = quantities.compactMap { $0.low ?? $0.high }.min()
        var high: Double?
        var open = false
        for quantity in quantities {
            guard let top = quantity.high ?? quantity.low else { continue }
            if high.map({ top > $0 }) ?? true {
                high = top
                open = quantity.high == nil
            }
        }
        return (low, open ? nil : high)
    }

    /// Figures of an article that the same outlet corrected since do not stand, unless the correction repeats them or speaks of other
    /// measures: a corrected number of injured leaves the dead as they were.
    private func withdraw(_ found: inout [Found], _ measure: String) {
        for correction in corrections {
            guard let target = correction.corrects else { continue }
            let reading = readings[correction.citation.document]
            let corrected = Sketcher.findings(in: correction.citation.extent, reading.quantities.count) {
                reading.quantities[$0].extent
            }.compactMap { reading.quantities[$0].counts }
            guard corrected.isEmpty || corrected.contains(measure) else { continue }
            let repeated = found.filter { $0.entry.citation.document == correction.citation.document }
            guard !repeated.isEmpty else { continue }
            for i in found.indices where found[i].entry.citation.document == target {
                let same = repeated.contains {
                    $0.quantity.low == found[i].quantity.low && $0.quantity.high == found[i].quantity.high
                        && !correction.citation.extent.overlaps($0.entry.citation.extent)
                }
                if !same { found[i].entry.status = "withdrawn" }
            }
        }
    }

    // MARK: What a figure belongs to

    /// For each quantity the claim that holds it: the narrowest.
    private func claims(of reading: Reading) -> [Int: Int] {
        var result: [Int: Int] = [:]
        for (c, claim) in reading.claims.enumerated() {
            for quantity in claim.quantities {
                if let old = result[quantity], reading.claims[old].extent.count <= claim.extent.count { continue }
                result[quantity] = c
            }
        }
        return result
    }

    private func around(_ extent: Extent, _ reading: Reading) -> [Int] {
        reading.attributions.indices.filter { reading.attributions[$0].content.contains { $0.contains(extent) } }
            .sorted {
                let a = reading.attributions[$0].content.reduce(0) { $0 + $1.count }
                let b = reading.attributions[$1].content.reduce(0) { $0 + $1.count }
                return a != b ? a < b : $0 < $1
            }
    }

    private func sentence(of extent: Extent, _ reading: Reading) -> Int? {
        var (low, high) = (0, reading.sentences.count)
        while low < high {
            let middle = (low + high) / 2
            if reading.sentences[middle].extent.upper <= extent.lower { low = middle + 1 } else { high = middle }
        }
        return low < reading.sentences.count && reading.sentences[low].extent.overlaps(extent) ? low : nil
    }

    /// Whose and where, as words to print and as a key; empty for people in general and for the whole situation.
    private func scope(of quantity: Quantity, _ reading: Reading) -> (words: String, key: String) {
        let general: Set<String> = [
            "people", "person", "persons", "others", "other", "lives", "casualties", "victims", "dead", "bodies",
            "deaths", "the", "in", "of", "at", "a", "an", "and", "both", "total", "on", "near", "country",
        ]
        var printed: [String] = []
        var keys: [String] = []
        for extent in quantity.scope {
            let text = reading.text[extent]
            let words = NameKey.words(text).filter { !general.contains($0) && Int($0) == nil }
            guard !words.isEmpty, words.count <= 6 else { continue }
            // "in Turkey and Syria", where both are what it is about: no narrower than the whole.
            if whole.count > 1, words.count == whole.count, words.allSatisfy({ whole.contains($0) }) { continue }
            printed.append(text)
            keys += words.map { String($0.hasSuffix("s") && $0.utf8.count > 3 ? String($0.dropLast()) : $0) }
        }
        return (printed.joined(separator: " "), Array(Set(keys)).sorted().joined(separator: " "))
    }
}
