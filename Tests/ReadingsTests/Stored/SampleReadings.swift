import Documents
import Foundation
import JSON
import Moments
import Texts

@testable import Readings

/// The bundled sample's documents, read once for all tests.
enum SampleReadings {
    static let all: [Reading] = {
        var root = URL(filePath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        guard let data = try? Data(contentsOf: root.appending(path: "Samples/articles.jsonl")),
            let reader = try? Reader()
        else { return [] }
        return data.split(separator: 0x0A).compactMap { line -> Reading? in
            guard let json = try? JSONParser.parse(Array(line)), let text = json["text"]?.string else { return nil }
            var document = Document(id: json["id"]?.string, text: Text(text))
            document.outlet = json["outlet"]?.string.map { Stated(Outlet(name: $0), rule: "test") }
            document.title = json["title"]?.string.map { Stated($0, rule: "test") }
            document.published = json["published"]?.string.flatMap { Dated(iso: $0) }
            document.url = json["url"]?.string
            return reader.read(document)
        }
    }()
}
