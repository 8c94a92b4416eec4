/// The memory of a `PrintTable`. Changed by its one owner only, which makes a copy first when there are two.
final class PrintSegments: @unchecked Sendable {
    /// A line: entries stand in front, none is ever taken out.
    struct Line {
        /// Entries in a line.
        static let width = 6
        /// Bytes in a line.
        static let size = 64

        let start: UnsafeMutableRawPointer

        @inline(__always)
        var count: Int { Int(start.load(fromByteOffset: 63, as: UInt8.self)) }

        @inline(__always)
        func hash(_ entry: Int) -> UInt32 { start.load(fromByteOffset: entry &* 4, as: UInt32.self) }

        @inline(__always)
        func owner(_ entry: Int) -> UInt32 { start.load(fromByteOffset: 24 &+ entry &* 4, as: UInt32.self) }

        /// Word at which the shingle starts in the owner, clamped.
        @inline(__always)
        func position(_ entry: Int) -> UInt16 { start.load(fromByteOffset: 48 &+ entry &* 2, as: UInt16.self) }

        /// How many otherwise independent documents have used an entry since; 15 stands for more.
        @inline(__always)
        func uses(_ entry: Int) -> Int {
            Int(start.load(fromByteOffset: 60 &+ entry >> 1, as: UInt8.self)) >> ((entry & 1) &* 4) & 15
        }

        /// Counts a use.
        func use(_ entry: Int) {
            guard uses(entry) < 15 else { return }
            let byte = start.load(fromByteOffset: 60 &+ entry >> 1, as: UInt8.self)
            start.storeBytes(of: byte &+ (entry & 1 == 0 ? 1 : 16), toByteOffset: 60 &+ entry >> 1, as: UInt8.self)
        }

        /// The entry of a hash; `width` or one beyond the entries when there is none. Choices rather than branches.
        @inline(__always)
        func place(of hash: UInt32) -> Int {
            var found = Self.width
            found = self.hash(5) == hash ? 5 : found
            found = self.hash(4) == hash ? 4 : found
            found = self.hash(3) == hash ? 3 : found
            found = self.hash(2) == hash ? 2 : found
            found = self.hash(1) == hash ? 1 : found
            found = self.hash(0) == hash ? 0 : found
            return found
        }

        /// Puts an entry behind the others.
        @inline(__always)
        func append(_ hash: UInt32, owner: UInt32, position: UInt16, uses: Int) {
            let entry = count
            start.storeBytes(of: hash, toByteOffset: entry &* 4, as: UInt32.self)
            start.storeBytes(of: owner, toByteOffset: 24 &+ entry &* 4, as: UInt32.self)
            start.storeBytes(of: position, toByteOffset: 48 &+ entry &* 2, as: UInt16.self)
            if uses > 0 { for _ in 0..<uses { use(entry) } }
            start.storeBytes(of: UInt8(truncatingIfNeeded: entry &+ 1), toByteOffset: 63, as: UInt8.self)
        }
    }

    /// A part of the table. Lines stand in the order of the mixed hashes in them, whatever their number, so that doubling reads and writes
    /// straight through memory.
    private struct Segment {
        var lines: UnsafeMutableRawPointer
        /// Lines in it.
        var size: Int
        /// Entries in it.
        var count = 0

        init(size: Int) {
            self.size = size
            lines = .allocate(byteCount: size * Line.size, alignment: Line.size)
            lines.initializeMemory(as: UInt8.self, repeating: 0, count: size * Line.size)
        }
    }

    private static let bits: UInt32 = 6

    /// Lines a segment starts with: from 8 to nearly 16, so that segments double one after the other.
    private static func sizes(_ segment: Int) -> Int { 8 + segment / 8 }
    private let segments: UnsafeMutablePointer<Segment>

    /// Makes an empty memory.
    init() {
        segments = .allocate(capacity: 1 << Self.bits)
        for i in 0..<(1 << Int(Self.bits)) { (segments + i).initialize(to: Segment(size: Self.sizes(i))) }
    }

