import ArgumentParser
import Documents
import Foundation
import JSON
import Readings
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
            """)

    @Argument(help: "\(EvaluationTask.allCases.map(\.rawValue).joined(separator: ", ")).")
    var task: EvaluationTask

    @Option(help: "The gold file: .conllu with .raw.jsonl beside it for ud, else JSON lines.")
    var data: String

    @Option(help: "Folder of the scorers (ud.py, ner.py, …).")
    var scorers: String?

    @Option(help: "Where the predictions go; by default a file in the temporary folder.")
    var output: String?

    @Option(
        help: "For clustering, other limits than the product's, to tune on a development set: join=0.14,regroup=0.5.")
    var limits: String?

    @Argument(parsing: .postTerminator, help: "Further arguments for the scorer, after --.")
    var scorerArguments: [String] = []

    func run() throws {
        let target =
            output ?? NSTemporaryDirectory()
            + "/lab-\(task.rawValue)-\(ProcessInfo.processInfo.processIdentifier).jsonl"
        let clock = ContinuousClock()
        var lines: [UInt8] = []
        var count = 0
        let took = try clock.measure {
            (lines, count) = try task.predictions(data, limits: ClusterLimits(changed: limits ?? ""))
        }
        try Files.write(lines, to: target)
        Files.say("\(task.rawValue): \(count) documents read in \(took), predictions in \(target)")
        guard let scorers else { return }
        try Self.score(
            ["\(scorers)/\(task.rawValue).py", data, target] + scorerArguments)
        if output == nil { try? FileManager.default.removeItem(atPath: target) }
    }

    private static func score(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw ExitCode(2) }
    }
}
