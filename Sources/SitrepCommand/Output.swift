import ArgumentParser
import Glibc
import JSON

/// Writes results to standard output or to a file.
enum Output {
    /// Whether standard output is a terminal.
    static var isTerminal: Bool { isatty(1) == 1 }

    /// Colour unless `NO_COLOR` is set and not empty, or the terminal can show none.
    static var wantsColour: Bool {
        if let no = getenv("NO_COLOR"), no.pointee != 0 { return false }
        if let term = getenv("TERM"), String(cString: term) == "dumb" { return false }
        return true
    }

    /// Columns of the terminal, or of `COLUMNS`; 80 when neither is known.
    static var width: Int {
        var size = winsize()
        if ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
        if let columns = getenv("COLUMNS"), let count = Int(String(cString: columns)), count > 0 { return count }
        return 80
    }

    /// Writes to standard output, or to a file that is replaced in one step: written beside it, flushed, renamed.
    /// A reader who goes away (broken pipe) ends the program quietly.
    static func write(_ text: String, to path: String?) throws { try write(Array(text.utf8), to: path) }

    /// Writes one JSON object as a line to standard output.
    static func json(_ members: (inout JSONWriter) -> Void) throws {
        var out = JSONWriter()
        out.object(members)
        out.newline()
        try write(out.bytes, to: nil)
    }

    /// The same for bytes.
    static func write(_ bytes: [UInt8], to path: String?) throws {
        guard let path else {
            signal(SIGPIPE, SIG_IGN)
            guard let code = writeAll(bytes, to: 1) else { return }
            if code == EPIPE { throw ExitCode(0) }
            throw failure("standard output", code)
        }
        let temporary = "\(path).\(getpid()).part"
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL, 0o644)
        guard file >= 0 else { throw failure(path, errno) }
        var code = writeAll(bytes, to: file)
        if code == nil, fsync(file) != 0, errno != EINVAL { code = errno }
        if close(file) != 0, code == nil { code = errno }
        if code == nil, rename(temporary, path) != 0 { code = errno }
        if let code {
            unlink(temporary)
            throw failure(path, code)
        }
    }

    /// The error's code, or nil when everything was written.
    private static func writeAll(_ bytes: [UInt8], to file: Int32) -> Int32? {
        var start = 0
        while start < bytes.count {
            let written = bytes[start...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                return errno
            }
            start += written
        }
        return nil
    }

    private static func failure(_ path: String, _ code: Int32) -> any Error {
        InputTally.say(
            "sitrep: cannot write \(path): \(String(cString: strerror(code))). Check the folder and its rights.")
        return ExitCode(2)
    }
}
