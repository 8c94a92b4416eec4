import Texts

/// A stretch of text that may name a place.
struct PlaceMention {
    /// How it was found; the first part of the place's `rule`.
    enum Source: String {
        /// The network took it for a place.
        case name
        /// The network took it for something else, but the words around it speak of a place.
        case retyped
        /// The network saw no name.
        case surface
        /// An adjective or a people.
        case adjective
        /// A street: a place, but not one of the gazetteer.
        case street
        /// The place that a public body is named after.
        case body
    }

    /// Where it stands.
    var extent: Extent
    /// Its words.
    var tokens: Range<Int>
    /// Index into the reading's `names`.
    var name: Int?
    /// How it was found.
    var source: Source
    /// Index into the document's groups of mentions that mean one place.
    var group: Int = -1
    /// Degrees to move from the middle, in halves of the half extent: north and east of "northeastern" are 1 and 1.
    var direction: (north: Int, east: Int)?
    /// Whether it opens a dateline ("KELTON (Wire) —").
    var isDateline = false
    /// Index of the mention that says in which region or country it is ("Springfield, Illinois").
    var container: Int?
    /// Index of a mention that it is said to be in or near ("in Kelton near Springfield").
    var neighbour: Int?
}
