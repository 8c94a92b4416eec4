import Glibc
public import Moments

extension Archive {
    /// Delivers what is due to files, standard output and the machine's own sendmail. What goes to web addresses is left alone.
    ///
    /// - Parameter sendmail: the program that takes a letter on its standard input.
    /// - Returns: what could not be delivered, a line each; it is tried again later.
    public func deliver(at now: Moment, sendmail: String = "/usr/sbin/sendmail") throws(ArchiveError) -> [String] {
        var faults: [String] = []
        for kind in ["file", "output", "mail"] {
            for news in try pendingDeliveries(now: now, kind: kind, limit: 10_000) {
                let fault: String?
                switch news.delivery {
                case .file(let path): fault = Self.append(news.body + "\n", to: path)
                case .output: fault = Self.write(Array((news.body + "\n").utf8), to: 1)
                case .mail(let address): fault = Self.mail(news, to: address, sendmail)
                case .webhook, .feed: continue
                }
                if let fault {
                    faults.append("watch \(news.watch): \(news.delivery.address): \(fault)")
                    try markFailed(news.id, reason: fault, at: now)
                } else {
                    try markDelivered(news.id, at: now)
                }
            }
        }
        return faults
    }

    private static func append(_ line: String, to path: String) -> String? {
        let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        guard file >= 0 else { return String(cString: strerror(errno)) }
        let fault = write(Array(line.utf8), to: file)
        return close(file) == 0 ? fault : fault ?? String(cString: strerror(errno))
    }

    private static func write(_ bytes: [UInt8], to file: Int32) -> String? {
        var start = 0
        while start < bytes.count {
            let count = bytes[start...].withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return String(cString: strerror(errno)) }
            start += count
        }
        return nil
    }

    /// A letter: what is printed stands in its body, nothing of it in its head.
    private static func mail(_ news: PendingDelivery, to address: String, _ sendmail: String) -> String? {
        guard access(sendmail, X_OK) == 0 else { return "there is no \(sendmail)" }
        let letter = """
            To: \(address)
            Subject: sitrep: watch \(news.watch)
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit
            Auto-Submitted: auto-generated

            \(news.body)

            """
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { return String(cString: strerror(errno)) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
        var process = pid_t()
        let words: [String] = [sendmail, "-i", "--", address]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { word in strdup(word) }
        arguments.append(nil)
        defer { for argument in arguments { free(argument) } }
        let code = posix_spawn(&process, sendmail, &actions, nil, &arguments, environ)
        close(ends[0])
        guard code == 0 else {
            close(ends[1])
            return String(cString: strerror(code))
        }
        signal(SIGPIPE, SIG_IGN)
        let fault = write(Array(letter.utf8), to: ends[1])
        close(ends[1])
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        return fault ?? (status == 0 ? nil : "sendmail ended with status \(status >> 8 & 0xFF)")
    }
}
