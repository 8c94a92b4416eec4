/// How an input is called in messages and ids.
struct InputName: Sendable {
    /// For messages: the path as given, or "standard input".
    let path: String
    /// For ids: the file's name without folder and endings ("story.txt.gz" → "story").
    let stem: String

    init(path: String) {
        self.path = path == "-" ? "standard input" : path
        guard path != "-" else {
            stem = "stdin"
            return
        }
        var name = path.split(separator: "/").last.map(String.init) ?? path
        for _ in 0..<2 {
            guard let dot = name.lastIndex(of: "."), dot > name.startIndex,
                name.utf8.count - dot.utf16Offset(in: name) <= 7
            else { break }
            name = String(name[..<dot])
        }
        stem = name
    }

    private init(path: String, stem: String) {
        self.path = path
        self.stem = stem
    }

    /// The same input under another name in ids.
    func named(_ stem: String) -> InputName { InputName(path: path, stem: stem) }
}
