import Glibc

/// Reads a file, or standard input, through its descriptor.
final class FileSource: ByteSource {
    private let descriptor: Int32
    private let closes: Bool

    /// Opens a file.
    init(path: String) throws(ReadFailure) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        closes = true
        guard descriptor >= 0 else { throw ReadFailure(reason: Self.reason(errno)) }
    }

    /// Standard input.
    init() {
        descriptor = 0
        closes = false
    }

    deinit { if closes, descriptor >= 0 { _ = close(descriptor) } }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadFailure) -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            if errno != EINTR { throw ReadFailure(reason: Self.reason(errno)) }
        }
    }

    /// The system's words for an error number, with the next step where there is one.
    static func reason(_ number: Int32) -> String {
        switch number {
        case ENOENT: "no such file. Check the path"
        case EACCES: "not allowed to read it. Change its permissions, or run as its owner"
        case EISDIR: "it is a folder"
        default: "cannot be read (\(strerror(number).map { String(cString: $0) } ?? "error \(number)"))"
        }
    }
}
