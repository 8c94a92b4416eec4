/// A JSON value (RFC 8259). Members keep their order; numbers keep their digits.
public indirect enum JSONValue: Hashable, Sendable {
    /// `null`
    case null
    /// `true` or `false`
    case bool(Bool)
    /// A number, as written.
    case number(String)
    /// A string, unescaped.
    case string(String)
    /// An array.
    case array([JSONValue])
    /// An object, members in the order of the source.
    case object([Member])

    /// A member of an object.
    public struct Member: Hashable, Sendable {
        /// The name.
        public var name: String
        /// The value.
        public var value: JSONValue

        /// Makes a member.
        public init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// The last member of that name, as most readers do; nil for other values.
    public subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.name == name }?.value
    }

    /// The string, for strings.
    public var string: String? { if case .string(let value) = self { value } else { nil } }
    /// The elements, for arrays.
    public var array: [JSONValue]? { if case .array(let value) = self { value } else { nil } }
    /// The members, for objects.
    public var members: [Member]? { if case .object(let value) = self { value } else { nil } }
    /// The value as a whole number, for numbers that are one.
    public var int: Int? { if case .number(let digits) = self { Int(digits) } else { nil } }
    /// The value as a number.
    public var double: Double? { if case .number(let digits) = self { Double(digits) } else { nil } }
    /// The value, for booleans.
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
}
