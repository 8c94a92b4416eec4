public import Documents
public import Lexicons
import Texts

/// Tells, for each document of a stream, whether it is its own telling: one pass, nothing kept of the text but fingerprints.
///
/// A document's fingerprints are looked up; those nobody had become its own. What it shares with an earlier document is
/// measured in words: hits that lie on one diagonal (equal distance in both texts) close enough together are one passage.
public struct CopyFinder: Sendable {
    /// Shares and lengths that decide. Tuned on look-alike news articles; see docs/method/copies.md.
    public struct Limits: Sendable {
        /// Share of the document's words from which it is a copy.
        public var copy = 0.6
        /// Share of the shorter text's words from which the longer is a copy too, if `copyOfLonger` holds.
        public var contained = 0.7
        /// Least share of the longer text for that.
        public var copyOfLonger = 0.25
        /// Share, of words outside quotation marks, from which it is a partial copy.
        public var partial = 0.12
        /// Least words outside quotation marks for a partial copy.
        public var partialWords = 16
        /// A passage in so many otherwise independent documents is boilerplate.
        public var boilerplate = 4
        /// Words of the text in which a cited outlet is the origin of the whole.
        public var lead = 60
        /// The usual limits.
        public init() {}
    }

    private typealias Hit = PrintTable.Hit

    /// What is kept of a document.
    private struct Trace {
        /// Index of the document at the root of its chain; an outlet's, turned round (`~`), where only that is known.
        var root: Int32
        var words: UInt32
        var outlet: Int32
        var parent: Int32
        var share: Float
        var title: UInt64
    }

    private let limits: Limits
    private let scanner: CitationScanner
    private(set) var names: OutletNames
    private var words = WordScanner()
    private var winnowing = Winnowing()
    private var table = PrintTable()
    private var traces: [Trace] = []
    private var addresses: [UInt64: UInt32] = [:]
    private var outlets: [Outlet: Int] = [:]
    // Scratch.
    private var hits: [Hit] = []
    private var titleWords = WordScanner()

    /// Makes a finder with nothing seen yet.
    public init(limits: Limits = Limits()) throws(LexiconError) {
        self.limits = limits
        scanner = try CitationScanner()
        names = try OutletNames()
    }

    /// Bytes held for fingerprints and traces.
    public var bytes: Int {
        table.bytes + traces.capacity * MemoryLayout<Trace>.stride + addresses.capacity * 16
    }

    /// Makes an outlet's name known before its first document comes.
    public mutating func learn(_ outlet: Outlet) { _ = names.index(of: outlet) }

    /// Takes the next document and says how it stands to those before it.
    public mutating func add(_ document: Document) -> CopyFinding {
        let index = traces.count
        let own = document.outlet.map { number(of: $0.value) }
        words.scan(document.text.utf8, .hashes)
        if words.words.isEmpty, let title = document.title { words.scan(Array(title.value.utf8), .hashes) }
        let text = words.words
        winnowing.pick(text)
        hits.removeAll(keepingCapacity: true)
        table.take(winnowing.prints, owner: index, uses: limits.boilerplate, into: &hits)
        hits.sort { $0.owner != $1.owner ? $0.owner < $1.owner : $0.position < $1.position }
        let shares = shares(of: hits, words: text)
        let title = document.title.map { titleHash($0.value) } ?? 0
        let address = document.url.map { WordScanner.textHash($0) }
        var finding = decide(
            shares, text: text, own: own, title: title, earlier: address.flatMap { addresses[$0] }.map { Int($0) })
        if finding.relation == .independent || finding.relation == .partial {
            cite(&finding, document: document, text: text, own: own)
        }
        if finding.relation == .independent { for hit in hits { table.use(hit.hash) } }
        remember(&finding, words: text.count, own: own, title: title)
        if let address { addresses[address] = UInt32(index) }
        return finding
    }

    /// The number of an outlet: working its key out costs more than the whole of a short text.
    private mutating func number(of outlet: Outlet) -> Int {
        if let known = outlets[outlet] { return known }
        let index = names.index(of: outlet)
        outlets[outlet] = index
        return index
    }

    // MARK: Shares

    private struct Shared {
        var owner: Int
        var words = 0
        var unquoted = 0
        var passages: [CopyFinding.Passage] = []
    }

    /// Words shared with each owner: runs of hits on one diagonal.
    private func shares(of hits: [Hit], words: [FoldedWord]) -> [Shared] {
        var result: [Shared] = []
        let k = min(Winnowing.shingle, words.count)
        let reach = 2 * (Winnowing.shingle + Winnowing.window)
        var i = 0
        while i < hits.count {
            let owner = hits[i].owner
            var shared = Shared(owner: owner)
            let ownerWords = Int(traces[owner].words)
            var covered = 0
            while i < hits.count, hits[i].owner == owner {
                var last = hits[i]
                var start = last.position
                // From the top of both texts, or from where both start alike.
                if last.ownerPosition == start, start < Winnowing.window { start = 0 }
                var end = last.position + k
                i += 1
                while i < hits.count, hits[i].owner == owner, hits[i].position - last.position <= reach,
                    hits[i].position - hits[i].ownerPosition == last.position - last.ownerPosition
                {
                    last = hits[i]
                    end = last.position + k
                    i += 1
                }
                if words.count - last.position == ownerWords - last.ownerPosition,
                    words.count - end < Winnowing.window
                {
                    end = words.count
                }
                start = max(start, covered)
                guard start < end else { continue }
                covered = end
                shared.words += end - start
                for w in start..<end where !words[w].flags.contains(.quoted) { shared.unquoted += 1 }
                shared.passages.append(
                    CopyFinding.Passage(
                        extent: Extent(lower: words[start].start, upper: words[end - 1].end), of: owner,
                        words: end - start))
            }
            result.append(shared)
        }
        return result
    }

