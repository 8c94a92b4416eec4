/// Undoes what a treebank's tokenizer made of brackets and quotation marks: "-LRB- Northwire -RRB-" is "(Northwire)".
///
/// Only texts with such a bracket are touched; in others two accents or apostrophes may be the writer's own. Linear.
enum TreebankMarks {
    static func undone(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard InputBytes.find("-LRB-", in: bytes) || InputBytes.find("-RRB-", in: bytes) else { return text }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var i = 0
        while i < bytes.count {
            let end = bytes[i...].firstIndex { $0 <= 0x20 } ?? bytes.count
            let mark: UInt8
            var opens = false
            switch String(decoding: bytes[i..<end], as: UTF8.self) {
            case "-LRB-": (mark, opens) = (0x28, true)
            case "-RRB-": mark = 0x29
            case "``": (mark, opens) = (0x22, true)
            case "''": mark = 0x22
            default:
                out += bytes[i..<min(end + 1, bytes.count)]
                i = end + 1
                continue
            }
            if !opens, out.last == 0x20 { out.removeLast() }
            out.append(mark)
            // The blank behind an opening mark goes, and is kept behind a closing one.
            if end < bytes.count, !(opens && bytes[end] == 0x20) { out.append(bytes[end]) }
            i = end + 1
        }
        return String(decoding: out, as: UTF8.self)
    }
}
