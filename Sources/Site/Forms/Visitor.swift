/// Who looks at a page, as far as pages differ by it.
struct Visitor: Sendable {
    /// Whether forms that change something are shown and taken.
    var mayEdit = false
    /// The name that a proxy vouches for.
    var user: String?
    /// The name to fill in: the proxy's, or the one that signed last in this browser.
    var author = ""
    /// What forms carry against forgery.
    var token = ""

    static let cookie = "sitrep-author"

    /// Name and reason, and the field against forgery: what every form ends with.
    func signature(reason: String = "") -> SignatureView { SignatureView(visitor: self, reason: reason) }
}