    // MARK: Decisions

    private static let nothingShared =
        "no passage of \(Winnowing.shingle + Winnowing.window - 1) words or more stands in an earlier document"

    private func decide(_ shares: [Shared], text: [FoldedWord], own: Int?, title: UInt64, earlier: Int?) -> CopyFinding
    {
        let count = Double(max(text.count, 1))
        var best: (shared: Shared, credit: Double)?
        for shared in shares {
            var credit = Double(shared.words) / count
            // What the owner itself took from another counts for both.
            let trace = traces[shared.owner]
            if trace.parent >= 0, let parent = shares.first(where: { $0.owner == Int(trace.parent) }) {
                credit += min(Double(parent.words) / count, Double(trace.share) * Double(trace.words) / count)
            }
            if credit > (best?.credit ?? 0) + 1e-9 { best = (shared, credit) }
        }
        var finding = CopyFinding(
            relation: .independent, of: nil, outlet: nil, share: 0, root: "", passages: [],
            why: Self.nothingShared
        )
        if let earlier {
            let shared = shares.first { $0.owner == earlier }
            finding.relation = .version
            finding.of = earlier
            finding.share = min(1, Double(shared?.words ?? 0) / count)
            finding.passages = shared?.passages ?? []
            finding.why = "the same address as document \(earlier + 1), seen again"
            finding.root = rootName(traces[earlier].root)
            return finding
        }
        guard let best else { return finding }
        let owner = best.shared.owner
        let trace = traces[owner]
        let share = min(1, best.credit)
        let ofOwner = Double(best.shared.words) / Double(max(Int(trace.words), 1))
        let isCopy = share >= limits.copy || (ofOwner >= limits.contained && share >= limits.copyOfLonger)
        let sameOutlet = own.map { Int32($0) == trace.outlet } ?? false
        finding.share = share
        finding.passages = best.shared.passages
        let percent = Int((share * 100).rounded())
        if sameOutlet, isCopy || (title != 0 && title == trace.title && share >= limits.partial) {
            finding.relation = .version
            finding.of = owner
            finding.root = rootName(trace.root)
            finding.why = "same outlet, \(percent)% of its words in the earlier text: an edit of it"
        } else if isCopy {
            finding.relation = .copy
            finding.of = owner
            finding.root = rootName(trace.root)
            finding.why =
                share >= limits.copy
                ? "\(percent)% of its words stand in the earlier document"
                : "it holds \(Int((ofOwner * 100).rounded()))% of the earlier document's words"
        } else if best.shared.unquoted >= limits.partialWords,
            Double(best.shared.unquoted) / count >= limits.partial
        {
            finding.relation = .partial
            finding.of = owner
            finding.why =
                "\(percent)% of its words, in \(best.shared.passages.count) passage(s) outside quotation marks, stand in the earlier document"
        } else {
            finding.share = 0
            finding.passages = []
            finding.why = "shares no more than quoted words and short passages with earlier documents"
        }
        return finding
    }

    /// A credit line, or an outlet named as the origin in the lead, makes it a citation.
    private func cite(_ finding: inout CopyFinding, document: Document, text: [FoldedWord], own: Int?) {
        if let credit = document.credit, let agency = names.known(named: credit.value), agency != own {
            finding.relation = .cites
            finding.outlet = names.names[agency]
            finding.root = "outlet:\(OutletNames.key(names.names[agency]))"
            finding.why = "credits \(credit.value) (\(credit.rule))"
            return
        }
        let cited = scanner.citations(in: text, names: names, own: own)
        let lead = text.count <= 2 * limits.lead ? text.count : limits.lead
        guard
            let citation = cited.first(where: { $0.strength == "credit" })
                ?? cited.first(where: { $0.strength == "first" })
                ?? cited.first(where: { $0.words.lowerBound < lead && $0.strength == "cites" })
                ?? cited.first(where: { $0.words.lowerBound < lead / 2 })
        else { return }
        finding.relation = .cites
        finding.outlet = names.names[citation.outlet]
        finding.root = "outlet:\(OutletNames.key(names.names[citation.outlet]))"
        finding.why = "names its origin: “\(document.text[citation.extent])” (\(citation.rule))"
    }

    /// Keeps the document's trace and gives the finding its root when it has none yet.
    private mutating func remember(_ finding: inout CopyFinding, words: Int, own: Int?, title: UInt64) {
        let root: Int32
        switch finding.relation {
        case .copy, .version: root = finding.of.map { traces[$0].root } ?? Int32(traces.count)
        case .cites: root = finding.outlet.flatMap { names.known(named: $0) }.map { ~Int32($0) } ?? Int32(traces.count)
        case .independent, .partial: root = Int32(traces.count)
        }
        if finding.root.isEmpty { finding.root = rootName(root) }
        let parent = finding.relation == .independent || finding.relation == .cites ? nil : finding.of
        traces.append(
            Trace(
                root: root, words: UInt32(words), outlet: own.map { Int32($0) } ?? -1,
                parent: parent.map { Int32($0) } ?? -1, share: Float(finding.share), title: title))
    }

    private func rootName(_ root: Int32) -> String {
        root >= 0 ? "doc:\(root)" : "outlet:\(OutletNames.key(names.names[Int(~root)]))"
    }

    private mutating func titleHash(_ title: String) -> UInt64 {
        titleWords.scan(Array(title.utf8), .hashes)
        return titleWords.words.reduce(0x1234_5678) { ($0 ^ $1.hash) &* 0x9E37_79B9_7F4A_7C15 }
    }
}
