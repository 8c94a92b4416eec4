import Foundation
import Testing

/// Compares with a stored text. `RECORD_SNAPSHOTS=1` rewrites the text and fails, so that the difference gets read.
func expectGolden(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Goldens/reports/\(name)")
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == "1" {
        try text.write(to: file, atomically: true, encoding: .utf8)
        Issue.record("\(name) recorded; read the difference and run again", sourceLocation: sourceLocation)
        return
    }
    let stored = try String(contentsOf: file, encoding: .utf8)
    #expect(
        text == stored, "differs from Tests/Goldens/reports/\(name); RECORD_SNAPSHOTS=1 rewrites it",
        sourceLocation: sourceLocation)
}
