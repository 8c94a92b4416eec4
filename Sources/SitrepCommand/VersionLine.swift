import Captures
import Documents
import JSON
import Moments

/// Lines of `sitrep extract --versions`.
enum VersionLine {
    /// A document, with what it changed when its address was captured before.
    static func document(_ document: Document, _ captured: Moment?, _ version: VersionBook.Version?) -> [UInt8] {
        var json = JSONWriter()
        document.write(to: &json) { json in
            if let captured { json.member("captured", captured.rfc3339()) }
            guard let version else { return }
            json.name("version")
            version.write(to: &json, in: document)
        }
        json.newline()
        return json.bytes
    }

    /// An archive's note that a page was seen again, unchanged.
    static func revisit(_ capture: Capture, _ version: VersionBook.Version) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("id", version.of)
            json.member("url", capture.url)
            if let captured = capture.captured { json.member("captured", captured.rfc3339()) }
            json.name("version")
            version.write(to: &json, in: nil)
        }
        json.newline()
        return json.bytes
    }
}
