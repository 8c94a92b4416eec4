public import Captures
public import Documents
public import JSON
public import Lexicons
public import Moments
public import Readings
public import Reports
public import Stories

/// The public library. The rooms do the work; this is their front door.
///
/// ```swift
/// let (documents, skipped) = try DocumentInput.readAll(paths: ["articles/"])
/// let report = try await Sitrep.report(on: documents, skipped: skipped)
/// print(MarkdownReport(report).text)
/// ```
public enum Sitrep {
    /// The program's version.
    public static let version = "0.1.0"

    /// The models that read, each with a hash of its bytes (FNV-1a over 64-bit words, four side by side).
    public static let models: [String] = Resource.names.filter { $0.hasPrefix("models/") }.map { name in
        "\(name.dropFirst(7)) \(digits(hash(of: name)))"
    }

    /// All that a reading depends on besides the program's version: the models, one hash over rules, lexicons and gazetteer,
    /// and the form in which readings are kept. Readings of an archive by others than these are not used.
    public static let readers: [String] = {
        var sum: UInt64 = 0
        for name in Resource.names where ["lexicons/", "rules/", "gazetteer/"].contains(where: name.hasPrefix) {
            sum = (sum ^ hash(of: name)) &* 0x100_0000_01B3
        }
        return models + ["rules \(digits(sum))", "form \(ReadingCode.version)"]
    }()

    private static func hash(of name: String) -> UInt64 {
        guard let bytes = (try? Resource(named: name))?.bytes else { return 0 }
        // Four at once, as each waits for the one before.
        let seed: UInt64 = 0xCBF2_9CE4_8422_2325
        var (a, b, c, d) = (seed, seed, seed, seed)
        let whole = bytes.count & ~31
        func mixed(_ hash: UInt64, _ at: Int) -> UInt64 {
            (hash ^ bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)) &* 0x100_0000_01B3
        }
        for at in stride(from: 0, to: whole, by: 32) {
            a = mixed(a, at)
            b = mixed(b, at + 8)
            c = mixed(c, at + 16)
            d = mixed(d, at + 24)
        }
        var hash = a
        for lane in [b, c, d] { hash = (hash ^ lane) &* 0x100_0000_01B3 }
        for at in whole..<bytes.count { hash = (hash ^ UInt64(bytes[at])) &* 0x100_0000_01B3 }
        return hash
    }

    private static func digits(_ hash: UInt64) -> String {
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    /// Reads documents on several threads. The readings stand in the order of the documents, whatever the number of threads.
    ///
    /// - Parameters:
    ///   - jobs: how many documents are read at once, 1 or more.
    ///   - gazetteer: places of the user's own, asked besides the embedded ones.
    ///   - progress: called after each document with how many are done; from any thread.
    public static func read(
        _ documents: [Document], jobs: Int = 1, gazetteer: Gazetteer? = nil,
        progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> [Reading] {
        guard !documents.isEmpty else { return [] }
        return try await ReaderPool(count: jobs, gazetteer: gazetteer).read(documents, progress: progress)
    }

    /// The documents that were known at a moment: published by then. A bare day counts when it began by then; a document
    /// without a date is left out, as nobody can say that it was known.
    public static func documents(
        _ documents: [Document], knownAt asOf: Moment
    ) -> (known: [Document], later: Int, undated: Int) {
        var known: [Document] = []
        var later = 0
        var undated = 0
        for document in documents {
            guard let published = document.published else {
                undated += 1
                continue
            }
            if published.moment <= asOf { known.append(document) } else { later += 1 }
        }
        return (known, later, undated)
    }

    /// Reads documents, groups them into stories and writes the report.
    ///
    /// - Parameters:
    ///   - options: with `asOf` set, documents published later are left out and the report is the one of that moment.
    ///   - asOne: takes the documents as one situation, without asking whether they are.
    ///   - title: what that one is called already; nil takes a headline of its documents.
    ///   - jobs: how many documents are read at once.
    ///   - gazetteer: places of the user's own, asked besides the embedded ones.
    ///   - amendments: what people put right, laid over the readings; with `asOne`, merges and splits only of this story.
    ///   - kept: readings from earlier, taken where the document is still the same, so that it need not be read again; not
    ///     with a gazetteer of the user's own.
    public static func report(
        on documents: [Document], skipped: [Skipped] = [], options: ReportBuilder.Options = .init(),
        asOne: Bool = false, title: String? = nil, jobs: Int = 1, gazetteer: Gazetteer? = nil,
        amendments: [Amendment] = [],
        kept: [Reading] = [], progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws -> Report {
        var options = options
        options.version = version
        let documents = Amendment.applied(amendments, to: documents)
        var known = (known: documents, later: 0, undated: 0)
        if let asOf = options.asOf { known = self.documents(documents, knownAt: asOf) }
        var earlier: [String: Reading] = [:]
        if gazetteer == nil { for reading in kept { earlier[reading.document.id] = reading } }
        let found = known.known.map { document -> Reading? in
            guard let reading = earlier[document.id], reading.document.sha256 == document.sha256,
                reading.document.published == document.published
            else { return nil }
            return reading
        }
        let missing = zip(known.known, found).filter { $1 == nil }.map(\.0)
        var new = try await read(missing, jobs: jobs, gazetteer: gazetteer, progress: progress)[...]
        let readings = found.compactMap { $0 ?? new.popFirst() }
        var builder = try StoryBuilder()
        builder.amendments = amendments
        var stories = asOne ? builder.story(of: readings).map { [$0] } ?? [] : builder.stories(of: readings)
        if asOne, !stories.isEmpty {
            if let title { stories[0].title = title }
            stories[0].tell(amendments)
        }
        return try ReportBuilder().report(
            on: stories, options: options, later: known.later, undatedLeftOut: known.undated, skipped: skipped)
    }

    /// Checks every citation of a report's JSON against the documents.
    public static func verify(_ report: JSONValue, against documents: [Document]) -> ReportCheck {
        ReportCheck(report, against: documents)
    }

    /// Why a document, event, figure, contradiction, place or single finding is as the report says; nil for unknown ids.
    public static func explain(_ id: String, in report: Report) -> [String]? { Explainer(report).explain(id) }
}
