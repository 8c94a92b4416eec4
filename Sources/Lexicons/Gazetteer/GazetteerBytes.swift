import Glibc

/// The bytes of a gazetteer: embedded, mapped from a file, or copied. Reading past the end gives 0.
///
/// A mapped file must not be cut short while it is used; `sitrep gazetteer build` writes a new file and renames it.
struct GazetteerBytes: Sendable {
    /// Owns memory that is not the program's own.
    private final class Owner: Sendable {
        private let start: UInt
        private let count: Int
        private let mapped: Bool

        init(start: UInt, count: Int, mapped: Bool) {
            self.start = start
            self.count = count
            self.mapped = mapped
        }

        deinit {
            guard let pointer = UnsafeMutableRawPointer(bitPattern: start) else { return }
            if mapped { munmap(pointer, count) } else { pointer.deallocate() }
        }
    }

    private let start: UInt
    let count: Int
    private let owner: Owner?

    /// Bytes that live as long as the process.
    init(_ buffer: UnsafeRawBufferPointer) {
        start = UInt(bitPattern: buffer.baseAddress)
        count = start == 0 ? 0 : buffer.count
        owner = nil
    }

    init(copying contents: [UInt8]) {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: max(1, contents.count), alignment: 64)
        contents.withUnsafeBytes { source in
            if let base = source.baseAddress { memory.copyMemory(from: base, byteCount: source.count) }
        }
        start = UInt(bitPattern: memory)
        count = contents.count
        owner = Owner(start: start, count: count, mapped: false)
    }

    init(mapping path: String) throws(LexiconError) {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            throw LexiconError(
                file: path, reason: "cannot be opened (\(String(cString: strerror(errno))))",
                advice: "Give the path of a file that `sitrep gazetteer build` wrote.")
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 else {
            throw LexiconError(
                file: path, reason: "not a file with contents",
                advice: "Give the path of a file that `sitrep gazetteer build` wrote.")
        }
        let length = Int(status.st_size)
        guard let memory = mmap(nil, length, PROT_READ, MAP_PRIVATE, file, 0),
            memory != UnsafeMutableRawPointer(bitPattern: -1)
        else {
            throw LexiconError(
                file: path, reason: "cannot be mapped into memory (\(String(cString: strerror(errno))))",
                advice: "Free some memory, or build a smaller gazetteer.")
        }
        start = UInt(bitPattern: memory)
        count = length
        owner = Owner(start: start, count: length, mapped: true)
    }

    @inline(__always)
    subscript(offset: Int) -> UInt8 {
        guard offset >= 0, offset < count, let base = UnsafeRawPointer(bitPattern: start) else { return 0 }
        return base.load(fromByteOffset: offset, as: UInt8.self)
    }

    @inline(__always)
    func unsigned16(_ offset: Int) -> UInt16 { UInt16(self[offset]) | UInt16(self[offset + 1]) << 8 }

    @inline(__always)
    func unsigned32(_ offset: Int) -> UInt32 { UInt32(unsigned16(offset)) | UInt32(unsigned16(offset + 2)) << 16 }

    func unsigned64(_ offset: Int) -> UInt64 { UInt64(unsigned32(offset)) | UInt64(unsigned32(offset + 4)) << 32 }

    func signed24(_ offset: Int) -> Int32 {
        let raw = UInt32(unsigned16(offset)) | UInt32(self[offset + 2]) << 16
        return Int32(bitPattern: raw << 8) >> 8
    }

    /// A copy of a stretch, cut at the end.
    func slice(_ offset: Int, _ length: Int) -> [UInt8] {
        guard offset >= 0, length > 0, offset < count else { return [] }
        let end = min(count, offset + length)
        return (offset..<end).map { self[$0] }
    }
}
