import Documents
public import Lexicons
import Texts

/// Splits a document's blocks into sentences and words.
///
/// A block's edge always ends a sentence, and so does a blank line; a single line break inside a block is weighed like
/// other hints. Words follow Universal Dependencies: `surface` of a word covers the written token it is part of.
/// Cost: linear in the bytes of the blocks; no allocation beyond the growing lists of the reading.
@_spi(Lab) public final class Segmenter {
    private let knowledge: SegmenterKnowledge
    private let model: SegmenterModel?
    private let atoms: UnsafeMutablePointer<Atom>
    private let features: UnsafeMutablePointer<UInt64>

    /// Makes a segmenter with the embedded model.
    public convenience init() throws(LexiconError) {
        try self.init(model: SegmenterModel(named: "models/english.segmenter"))
    }

    /// Makes a segmenter that can only be taught: reading without a model finds no open boundary.
    public static func untrained() throws(LexiconError) -> Segmenter { try Segmenter(model: nil) }

    init(model: SegmenterModel?) throws(LexiconError) {
        knowledge = try SegmenterKnowledge()
        self.model = model
        atoms = .allocate(capacity: SegmentScan<ModelJudge>.mostAtoms)
        atoms.initialize(repeating: .outside, count: SegmentScan<ModelJudge>.mostAtoms)
        features = .allocate(capacity: Features.limit)
        features.initialize(repeating: 0, count: Features.limit)
    }

    deinit {
        atoms.deallocate()
        features.deallocate()
    }

    /// Fills the reading's sentences and tokens; what stood there is dropped.
    public func read(_ reading: inout Reading) {
        guard let judge = model?.judge else { return }
        _ = scan(&reading, judge)
    }

    /// Reads with gold boundaries and returns every question that the model will be asked at run time.
    ///
    /// - Parameter gold: for each task the bytes of true boundaries: starts of tokens, ends of sentences (one past their
    ///   last byte), and starts of the second word of a written token.
    public func questions(_ reading: inout Reading, gold: [BoundaryTask: Set<Int>]) -> [RecordingJudge.Question] {
        scan(&reading, RecordingJudge(gold: gold)).questions
    }

    private func scan<Judge: BoundaryJudge>(_ reading: inout Reading, _ judge: Judge) -> Judge {
        let document = reading.document
        let count = document.text.count
        reading.sentences.removeAll(keepingCapacity: true)
        reading.tokens.removeAll(keepingCapacity: true)
        reading.tokens.reserveCapacity(count / 5 + 16)
        reading.sentences.reserveCapacity(count / 100 + 4)
        var result = judge
        document.text.utf8.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            var scan = SegmentScan(
                scanner: AtomScanner(bytes: base, table: UnsafePointer(knowledge.table)), knowledge: knowledge,
                atoms: atoms, features: Features(features), judge: judge, tokens: [], sentences: [])
            swap(&scan.tokens, &reading.tokens)
            swap(&scan.sentences, &reading.sentences)
            for (i, block) in document.blocks.enumerated() {
                // A document may be made by anyone: stretches outside the text are cut off.
                let lower = min(block.extent.start, count)
                let upper = min(max(block.extent.end, lower), count)
                // "KYIV (Reuters) —" is no part of the sentence behind it, and would be read as its subject.
                if let end = Self.endOfDateline(document, lower, upper, base) {
                    scan.read(block: i, lower, end)
                    scan.read(block: i, end, upper)
                } else {
                    scan.read(block: i, lower, upper)
                }
            }
            swap(&scan.tokens, &reading.tokens)
            swap(&scan.sentences, &reading.sentences)
            result = scan.judge
        }
        return result
    }

    /// The first byte behind the dateline that opens a stretch, and behind the dash after it; nil when none does.
    private static func endOfDateline(
        _ document: Document, _ lower: Int, _ upper: Int, _ bytes: UnsafePointer<UInt8>
    ) -> Int? {
        guard let dateline = document.dateline, dateline.start >= lower, dateline.start <= lower + 3,
            dateline.end < upper
        else { return nil }
        var end = dateline.end
        while end < upper {
            if bytes[end] <= 0x20 || bytes[end] == UInt8(ascii: "-") || bytes[end] == UInt8(ascii: ":") {
                end += 1
            } else if end + 2 < upper, bytes[end] == 0xE2, bytes[end + 1] == 0x80,
                (0x90...0x95).contains(bytes[end + 2])
            {
                end += 3
            } else {
                break
            }
        }
        return end < upper ? end : nil
    }
}
