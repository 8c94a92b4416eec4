/// A small fixed table from names (ASCII, lower case) to numbers, found by their last eight bytes and their length.
struct NameTable: Sendable {
    private struct Slot: Sendable {
        var key: UInt64 = 0
        var length: UInt8 = 0
        var value: UInt8 = 0
    }

    private var slots = [Slot](repeating: Slot(), count: 512)
    /// The names longer than a key, by value: they are compared whole.
    private var long = [[UInt8]](repeating: [], count: 256)

    init(_ names: [(name: String, value: UInt8)]) {
        for (name, value) in names {
            let bytes = Array(name.utf8)
            let key = bytes.reduce(0) { $0 << 8 | UInt64($1) }
            var place = Self.place(key, bytes.count)
            while slots[place].length > 0 { place = (place + 1) & 511 }
            slots[place] = Slot(key: key, length: UInt8(bytes.count), value: value)
            if bytes.count > 8 { long[Int(value)] = bytes }
        }
    }

    @inline(__always)
    private static func place(_ key: UInt64, _ length: Int) -> Int {
        Int(truncatingIfNeeded: ((key &+ UInt64(length)) &* 0x9E37_79B9_7F4A_7C15) >> 55)
    }

    /// The number of a name; nil for one that is not in the table.
    ///
    /// - Parameters:
    ///   - key: its last eight bytes in lower case.
    ///   - name: all of it, as written.
    @inline(__always)
    func value(_ key: UInt64, _ name: UnsafeBufferPointer<UInt8>) -> UInt8? {
        var place = Self.place(key, name.count)
        while slots[place].length > 0 {
            let slot = slots[place]
            if slot.key == key, Int(slot.length) == name.count {
                guard name.count > 8 else { return slot.value }
                let whole = long[Int(slot.value)]
                var i = 0
                while i < name.count, Self.lower(name[i]) == whole[i] { i += 1 }
                if i == name.count { return slot.value }
            }
            place = (place + 1) & 511
        }
        return nil
    }

    @inline(__always)
    private static func lower(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte | 0x20 : byte }
}
