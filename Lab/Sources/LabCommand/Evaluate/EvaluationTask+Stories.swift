import Documents
import JSON
import Moments
import Readings
@_spi(Lab) import Stories
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

    /// `{"id","mentions"}`: the gold mentions, grouped within the stories that the clusters make of the documents.
    func coref(_ path: String) throws -> (lines: [UInt8], count: Int) {
        let gold = try GoldMentions(path)
        var stream = try ClusterStream()
        for document in gold.documents { _ = stream.add(document) }
        stream.finish()
        let clusters = try MentionClusters(MentionSimilarity())
        var byStory: [Int: [Int]] = [:]
        for (i, mention) in gold.mentions.enumerated() {
            byStory[stream.story(of: mention.document), default: []].append(i)
        }
        var chains = [Int](repeating: 0, count: gold.mentions.count)
        for (_, members) in byStory {
            let groups = clusters.groups(members.map { gold.mentions[$0] })
            for (i, group) in zip(members, groups) { chains[i] = members[group] }
        }
        var json = JSONWriter()
        var next = 0
        for (number, document) in gold.documents.enumerated() {
            json.object { json in
                json.member("id", document.id)
                json.name("mentions")
                json.array { json in
                    while next < gold.mentions.count, gold.mentions[next].document == number {
                        json.object { json in
                            json.member("start", gold.places[next].start)
                            json.member("end", gold.places[next].end)
                            json.member("chain", chains[next])
                        }
                        next += 1
                    }
                }
            }
            json.newline()
        }
        return (json.bytes, gold.documents.count)
    }

    /// `{"topic","entries"}`: the days that `DayRanking` puts first, as many as each reference has, each with the sentence
    /// nearest the middle of those that name it. The articles stand beside the gold file.
    func timeline(_ path: String) throws -> (lines: [UInt8], count: Int) {
        guard path.hasSuffix(".gold.jsonl") else {
            throw LabError(description: "\(path): expected a .gold.jsonl file.")
        }
        var json = JSONWriter()
        let gold = try Files.lines(path).filter { !$0.isEmpty }.map { try JSONParser.parse(Array($0)) }
        guard let topic = gold.first?["topic"]?.string else { throw LabError(description: "\(path): no topic.") }
        let reader = try Reader()
        var readings: [Reading] = []
        let count = try documents(String(path.dropLast(10)) + "docs.jsonl.gz") { readings.append(reader.read($0)) }
        let ranking = try DayRanking(readings)
        for reference in gold {
            let size = Set(reference["entries"]?.array?.compactMap { $0["date"]?.string } ?? []).count
            let chosen = ranking.days.prefix(size).sorted { $0.day < $1.day }
            json.object { json in
                json.member("topic", topic)
                json.member("timeline", reference["timeline"]?.string)
                json.name("entries")
                json.array(chosen) { json, day in
                    json.object { json in
                        json.member("date", String(Moment(day.day).rfc3339().prefix(10)))
                        json.member(
                            "sentences",
                            day.sentences.prefix(1).map { place in
                                let reading = readings[place.reading]
                                return reading.text[reading.sentences[place.sentence].extent]
                            })
                    }
                }
            }
            json.newline()
        }
        return (json.bytes, count)
    }
}