    /// Makes a copy.
    init(copying other: PrintSegments) {
        segments = .allocate(capacity: 1 << Self.bits)
        for i in 0..<(1 << Int(Self.bits)) {
            var segment = Segment(size: other.segments[i].size)
            segment.count = other.segments[i].count
            segment.lines.copyMemory(from: other.segments[i].lines, byteCount: segment.size * Line.size)
            (segments + i).initialize(to: segment)
        }
    }

    deinit {
        for i in 0..<(1 << Int(Self.bits)) { segments[i].lines.deallocate() }
        segments.deallocate()
    }

    /// Entries in all.
    var count: Int { (0..<(1 << Int(Self.bits))).reduce(0) { $0 + segments[$1].count } }
    /// Bytes of all lines.
    var bytes: Int { (0..<(1 << Int(Self.bits))).reduce(0) { $0 + segments[$1].size * Line.size } }

    // MARK: Places

    /// Fingerprints are the least hashes of their windows, so that their upper bits are mostly 0.
    @inline(__always)
    private static func mixed(_ hash: UInt32) -> UInt32 { hash &* 0x9E37_79B1 }

    /// The line to look at first: the bits that chose the segment taken away, then scaled (Lemire, "Fast random integer generation in an
    /// interval", ACM TOMACS 29, 2019).
    @inline(__always)
    static func home(_ hash: UInt32, _ size: Int) -> Int {
        Int((UInt64(mixed(hash) << bits) &* UInt64(truncatingIfNeeded: size)) >> 32)
    }

    /// The number of the segment in which a fingerprint stands.
    @inline(__always)
    static func segment(of hash: UInt32) -> Int { Int(truncatingIfNeeded: mixed(hash) >> (32 - bits)) }

    @inline(__always)
    private static func line(_ segment: Segment, _ number: Int) -> Line {
        Line(start: segment.lines + number &* Line.size)
    }

    /// The first line in which a fingerprint may stand.
    @inline(__always)
    func home(_ hash: UInt32) -> Line {
        let segment = segments[Self.segment(of: hash)]
        return Self.line(segment, Self.home(hash, segment.size))
    }

    /// Where a fingerprint stands.
    @inline(__always)
    func find(_ hash: UInt32) -> (line: Line, entry: Int)? {
        let segment = segments[Self.segment(of: hash)]
        var number = Self.home(hash, segment.size)
        while true {
            let line = Self.line(segment, number)
            let entry = line.place(of: hash)
            let entries = line.count
            if entry < entries { return (line, entry) }
            if entries < Line.width { return nil }
            number = number &+ 1 == segment.size ? 0 : number &+ 1
        }
    }

    /// Enters a fingerprint that is not there.
    @inline(__always)
    func insert(_ hash: UInt32, owner: UInt32, position: UInt16) {
        let segment = segments + Self.segment(of: hash)
        if segment.pointee.count &* 8 >= segment.pointee.size &* Line.width &* 7 { Self.grow(&segment.pointee) }
        segment.pointee.count &+= 1
        Self.put(hash, owner: owner, position: position, uses: 0, into: segment.pointee)
    }

    @inline(__always)
    private static func put(_ hash: UInt32, owner: UInt32, position: UInt16, uses: Int, into segment: Segment) {
        var number = home(hash, segment.size)
        while line(segment, number).count == Line.width { number = number &+ 1 == segment.size ? 0 : number &+ 1 }
        line(segment, number).append(hash, owner: owner, position: position, uses: uses)
    }

    @inline(never)
    private static func grow(_ segment: inout Segment) {
        let old = segment
        segment = Segment(size: old.size * 2)
        segment.count = old.count
        for number in 0..<old.size {
            let line = line(old, number)
            for entry in 0..<line.count {
                put(
                    line.hash(entry), owner: line.owner(entry), position: line.position(entry), uses: line.uses(entry),
                    into: segment)
            }
        }
        old.lines.deallocate()
    }
}
