import Documents
import JSON
import Moments
import Readings
import Stories
import Texts

/// Tasks over many documents, and over pages.
extension EvaluationTask {
    /// `{"id","text"}`: the main text of each page; the pages stand beside the gold file.
    func texts(_ path: String) throws -> (lines: [UInt8], count: Int) {
        guard path.hasSuffix(".gold.jsonl") else {
            throw LabError(description: "\(path): expected a .gold.jsonl file.")
        }
        var json = JSONWriter()
        let count = try documents(String(path.dropLast(10)) + "pages.jsonl.gz") { document in
            json.object { json in
                json.member("id", document.id)
                json.member("text", document.text.string)
            }
            json.newline()
        }
        return (json.bytes, count)
    }

    /// `{"id","mentions"}`: predicates of claims; those that tell of one event share a chain.
    func mentions(_ path: String) throws -> (lines: [UInt8], count: Int) {
        let (stories, ids) = try stories(path)
        var mentions: [String: [(extent: Extent, chain: String)]] = [:]
        var indexes: [String: CodePointIndex] = [:]
        for story in stories {
            for reading in story.readings { indexes[reading.document.id] = CodePointIndex(reading.text) }
            for (number, event) in story.events.enumerated() {
                for telling in event.tellings {
                    let reading = story.readings[telling.citation.document]
                    mentions[reading.document.id, default: []].append(
                        (reading.claims[telling.claim].predicate, "\(story.id)/\(number)"))
                }
            }
        }
        var json = JSONWriter()
        for id in ids {
            guard let index = indexes[id] else { continue }
            json.object { json in
                json.member("id", id)
                json.name("mentions")
                json.array(mentions[id] ?? []) { json, mention in
                    let (start, end) = index.codePoints(mention.extent)
                    json.object { json in
                        json.member("start", start)
                        json.member("end", end)
                        json.member("chain", mention.chain)
                    }
                }
            }
            json.newline()
        }
        return (json.bytes, ids.count)
    }

    /// `{"topic","entries"}`: for each day the sentence of the event that most documents tell; as many days as the
    /// first reference has. The articles stand beside the gold file.
    func timeline(_ path: String) throws -> (lines: [UInt8], count: Int) {
        guard path.hasSuffix(".gold.jsonl") else {
            throw LabError(description: "\(path): expected a .gold.jsonl file.")
        }
        var json = JSONWriter()
        let gold = try Files.lines(path).filter { !$0.isEmpty }.map { try JSONParser.parse(Array($0)) }
        guard let topic = gold.first?["topic"]?.string else { throw LabError(description: "\(path): no topic.") }
        let (stories, ids) = try stories(String(path.dropLast(10)) + "docs.jsonl.gz")
        var best: [String: (articles: Int, text: String)] = [:]
        for story in stories {
            for event in story.events {
                guard let start = event.start, event.precision == .day || event.precision == .minute,
                    let telling = event.tellings.first
                else { continue }
                let day = String(start.rfc3339().prefix(10))
                guard event.articles > (best[day]?.articles ?? 0) else { continue }
                let reading = story.readings[telling.citation.document]
                best[day] = (event.articles, reading.text[telling.citation.extent])
            }
        }
        for reference in gold {
            let size = reference["entries"]?.array?.count ?? 20
            let chosen = best.sorted { ($1.value.articles, $0.key) < ($0.value.articles, $1.key) }.prefix(size)
            json.object { json in
                json.member("topic", topic)
                json.member("timeline", reference["timeline"]?.string)
                json.name("entries")
                json.array(chosen.sorted { $0.key < $1.key }) { json, entry in
                    json.object { json in
                        json.member("date", entry.key)
                        json.member("sentences", [entry.value.text])
                    }
                }
            }
            json.newline()
        }
        return (json.bytes, ids.count)
    }

    private func stories(_ path: String) throws -> (stories: [Story], ids: [String]) {
        let reader = try Reader()
        var readings: [Reading] = []
        _ = try documents(path) { readings.append(reader.read($0)) }
        return (try StoryBuilder().stories(of: readings), readings.map(\.document.id))
    }
}
