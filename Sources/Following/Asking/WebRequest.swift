/// One question to one server.
public struct WebRequest: Sendable, Hashable {
    /// What is done there.
    public enum Method: String, Sendable {
        /// Asks for what is there.
        case get = "GET"
        /// Hands something over.
        case post = "POST"
    }

    /// What is done.
    public var method: Method
    /// Where.
    public var address: WebAddress
    /// Header fields besides `Host` and those about the body's length.
    public var fields: [WebField]
    /// What is handed over.
    public var body: [UInt8]

    /// Makes a request.
    public init(_ method: Method = .get, _ address: WebAddress, fields: [WebField] = [], body: [UInt8] = []) {
        self.method = method
        self.address = address
        self.fields = fields
        self.body = body
    }
}

/// A header field.
public struct WebField: Sendable, Hashable {
    /// Its name; case does not matter.
    public var name: String
    /// Its value.
    public var value: String

    /// Makes a field.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
