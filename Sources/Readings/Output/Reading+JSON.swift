public import JSON
import Documents
import Moments
import Texts

extension Reading {
    /// Version of the reading's JSON.
    public static let schema = "sitrep-reading/1"

    /// Writes the reading as one JSON object. Offsets are code points into its `text`.
    ///
    /// - Parameter tokens: whether to write the words of each sentence.
    public func write(to json: inout JSONWriter, tokens withTokens: Bool = false) {
        let output = ReadingOutput(reading: self, withTokens: withTokens)
        output.write(&json)
    }
}

/// Writes one reading; keeps the code point index.
struct ReadingOutput {
    let reading: Reading
    let withTokens: Bool
    private let index: CodePointIndex

    init(reading: Reading, withTokens: Bool) {
        self.reading = reading
        self.withTokens = withTokens
        index = CodePointIndex(reading.text)
    }

    func write(_ json: inout JSONWriter) {
        let document = reading.document
        json.object { json in
            json.member("id", document.id)
            if let url = document.url { json.member("url", url) }
            if let outlet = document.outlet { json.member("outlet", outlet.value.name) }
            if let title = document.title { json.member("title", title.value) }
            json.member("language", document.language)
            json.member("published", document.published?.iso)
            json.member("text", document.text.string)
            list(&json, "blocks", document.blocks) { json, block in
                span(&json, block.extent)
                json.member("kind", block.kind.rawValue)
            }
            list(&json, "sentences", reading.sentences, sentence)
            list(&json, "names", reading.names) { json, name in
                span(&json, name.extent)
                json.member("type", name.kind.rawValue)
                json.member("entity", name.entity)
                json.member("rule", name.rule)
            }
            json.name("entities")
            json.array(reading.entities.enumerated()) { json, entry in
                json.object { json in
                    json.member("id", entry.offset)
                    json.member("name", entry.element.name)
                    json.member("type", entry.element.kind.rawValue)
                    json.member("mentions", entry.element.mentions)
                    json.member("also", entry.element.variants)
                    json.member("roles", entry.element.roles)
                }
            }
            list(&json, "references", reading.references) { json, reference in
                span(&json, reference.extent)
                json.member("entity", reference.entity)
                json.member("kind", reference.kind.rawValue)
                json.member("rule", reference.rule)
            }
            list(&json, "times", reading.times, time)
            list(&json, "places", reading.places, place)
            list(&json, "quantities", reading.quantities, quantity)
            list(&json, "attributions", reading.attributions, attribution)
            list(&json, "claims", reading.claims, claim)
        }
    }

    private func list<Item>(
        _ json: inout JSONWriter, _ name: String, _ items: [Item], _ body: (inout JSONWriter, Item) -> Void
    ) {
        json.name(name)
        json.array(items) { json, item in json.object { body(&$0, item) } }
    }

    private func span(_ json: inout JSONWriter, _ extent: Extent) {
        let (start, end) = index.codePoints(extent)
        json.member("start", start)
        json.member("end", end)
    }

    private func pair(_ json: inout JSONWriter, _ extent: Extent) {
        let (start, end) = index.codePoints(extent)
        json.array { json in
            json.value(start)
            json.value(end)
        }
    }

    private func pairs(_ json: inout JSONWriter, _ name: String, _ extents: [Extent]) {
        json.name(name)
        json.array(extents) { pair(&$0, $1) }
    }

    private func sentence(_ json: inout JSONWriter, _ sentence: Sentence) {
        span(&json, sentence.extent)
        json.member("kind", sentence.kind.rawValue)
        guard withTokens else { return }
        json.name("tokens")
        json.array(sentence.tokens) { json, i in
            let token = reading.tokens[i]
            json.object { json in
                span(&json, token.extent)
                if token.surface != token.extent {
                    json.name("surface")
                    pair(&json, token.surface)
                }
                json.member("lemma", token.lemma)
                json.member("upos", token.upos.name)
                json.member("xpos", token.xpos.name)
                json.member("head", token.head < 0 ? 0 : token.head - sentence.tokens.lowerBound + 1)
                json.member("deprel", token.head < 0 ? "root" : token.relation.name)
            }
        }
    }

    private func time(_ json: inout JSONWriter, _ time: TimeExpression) {
        span(&json, time.extent)
        json.member("type", time.kind.rawValue)
        json.member("value", time.value)
        json.member("earliest", time.earliest?.rfc3339())
        json.member("latest", time.latest?.rfc3339())
        json.member("precision", time.precision.rawValue)
        if let modifier = time.modifier { json.member("mod", modifier) }
        json.member("rule", time.rule)
        json.member("anchor", time.anchor)
    }

    private func place(_ json: inout JSONWriter, _ place: Place) {
        span(&json, place.extent)
        json.member("lat", place.latitude)
        json.member("lon", place.longitude)
        json.member("name", place.label)
        json.member("country", place.country)
        json.member("region", place.region)
        json.member("precision", place.precision.rawValue)
        json.member("gazetteer", place.gazetteer)
        json.member("role", place.role.rawValue)
        json.member("rule", place.rule)
    }

    private func quantity(_ json: inout JSONWriter, _ quantity: Quantity) {
        span(&json, quantity.extent)
        json.member("low", quantity.low)
        json.member("high", quantity.high)
        json.member("unit", quantity.unit)
        json.member("counts", quantity.counts)
        json.member("hedge", quantity.hedge)
        json.member("kind", quantity.kind.rawValue)
        pairs(&json, "scope", quantity.scope)
        if let low = quantity.factorLow { json.member("factorLow", low) }
        if let high = quantity.factorHigh { json.member("factorHigh", high) }
        if quantity.status != .current { json.member("status", quantity.status.rawValue) }
        json.member("rule", quantity.rule)
    }

    private func attribution(_ json: inout JSONWriter, _ attribution: Attribution) {
        pairs(&json, "source", attribution.source.map { closed($0, before: attribution.cue.first) })
        pairs(&json, "cue", attribution.cue)
        pairs(&json, "content", attribution.content)
        json.member("kind", attribution.kind.rawValue)
        json.member("speaker", attribution.speaker)
        json.member("anonymous", attribution.anonymous)
        json.member("channel", attribution.channel)
        json.member("inside", attribution.inside)
        json.member("denies", attribution.denies)
        json.member("rule", attribution.rule)
    }

    /// A source with the comma that closes its apposition ("Ana Oru, a former mayor,"), as PolNeAR writes them.
    private func closed(_ source: Extent, before cue: Extent?) -> Extent {
        let bytes = reading.text.utf8
        guard let cue, cue.start > source.end, bytes[source.end] == 0x2C, bytes[source.range].contains(0x2C) else {
            return source
        }
        return Extent(source.start, source.end + 1)
    }

    private func claim(_ json: inout JSONWriter, _ claim: Claim) {
        span(&json, claim.extent)
        json.member("sentence", claim.sentence)
        json.name("predicate")
        pair(&json, claim.predicate)
        json.member("lemma", claim.lemma)
        json.member("type", claim.type)
        json.member("who", claim.who.compactMap(\.entity))
        json.member("whom", claim.whom.compactMap(\.entity))
        pairs(&json, "whoText", claim.who.map(\.extent))
        pairs(&json, "whomText", claim.whom.map(\.extent))
        json.member("where", claim.places)
        json.member("when", claim.times)
        json.member("quantities", claim.quantities)
        json.member("polarity", claim.polarity.rawValue)
        json.member("modality", claim.modality.rawValue)
        json.member("attribution", claim.attributions)
        json.member("background", claim.background)
        json.member("rule", claim.rule)
    }
}
