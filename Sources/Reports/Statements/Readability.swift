import Documents
import Moments
import Readings
import Stories
import Texts

/// How well a sentence stands alone.
struct Readability {
    let view: StoryView

    /// 0 for a sentence that reads well by itself; each fault adds to it. Above 2 it must not open a report.
    func faults(_ citation: Citation) -> Double {
        view.faults[citation] ?? counted(citation)
    }

    private func counted(_ citation: Citation) -> Double {
        let reading = view.story.readings[citation.document]
        guard let sentence = view.sentence(citation), sentence.kind == .sentence, !sentence.tokens.isEmpty else {
            return 9
        }
        var faults = 0.0
        let start = view.printed(citation).extent.lower
        let words = sentence.tokens.filter {
            reading.tokens[$0].upos != .punct && reading.tokens[$0].extent.lower >= start
        }
        if words.count < 7 { faults += 1.5 }
        if words.count < 5 { faults += 2 }
        if words.count > 38 { faults += Double(words.count - 38) * 0.08 }
        guard let first = words.first else { return 9 }
        let opening = reading.form(first).lowercased()
        if Self.connectives.contains(opening) { faults += 1.2 }
        if Self.danglers.contains(opening) { faults += 2.5 }
        faults += dangling(sentence, reading)
        if opening == "the" {
            faults += bareDefinite(words, reading)
        } else {
            faults += laterSubject(sentence, start, reading)
        }
        let bytes = reading.text.utf8
        if Self.startsQuoted(bytes, sentence.extent) { faults += 1.2 }
        if Self.quoteBalance(bytes, sentence.extent) != 0 { faults += 2 }
        if let last = Self.lastLetter(bytes, sentence.extent), !Self.stops.contains(last) { faults += 1.5 }
        if bytes[sentence.extent.range].last == UInt8(ascii: "?") { faults += 2 }
        if words.contains(where: { Self.firstPerson.contains(reading.form($0).lowercased()) }) { faults += 1.3 }
        if isCaption(words, reading) { faults += 2.5 }
        if isVerbless(words, reading) { faults += 2.5 }
        return faults
    }

    /// "A photograph released on Monday shows the bridge", "The mayor, from left, and two aides": what a picture shows
    /// (rules/antecedents.tsv).
    private func isCaption(_ words: [Int], _ reading: Reading) -> Bool {
        let text = words.reduce(into: " ") { $0 += reading.form($1).lowercased() + " " }
        if view.editor.captions.contains(where: { text.contains($0) }) { return true }
        guard let root = words.first(where: { reading.tokens[$0].head < 0 }),
            Self.showing.contains(lemma(root, reading))
        else { return false }
        return reading.dependents(of: root).contains {
            reading.tokens[Int($0)].relation == .nsubj && view.editor.pictures.contains(lemma(Int($0), reading))
        }
    }

    /// "French raid in Saint-Denis": no word of it is a finite verb, where the words were told apart at all.
    private func isVerbless(_ words: [Int], _ reading: Reading) -> Bool {
        var areTagged = false
        for word in words {
            switch reading.tokens[word].xpos {
            case .vbd, .vbz, .vbp, .md: return false
            case .xx: break
            default: areTagged = true
            }
        }
        return areTagged
    }

    private func lemma(_ token: Int, _ reading: Reading) -> String {
        let lemma = reading.tokens[token].lemma
        return (lemma.isEmpty ? reading.form(token) : lemma).lowercased()
    }

    private static let showing: Set<String> = ["show", "depict", "capture", "illustrate"]

    /// Pronouns and bare definite phrases whose antecedent lies outside the sentence.
    private func dangling(_ sentence: Sentence, _ reading: Reading) -> Double {
        var faults = 0.0
        var sawName = false
        for i in sentence.tokens {
            let token = reading.tokens[i]
            if token.upos == .propn || token.upos == .noun,
                !reading.times.contains(where: { $0.extent.contains(token.extent) })
            {
                sawName = true
            }
            guard token.upos == .pron, !sawName else { continue }
            if Self.danglers.contains(reading.form(i).lowercased()) {
                faults += 1.5
                break
            }
        }
        return faults
    }

    /// "On Friday, the two shared a room": the subject of the main clause, behind what opens the sentence, needs an antecedent.
    private func laterSubject(_ sentence: Sentence, _ start: UInt32, _ reading: Reading) -> Double {
        guard let root = sentence.tokens.first(where: { reading.tokens[$0].head < 0 }) else { return 0 }
        for child in reading.dependents(of: root).prefix(24).map(Int.init) {
            let token = reading.tokens[child]
            guard token.relation == .nsubj || token.relation == .nsubjPass, token.extent.lower > start else { continue }
            guard let article = reading.dependents(of: child).first,
                reading.form(Int(article)).lowercased() == "the"
            else { return 0 }
            let phrase = Array(Int(article)...max(Int(article), child))
            return bareDefinite(phrase, reading) >= 2.5 ? 2.5 : 0
        }
        return 0
    }

