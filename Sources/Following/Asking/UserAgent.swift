/// How the program names itself to servers.
///
/// The room Following brings feeds and pages from the network into the archive, politely and safely. In: the archive's list
/// of feeds. Out: documents, made and read the same way as those of files, and each feed's state. Everything that decides is
/// here: when to ask again, whom not to ask, what an answer means. The network itself is behind `Transport` and `Resolver`;
/// room `Fetching` has it.
public enum UserAgent {
    /// `sitrep/0.1.0 (feed reader; desk@outlet.example)`
    ///
    /// - Parameter contact: what the user adds, such as an address for complaints.
    public static func text(version: String, contact: String? = nil) -> String {
        "sitrep/\(version) (feed reader\(contact.map { "; \($0)" } ?? ""))"
    }
}
