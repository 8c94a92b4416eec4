import ArgumentParser
import Foundation

/// `lab train network`: runs the training script of the neural network, which needs Python and PyTorch.
struct TrainNetwork: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "network", abstract: "Runs train/network/train.sh with the arguments given.",
        discussion: "See train/network/README.md for the data it needs, the time it takes, and what may ship.")

    @Option(help: "The script; by default the one in this package, seen from the package's folder.")
    var script = "train/network/train.sh"

    @Argument(parsing: .postTerminator, help: "Arguments for the script.")
    var arguments: [String] = []

    func run() throws {
        guard FileManager.default.fileExists(atPath: script) else {
            throw LabError(
                description:
                    "\(script): not found. Run the command in the folder Lab, or name the script with --script.")
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["bash", script] + arguments
        try process.run()
        process.waitUntilExit()
        if process.terminationStatus != 0 { throw ExitCode(process.terminationStatus) }
    }
}
