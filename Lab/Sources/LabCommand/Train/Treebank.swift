import JSON

/// A Universal Dependencies treebank aligned with its raw texts.
struct Treebank {
    /// A syntactic word.
    struct Word {
        var form: String
        var lemma: String
        var upos: String
        var xpos: String
    }

    /// A written token with its words.
    struct Unit {
        /// Bytes of the text, half open.
        var start: Int
        var end: Int
        var words: [Word]
    }

    struct Document {
        var id: String
        var text: String
        var sentences: [[Unit]]
    }

    var documents: [Document]

    /// Reads `PATH.conllu` and the raw texts beside it, `PATH.raw.jsonl`.
    init(conllu path: String) throws {
        guard path.hasSuffix(".conllu") else { throw LabError(description: "\(path): expected a .conllu file.") }
        var texts: [String: String] = [:]
        for line in try Files.lines(String(path.dropLast(6)) + "raw.jsonl") where !line.isEmpty {
            let value = try JSONParser.parse(Array(line))
            guard let id = value["id"]?.string, let text = value["text"]?.string else { continue }
            texts[id] = text
        }
        documents = []
        var sentence: [Unit] = []
        var id: String?
        var sentences: [[Unit]] = []
        var position = 0
        var bytes: [UInt8] = []
        var multiwordEnd = 0

        func place(_ form: String) throws -> (Int, Int) {
            var start = -1
            for byte in form.utf8 where byte != 0x20 {
                while position < bytes.count, bytes[position] != byte { position += 1 }
                guard position < bytes.count else {
                    throw LabError(description: "\(path): '\(form)' is not in the raw text of \(id ?? "?").")
                }
                if start < 0 { start = position }
                position += 1
            }
            return (max(start, 0), position)
        }
        func closeDocument() {
            guard let id else { return }
            documents.append(Document(id: id, text: texts[id] ?? "", sentences: sentences))
            sentences = []
        }

        for line in try Files.lines(path) {
            if line.isEmpty {
                if !sentence.isEmpty { sentences.append(sentence) }
                sentence = []
                multiwordEnd = 0
                continue
            }
            let text = String(decoding: line, as: UTF8.self)
            if text.hasPrefix("# newdoc id = ") {
                closeDocument()
                let name = String(text.dropFirst(14))
                id = name
                bytes = Array((texts[name] ?? "").utf8)
                position = 0
            }
            if text.hasPrefix("#") { continue }
            let cells = text.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard cells.count >= 8, !cells[0].contains(".") else { continue }
            if cells[0].contains("-") {
                let (start, end) = try place(cells[1])
                sentence.append(Unit(start: start, end: end, words: []))
                multiwordEnd = Int(cells[0].split(separator: "-").last ?? "0") ?? 0
                continue
            }
            let word = Word(form: cells[1], lemma: cells[2], upos: cells[3], xpos: cells[4])
            if let number = Int(cells[0]), number <= multiwordEnd {
                sentence[sentence.count - 1].words.append(word)
            } else {
                let (start, end) = try place(cells[1])
                sentence.append(Unit(start: start, end: end, words: [word]))
            }
        }
        if !sentence.isEmpty { sentences.append(sentence) }
        closeDocument()
    }
}
