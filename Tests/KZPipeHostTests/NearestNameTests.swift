import Testing

@testable import KZPipeHost

@Suite struct NearestNameTests {
  private let names = ["guid_authority", "provider", "path", "picture_rendition"]

  @Test(arguments: [
    ("giud_authority", "guid_authority"), ("provder", "provider"), ("pth", "path"), ("Path", "path"),
    ("prov", "provider"),
  ])
  func findsWhatIsNear(written: String, meant: String) {
    #expect(NearestName.of(written, among: names) == meant)
  }

  @Test(arguments: ["", "x", "colour", "zzzzzz", "pa"])
  func keepsQuietWhenNothingIsNear(written: String) {
    #expect(NearestName.of(written, among: names) == nil)
  }

  @Test func countsSwapsAsOneSlip() {
    #expect(NearestName.distance(Array("abcd"), Array("abdc")) == 1)
    #expect(NearestName.distance(Array("kitten"), Array("sitting")) == 3)
    #expect(NearestName.distance(Array(""), Array("abc")) == 3)
  }
}
