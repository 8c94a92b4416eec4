import Documents
import Moments
import Readings
import Stories
import Texts

/// Stories made by hand: sentences are given, everything else is set by the test.
enum Made {
    /// A reading of sentences that stand one after the other in one paragraph.
    static func reading(
        _ id: String, outlet: String?, published: String?, title: String? = nil, _ sentences: [String],
        kind: Sentence.Kind = .sentence
    ) -> Reading {
        var document = Document(id: id, text: Text(sentences.joined(separator: " ")), origin: "made.jsonl", line: 1)
        document.outlet = outlet.map { Stated(Outlet(name: $0), rule: "test") }
        document.published = published.flatMap { Dated(iso: $0, rule: "test") }
        document.title = title.map { Stated($0, rule: "test") }
        document.url = outlet == nil ? nil : "https://\(id).example/story"
        var reading = Reading(document)
        var start = 0
        for sentence in sentences {
            let first = reading.tokens.count
            var position = start
            for word in sentence.split(separator: " ", omittingEmptySubsequences: false) {
                var token = Token(extent: Extent(position, position + word.utf8.count))
                token.upos = pronouns.contains(word.lowercased()) ? .pron : .noun
                reading.tokens.append(token)
                position += word.utf8.count + 1
            }
            reading.sentences.append(
                Sentence(
                    extent: Extent(start, start + sentence.utf8.count), tokens: first..<reading.tokens.count, kind: kind
                ))
            start += sentence.utf8.count + 1
        }
        reading.linkDependents()
        return reading
    }

    private static let pronouns: Set<String> = ["he", "she", "it", "they", "this"]

    /// A citation of a sentence by its number, from 0.
    static func citation(_ story: Story, _ document: Int, _ sentence: Int) -> Citation {
        Citation(document: document, extent: story.readings[document].sentences[sentence].extent)
    }

    /// Adds a quantity to a reading where its words stand; returns its index.
    static func quantity(_ words: String, in reading: inout Reading, low: Double?, high: Double?) -> Int {
        reading.quantities.append(
            Quantity(
                extent: extent(of: words, in: reading), low: low, high: high, counts: "killed", rule: "test.number"))
        return reading.quantities.count - 1
    }

    /// Where words stand in a reading; empty when they do not.
    static func extent(of words: String, in reading: Reading) -> Extent {
        let (text, words) = (reading.text.utf8, Array(words.utf8))
        guard words.count <= text.count else { return Extent(0, 0) }
        for start in 0...(text.count - words.count)
        where text[start..<(start + words.count)].elementsEqual(words) {
            return Extent(start, start + words.count)
        }
        return Extent(0, 0)
    }

