/// What is known of each node of a page while its main text is looked for.
struct ElementSums {
    /// Code points of text, white space collapsed.
    var text: Float = 0
    /// Of them, inside links (links within the page count for three tenths).
    var linked: Float = 0
    /// Of them, inside headings.
    var headed: Float = 0
    /// Of them, inside list items' lists.
    var listed: Float = 0
    var commas: Int32 = 0
    var paragraphs: Int32 = 0
    var images: Int32 = 0
    var items: Int32 = 0
    var inputs: Int32 = 0
    var embeds: Int32 = 0
    /// Texts that belong to paragraphs and the like ("text density").
    var dense: Float = 0

    static func += (a: inout ElementSums, b: ElementSums) {
        a.text += b.text
        a.linked += b.linked
        a.headed += b.headed
        a.listed += b.listed
        a.commas += b.commas
        a.paragraphs += b.paragraphs
        a.images += b.images
        a.items += b.items
        a.inputs += b.inputs
        a.embeds += b.embeds
        a.dense += b.dense
    }

    static func -= (a: inout ElementSums, b: ElementSums) {
        a.text -= b.text
        a.linked -= b.linked
        a.headed -= b.headed
        a.listed -= b.listed
        a.commas -= b.commas
        a.paragraphs -= b.paragraphs
        a.images -= b.images
        a.items -= b.items
        a.inputs -= b.inputs
        a.embeds -= b.embeds
        a.dense -= b.dense
    }

    var linkDensity: Float { text > 0 ? linked / text : 0 }
}
