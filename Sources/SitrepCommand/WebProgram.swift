import ArgumentParser
import Glibc

/// The program `sitrep-web`, which holds what speaks HTTP. Commands that need it hand over to it (docs/decisions/0100).
enum WebProgram {
    /// Whether an argument is an address rather than a path.
    static func isAddress(_ argument: String) -> Bool {
        ["http://", "https://"].contains { argument.lowercased().hasPrefix($0) }
    }

    /// Replaces this process by `sitrep-web` with the given arguments. Returns only by throwing.
    static func become(_ arguments: [String]) throws -> Never {
        for path in candidates() where access(path, X_OK) == 0 {
            var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
            words.append(nil)
            execv(path, words)
            InputTally.say("sitrep: \(path) cannot be started: \(String(cString: strerror(errno))).")
            throw ExitCode(2)
        }
        InputTally.say(
            "sitrep: this needs sitrep-web, which is neither beside sitrep nor on the PATH. "
                + "Build it with `make web`, and install both with `make install`.")
        throw ExitCode(2)
    }

    /// Beside the running program, beside its build folder (a build of both), then in the folders of the PATH.
    private static func candidates() -> [String] {
        var paths: [String] = []
        if let own = own() {
            let parts = own.split(separator: "/", omittingEmptySubsequences: false)
            paths.append(parts.dropLast().joined(separator: "/") + "/sitrep-web")
            if let build = parts.lastIndex(of: ".build") {
                var other = parts.dropLast()
                other[build] = ".build-web"
                paths.append(other.joined(separator: "/") + "/sitrep-web")
            }
        }
        if let path = getenv("PATH") {
            for folder in String(cString: path).split(separator: ":") { paths.append("\(folder)/sitrep-web") }
        }
        return paths
    }

    /// The running program's file.
    private static func own() -> String? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { name in
                name.baseAddress.map { readlink("/proc/self/exe", $0, name.count) } ?? -1
            }
        }
        guard count > 0, count < buffer.count else { return nil }
        return String(decoding: buffer[..<count], as: UTF8.self)
    }
}
