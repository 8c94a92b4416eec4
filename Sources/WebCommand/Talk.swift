import Glibc

/// Lines to people and programs.
enum Talk {
    /// A line to standard error.
    static func say(_ line: String) { write(Array((line + "\n").utf8), to: 2) }

    /// A line to standard output. A reader who went away ends the program quietly.
    static func print(_ line: [UInt8]) {
        if !write(line, to: 1), errno == EPIPE { exit(0) }
    }

    @discardableResult
    private static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
        var start = 0
        while start < bytes.count {
            let count = bytes[start...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return false
            }
            start += count
        }
        return true
    }
}
