/// The room Following: feeds and pages from the network into the archive, politely and safely.
///
/// In: the archive's list of feeds. Out: captures, which go the same way as files (Captures, Documents, Readings), and
/// each feed's state. The client and the loop need the package's trait `Web`; all that decides (when to ask again, whom
/// not to ask, what an answer means) is plain code that builds without.
public enum Following {
    /// How the program names itself to servers, with its version.
    public static func agent(version: String) -> String { "sitrep/\(version) (feed reader; polite; conditional)" }
}
