/// A number found in a sentence, on its way to a `Quantity`. Positions are pieces.
struct Figure {
    /// The number.
    var number: Range<Int>
    /// The number with its hedge and unit.
    var span: Range<Int>
    var low: Double?
    var high: Double?
    var hedge: Range<Int>?
    var unit: String?
    var isIncrement = false
    var isChange = false
    /// "a woman": a figure only when it turns out to be counted.
    var isArticle = false
    /// "no", "no one".
    var isZero = false
    /// A half, two thirds, of what follows.
    var isShare = false
    /// Index of what is counted.
    var measure: Int?
    /// The plural noun of a thing: index in the list of things.
    var thing: Int?
    /// How the measure was found: "part", "object", "toll", …
    var rule = "number"
    var status = Quantity.Status.current
    /// Piece of the counting word.
    var cue: Int?
}
