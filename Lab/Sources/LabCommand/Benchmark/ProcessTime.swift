import Foundation

/// What the kernel says about this process.
enum ProcessTime {
    /// Process time in seconds, user and system.
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    static var residentMegabytes: Int { status("VmRSS:") }
    static var peakMegabytes: Int { status("VmHWM:") }

    private static func status(_ name: String) -> Int {
        guard let lines = try? Files.lines("/proc/self/status") else { return 0 }
        for line in lines {
            let text = String(decoding: line, as: UTF8.self)
            guard text.hasPrefix(name) else { continue }
            let digits = text.filter { ("0"..."9").contains($0) }
            return (Int(digits) ?? 0) / 1024
        }
        return 0
    }
}
