public import JSON
public import Moments
public import Stories
public import Texts

extension Archive.Hit {
    /// Writes its members into an object; `marks` are code points of `snippet`.
    public func writeMembers(to json: inout JSONWriter) {
        let index = CodePointIndex(Text(snippet))
        json.member("id", id)
        json.member("story", story)
        json.member("outlet", outlet)
        json.member("title", title)
        json.member("published", published?.rfc3339())
        json.member("arrived", arrived.rfc3339())
        json.member("inTitle", inTitle)
        json.member("snippet", snippet)
        json.name("marks")
        json.array(marks) { json, mark in
            let (start, end) = index.codePoints(mark)
            json.array([start, end]) { $0.value($1) }
        }
    }
}

extension Archive.StoryChange {
    /// Writes it as an object.
    public func write(to json: inout JSONWriter) {
        json.object { json in
            json.member("at", at.rfc3339())
            json.member("story", story)
            json.member("kind", kind.rawValue)
            json.member("other", other)
            json.member("documents", documents)
            json.member("why", why)
        }
    }
}

extension Amendment {
    /// Writes it as an object.
    ///
    /// - Parameters:
    ///   - text: the text of a document by its id.
    ///   - moment: what was taken back later still holds; nil tells all there is.
    public func write(to json: inout JSONWriter, text: (String) -> Text?, at moment: Moment? = nil) {
        json.object { json in
            json.member("id", id)
            json.member("kind", change.kind)
            json.member("made", made.rfc3339())
            json.member("author", author)
            json.member("reason", reason)
            json.member("text", words(text))
            if let undone, moment.map({ undone.at <= $0 }) ?? true {
                json.name("undone")
                json.object { json in
                    json.member("at", undone.at.rfc3339())
                    json.member("author", undone.author)
                    json.member("reason", undone.reason)
                }
            }
        }
    }
}
