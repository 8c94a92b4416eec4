import Texts

/// Keeps pages elsewhere from sending forms in the name of somebody who has this site open.
///
/// A form carries a value that is made of a random cookie and a key of this process; no other site can read either. What is sent as JSON
/// needs none, as a browser sends that to another site only after asking, and this site never agrees.
struct FormGuard: Sendable {
    static let cookie = "sitrep-form"
    /// The form's field.
    static let field = "form"

    private let key: [UInt8]

    init() {
        var random = SystemRandomNumberGenerator()
        key = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
    }

    /// The cookie's value: the one the browser has, or a new one that it has to be given.
    func mark(of request: SiteRequest) -> (value: String, isNew: Bool) {
        if let known = Access.cookie(Self.cookie, of: request), known.utf8.count == 32,
            known.utf8.allSatisfy({ $0 &- 0x30 < 10 || $0 &- 0x61 < 6 })
        {
            return (known, false)
        }
        var random = SystemRandomNumberGenerator()
        let bytes = (0..<16).map { _ in UInt8.random(in: 0...255, using: &random) }
        return (Fingerprint(of: bytes).short(32), true)
    }

    /// What the form carries.
    func token(for mark: String) -> String { Fingerprint.keyed(by: key, Array(mark.utf8)).hex }

    /// Throws unless a page of this site made the form, for this browser.
    func check(_ request: SiteRequest, _ form: FormFields) throws {
        if form.isJSON { return }
        guard let mark = Access.cookie(Self.cookie, of: request), let given = form.items[Self.field],
            Access.same(given, token(for: mark))
        else {
            throw Problem(
                status: 403, title: "The form is too old",
                detail:
                    "It was opened before the site started, or without cookies. Go back, load the page again, and send it once more."
            )
        }
    }
}
