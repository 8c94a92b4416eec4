import ArgumentParser
import Documents
import JSON
import Readings
import Stories
import Texts

/// What can be measured against gold data.
enum EvaluationTask: String, CaseIterable, ExpressibleByArgument {
    case ud, ner, attribution, temporal, geoparsing, extraction, clustering, situations, duplicates, coref, timeline

    /// The scorer's input for a gold file, and how many documents were read.
    func predictions(_ path: String, limits: ClusterLimits? = nil) throws -> (lines: [UInt8], count: Int) {
        switch self {
        case .ud:
            guard path.hasSuffix(".conllu") else { throw LabError(description: "\(path): expected a .conllu file.") }
            return try readings(String(path.dropLast(6)) + "raw.jsonl")
        case .ner, .attribution, .temporal, .geoparsing: return try readings(path)
        case .duplicates: return try duplicates(path)
        case .clustering: return try clustering(path, limits ?? ClusterLimits())
        case .situations: return try situations(path, limits ?? .report)
        case .extraction: return try texts(path)
        case .coref: return try coref(path)
        case .timeline: return try timeline(path)
        }
    }

    func documents(_ path: String, _ body: (Document) throws -> Void) throws -> Int {
        var input = try DocumentInput(paths: [path])
        var count = 0
        while let result = input.next() {
            switch result {
            case .success(let document):
                try body(document)
                count += 1
            case .failure(let fault): Files.say("\(fault)")
            }
        }
        return count
    }

    private func readings(_ path: String) throws -> (lines: [UInt8], count: Int) {
        let reader = try Reader()
        var json = JSONWriter()
        let count = try documents(path) { document in
            let reading = reader.read(document)
            let index = CodePointIndex(reading.text)
            json.object { json in
                json.member("id", document.id)
                switch self {
                case .ud: sentences(&json, reading, index)
                case .ner:
                    list(&json, "spans", reading.names) { json, name in
                        span(&json, name.extent, index)
                        json.member("type", name.kind.rawValue)
                    }
                case .attribution:
                    list(&json, "relations", reading.attributions) { json, attribution in
                        pairs(&json, "source", attribution.source, index)
                        pairs(&json, "cue", attribution.cue, index)
                        pairs(&json, "content", attribution.content, index)
                    }
                case .temporal:
                    list(&json, "spans", reading.times) { json, time in
                        span(&json, time.extent, index)
                        json.member("type", time.kind.rawValue)
                        json.member("value", time.value)
                    }
                default:
                    list(&json, "toponyms", reading.places) { json, place in
                        span(&json, place.extent, index)
                        json.member("lat", place.latitude)
                        json.member("lon", place.longitude)
                    }
                }
            }
            json.newline()
        }
        return (json.bytes, count)
    }

    private func sentences(_ json: inout JSONWriter, _ reading: Reading, _ index: CodePointIndex) {
        list(&json, "sentences", reading.sentences) { json, sentence in
            span(&json, sentence.extent, index)
            list(&json, "tokens", sentence.tokens.map { reading.tokens[$0] }) { json, token in
                span(&json, token.extent, index)
                if token.surface != token.extent { pairs(&json, "surface", token.surface, index) }
                json.member("lemma", token.lemma)
                json.member("upos", token.upos.name)
                json.member("xpos", token.xpos.name)
                json.member("head", token.head < 0 ? 0 : token.head - sentence.tokens.lowerBound + 1)
                json.member("deprel", token.head < 0 ? "root" : token.relation.name)
            }
        }
    }

    private func duplicates(_ path: String) throws -> (lines: [UInt8], count: Int) {
        var finder = try CopyFinder()
        var json = JSONWriter()
        var number = 0
        let count = try documents(path) { document in
            let finding = finder.add(document)
            defer { number += 1 }
            json.object { json in
                json.member("id", document.id)
                // Who only cites another is no copy of it.
                let same = finding.relation == .copy || finding.relation == .version
                json.member("cluster", same ? finding.root : "doc:\(number)")
            }
            json.newline()
        }
        return (json.bytes, count)
    }

    private func clustering(_ path: String, _ limits: ClusterLimits) throws -> (lines: [UInt8], count: Int) {
        var stream = try ClusterStream(limits: limits)
        var json = JSONWriter()
        var ids: [String] = []
        let count = try documents(path) {
            ids.append($0.id)
            _ = stream.add($0)
        }
        stream.finish()
        for (index, id) in ids.enumerated() {
            json.object { json in
                json.member("id", id)
                json.member("cluster", stream.story(of: index))
            }
            json.newline()
        }
        return (json.bytes, count)
    }

    /// The stories that a report, and an archive, make of the documents.
    private func situations(_ path: String, _ limits: ClusterLimits) throws -> (lines: [UInt8], count: Int) {
        var all: [Document] = []
        let count = try documents(path) { all.append($0) }
        let groups = try StoryBuilder(limits: limits).groups(of: all)
        var json = JSONWriter()
        for (number, group) in groups.enumerated() {
            for id in group.members {
                json.object { json in
                    json.member("id", id)
                    json.member("cluster", number)
                }
                json.newline()
            }
        }
        return (json.bytes, count)
    }

    // MARK: Writing

    private func list<Item>(
        _ json: inout JSONWriter, _ name: String, _ items: [Item], _ body: (inout JSONWriter, Item) -> Void
    ) {
        json.name(name)
        json.array(items) { json, item in json.object { body(&$0, item) } }
    }

    private func span(_ json: inout JSONWriter, _ extent: Extent, _ index: CodePointIndex) {
        let (start, end) = index.codePoints(extent)
        json.member("start", start)
        json.member("end", end)
    }

    private func pairs(_ json: inout JSONWriter, _ name: String, _ extent: Extent, _ index: CodePointIndex) {
        let (start, end) = index.codePoints(extent)
        json.member(name, [start, end])
    }

    private func pairs(_ json: inout JSONWriter, _ name: String, _ extents: [Extent], _ index: CodePointIndex) {
        json.name(name)
        json.array(extents) { json, extent in
            let (start, end) = index.codePoints(extent)
            json.array { json in
                json.value(start)
                json.value(end)
            }
        }
    }
}
