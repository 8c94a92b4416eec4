/// What a server answered, its body as it came over the line.
public struct WebAnswer: Sendable, Hashable {
    /// The status, 100 to 599.
    public var status: Int
    /// The header's fields, in order.
    public var fields: [WebField]
    /// The body; empty for redirects and the like.
    public var body: [UInt8]

    /// Makes an answer.
    public init(status: Int, fields: [WebField] = [], body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// The first field of that name, white space at its edges dropped.
    public subscript(name: String) -> String? {
        guard let field = fields.first(where: { $0.name.lowercased() == name.lowercased() }) else { return nil }
        var value = Substring(field.value).utf8
        while let first = value.first, first <= 0x20 { value.removeFirst() }
        while let last = value.last, last <= 0x20 { value.removeLast() }
        return String(Substring(value))
    }

    /// All values of fields of that name, joined by commas.
    public func all(_ name: String) -> String {
        fields.filter { $0.name.lowercased() == name.lowercased() }.map(\.value).joined(separator: ",")
    }

    /// Media type and character set as `Content-Type` states them, lower case.
    public var content: (type: String?, charset: String?) {
        guard let field = self["Content-Type"] else { return (nil, nil) }
        let parts = field.split(separator: ";").map { part in
            part.filter { $0 != " " && $0 != "\t" && $0 != "\"" && $0 != "'" }.lowercased()
        }
        let charset = parts.dropFirst().first { $0.hasPrefix("charset=") }.map { String($0.dropFirst(8)) }
        return (parts.first, charset.flatMap { $0.isEmpty ? nil : $0 })
    }

    /// What a status means, in words: "404 Not Found".
    public static func words(_ status: Int) -> String {
        let names = [
            400: "Bad Request", 401: "Unauthorized", 402: "Payment Required", 403: "Forbidden", 404: "Not Found",
            405: "Method Not Allowed", 406: "Not Acceptable", 408: "Request Timeout", 410: "Gone",
            418: "I'm a Teapot", 421: "Misdirected Request", 425: "Too Early", 429: "Too Many Requests",
            451: "Unavailable For Legal Reasons", 500: "Internal Server Error", 501: "Not Implemented",
            502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout",
        ]
        return names[status].map { "\(status) \($0)" } ?? "status \(status)"
    }
}
