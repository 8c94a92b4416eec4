import ArgumentParser
import Captures
import Dispatch
import Documents
import Glibc
import JSON
import Synchronization

/// `sitrep extract`: documents as JSON, one object a line, in the order of the input.
struct ExtractCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract",
        abstract: "Takes the text, and what is stated about it, out of pages, feeds, archives and records.",
        discussion: """
            sitrep extract page.html                    one page
            sitrep extract --jobs 4 crawl.warc.gz       an archive, on four cores
            sitrep extract --explain page.html          the page's parts, with points and reasons
            """)

    @OptionGroup var inputs: InputArguments

    @Flag(help: "Show what each part of a page was taken for, and why. For people.")
    var explain = false

    @Option(help: "How many captures are worked on at a time. The output is the same whatever the number.")
    var jobs = 1

    /// Bytes of captures held at a time, but for the last one read.
    private static let batchBytes = 64 << 20

    func validate() throws {
        guard (1...256).contains(jobs) else { throw ValidationError("--jobs is a number from 1 to 256.") }
    }

    func run() throws {
        var input = CaptureInput(paths: inputs.paths, options: inputs.options)
        let maker = try DocumentMaker(options: inputs.options)
        var tally = InputTally(strict: inputs.strict)
        var progress = Progress()
        var batch: [Result<Capture, Skipped>] = []
        let size = jobs * 16
        var ended = false
        while !ended {
            batch.removeAll(keepingCapacity: true)
            var bytes = 0
            while batch.count < size, bytes < Self.batchBytes {
                guard let result = input.next() else {
                    ended = true
                    break
                }
                if case .success(let capture) = result { bytes += capture.bytes.count }
                batch.append(result)
            }
            for piece in work(batch, maker) {
                for result in piece {
                    guard let line = try tally.count(result) else { continue }
                    try Output.write(line, to: nil)
                    progress.step(line.count)
                }
            }
        }
        progress.finish()
        for (what, count) in input.passedOver.sorted(by: { $0.key < $1.key }) {
            InputTally.say("sitrep: passed over: \(count) \(what)")
        }
        try tally.finish()
    }

    /// The printed lines of each capture, in order.
    private func work(
        _ batch: [Result<Capture, Skipped>], _ maker: DocumentMaker
    ) -> [[Result<[UInt8], Skipped>]] {
        let explain = explain
        @Sendable func lines(_ result: Result<Capture, Skipped>) -> [Result<[UInt8], Skipped>] {
            switch result {
            case .failure(let skipped): return [.failure(skipped)]
            case .success(let capture):
                if explain { return maker.explanations(of: capture).map { $0.map { Array($0.utf8) } } }
                var json = JSONWriter()
                return maker.documents(from: capture).map { result in
                    result.map { document in
                        json.reset()
                        document.write(to: &json)
                        json.newline()
                        return json.bytes
                    }
                }
            }
        }
        guard jobs > 1, batch.count > 1 else { return batch.map(lines) }
        let done = Mutex<[Int: [Result<[UInt8], Skipped>]]>([:])
        let next = Atomic<Int>(0)
        DispatchQueue.concurrentPerform(iterations: min(jobs, batch.count)) { _ in
            while true {
                let i = next.wrappingAdd(1, ordering: .relaxed).oldValue
                guard i < batch.count else { return }
                let result = lines(batch[i])
                done.withLock { $0[i] = result }
            }
        }
        return done.withLock { done in batch.indices.map { done[$0] ?? [] } }
    }

    /// Counts and rate on a terminal, for inputs that take more than a second.
    private struct Progress {
        private let shows = isatty(2) != 0 && isatty(1) == 0
        private let start = Self.now()
        private var last = Self.now()
        private var documents = 0
        private var bytes = 0
        private var shown = false

        private static func note(_ text: String) {
            let bytes = Array(text.utf8)
            _ = bytes.withUnsafeBytes { Glibc.write(2, $0.baseAddress, $0.count) }
        }

        private static func now() -> Double {
            var time = timespec()
            clock_gettime(CLOCK_MONOTONIC, &time)
            return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
        }

        mutating func step(_ count: Int) {
            guard shows else { return }
            documents += 1
            bytes += count
            guard documents % 64 == 0 else { return }
            let time = Self.now()
            guard time - last > 1 else { return }
            last = time
            shown = true
            let rate = Int(Double(documents) / max(time - start, 0.001))
            Self.note("\r\(documents) documents, \(rate) a second, \(bytes >> 20) MiB out ")
        }

        func finish() { if shown { Self.note("\r\u{1B}[K") } }
    }
}
