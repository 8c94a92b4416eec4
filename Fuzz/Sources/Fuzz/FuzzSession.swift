import CFuzzer
import Glibc

/// A run over one parser: the inputs worth changing, and what they have reached.
struct FuzzSession {
    private let target: FuzzTarget
    private let corpus: String
    private let found: String
    private var inputs: [[UInt8]] = []
    private var seen = [UInt8](repeating: 0, count: 1 << 20)
    private var mutator = Mutator()
    private var runs = 0
    private var slow = 0

    init(target: FuzzTarget, corpus: String, found: String) {
        self.target = target
        self.corpus = corpus
        self.found = found
    }

    /// Runs the files of these folders, and keeps those that reach something.
    mutating func load(_ folders: [String]) {
        for folder in folders {
            for name in Files.names(in: folder) { _ = attempt(Files.read("\(folder)/\(name)")) }
        }
        if inputs.isEmpty { inputs = [[]] }
    }

    mutating func run(seconds: Double) {
        let end = Files.now + seconds
        while Files.now < end {
            // Half of the time one of the latest.
            let base =
                mutator.below(2) == 0
                ? inputs[mutator.below(inputs.count)] : inputs[inputs.count - 1 - mutator.below(min(inputs.count, 32))]
            let input = mutator.changed(base, inputs[mutator.below(inputs.count)])
            if attempt(input) { Files.write(input, to: "\(corpus)/\(target.rawValue)-\(inputs.count)") }
        }
        var edges = 0
        for byte in seen where byte != 0 { edges += 1 }
        print(
            "\(target.rawValue): \(runs) inputs, \(inputs.count) kept, \(edges) of \(fuzz_counter_count()) edges, \(slow) slow"
        )
    }

    /// Runs an input; whether it reached something new.
    private mutating func attempt(_ input: [UInt8]) -> Bool {
        input.withUnsafeBufferPointer { fuzz_record($0.baseAddress, $0.count) }
        fuzz_reset()
        let start = Files.now
        target.run(input)
        let time = Files.now - start
        runs += 1
        if time > Fuzz.slowest {
            slow += 1
            Files.write(input, to: "\(found)/slow-\(target.rawValue)-\(slow)")
        }
        guard fuzz_gather(&seen) > 0 else { return false }
        inputs.append(input)
        return true
    }
}
