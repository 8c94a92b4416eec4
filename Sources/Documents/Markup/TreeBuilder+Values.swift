import Captures
import Glibc

extension TreeBuilder {
    /// A stretch of the page as it is read, in the tree's bytes: itself, or a decoded copy.
    mutating func value(_ range: Range<Int>, inAttribute: Bool) -> (start: UInt32, count: UInt32) {
        guard let base = page.baseAddress, !range.isEmpty,
            memchr(base + range.lowerBound, 0x26, range.count) != nil
                || memchr(base + range.lowerBound, 0x0D, range.count) != nil
        else { return (UInt32(range.lowerBound), UInt32(range.count)) }
        let start = decoded.count
        var i = range.lowerBound
        var plain = i
        while i < range.upperBound {
            let byte = page[i]
            if byte == UInt8(ascii: "&") {
                if plain < i { decoded.append(contentsOf: UnsafeBufferPointer(rebasing: page[plain..<i])) }
                i = reference(i, range.upperBound, inAttribute)
                plain = i
            } else if byte == 0x0D {
                decoded.append(contentsOf: UnsafeBufferPointer(rebasing: page[plain..<i]))
                decoded.append(0x0A)
                i += i + 1 < range.upperBound && page[i + 1] == 0x0A ? 2 : 1
                plain = i
            } else {
                i += 1
            }
        }
        decoded.append(contentsOf: UnsafeBufferPointer(rebasing: page[plain..<i]))
        return (UInt32(page.count + start), UInt32(decoded.count - start))
    }

    /// A raw stretch, line ends made one.
    mutating func raw(_ range: Range<Int>) -> (start: UInt32, count: UInt32) {
        guard let base = page.baseAddress, memchr(base + range.lowerBound, 0x0D, range.count) != nil else {
            return (UInt32(range.lowerBound), UInt32(range.count))
        }
        let start = decoded.count
        var i = range.lowerBound
        while i < range.upperBound {
            if page[i] == 0x0D {
                decoded.append(0x0A)
                i += i + 1 < range.upperBound && page[i + 1] == 0x0A ? 2 : 1
            } else {
                decoded.append(page[i])
                i += 1
            }
        }
        return (UInt32(page.count + start), UInt32(decoded.count - start))
    }

    /// Resolves a reference (13.2.5.72 and on), or writes a bare ampersand; the place behind it.
    private mutating func reference(_ at: Int, _ end: Int, _ inAttribute: Bool) -> Int {
        var i = at + 1
        let isNumber = i < end && page[i] == UInt8(ascii: "#")
        if isNumber { i += 1 }
        while i < end, i - at < 34, (97...122).contains(page[i] | 0x20) || (48...57).contains(page[i]) { i += 1 }
        let isEnded = i < end && page[i] == UInt8(ascii: ";")
        if isEnded, i > at + 1 {
            let name = String(decoding: UnsafeBufferPointer(rebasing: page[(at + 1)..<i]), as: UTF8.self)
            if let scalar = CharacterReference.scalar(name),
                !isNumber || (0x20...0x7E).contains(scalar.value) || (0xA0...0xD7FF).contains(scalar.value)
                    || (0x1F000...0x1FFF0).contains(scalar.value) || scalar.value == 10
                    || (0xE000...0xFFFC).contains(scalar.value), let bytes = UTF8.encode(scalar)
            {
                decoded.append(contentsOf: bytes)
                return i + 1
            }
        }
        if isNumber {
            // "&#" and no digit is text; other forms are rare.
            if i > at + 2 { odd = "number reference" }
        } else if i > at + 1 {
            let run = UnsafeBufferPointer(rebasing: page[(at + 1)..<i])
            let length = LegacyReferences.prefix(run)
            // In values "&copy=" and "&copying" are text.
            let isValueText = inAttribute && (length < run.count || (i < end && page[i] == 0x3D))
            if isEnded, length < run.count, !isValueText {
                // A longer name that is not known here.
                odd = "reference"
            } else if length > 0, !isValueText {
                let name = String(decoding: UnsafeBufferPointer(rebasing: run[..<length]), as: UTF8.self)
                guard let scalar = CharacterReference.scalar(name), let bytes = UTF8.encode(scalar) else {
                    odd = "reference"
                    return i
                }
                decoded.append(contentsOf: bytes)
                return at + 1 + length
            }
            if isEnded { odd = "reference" }
        }
        decoded.append(UInt8(ascii: "&"))
        return at + 1
    }
}
