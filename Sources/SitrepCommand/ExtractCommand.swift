import ArgumentParser
import Captures
import Documents
import JSON
import Moments

/// `sitrep extract`: documents as JSON, one object a line, in the order of the input.
struct ExtractCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "extract",
        abstract: "Takes the text, and what is stated about it, out of pages, feeds, archives and records.",
        discussion: """
            sitrep extract page.html                    one page
            sitrep extract --jobs 4 crawl.warc.gz       an archive, on four cores
            sitrep extract --versions crawl.warc.gz     what changed, where an address was captured again
            sitrep extract --explain page.html          the page's parts, with points and reasons
            """)

    @OptionGroup var inputs: InputArguments

    @Flag(help: "Show what each part of a page was taken for, and why. For people.")
    var explain = false

    @Flag(
        help: """
            Compare captures of one address, sentence by sentence; an archive's notes that a page was unchanged are \
            printed too.
            """)
    var versions = false

    @Option(help: "How many captures are worked on at a time. The output is the same whatever the number.")
    var jobs = 1

    /// Bytes of captures held at a time, but for the last one read.
    private static let batchBytes = 64 << 20

    func validate() throws {
        guard (1...256).contains(jobs) else { throw ValidationError("--jobs is a number from 1 to 256.") }
        guard !(explain && versions) else { throw ValidationError("Give --explain or --versions, not both.") }
    }

    func run() throws {
        var options = inputs.options
        options.revisits = versions
        var input = CaptureInput(paths: inputs.paths, options: options)
        let maker = try DocumentMaker(options: options)
        var tally = InputTally(strict: inputs.strict)
        var progress = Progress()
        var book = VersionBook()
        var unknownRevisits = 0
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
            // One write for a batch; what stands before a failure is written first.
            var out: [UInt8] = []
            do {
                for (piece, result) in zip(work(batch, maker), batch) {
                    progress.take((try? result.get())?.bytes.count ?? 0)
                    for result in piece {
                        guard let made = try tally.count(result) else { continue }
                        switch made {
                        case .line(let line): out.append(contentsOf: line)
                        case .document(let document, let captured):
                            out.append(contentsOf: VersionLine.document(document, captured, book.note(document)))
                        case .revisit(let capture, let revisit):
                            if let version = book.note(revisit, of: capture.url) {
                                out.append(contentsOf: VersionLine.revisit(capture, version))
                            } else {
                                unknownRevisits += 1
                            }
                        }
                        progress.step(filesRead: input.filesRead)
                    }
                }
            } catch {
                try Output.write(out, to: nil)
                throw error
            }
            try Output.write(out, to: nil)
        }
        progress.finish()
        for (what, count) in input.passedOver.sorted(by: { $0.key < $1.key }) {
            InputTally.say("sitrep: passed over: \(count) \(what)")
        }
        if unknownRevisits > 0 {
            InputTally.say("sitrep: passed over: \(unknownRevisits) revisits of pages that are not in the input")
        }
        if book.forgotten > 0 {
            InputTally.say(
                "sitrep: \(book.forgotten) addresses were forgotten to save memory; a later capture is a first")
        }
        try tally.finish()
    }

    /// What was made of a capture, ready to be printed.
    private enum Made {
        case line([UInt8])
        case document(Document, captured: Moment?)
        case revisit(Capture, Capture.Revisit)
    }

    /// What each capture gives, in order.
    private func work(
        _ batch: [Result<Capture, Skipped>], _ maker: DocumentMaker
    ) -> [[Result<Made, Skipped>]] {
        let (explain, versions) = (explain, versions)
        @Sendable func lines(_ result: Result<Capture, Skipped>) -> [Result<Made, Skipped>] {
            switch result {
            case .failure(let skipped): return [.failure(skipped)]
            case .success(let capture):
                if let revisit = capture.revisit { return [.success(.revisit(capture, revisit))] }
                if explain { return maker.explanations(of: capture).map { $0.map { .line(Array($0.utf8)) } } }
                if versions {
                    return maker.documents(from: capture).map { $0.map { .document($0, captured: capture.captured) } }
                }
                var json = JSONWriter()
                return maker.documents(from: capture).map { result in
                    result.map { document in
                        json.reset()
                        document.write(to: &json)
                        json.newline()
                        return .line(json.bytes)
                    }
                }
            }
        }
        return OrderedWork.map(batch, jobs: jobs, lines)
    }
}
