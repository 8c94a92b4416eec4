import Glibc

extension Archive {
    /// The file.
    public var path: String { database.path }

    /// The archive's file: the one that was named, else the environment's `SITREP_ARCHIVE`, else `sitrep.db` in the working folder.
    public static func path(named name: String?) -> String {
        if let name { return name }
        if let value = getenv("SITREP_ARCHIVE"), value.pointee != 0 { return String(cString: value) }
        return "sitrep.db"
    }
}
