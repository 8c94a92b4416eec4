import Foundation

/// Whole files, with errors that name them.
enum Files {
    static func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw LabError(description: "\(path): cannot be read. Check the path.")
        }
        return Array(data)
    }

    static func write(_ bytes: [UInt8], to path: String) throws {
        let url = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    /// The lines of a file, without their ends; empty ones are kept.
    static func lines(_ path: String) throws -> [ArraySlice<UInt8>] {
        try read(path).split(separator: 0x0A, omittingEmptySubsequences: false)
    }

    /// Talk goes to standard error.
    static func say(_ message: String) {
        FileHandle.standardError.write(Data((message + "\n").utf8))
    }
}
