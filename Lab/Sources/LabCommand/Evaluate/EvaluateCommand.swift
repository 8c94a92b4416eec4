import ArgumentParser
import Foundation
import Stories

/// `lab evaluate TASK`: reads a gold file's raw texts and writes what the task's scorer reads.
struct EvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract:
            "Reads a gold file's raw texts, writes the scorer's input, and runs the scorer when its folder is given.",
        discussion: """
            lab evaluate ud --data ud/ewt-dev.conllu --scorers score
            lab evaluate ner --data ner/uner-ewt-dev.jsonl --output predicted.jsonl
            lab evaluate coref --data coref/ecbplus.dev.jsonl --scorers score
            """)

    @Argument(help: "\(EvaluationTask.allCases.map(\.rawValue).joined(separator: ", ")).")
    var task: EvaluationTask

    @Option(
        help:
            "The gold file: .conllu with .raw.jsonl beside it for ud, .gold.jsonl for pages and timelines, else JSON lines."
    )
    var data: String

    @Option(help: "Folder of the scorers (ud.py, ner.py, …).")
    var scorers: String?

    @Option(
        help:
            "A program sitrep that reads in place of this package's rooms; for ud, ner, attribution, temporal, geoparsing. Needs --scorers."
    )
    var binary: String?

    @Option(help: "Where the predictions go; by default a file in the temporary folder.")
    var output: String?

    @Option(
        help:
            "For clustering and situations, other limits than the product's, to tune on a development set: join=0.14,regroup=0.5."
    )
    var limits: String?

    @Argument(parsing: .postTerminator, help: "Further arguments for the scorer, after --.")
    var scorerArguments: [String] = []

    func run() throws {
        let target =
            output ?? NSTemporaryDirectory()
            + "/lab-\(task.rawValue)-\(ProcessInfo.processInfo.processIdentifier).jsonl"
        let clock = ContinuousClock()
        var count = 0
        let took = try clock.measure {
            let lines: [UInt8]
            if let binary {
                lines = try read(with: binary)
                count = lines.count { $0 == 0x0A }
            } else {
                (lines, count) = try task.predictions(
                    data,
                    limits: limits.map { try ClusterLimits(changed: $0, from: task == .situations ? .report : .init()) }
                )
            }
            try Files.write(lines, to: target)
        }
        Files.say("\(task.rawValue): \(count) documents read in \(took), predictions in \(target)")
        guard let scorers else { return }
        let scorer = task == .situations ? EvaluationTask.clustering : task
        _ = try Self.start(
            ["python3", "\(scorers)/\(scorer.rawValue).py", data, target] + scorerArguments, piped: false)
        if output == nil { try? FileManager.default.removeItem(atPath: target) }
    }

    /// What the program reads, brought into the scorer's form by the scorers' own converter.
    private func read(with binary: String) throws -> [UInt8] {
        guard let scorers else { throw LabError(description: "--binary needs --scorers, for from_reading.py.") }
        guard [.ud, .ner, .attribution, .temporal, .geoparsing].contains(task) else {
            throw LabError(description: "--binary reads for ud, ner, attribution, temporal and geoparsing only.")
        }
        let input = task == .ud ? String(data.dropLast(6)) + "raw.jsonl" : data
        let readings = NSTemporaryDirectory() + "/lab-readings-\(ProcessInfo.processInfo.processIdentifier).jsonl"
        defer { try? FileManager.default.removeItem(atPath: readings) }
        try Files.write(Self.start([binary, "read", "--tokens", input], piped: true), to: readings)
        return try Self.start(["python3", "\(scorers)/from_reading.py", task.rawValue, readings], piped: true)
    }

    /// Runs a program; returns what it writes to standard output, when that is wanted.
    private static func start(_ arguments: [String], piped: Bool) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        let pipe = Pipe()
        if piped { process.standardOutput = pipe }
        try process.run()
        let bytes = piped ? Array(pipe.fileHandleForReading.readDataToEndOfFile()) : []
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw LabError(
                description: "\(arguments.joined(separator: " ")): failed with status \(process.terminationStatus).")
        }
        return bytes
    }
}
