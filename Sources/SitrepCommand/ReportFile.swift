import ArgumentParser
import Glibc
import JSON

/// Reads a report's JSON from a file.
enum ReportFile {
    /// Bytes a report may have.
    static let limit = 512 << 20

    /// The parsed file; says what is wrong and ends with status 2 when there is none.
    static func read(_ path: String) throws -> JSONValue {
        let file = open(path, O_RDONLY)
        guard file >= 0 else { throw failure(path, String(cString: strerror(errno)), "Check the path.") }
        defer { close(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = buffer.withUnsafeMutableBytes { Glibc.read(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(path, String(cString: strerror(errno)), "Check the path.") }
            if count == 0 { break }
            bytes += buffer[..<count]
            guard bytes.count <= limit else { throw failure(path, "over \(limit >> 20) MB", "Give a report.") }
        }
        do {
            return try JSONParser.parse(bytes)
        } catch {
            throw failure(path, "\(error)", "Write it anew with sitrep report --format json.")
        }
    }

    private static func failure(_ path: String, _ reason: String, _ advice: String) -> any Error {
        InputTally.say("sitrep: \(path): \(reason). \(advice)")
        return ExitCode(2)
    }
}
