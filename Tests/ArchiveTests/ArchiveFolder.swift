import Glibc

/// A folder that goes away with its last reference.
final class ArchiveFolder {
    let path: String
    var file: String { path + "/sitrep.db" }

    init() throws {
        var template = Array("/tmp/sitrep-archive-XXXXXX\u{0}".utf8CString.dropLast())
        guard let made = template.withUnsafeMutableBufferPointer({ $0.baseAddress.flatMap { mkdtemp($0) } }) else {
            throw ReadError()
        }
        path = String(cString: made)
    }

    func write(_ text: String, to name: String) throws {
        guard let file = fopen(path + "/" + name, "w") else { throw ReadError() }
        fputs(text, file)
        fclose(file)
    }

    func read(_ name: String) throws -> String {
        guard let file = fopen(path + "/" + name, "r") else { throw ReadError() }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        while case let byte = getc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Damages a file.
    func overwrite(_ name: String, at offset: Int, with bytes: [UInt8]) throws {
        guard let file = fopen(path + "/" + name, "r+") else { throw ReadError() }
        fseek(file, offset, SEEK_SET)
        fwrite(bytes, 1, bytes.count, file)
        fclose(file)
    }

    deinit {
        guard let folder = opendir(path) else { return }
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { unlink(path + "/" + name) }
        }
        closedir(folder)
        rmdir(path)
    }

    struct ReadError: Error {}
}
