import Documents
import NetworkKernel
import Testing

@testable import Lexicons
@testable import Readings

/// The embedded network on sentences of our own.
@Suite struct SyntaxReaderTests {
    /// Words parted by blanks, one sentence a line; the network's answer for each kernel.
    func read(_ lines: [String], _ kernel: sitrep_kernel) throws -> ([NetworkRunner.Word], [NameDecoder.Span]) {
        let network = try Network(model: Resource(named: "models/english.network").bytes)
        let runner = try NetworkRunner(network, kernel: kernel)
        var words: [Range<Int>] = []
        var sentences: [Range<Int>] = []
        var bytes: [UInt8] = []
        for line in lines {
            let first = words.count
            for word in line.split(separator: " ") {
                words.append(bytes.count..<bytes.count + word.utf8.count)
                bytes += Array(word.utf8) + [32]
            }
            sentences.append(first..<words.count)
        }
        var result: [NetworkRunner.Word] = []
        var names: [NameDecoder.Span] = []
        bytes.withUnsafeBufferPointer {
            runner.run($0, words: words, sentences: sentences, result: &result, names: &names)
        }
        return (result, names)
    }

    static let lines = [
        "The governor said on Monday that the bridge had been destroyed .",
        "Anna Keller visited Germany .",
        "x",
        "THE RIVER ROSE AGAIN",
        "« Ünïcode » 北京 … — ok",
    ]

    @Test func everyKernelReadsTheSame() throws {
        let (portable, names) = try read(Self.lines, SITREP_KERNEL_PORTABLE)
        let (best, others) = try read(Self.lines, sitrep_kernel_best())
        #expect(portable.map(\.head) == best.map(\.head))
        #expect(portable.map(\.relation) == best.map(\.relation))
        #expect(portable.map(\.xpos) == best.map(\.xpos))
        #expect(names == others)
    }

    @Test func passiveClause() throws {
        let (words, _) = try read([Self.lines[0]], sitrep_kernel_best())
        #expect(
            words.map(\.upos) == [.det, .noun, .verb, .adp, .propn, .sconj, .det, .noun, .aux, .aux, .verb, .punct])
        #expect(words[2].head == -1 && words[2].relation == .root)
        #expect(words[1].head == 2 && words[1].relation == .nsubj)
        #expect(words[7].head == 10 && words[7].relation == .nsubjPass)
        #expect(words[10].head == 2 && words[10].relation == .ccomp)
    }

    @Test func personAndPlace() throws {
        let (_, names) = try read([Self.lines[1]], sitrep_kernel_best())
        #expect(names == [.init(words: 0..<2, kind: .person), .init(words: 3..<4, kind: .place)])
    }

    /// A batch reads every sentence as it would alone.
    @Test func sentencesDoNotTouch() throws {
        let (together, _) = try read(Self.lines, sitrep_kernel_best())
        var alone: [NetworkRunner.Word] = []
        for line in Self.lines { alone += try read([line], sitrep_kernel_best()).0 }
        #expect(together.map(\.head) == alone.map(\.head))
        #expect(together.map(\.xpos) == alone.map(\.xpos))
    }
}
