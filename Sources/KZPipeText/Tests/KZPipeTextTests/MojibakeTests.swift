import KZPipeText
import Testing

@Suite struct MojibakeTests {
  @Test(arguments: [
    ("itâ€™s", "it’s"), ("cafÃ©", "café"), ("â€œYesâ€\u{9D}", "“Yes”"), ("5 â€“ 6", "5 – 6"), ("wait â€¦", "wait …"),
    ("ÐŸÑ€Ð¸Ð²ÐµÑ‚", "Привет"), ("РџСЂРёРІРµС‚", "Привет"), ("ì•ˆë…•", "안녕"), ("100Â\u{A0}km", "100\u{A0}km"),
    ("â‚¬ 5", "€ 5"),
    ("ðŸ˜€", "😀"), ("GonzÃ¡lez said", "González said"), ("Å‚Ã³dÅº is ÅÃ³dÅº", "łódź is Åódź"),
    ("Ã\u{89}cole", "École"),
    ("Â©2022", "©2022"), ("naÃ¯ve and naïve", "naïve and naïve"),
  ]) func repairs(broken: String, whole: String) {
    #expect(Mojibake.repaired(broken.bytes).map(text) == (broken == whole ? nil : whole))
  }

  @Test(arguments: [
    "", "plain", "café", "Привет, Россия", "Сёстры и Рёв", "JÄ…", "„Ä“", "IRMÃ”", "IRMÃ – AMANHÃ", "«É»", "café”–which",
    "à… là", "Â",
    "РЎ", "한국", "é“quoted”", "Ð", "5° – 6°", "Ünal’s", "CÔTÉ…", "«Рёв» – Сё", "voilà”…",
  ]) func leavesOrdinaryTextAlone(text: String) {
    #expect(Mojibake.repaired(text.bytes) == nil)
  }

  @Test func anyBytesAreHandled() {
    for bytes in hostileTexts(1000, seed: 7) {
      if let repaired = Mojibake.repaired(bytes) { #expect(repaired != bytes) }
    }
  }
}
