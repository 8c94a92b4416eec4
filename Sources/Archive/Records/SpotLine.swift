/// Coordinates as a line of the index `facets`, so that those of a cell of one degree by one stand together, the cells of a latitude from
/// west to east. Digits: the mark 7, whole degrees north of the South Pole and east of 180° W, three each, and the millionths beyond them, six each.
///
///     7146176100000800000     56.1° N, 3.2° W
struct SpotLine: Equatable {
    /// Millionths of a degree from the South Pole, and from 180° W eastwards.
    private var (north, east): (Int, Int)

    /// What the index calls the mark.
    private static let mark: UInt8 = 0x37

    /// Nil for what is no place on the ground.
    init?(latitude: Double, longitude: Double) {
        guard abs(latitude) <= 90, abs(longitude) <= 180 else { return nil }
        north = Int(((latitude + 90) * 1_000_000).rounded())
        east = Int(((longitude + 180) * 1_000_000).rounded())
    }

    /// Reads a line; nil for lines of other kinds.
    init?(_ line: Substring.UTF8View) {
        guard line.count == 19, line.first == Self.mark else { return nil }
        var digits: [Int] = []
        for byte in line.dropFirst() {
            guard byte &- 0x30 < 10 else { return nil }
            digits.append(Int(byte) - 0x30)
        }
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
        north = number(0..<3) * 1_000_000 + number(6..<12)
        east = number(3..<6) * 1_000_000 + number(12..<18)
    }

    /// Degrees north, and east.
    var latitude: Double { Double(north) / 1_000_000 - 90 }
    var longitude: Double { Double(east) / 1_000_000 - 180 }

    func append(to bytes: inout Bytes) {
        bytes.append(byte: Self.mark)
        func add(_ number: Int, digits: Int) {
            bytes.reserve(digits)
            bytes.count += digits
            var rest = number
            for place in 1...digits {
                bytes.start[bytes.count - place] = UInt8(0x30 + rest % 10)
                rest /= 10
            }
        }
        add(north / 1_000_000, digits: 3)
        add(east / 1_000_000, digits: 3)
        add(north % 1_000_000, digits: 6)
        add(east % 1_000_000, digits: 6)
    }

    /// The first and the last line that cells of one latitude may have, from west to east.
    static func range(north: Int, east: ClosedRange<Int>) -> (first: String, last: String) {
        func padded(_ number: Int) -> String {
            let digits = "\(number)"
            return String(repeating: "0", count: max(0, 3 - digits.utf8.count)) + digits
        }
        return ("7" + padded(north) + padded(east.lowerBound), "7" + padded(north) + padded(east.upperBound) + ":")
    }
}
