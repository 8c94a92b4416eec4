import Glibc
import Texts

/// The strings of one reading, each written once. Numbers are even for the reading's own and odd for those that every
/// reading has at hand (`CommonStrings`).
struct StringCode {
    /// A string by its bytes: two spellings of one letter are two strings.
    struct Key: Hashable {
        var string: String

        static func == (a: Key, b: Key) -> Bool { StringCode.same(a.string, b.string) }

        func hash(into hasher: inout Hasher) {
            var copy = string
            copy.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        }
    }

    private var numbers: [Key: Int] = [:]
    private var own: [String] = []

    private static let common: [Key: Int] = {
        var numbers: [Key: Int] = [:]
        for (i, string) in CommonStrings.all.enumerated() { numbers[Key(string: string)] = 2 * i + 1 }
        return numbers
    }()

    /// The number of a string, which is listed when it is new.
    mutating func number(of string: String) -> Int {
        let key = Key(string: string)
        if let number = Self.common[key] ?? numbers[key] { return number }
        let number = 2 * own.count
        numbers[key] = number
        own.append(string)
        return number
    }

    /// Writes the list: where a string stands in the text, or its bytes. In a long text with many strings the last ones are not
    /// looked for, so that the cost stays linear.
    ///
    /// - Returns: the bytes of all together.
    func write(to out: inout CodeWriter, _ text: [UInt8]) -> Int {
        var total = 0
        // Bytes of the text that may still be compared.
        var rest = 1 << 22 + 64 * text.count
        out.number(own.count)
        for var string in own {
            string.withUTF8 { bytes in
                total += bytes.count
                let place = bytes.count < 4 ? nil : Self.place(of: bytes, in: text, &rest)
                out.number(place.map { $0 + 1 } ?? 0)
                out.number(bytes.count)
                if place == nil { out.append(bytes) }
            }
        }
        return total
    }

    private static func place(
        of bytes: UnsafeBufferPointer<UInt8>, in text: [UInt8], _ rest: inout Int
    ) -> Int? {
        text.withUnsafeBytes { text in
            guard let start = text.baseAddress, let word = bytes.baseAddress else { return nil }
            var at = 0
            while at + bytes.count <= text.count, rest > 0 {
                let span = min(text.count - bytes.count + 1 - at, rest)
                guard let found = memchr(start + at, Int32(bytes[0]), span) else {
                    rest -= span
                    return nil
                }
                let next = UnsafeRawPointer(found) - start
                rest -= next - at + bytes.count
                at = next
                if memcmp(found, word, bytes.count) == 0 { return at }
                at += 1
            }
            return nil
        }
    }

    static func same(_ a: String, _ b: String) -> Bool {
        a.utf8.count == b.utf8.count && a.utf8.elementsEqual(b.utf8)
    }

    static func same(_ a: String?, _ b: String?) -> Bool {
        switch (a, b) {
        case (let a?, let b?): same(a, b)
        case (nil, nil): true
        default: false
        }
    }
}
