import Documents
import JSON
import Readings
@_spi(Lab) import Stories
import Texts

/// Gold event mentions of a file, read by the product: what `lab train mentions` learns from and `lab evaluate coref` groups.
struct GoldMentions {
    /// Where a mention stands in its file.
    struct Place {
        var document: String
        var start: Int
        var end: Int
        var chain: String
        var subtopic: String
    }

    var documents: [Document] = []
    var mentions: [EventMention] = []
    /// For each mention, in code points.
    var places: [Place] = []

    init(_ path: String) throws {
        let reader = try Reader()
        let mentionReader = try MentionReader()
        for line in try Files.lines(path) where !line.isEmpty {
            let record = try JSONParser.parse(Array(line))
            guard let id = record["id"]?.string, let text = record["text"]?.string else {
                throw LabError(description: "\(path): a record without id or text.")
            }
            let document = Document(id: id, text: Text(text))
            let reading = reader.read(document)
            let index = CodePointIndex(reading.text)
            var extents: [Extent] = []
            for mention in record["mentions"]?.array ?? [] {
                guard let start = mention["start"]?.int, let end = mention["end"]?.int else { continue }
                extents.append(Extent(index.byte(atCodePoint: start), index.byte(atCodePoint: end)))
                places.append(
                    Place(
                        document: id, start: start, end: end, chain: mention["chain"]?.string ?? "",
                        subtopic: record["subtopic"]?.string ?? ""))
            }
            mentions += mentionReader.mentions(extents, in: reading, document: documents.count)
            documents.append(document)
        }
    }
}