    /// A made flood: two origins, one reprint, an agreed event, a rising and disputed toll, a denial, a background event.
    static func flood() -> Story {
        var readings = [
            reading(
                "ana-1", outlet: "Ana Agency", published: "2025-03-03T08:00:00Z", title: "Dyke breaks at Solla",
                [
                    "A dyke on the river Tarn broke near Solla on Monday morning.", "Police said four people died.",
                    "They were asleep.",
                ]),
            reading(
                "post-1", outlet: "The Solla Post", published: "2025-03-03T09:30:00Z",
                [
                    "A dyke on the river Tarn broke near Solla on Monday morning.", "Police said four people died.",
                ]),
            reading(
                "bell-1", outlet: "Bell Radio", published: "2025-03-03T12:00:00Z",
                [
                    "The dyke near Solla broke at six on Monday, the mayor said.",
                    "Hospital staff have counted 7 dead since the dyke near Solla broke.",
                    "In 1953 a flood drowned the old village of Solla.",
                ]),
            reading(
                "ana-2", outlet: "Ana Agency", published: "2025-03-04T10:00:00Z",
                [
                    "The number of dead in the flood at Solla rose to 9, police said on Tuesday.",
                    "The dyke board denied “that it had been <warned>” of the leak near Solla.",
                ]),
            reading("head-1", outlet: nil, published: nil, ["Solla, the river and the dyke"], kind: .fragment),
        ]
        let four = [
            quantity("four people", in: &readings[0], low: 4, high: 4),
            quantity("four people", in: &readings[1], low: 4, high: 4),
        ]
        let seven = quantity("7", in: &readings[2], low: 7, high: 7)
        let nine = quantity("9", in: &readings[3], low: 9, high: 9)
        var story = Story(id: "flood", title: "Dyke breaks at Solla", readings: readings)
        story.origins = [
            Origin(relation: .independent, why: "no earlier text shares its passages", root: "ana-1"),
            Origin(relation: .copy, document: 0, share: 0.96, why: "96% of its words stand in ana-1", root: "ana-1"),
            Origin(relation: .independent, why: "no earlier text shares its passages", root: "bell-1"),
            Origin(relation: .independent, why: "no earlier text shares its passages", root: "ana-2"),
            Origin(relation: .independent, why: "a heading", root: "head-1"),
        ]
        story.events = events(story)
        story.series = [
            Series(
                measure: "killed", scope: "", currentLow: 7, currentHigh: 9,
                entries: [
                    .init(
                        citation: citation(story, 0, 1), quantity: four[0], source: "Police", voice: "police",
                        status: "superseded by 9"),
                    .init(
                        citation: citation(story, 1, 1), quantity: four[1], source: "Police", voice: "police",
                        status: "superseded by 9"),
                    .init(
                        citation: citation(story, 2, 1), quantity: seven, source: "Hospital staff",
                        voice: "hospital staff", status: "current"),
                    .init(
                        citation: citation(story, 3, 0), quantity: nine, source: "police", voice: "police",
                        status: "current"),
                ])
        ]
        story.contradictions = [
            Contradiction(
                kind: .number, status: .open, slot: "killed", a: citation(story, 2, 1), sourceA: "Hospital staff",
                b: citation(story, 3, 0), sourceB: "police", why: "7 and 9 count the same and both still stand")
        ]
        return story
    }

    private static func events(_ story: Story) -> [Event] {
        func telling(_ document: Int, _ sentence: Int, _ source: String?, _ voice: String) -> Event.Telling {
            Event.Telling(
                citation: citation(story, document, sentence), claim: 0, source: source,
                chain: [story.readings[document].document.outlet?.value.name ?? "outlet unknown"]
                    + (source.map { [$0] } ?? []),
                voice: voice)
        }
        let day = CivilDay(daysSinceEpoch: 20_150)
        var breach = Event(
            id: "e-breach",
            tellings: [
                telling(0, 0, nil, "ana agency"), telling(1, 0, nil, "ana agency"), telling(2, 0, "the mayor", "mayor"),
            ],
            why: "same predicate, same place, times overlap")
        breach.start = Moment(day)
        breach.end = Moment(day.adding(days: 1))
        breach.precision = .day
        breach.timeReason = "“on Monday morning”"
        breach.mark = .agreed
        breach.origins = [("Ana Agency", 0, "its own telling"), ("Bell Radio", 2, "its own telling")]
        breach.voices = ["Ana Agency", "the mayor"]
        breach.articles = 3
        breach.outlets = 3
        var denial = Event(id: "e-denial", tellings: [telling(3, 1, "The dyke board", "dyke board")], why: "told once")
        denial.mark = .single
        denial.origins = [("Ana Agency", 3, "its own telling")]
        denial.voices = ["The dyke board"]
        denial.articles = 1
        denial.outlets = 1
        var old = Event(id: "e-1953", tellings: [telling(2, 2, nil, "bell radio")], why: "told once")
        old.background = true
        old.origins = [("Bell Radio", 2, "its own telling")]
        old.articles = 1
        old.outlets = 1
        return [breach, denial, old]
    }
}
