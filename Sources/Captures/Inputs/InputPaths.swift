import Glibc

/// Turns what a user points at into files, in order: files as named, folders sorted by name and walked into,
/// "-" for standard input. Names that start with a dot are passed over inside folders; links to folders are not followed.
struct InputPaths {
    private enum Entry {
        case named(String)
        case found(String, depth: Int)
    }

    /// Still to come, last first.
    private var pending: [Entry]
    private let depthLimit: Int

    init(_ paths: [String], depthLimit: Int) {
        pending = paths.reversed().map { .named($0) }
        self.depthLimit = depthLimit
    }

    /// The next file's path ("-" for standard input), or why something is none.
    mutating func next() -> Result<String, Skipped>? {
        while let entry = pending.popLast() {
            switch entry {
            case .named("-"): return .success("-")
            case .named(let path):
                if let result = visit(path, depth: 0) { return result }
            case .found(let path, let depth):
                if let result = visit(path, depth: depth) { return result }
            }
        }
        return nil
    }

    /// Nil when the path was a folder whose entries have been put in line.
    private mutating func visit(_ path: String, depth: Int) -> Result<String, Skipped>? {
        var info = stat()
        guard stat(path, &info) == 0 else {
            return .failure(Skipped(file: path, reason: FileSource.reason(errno)))
        }
        switch info.st_mode & S_IFMT {
        case S_IFREG: return .success(path)
        case S_IFIFO where depth == 0, S_IFCHR where depth == 0: return .success(path)
        case S_IFDIR: return enter(path, depth: depth)
        default: return .failure(Skipped(file: path, reason: "neither a file nor a folder. Left out"))
        }
    }

    private mutating func enter(_ path: String, depth: Int) -> Result<String, Skipped>? {
        var link = stat()
        if depth > 0, lstat(path, &link) == 0, link.st_mode & S_IFMT == S_IFLNK {
            return .failure(Skipped(file: path, reason: "a link to a folder is not followed. Name the folder itself"))
        }
        guard depth < depthLimit else {
            return .failure(
                Skipped(file: path, reason: "folders nest deeper than \(depthLimit). Name the inner folder"))
        }
        guard let folder = opendir(path) else {
            return .failure(Skipped(file: path, reason: FileSource.reason(errno)))
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in
                String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
            }
            if !name.hasPrefix(".") { names.append(name) }
        }
        guard !names.isEmpty else {
            return .failure(Skipped(file: path, reason: "the folder is empty. Name one that holds articles"))
        }
        names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        let base = path.hasSuffix("/") ? path : path + "/"
        pending.append(contentsOf: names.reversed().map { .found(base + $0, depth: depth + 1) })
        return nil
    }
}