    /// "The manager left in January": who is meant stands in the sentence before. 2.5 for nouns that always need one told before
    /// (rules/antecedents.tsv), 1.3 for another noun that few origins use, in a sentence without a name.
    private func bareDefinite(_ words: [Int], _ reading: Reading) -> Double {
        var noun = 1
        while noun < min(words.count, 4), reading.tokens[words[noun]].upos == .adj { noun += 1 }
        guard noun < words.count else { return 0 }
        let head = words[noun]
        let token = reading.tokens[head]
        let lemma = (token.lemma.isEmpty ? reading.form(head) : token.lemma).lowercased()
        let isListed = view.editor.antecedents.contains(lemma)
        guard token.upos == .noun || isListed else { return 0 }
        if noun + 1 < words.count, [.noun, .propn].contains(reading.tokens[words[noun + 1]].upos) { return 0 }
        let isBare = reading.dependents(of: head).allSatisfy {
            let word = reading.tokens[Int($0)]
            return word.upos == .det || word.upos == .adj || word.relation == .punct
        }
        guard isBare else { return 0 }
        if isListed { return 2.5 }
        let isNamed = words.contains { i in
            reading.tokens[i].upos == .propn
                && !reading.times.contains { $0.extent.contains(reading.tokens[i].extent) }
        }
        let spread = view.spread(of: lemma)
        return isNamed || spread > 0.5 ? 0 : 1.3
    }

    /// How deep below the main clause, or below what is reported in it, a claim's predicate stands: 0 for what the sentence is about,
    /// more for what it mentions in passing ("questioned … about the collapse").
    func depth(_ telling: Event.Telling) -> Double {
        depth(claim: telling.claim, in: view.story.readings[telling.citation.document])
    }

    /// The same for a claim of a document.
    func depth(claim: Int, in reading: Reading) -> Double {
        guard claim < reading.claims.count else { return 0 }
        var token = reading.claims[claim].predicateToken
        var depth = 0.0
        for _ in 0..<12 {
            guard reading.tokens.indices.contains(token) else { break }
            switch reading.tokens[token].relation {
            case .root, .parataxis: return depth
            case .ccomp, .conj: break
            case .advcl, .xcomp: depth += 0.5
            default: depth += 1
            }
            token = reading.tokens[token].head
        }
        return depth
    }

    static let connectives: Set<String> = [
        "but", "and", "or", "so", "yet", "however", "meanwhile", "also", "then", "instead", "still", "moreover",
        "nevertheless", "otherwise", "because", "here", "thus", "therefore", "nor", "plus",
    ]
    static let danglers: Set<String> = [
        "he", "she", "it", "they", "him", "her", "them", "his", "their", "its", "this", "that", "these", "those",
        "such",
        "both", "neither", "there", "another", "others", "one",
    ]
    static let firstPerson: Set<String> = ["i", "we", "my", "our", "us", "me", "you", "your"]
    static let stops: Set<UInt8> = [UInt8(ascii: "."), UInt8(ascii: "!")]

    /// Whether a sentence begins with a quotation mark.
    static func startsQuoted(_ bytes: [UInt8], _ extent: Extent) -> Bool {
        guard !extent.isEmpty, extent.end <= bytes.count else { return false }
        if bytes[extent.start] == UInt8(ascii: "\"") { return true }
        return extent.count > 3 && bytes[extent.start] == 0xE2 && bytes[extent.start + 1] == 0x80
            && [0x98, 0x9C].contains(bytes[extent.start + 2])
    }

    /// Opening less closing double quotation marks; straight ones count as odd or even.
    static func quoteBalance(_ bytes: [UInt8], _ extent: Extent) -> Int {
        var balance = 0
        var straight = 0
        var i = extent.start
        while i < min(extent.end, bytes.count) {
            if bytes[i] == UInt8(ascii: "\"") { straight += 1 }
            if bytes[i] == 0xE2, i + 2 < bytes.count, bytes[i + 1] == 0x80 {
                if bytes[i + 2] == 0x9C { balance += 1 }
                if bytes[i + 2] == 0x9D { balance -= 1 }
            }
            i += 1
        }
        return abs(balance) + straight % 2
    }

    /// The last byte that is no closing quotation mark or bracket.
    static func lastLetter(_ bytes: [UInt8], _ extent: Extent) -> UInt8? {
        var end = min(extent.end, bytes.count)
        while end > extent.start {
            let byte = bytes[end - 1]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: ")") {
                end -= 1
            } else if end - 3 >= extent.start, bytes[end - 3] == 0xE2, bytes[end - 2] == 0x80,
                [0x99, 0x9D].contains(bytes[end - 1])
            {
                end -= 3
            } else {
                return byte
            }
        }
        return nil
    }
}
