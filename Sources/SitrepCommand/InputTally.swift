import ArgumentParser
import Captures
import Documents
import Glibc

/// Names what is skipped on standard error, counts, and turns the counts into an exit status.
struct InputTally {
    private let strict: Bool
    private let keeps: Bool
    private var read = 0
    private var skipped = 0
    /// What could not be used, in the order of the input, when that is kept.
    private(set) var faults: [Skipped] = []

    /// - Parameter keepsFaults: whether the faults themselves are wanted later; else an input without end could fill memory.
    init(strict: Bool, keepsFaults: Bool = false) {
        self.strict = strict
        keeps = keepsFaults
    }

    /// The document, or nil when there is none and the fault has been named. Throws at the first fault when strict.
    mutating func count<Value>(_ result: Result<Value, Skipped>) throws -> Value? {
        switch result {
        case .success(let value):
            read += 1
            return value
        case .failure(let fault):
            skipped += 1
            if keeps { faults.append(fault) }
            Self.say("sitrep: \(fault)")
            if strict {
                Self.say("sitrep: stopped at the first fault (--strict)")
                throw ExitCode(2)
            }
            return nil
        }
    }

    /// Says how much was skipped. Exit status 1 when nothing was found, 2 when nothing could be used.
    func finish() throws {
        if skipped > 0 {
            Self.say("sitrep: \(read) read, \(skipped) skipped")
            if read == 0 { throw ExitCode(2) }
        } else if read == 0 {
            throw ExitCode(1)
        }
    }

    /// Writes a line to standard error.
    static func say(_ line: String) {
        // Names and reasons come from elsewhere: nothing in them steers a terminal.
        var bytes = line.utf8.map { $0 < 0x20 && $0 != 0x0A ? UInt8(ascii: "?") : $0 }
        bytes.append(0x0A)
        _ = bytes.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    }
}
