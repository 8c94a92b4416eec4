import Documents
import Lexicons
import Texts

/// Tells sentences from headings, fragments, captions, bylines and readers' comments, once words are tagged.
///
/// | a stretch that … | is |
/// | --- | --- |
/// | stands in a headline or heading block | heading |
/// | stands in a caption block, or opens like a picture credit | caption |
/// | tells in the present what a picture shows (rules/caption-verbs.tsv), once times are read | caption |
/// | is or follows what a reader's comment is signed with (rules/comment-marks.tsv), once times are read | comment |
/// | opens like a byline ("By Mara Lindt"), without a finite verb | byline |
/// | has no finite verb and credits a picture ("Jane Doe/Northwire Images", rules/picture-credits.tsv) | caption |
/// | has a finite verb or an imperative, but is the document's first line, alone in it and without a stop, before other text | heading |
/// | has a finite verb or an imperative | sentence |
/// | has none, stands alone in its block without a stop, and text follows | heading |
/// | has none | fragment |
///
/// Finite are the Penn tags MD, VBD, VBP and VBZ, and a VBN that is the root and has an active subject. A reading without tags keeps what its blocks say.
struct SentenceKinds {
    private let openers: Lexicon
    /// Phrases of picture credits: "any" or "slash".
    private let credits: Lexicon
    /// Verbs of what a picture shows: "dated" or "any".
    private(set) var shown: [String: String] = [:]
    /// What stands behind the moment of a reader's comment.
    let marks: [String]

    init() throws(LexiconError) {
        openers = try Lexicon(named: "rules/line-openers.tsv", key: "opener", value: "kind")
        credits = try Lexicon(named: "rules/picture-credits.tsv", key: "phrase", value: "where")
        marks = try Table(named: "rules/comment-marks.tsv", columns: ["mark"]).rows.map { String($0["mark"]) }
        for row in try Table(named: "rules/caption-verbs.tsv", columns: ["verb", "when"]).rows {
            for verb in row["verb"].split(separator: " ") { shown[String(verb)] = row["when"] }
        }
    }

    /// Sets the kind of every sentence.
    func read(_ reading: inout Reading) {
        for i in reading.sentences.indices { reading.sentences[i].kind = kind(i, reading) }
    }

    private func kind(_ i: Int, _ reading: Reading) -> Sentence.Kind {
        let sentence = reading.sentences[i]
        let blocks = reading.document.blocks
        let block = sentence.block < blocks.count ? blocks[sentence.block].kind : .paragraph
        if block == .headline || block == .heading { return .heading }
        if block == .caption { return .caption }
        if let dateline = reading.document.dateline, sentence.extent.upper <= dateline.upper + 8,
            sentence.extent.contains(dateline)
        {
            return .fragment
        }
        let tokens = sentence.tokens.clamped(to: 0..<reading.tokens.count)
        let isTagged = tokens.contains { reading.tokens[$0].upos != .x }
        guard isTagged else { return .sentence }
        let isFinite = hasFiniteVerb(tokens, reading)
        if let opener = opener(tokens, reading), opener == .caption || !isFinite { return opener }
        if !isFinite, isCredit(tokens, reading) { return .caption }
        let isAlone = isAloneInBlock(i, reading) && !endsWithStop(tokens, reading)
        let isFollowed = i + 1 < reading.sentences.count
        if isFinite {
            return isAlone && i == 0 && isFollowed && tokens.count <= 30 ? .heading : .sentence
        }
        return isAlone && isFollowed ? .heading : .fragment
    }

    private func hasFiniteVerb(_ tokens: Range<Int>, _ reading: Reading) -> Bool {
        for i in tokens {
            let token = reading.tokens[i]
            switch token.xpos {
            case .md, .vbd, .vbp, .vbz: return true
            // An imperative is the root, bare, without a subject before it.
            case .vb where token.head < 0 && i - tokens.lowerBound < 3: return true
            // "The train left": the tagger takes some past tenses for participles; an active subject gives them away.
            case .vbn where token.head < 0 && hasSubject(i, tokens, reading): return true
            default: continue
            }
        }
        return false
    }

    private func hasSubject(_ verb: Int, _ tokens: Range<Int>, _ reading: Reading) -> Bool {
        tokens.contains { reading.tokens[$0].head == verb && reading.tokens[$0].relation == .nsubj }
    }

    /// What the first words say: "By Mara Lindt", "Photo: …".
    private func opener(_ tokens: Range<Int>, _ reading: Reading) -> Sentence.Kind? {
        guard tokens.count > 1 else { return nil }
        var words = ""
        for i in tokens.prefix(3) {
            if !words.isEmpty { words += " " }
            words += reading.form(i).lowercased()
            guard let kind = openers[words] else { continue }
            if kind == "caption" { return .caption }
            // "By Mara Lindt" and "Reporting by Mara Lindt", but not "By noon, …".
            let next = i + 1
            if next < tokens.upperBound, reading.tokens[next].upos == .propn { return .byline }
        }
        return nil
    }

    /// "Jane Doe/Northwire Images", "(AP Photo/Jane Doe)": a short line with a word of credits, or a person's name, a stroke and an agency.
    private func isCredit(_ tokens: Range<Int>, _ reading: Reading) -> Bool {
        guard tokens.count <= 16, reading.tokens[tokens].contains(where: { $0.upos == .propn }) else { return false }
        var words: [Substring] = []
        var hasStroke = false
        for i in tokens {
            let form = reading.form(i).lowercased()
            hasStroke = hasStroke || form.utf8.contains(UInt8(ascii: "/"))
            words += form.split(whereSeparator: { $0 == "/" || $0 == "-" })
        }
        return words.contains { word in
            guard let place = credits[String(word)] else { return false }
            return place == "any" ? hasStroke || words.contains("by") || words.contains("via") : hasStroke
        }
    }

    private func isAloneInBlock(_ i: Int, _ reading: Reading) -> Bool {
        let block = reading.sentences[i].block
        if i > 0, reading.sentences[i - 1].block == block { return false }
        return i + 1 == reading.sentences.count || reading.sentences[i + 1].block != block
    }

    private func endsWithStop(_ tokens: Range<Int>, _ reading: Reading) -> Bool {
        for i in tokens.reversed() {
            let form = reading.form(i)
            switch form {
            case "\"", "”", "’", "'", ")", "]", "»": continue
            default:
                guard let last = form.utf8.last else { return false }
                return last == 0x2E || last == 0x21 || last == 0x3F || form == "…" || form == "。"
            }
        }
        return false
    }
}
