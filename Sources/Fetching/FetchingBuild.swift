/// The room Fetching: the network itself, for Following. All of it needs the package's trait `Web`.
public enum FetchingBuild {
    /// Whether this build can speak HTTP.
    public static var isBuilt: Bool {
        #if Web
            true
        #else
            false
        #endif
    }
}
