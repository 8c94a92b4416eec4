/// The public library. The rooms do the work; this is their front door.
public enum Sitrep {
    /// The program's version.
    public static let version = "0.1.0"
}
