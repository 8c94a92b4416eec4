import Lexicons
import Reports
import SiteData
import Texts

/// The files that pages refer to, embedded in the program; their addresses change with their content, so they never go stale.
struct Assets: Sendable {
    /// One file.
    struct File: Sendable {
        var address: String
        var type: String
        var bytes: [UInt8]
        var gzip: [UInt8]?

        init(_ name: String, _ ending: String, type: String, _ bytes: [UInt8]) {
            address = "/assets/\(name)-\(Fingerprint(of: bytes).short()).\(ending)"
            self.type = type
            self.bytes = bytes
            gzip = Gzip.compress(bytes)
        }
    }

    let style: File
    let script: File
    let icon: File

    init() throws(LexiconError) {
        let report = Array(try Resource(named: "pages/report.css").bytes)
        style = File("site", "css", type: "text/css; charset=utf-8", report + Self.bytes(sitrep_site_style()))
        script = File("site", "js", type: "text/javascript; charset=utf-8", Self.bytes(sitrep_site_script()))
        let drawing =
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\"><path d=\"M2 3h12v2H2zm0 4h8v2H2zm0 4h12v2H2z\" fill=\"#a41e17\"/></svg>"
        icon = File("mark", "svg", type: "image/svg+xml", Array(drawing.utf8))
    }

    private static func bytes(_ file: sitrep_site_file) -> [UInt8] {
        Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
    }

    /// The file at an address.
    func file(_ path: String) -> File? { [style, script, icon].first { $0.address == path } }
}
