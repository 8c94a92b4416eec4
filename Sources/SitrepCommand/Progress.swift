import Glibc

/// Counts and rate on a terminal, for inputs that take more than a second: documents, a second, MiB read, files done.
///
/// Shown on standard error only, and only when the results go elsewhere; the line is taken away at the end.
struct Progress {
    private let shows: Bool
    private let start = Self.now()
    private var last = Self.now()
    private var documents = 0
    private var bytes = 0
    private var shown = false

    /// - Parameter shows: nil decides by what standard error and output are.
    init(shows: Bool? = nil) { self.shows = shows ?? (isatty(2) != 0 && isatty(1) == 0) }

    /// Counts bytes of a capture.
    mutating func take(_ count: Int) { bytes += count }

    /// Counts a document, and says so when a second has gone since the last word.
    mutating func step(filesRead: Int) {
        documents += 1
        guard shows, documents % 16 == 0 else { return }
        let time = Self.now()
        guard time - last > 1 else { return }
        last = time
        shown = true
        Self.note("\r" + Self.line(documents: documents, bytes: bytes, files: filesRead, seconds: time - start))
    }

    /// Takes the line away.
    func finish() { if shown { Self.note("\r\u{1B}[K") } }

    /// "1,024 documents, 512 a second, 160 MiB read, 3 files done".
    static func line(documents: Int, bytes: Int, files: Int, seconds: Double) -> String {
        let rate = Int(Double(documents) / max(seconds, 0.001))
        let done = files > 0 ? ", \(files) \(files == 1 ? "file" : "files") done" : ""
        return "\(documents) documents, \(rate) a second, \(bytes >> 20) MiB read\(done) \u{1B}[K"
    }

    private static func note(_ text: String) {
        let bytes = Array(text.utf8)
        _ = bytes.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
