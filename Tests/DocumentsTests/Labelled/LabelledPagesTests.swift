import Captures
import Glibc
import Moments
import Testing
import Texts

@testable import Documents

/// Sixty pages of our own, three in the style of each of twenty publishing systems, against their labels.
@Suite struct LabelledPagesTests {
    struct Label {
        var page: String
        var url: String
        var title: String
        var published: Dated?
        var byline: [String]
    }

    static let folder: String = {
        let parts = "\(#filePath)".split(separator: "/", omittingEmptySubsequences: false)
        return parts.dropLast().joined(separator: "/")
    }()

    static func bytes(_ path: String) throws -> [UInt8] {
        let file = try #require(fopen(path, "rb"))
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = fread(&bytes, 1, bytes.count, file)
        return Array(bytes.prefix(count))
    }

    static func labels() throws -> [Label] {
        let text = String(decoding: try bytes(folder + "/labels.tsv"), as: UTF8.self)
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.dropFirst()
        return lines.map { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return Label(
                page: fields[0], url: fields[1], title: fields[2], published: Dated(iso: fields[3]),
                byline: fields[4].isEmpty ? [] : [fields[4]])
        }
    }

    @Test func titleAndPublishedAreExactOn95OfAHundred() throws {
        let labels = try Self.labels()
        #expect(labels.count == 60)
        let maker = try DocumentMaker()
        var wrong: (title: [String], published: [String], byline: [String]) = ([], [], [])
        var texts = 0
        for label in labels {
            let bytes = try Self.bytes(Self.folder + "/pages/" + label.page)
            let capture = Capture(origin: label.page, url: label.url, mediaType: "text/html", bytes: bytes)
            guard case .success(let document)? = maker.documents(from: capture).first else {
                wrong.title.append("\(label.page): not read")
                continue
            }
            if document.title?.value != label.title {
                wrong.title.append("\(label.page): \(document.title?.value ?? "none")")
            }
            let found = document.published
            if found?.moment != label.published?.moment || found?.precision != label.published?.precision
                || (found?.offset ?? 0) != (label.published?.offset ?? 0)
            {
                wrong.published.append("\(label.page): \(found?.iso ?? "none") (\(found?.rule ?? "no rule"))")
            }
            if (document.byline?.value ?? []) != label.byline {
                wrong.byline.append("\(label.page): \(document.byline?.value.joined(separator: "; ") ?? "none")")
            }
            if document.text.count > 400 { texts += 1 }
        }
        #expect(wrong.title.count <= 3, "\(wrong.title)")
        #expect(wrong.published.count <= 3, "\(wrong.published)")
        #expect(wrong.byline.count <= 6, "\(wrong.byline)")
        #expect(texts >= 60)
    }
}
