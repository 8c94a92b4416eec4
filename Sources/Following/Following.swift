/// The room Following: feeds and pages from the network into the archive, politely and safely.
///
/// In: the archive's list of feeds. Out: documents, made and read the same way as those of files, and each feed's state.
/// Everything that decides is here: when to ask again, whom not to ask, what an answer means. The network itself is behind
/// `Transport` and `Resolver`; room `Fetching` has them.
public enum Following {
    /// How the program names itself to servers.
    ///
    /// - Parameter contact: what the user adds, such as an address for complaints.
    public static func agent(version: String, contact: String? = nil) -> String {
        "sitrep/\(version) (feed reader\(contact.map { "; \($0)" } ?? ""))"
    }
}
