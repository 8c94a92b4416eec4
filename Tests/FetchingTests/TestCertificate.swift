#if Web
    import Glibc

    /// A certificate for `outlet.example`, signed by itself, made by the system's openssl when a test runs, so that no key lies
    /// in the repository.
    struct TestCertificate {
        let certificate: [UInt8]
        let key: [UInt8]

        static let program = "/usr/bin/openssl"
        static var canBeMade: Bool { access(program, X_OK) == 0 }

        init() throws {
            var template = Array("/tmp/sitrep-cert-XXXXXX\u{0}".utf8CString.dropLast())
            let made = template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } }
            guard let folder = made.map({ String(cString: $0) }) else { throw Failure() }
            defer {
                unlink(folder + "/c.pem")
                unlink(folder + "/k.pem")
                rmdir(folder)
            }
            let words = [
                Self.program, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-keyout", folder + "/k.pem", "-out", folder + "/c.pem", "-days", "30", "-subj", "/CN=outlet.example",
                "-addext", "subjectAltName=DNS:outlet.example",
            ]
            var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
            arguments.append(nil)
            defer { for argument in arguments { free(argument) } }
            var actions = posix_spawn_file_actions_t()
            posix_spawn_file_actions_init(&actions)
            posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
            defer { posix_spawn_file_actions_destroy(&actions) }
            var process: pid_t = 0
            var status: Int32 = 0
            guard posix_spawn(&process, Self.program, &actions, nil, arguments, nil) == 0,
                waitpid(process, &status, 0) == process, status == 0
            else { throw Failure() }
            certificate = try Self.read(folder + "/c.pem")
            key = try Self.read(folder + "/k.pem")
        }

        struct Failure: Error {}

        private static func read(_ path: String) throws -> [UInt8] {
            guard let file = fopen(path, "r") else { throw Failure() }
            defer { fclose(file) }
            var bytes = [UInt8](repeating: 0, count: 65_536)
            let count = fread(&bytes, 1, bytes.count, file)
            return Array(bytes[..<count])
        }
    }
#endif
