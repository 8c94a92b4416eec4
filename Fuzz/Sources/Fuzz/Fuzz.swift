import CFuzzer
import Glibc

/// Guided fuzzing: inputs that reach edges of the code that none before has reached are kept and changed further.
///
///     Fuzz TARGET SECONDS SEEDS CORPUS FOUND     look for faults
///     Fuzz TARGET FILE                           run one input again
///
/// A fault is a trap, a memory fault (the address sanitizer sees those of the C libraries' callers too), more than `slowest`
/// seconds, or more memory than the limit set by the script. The input at hand outlives a crash in FOUND/current.
@main
struct Fuzz {
    /// Bytes of an input.
    static let largest = 16_384
    /// Seconds that one input may take.
    static let slowest = 5.0

    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count >= 3, let target = FuzzTarget(rawValue: arguments[1]) else {
            let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
            print("Fuzz TARGET SECONDS SEEDS CORPUS FOUND, or Fuzz TARGET FILE. Targets: \(names)")
            exit(2)
        }
        guard arguments.count == 6, let seconds = Double(arguments[2]) else {
            target.run(Files.read(arguments[2]))
            return
        }
        var session = FuzzSession(target: target, corpus: arguments[4], found: arguments[5])
        guard fuzz_open_record("\(arguments[5])/current", largest) == 0 else {
            print("cannot write to \(arguments[5])")
            exit(2)
        }
        session.load([arguments[3], arguments[4]])
        session.run(seconds: seconds)
    }
}
