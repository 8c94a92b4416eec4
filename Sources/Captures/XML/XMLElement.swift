/// One element with all that is in it, for records small enough to be held.
struct XMLElement {
    /// A piece of an element's content.
    enum Content {
        case element(XMLElement)
        case text([UInt8])
    }

    var name: String
    var attributes: [XMLReader.Attribute] = []
    var content: [Content] = []

    /// Reads the element whose start was just read, to its end.
    ///
    /// - Throws: when it is larger than `limit` bytes; it is then read over, so that the next can be read.
    init(_ reader: XMLReader, limit: Int) throws(ReadFailure) {
        var stack = [XMLElement(name: reader.name, attributes: reader.attributes)]
        var size = 0
        let line = reader.line
        while true {
            switch try reader.next() {
            case .start:
                size += reader.name.utf8.count + 16
                if size <= limit {
                    stack.append(XMLElement(name: reader.name, attributes: reader.attributes))
                } else {
                    stack.append(XMLElement(name: reader.name))
                }
            case .text:
                size += reader.text.count
                if size <= limit { stack[stack.count - 1].content.append(.text(reader.text)) }
            case .end, .done:
                let done = stack.removeLast()
                guard !stack.isEmpty else {
                    guard size <= limit else {
                        throw ReadFailure(
                            reason: "line \(line): a record of \(size) bytes; \(limit) are read at most. Left out"
                        )
                    }
                    self = done
                    return
                }
                if size <= limit { stack[stack.count - 1].content.append(.element(done)) }
            }
        }
    }

    init(name: String, attributes: [XMLReader.Attribute] = []) {
        self.name = name
        self.attributes = attributes
    }

    /// Child elements.
    var children: [XMLElement] {
        content.compactMap { if case .element(let child) = $0 { child } else { nil } }
    }

    /// Whether a child's name is such.
    func holdsChild(_ such: (String) -> Bool) -> Bool {
        for case .element(let child) in content where such(child.name) { return true }
        return false
    }

    /// The first child of that name.
    func child(_ name: String) -> XMLElement? {
        for case .element(let child) in content where child.name == name { return child }
        return nil
    }

    /// Children of that name.
    func all(_ name: String) -> [XMLElement] {
        var found: [XMLElement] = []
        for case .element(let child) in content where child.name == name { found.append(child) }
        return found
    }

    /// The first element of that name at any depth.
    func descendant(_ name: String) -> XMLElement? {
        for case .element(let child) in content {
            if child.name == name { return child }
            if let found = child.descendant(name) { return found }
        }
        return nil
    }

    /// An attribute.
    subscript(attribute: String) -> String? { attributes.first { $0.name == attribute }?.value }

    /// All text in it, edges trimmed.
    var text: String { String(decoding: textBytes, as: UTF8.self) }

    /// The same as bytes.
    var textBytes: ArraySlice<UInt8> {
        var slice: ArraySlice<UInt8>
        if content.count == 1, case .text(let only) = content[0] {
            slice = only[...]
        } else {
            var bytes: [UInt8] = []
            appendText(to: &bytes)
            slice = bytes[...]
        }
        while let last = slice.last, last <= 0x20 { slice.removeLast() }
        while let first = slice.first, first <= 0x20 { slice.removeFirst() }
        return slice
    }

    private func appendText(to bytes: inout [UInt8]) {
        for piece in content {
            switch piece {
            case .text(let text): bytes.append(contentsOf: text)
            case .element(let child): child.appendText(to: &bytes)
            }
        }
    }

    /// Its content as HTML, prefixes dropped, names changed where `names` says so (nil drops the element and its content).
    func markup(_ names: (String) -> String? = { $0 }) -> [UInt8] {
        var out: [UInt8] = []
        appendMarkup(to: &out, names)
        return out
    }

    private func appendMarkup(to out: inout [UInt8], _ names: (String) -> String?) {
        for piece in content {
            switch piece {
            case .text(let text):
                for byte in text {
                    switch byte {
                    case UInt8(ascii: "<"): out.append(contentsOf: "&lt;".utf8)
                    case UInt8(ascii: "&"): out.append(contentsOf: "&amp;".utf8)
                    default: out.append(byte)
                    }
                }
            case .element(let child):
                let local = child.name.split(separator: ":").last.map(String.init) ?? child.name
                guard let name = names(local) else { continue }
                out.append(contentsOf: "<\(name)".utf8)
                for attribute in child.attributes
                where attribute.name == "href" || attribute.name == "class" {
                    let value = attribute.value.utf8.filter { $0 != 0x22 }
                    out.append(contentsOf: " \(attribute.name)=\"".utf8)
                    out.append(contentsOf: value)
                    out.append(0x22)
                }
                out.append(contentsOf: ">".utf8)
                child.appendMarkup(to: &out, names)
                out.append(contentsOf: "</\(name)>".utf8)
            }
        }
    }
}
