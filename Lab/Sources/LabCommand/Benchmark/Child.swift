import Foundation

/// Runs a program and says what it cost.
enum Child {
    /// Seconds and megabytes.
    struct Cost: CustomStringConvertible {
        var wall: Double
        var process: Double
        var megabytes: Int

        var description: String {
            "\((wall * 1000).rounded() / 1000) s wall, \((process * 1000).rounded() / 1000) s process time, \(megabytes) MB"
        }
    }

    /// Runs a program with its output thrown away and waits for it.
    static func run(_ arguments: [String]) throws -> Cost {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        let clock = ContinuousClock()
        let start = clock.now
        var pid: pid_t = 0
        guard posix_spawn(&pid, arguments[0], &actions, nil, words, environ) == 0 else {
            throw LabError(description: "\(arguments[0]): cannot be run. Check the path.")
        }
        var status: Int32 = 0
        var usage = rusage()
        guard wait4(pid, &status, 0, &usage) == pid else { throw LabError(description: "\(arguments[0]): lost.") }
        let wall = (clock.now - start).components
        // The low seven bits name a signal, the next eight are the exit status; 1 says that nothing was found.
        guard status & 0x7F == 0, status >> 8 & 0xFF <= 1 else {
            throw LabError(description: "\(arguments.joined(separator: " ")): failed with status \(status).")
        }
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return Cost(
            wall: Double(wall.seconds) + Double(wall.attoseconds) / 1e18,
            process: seconds(usage.ru_utime) + seconds(usage.ru_stime), megabytes: usage.ru_maxrss / 1024)
    }
}
