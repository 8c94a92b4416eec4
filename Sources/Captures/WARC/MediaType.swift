/// A Content-Type field: "text/html; charset=utf-8".
struct MediaType: Hashable, Sendable {
    /// "text/html", lower case.
    var name: String
    private var parameters: [String: String] = [:]

    /// The stated character set.
    var charset: String? { parameters["charset"] }
    /// The mark between the parts of a multipart message.
    var boundary: String? { parameters["boundary"] }

    init(_ field: String) {
        var parts: [String] = []
        var current = ""
        var quoted = false
        for character in field.unicodeScalars {
            if character == "\"" {
                quoted.toggle()
            } else if character == ";", !quoted {
                parts.append(current)
                current = ""
            } else {
                current.unicodeScalars.append(character)
            }
        }
        parts.append(current)
        name = parts[0].trimmedASCII.lowercased()
        for part in parts.dropFirst() {
            guard let equals = part.firstIndex(of: "=") else { continue }
            let key = String(part[..<equals]).trimmedASCII.lowercased()
            if parameters[key] == nil { parameters[key] = String(part[part.index(after: equals)...]).trimmedASCII }
        }
    }
}

extension String {
    /// Without ASCII white space at its edges.
    var trimmedASCII: String {
        var bytes = Substring(self).utf8
        while let first = bytes.first, first <= 0x20 { bytes.removeFirst() }
        while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
        return String(Substring(bytes))
    }
}
