import Documents
import Foundation
import JSON
import Lexicons
import Moments
import Readings
import Reports
import Testing
import Texts

@testable import Sitrep

/// The front door on the bundled sample.
@Suite("The public library")
struct FacadeTests {
    private func sample() throws -> [Document] {
        let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Samples/articles.jsonl").path()
        return try DocumentInput.readAll(paths: [path]).documents
    }

    @Test("Readings stand in the order of the documents, whatever the number of threads")
    func order() async throws {
        let documents = try sample()
        let one = try await Sitrep.read(documents, jobs: 1)
        let four = try await Sitrep.read(documents, jobs: 4)
        #expect(one.map(\.document.id) == documents.map(\.id))
        #expect(Self.json(one) == Self.json(four))
    }

    @Test("A gazetteer of the user's own is asked by read and report, on every thread")
    func gazetteer() async throws {
        var builder = GazetteerBuilder()
        builder.add(
            .init(kind: .town, latitude: 57.6, longitude: -5.3, country: "GB", region: "SCT"), named: "Dunravoch")
        let gazetteer = try Gazetteer(name: "own", contents: builder.build(about: ""))
        let documents = ["a", "b"].map { id in
            var document = Document(id: id, text: Text("Two people died in Dunravoch on Monday, police said."))
            document.published = Dated(iso: "2025-02-11T08:00:00Z")
            return document
        }
        let own = try await Sitrep.read(documents, jobs: 2, gazetteer: gazetteer)
        #expect(own.map { $0.places.first?.gazetteer } == ["user", "user"])
        #expect(own.allSatisfy { abs(($0.places.first?.latitude ?? 0) - 57.6) < 0.001 })
        let without = try await Sitrep.read(documents, jobs: 2)
        #expect(without.allSatisfy { $0.places.first?.gazetteer != "user" })
        let report = try await Sitrep.report(on: documents, jobs: 2, gazetteer: gazetteer)
        #expect(ReportJSON(report).text.contains("57.6"))
    }

    private static func json(_ readings: [Reading]) -> [UInt8] {
        var json = JSONWriter()
        for reading in readings { reading.write(to: &json, tokens: true) }
        return json.bytes
    }

    @Test("As of a moment: what came later is left out, what is undated is counted apart")
    func knownAt() throws {
        var documents = try sample()
        documents[0].published = nil
        let asOf = try #require(Dated(iso: "2025-02-11T18:00:00Z")).moment
        let (known, later, undated) = Sitrep.documents(documents, knownAt: asOf)
        #expect(known.count + later + undated == documents.count)
        #expect(undated == 1)
        #expect(known.allSatisfy { ($0.published?.moment).map { $0 <= asOf } ?? false })
    }

    @Test("A report as of a moment is the one that could have been written then, byte for byte")
    func asOf() async throws {
        let documents = try sample()
        let asOf = try #require(Dated(iso: "2025-02-11T18:00:00Z")).moment
        let options = ReportBuilder.Options(asOf: asOf)
        var late = try await Sitrep.report(on: documents, options: options)
        let then = try await Sitrep.report(
            on: Sitrep.documents(documents, knownAt: asOf).known, options: options)
        #expect(late.later > 0)
        late.later = 0
        #expect(ReportJSON(late).text == ReportJSON(then).text)
    }

    @Test("Every citation of the sample's report holds, and every id it prints can be explained")
    func verified() async throws {
        let documents = try sample()
        let report = try await Sitrep.report(on: documents)
        try #require(!report.stories.isEmpty)
        let check = Sitrep.verify(try JSONParser.parse(Array(ReportJSON(report).text.utf8)), against: documents)
        #expect(check.failures == [])
        #expect(check.citations > documents.count)
        for (_, id) in Explainer(report).ids { #expect(Sitrep.explain(id, in: report) != nil, "\(id)") }
        #expect(Sitrep.explain("no such id", in: report) == nil)
    }
}
