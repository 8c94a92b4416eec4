import Readings
import Testing
import Texts

@testable import Stories

@Suite("Figures that are parts")
struct FigureShareTests {
    @Test(
        "The words around a figure say whether it is a part",
        arguments: [
            ("They found seven dead, two children among them.", "two", FigureShare.part),
            ("Twenty were treated, five of them for burns.", "five", .part),
            ("Nine people died including three nurses.", "three", .part),
            ("Divers found three bodies in the carriage.", "three", .few),
            ("A train hit a bus and killed nine people.", "nine", .whole),
        ])
    func share(_ text: String, _ number: String, _ share: FigureShare) throws {
        let hand = HandReading("a", text)
        let quantity = Quantity(
            extent: hand.extent(number), low: 3, high: 3, unit: "person", counts: "killed", rule: "test")
        #expect(FigureShare(quantity, in: hand.reading) == share)
    }
}
