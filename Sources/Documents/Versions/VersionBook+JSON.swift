public import JSON
import Texts

extension VersionBook.Version {
    /// Writes the version as a value; offsets are code points into `document`'s text.
    ///
    /// - Parameter document: nil for a revisit, which has no text of its own.
    public func write(to json: inout JSONWriter, in document: Document?) {
        json.object { json in
            json.member("number", number)
            json.member("of", of)
            json.member("previous", previous)
            json.member("unchanged", difference == nil)
            guard let difference, let document else { return }
            let index = CodePointIndex(document.text)
            func place(_ extent: Extent, _ json: inout JSONWriter) {
                let (start, end) = index.codePoints(extent)
                json.member("start", start)
                json.member("end", end)
            }
            json.member("kept", difference.kept)
            json.name("changes")
            json.array(difference.changes) { json, change in
                json.object { json in
                    switch change {
                    case .removed(let text):
                        json.member("kind", "removed")
                        json.member("from", text)
                    case .added(let extent):
                        json.member("kind", "added")
                        place(extent, &json)
                    case .changed(let text, let extent):
                        json.member("kind", "changed")
                        json.member("from", text)
                        place(extent, &json)
                    }
                }
            }
        }
    }
}
