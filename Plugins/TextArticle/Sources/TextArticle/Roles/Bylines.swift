/// Lines that say who wrote the text, and lines that say when it appeared.
struct Bylines {
  let page: PageForm
  let scanner: LineScanner

  /// Whether the line names an author: a by-word and names, an e-mail address beside a name, or a reporter's title in a short line.
  func isByline(_ index: Int) -> Bool {
    let form = page.forms[index]
    guard form.wordCount >= 2, form.wordCount <= 24, form.columns <= 160, form.innerEnds <= 1 else { return false }
    if form.flags.contains(.mail) {
      let addresses = page.text(index).count { $0 == 0x40 }
      let names = form.wordCount - 4 * addresses
      return names <= 14 && (form.capitalised >= 1 || form.roles[.reporter] > 0 || names >= 1)
        && form.functionWords <= 4
        && form.roles[.comment] + form.roles[.footer] + form.roles[.promo] <= 1
    }
    if form.roles[.reporter] > 0, form.wordCount <= 8, form.end != .sentence { return true }
    guard firstRoles(index).contains(.by), form.end != .sentence, form.end != .question else { return false }
    let rest = form.wordCount - 1
    if form.start == .caseless { return rest >= 1 && rest <= 6 && page.text(index).prefix(24).contains(0x3A) }
    return rest <= 14 && (form.capitalised * 2 >= rest || form.upper == 0) && form.capitalised + form.shouted > 0
  }

  /// Whether the line gives the day or the time of publication and little else.
  func isDate(_ index: Int) -> Bool {
    let form = page.forms[index]
    guard form.wordCount <= 16, form.columns <= 110, form.innerEnds <= 2 else { return false }
    let dated = form.flags.contains(.numericDate) || (form.flags.contains(.month) && form.digits >= 3)
    let recent =
      (form.roles[.ago] >= 2 && form.digits > 0 && form.wordCount <= 8)
      || (form.roles[.day] > 0 && form.flags.contains(.time) && form.wordCount <= 6)
    guard dated || recent else { return false }
    // `2026年6月18日 08:15 来源：…`: what follows day and time is the source.
    if form.start == .digit, form.flags.contains(.numericDate), form.flags.contains(.time), form.columns <= 60,
      form.end != .sentence, form.functionWords == 0
    {
      return true
    }
    let known = form.roles[.dateLabel] + form.roles[.month] + form.roles[.weekday] + form.roles[.ago]
    return form.functionWords <= 3 && (form.wordCount <= 8 || known >= 2 || form.letters <= 8)
      && Int(form.letters) <= 12 + 9 * max(known, 1)
  }

  private func firstRoles(_ index: Int) -> WordRole {
    let words = page.forms[index].words
    guard let first = words.first else { return [] }
    return scanner.lexicon.find(page.words[Int(first)])?.roles ?? []
  }
}
