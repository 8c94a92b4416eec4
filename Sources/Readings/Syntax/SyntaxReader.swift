import Lexicons
import Texts

/// Tags, trees and names, from the network.
final class SyntaxReader {
    private let runner: NetworkRunner
    private let names: NameReader
    private var words: [Range<Int>] = []
    private var sentences: [Range<Int>] = []
    private var result: [NetworkRunner.Word] = []
    private var spans: [NameDecoder.Span] = []

    /// Opens the embedded model.
    init() throws(LexiconError) {
        runner = try NetworkRunner(Network(model: Resource(named: "models/english.network").bytes))
        names = try NameReader()
    }

    /// Fills the tags, heads and relations of all tokens, and the names.
    func read(_ reading: inout Reading) {
        words.removeAll(keepingCapacity: true)
        result.removeAll(keepingCapacity: true)
        spans.removeAll(keepingCapacity: true)
        for token in reading.tokens { words.append(token.extent.range) }
        let text = reading.text
        text.utf8.withUnsafeBufferPointer { bytes in
            sentences.removeAll(keepingCapacity: true)
            var size = 0
            for sentence in reading.sentences {
                var start = sentence.tokens.lowerBound
                while start < sentence.tokens.upperBound {
                    let end = min(start + NetworkRunner.longest, sentence.tokens.upperBound)
                    if size + end - start > NetworkRunner.longest {
                        flush(bytes)
                        size = 0
                    }
                    sentences.append(start..<end)
                    size += end - start
                    start = end
                }
            }
            flush(bytes)
        }
        write(&reading)
        names.read(&reading, found: spans)
    }

    /// Runs the sentences gathered so far.
    private func flush(_ bytes: UnsafeBufferPointer<UInt8>) {
        runner.run(bytes, words: words, sentences: sentences, result: &result, names: &spans)
        sentences.removeAll(keepingCapacity: true)
    }

    /// Writes the words' tags and heads; later parts of an overlong sentence hang on its first root.
    private func write(_ reading: inout Reading) {
        guard result.count == reading.tokens.count else { return }
        for sentence in reading.sentences {
            var root = -1
            for token in sentence.tokens {
                let word = result[token]
                let part = (token - sentence.tokens.lowerBound) / NetworkRunner.longest * NetworkRunner.longest
                reading.tokens[token].upos = word.upos
                reading.tokens[token].xpos = word.xpos
                reading.tokens[token].relation = word.relation
                if word.head >= 0 {
                    reading.tokens[token].head = sentence.tokens.lowerBound + part + word.head
                } else {
                    reading.tokens[token].head = root
                    if root >= 0 { reading.tokens[token].relation = .parataxis }
                    if root < 0 { root = token }
                }
            }
        }
    }
}
