import Captures
import JSON
import Moments
import Texts

extension DocumentMaker {
    /// Puts what a record said about itself into its document.
    func apply(_ statements: [Statement], to document: inout Document, captured: Moment?) {
        func first(_ name: Statement.Name) -> Statement? {
            // By index, so that only the one is copied.
            for i in statements.indices where statements[i].name == name { return statements[i] }
            return nil
        }
        if let title = first(.title) {
            let text = Self.plain(title.value)
            if !text.isEmpty { document.title = Stated(text, rule: title.rule) }
        }
        if let outlet = first(.outlet) {
            let address = first(.outletAddress)?.value ?? document.url
            document.outlet = outlets.outlet(named: Self.plain(outlet.value), url: address, rule: outlet.rule)
        } else if document.outlet == nil, let url = document.url {
            document.outlet = outlets.outlet(ofAddress: url)
        }
        if let published = first(.published) {
            document.published = dated(published, captured, &document) ?? document.published
        }
        if let modified = first(.modified) {
            let dated = StatedDate.read(modified.value, rule: modified.rule)
            if dated?.moment != document.published?.moment { document.modified = dated ?? document.modified }
        }
        let reader = BylineReader.self
        let people = statements.filter { $0.name == .author }
        if let rule = people.first?.rule {
            let names = people.flatMap { reader.split(Self.person($0.value)) }
                .filter { reader.isPerson($0, outlet: document.outlet?.value) }
            if !names.isEmpty { document.byline = Stated(names, rule: rule) }
        }
        if let language = first(.language) {
            document.language = Self.languageCode(language.value) ?? document.language
        }
        if let section = first(.section) { document.section = section.value }
        let words = statements.filter { $0.name == .keyword }.map { Self.plain($0.value) }
        if !words.isEmpty { document.keywords = words }
        if let credit = first(.credit) { document.credit = Stated(credit.value, rule: credit.rule) }
        if let withdrawn = first(.withdrawn) { document.flags.append(.init("withdrawn", withdrawn.value)) }
        if let correction = first(.correction) { document.flags.append(.init("correction", correction.value)) }
    }

    /// The date a record states; nil, with a flag, when it is not understood or lies after the capture.
    func dated(_ statement: Statement, _ captured: Moment?, _ document: inout Document) -> Dated? {
        guard let dated = StatedDate.read(statement.value, rule: statement.rule) else {
            document.flags.append(.init("date", "\(statement.rule) not understood: \(statement.value.prefix(80))"))
            return nil
        }
        if let captured, dated.moment.seconds > captured.seconds + 86_400 {
            document.flags.append(.init("date", "\(statement.rule) lies after the capture: \(dated.iso)"))
            return nil
        }
        return dated
    }

    /// A title without the markup and references that feeds leave in it.
    static func plain(_ text: String) -> String {
        if isPlain(text) { return text }
        var text = CharacterReference.decoded(text)
        if text.utf8.contains(UInt8(ascii: "<")) {
            var out: [UInt8] = []
            var inside = false
            let bytes = Array(text.utf8)
            for (i, byte) in bytes.enumerated() {
                if byte == UInt8(ascii: "<"), i + 1 < bytes.count,
                    (97...122).contains(bytes[i + 1] | 0x20) || bytes[i + 1] == 0x2F
                {
                    inside = true
                }
                if !inside { out.append(byte) }
                if byte == UInt8(ascii: ">") { inside = false }
            }
            text = String(decoding: out, as: UTF8.self)
        }
        var out: [UInt8] = []
        Collapse.append(Array(text.utf8)[...], to: &out)
        return String(decoding: out, as: UTF8.self).withoutEdges
    }

    /// Whether there is nothing to take out or put together: ASCII with single spaces, no markup, no reference.
    private static func isPlain(_ text: String) -> Bool {
        var before: UInt8 = 0x20
        for byte in text.utf8 {
            if byte < 0x20 || byte >= 0x80 || byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&") { return false }
            if byte == 0x20, before == 0x20 { return false }
            before = byte
        }
        return before != 0x20
    }

    /// "desk@herald.example (Ana Ferro)" → "Ana Ferro", as RSS has it.
    private static func person(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "@")), let open = text.firstIndex(of: "("),
            let close = text.lastIndex(of: ")"), open < close
        else {
            return text
        }
        return String(text[text.index(after: open)..<close])
    }

    /// A piece of HTML that is an article's text and nothing else: all of it counts, only what is no text is left out.
    func fragment(_ capture: Capture) -> Result<Document, Skipped> {
        let decoded = Decoded(capture.bytes, transport: capture.charset, stated: nil)
        guard let (text, blocks) = fragmentText(decoded.utf8) else {
            return .failure(skipped(capture, "it cannot be parsed (no memory). Cut it into parts"))
        }
        if text.count == 0, let title = titleAlone(capture) { return .success(title) }
        var document = Document(
            id: recordID(capture), text: text, blocks: blocks, origin: capture.origin, line: capture.line)
        document.url = capture.url
        return .success(document)
    }

    /// The text of such a piece; nil when there is no memory to parse it.
    func fragmentText(_ markup: [UInt8]) -> (text: Text, blocks: [Block])? {
        if let plain = PlainFragment.read(markup, pages.words, pages.lines) { return plain }
        guard let tree = PlainMarkup.parse(markup) ?? parsers.parse(markup, depthLimit: options.limits.elementDepth)
        else { return nil }
        let (text, blocks, _) = TextWriter.write(MainText(fragment: PageLayout(tree, pages.words)), lines: pages.lines)
        return (text, blocks)
    }

    /// The id a record states, or its address.
    func recordID(_ capture: Capture) -> String? {
        capture.id ?? capture.statements.first { $0.name == .id }?.value ?? capture.url
    }

    /// A document of a record that holds nothing but a title.
    func titleAlone(_ capture: Capture) -> Document? {
        guard let title = capture.statements.first(where: { $0.name == .title }) else { return nil }
        let text = Text(Self.plain(title.value))
        guard text.count > 0 else { return nil }
        var document = Document(
            id: recordID(capture), text: text, blocks: [Block(text.extent, .headline)], origin: capture.origin,
            line: capture.line)
        document.url = capture.url
        return document
    }
}
