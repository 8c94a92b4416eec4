import Reports

/// The part of a form that says who and why. Every correction is signed.
struct SignatureView {
    let visitor: Visitor
    let reason: String

    /// The field that no page elsewhere can fill in.
    static func guarding(_ visitor: Visitor) -> Markup {
        "<input type=\"hidden\" name=\"\(FormGuard.field)\" value=\"\(visitor.token)\">"
    }

    var markup: Markup {
        let who: Markup =
            visitor.user.map { "<p class=\"small\">Signed <b>\($0)</b></p>" }
            ?? "<label>Your name<input name=\"author\" value=\"\(visitor.author)\" required maxlength=\"100\" autocomplete=\"name\"></label>"
        return """
            \(Self.guarding(visitor))<div class="signed">\(who)<label class="wide">Why<input name="reason" value="\(reason)" required maxlength="500" \
            placeholder="shown with the correction" autocomplete="off"></label></div>

            """
    }
}
