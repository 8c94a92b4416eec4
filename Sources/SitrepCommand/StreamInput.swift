import Documents
import JSON
import Moments
import Texts

/// Documents from JSON lines on standard input, one at a time.
enum StreamInput {
    /// Calls `body` with each document in order.
    static func documents(_ body: (Document) throws -> Void) throws {
        while let line = readLine() {
            guard !line.isEmpty else { continue }
            let value = try JSONParser.parse(Array(line.utf8))
            var document = Document(id: value["id"]?.string, text: Text(value["text"]?.string ?? ""))
            if let title = value["title"]?.string, !title.isEmpty {
                document.title = Stated(title, rule: "field title")
            }
            if let outlet = value["outlet"]?.string ?? value["source"]?.string, !outlet.isEmpty {
                document.outlet = Stated(Outlet(name: outlet), rule: "field outlet")
            }
            document.url = value["url"]?.string
            document.published = value["published"]?.string.flatMap { Dated(iso: $0) }
            try body(document)
        }
    }
}
