import KZPipeKit
import KZPipeNews
import KZPipeNewsRules

/// How a plan is held to the rules of news formats before a byte is written.
///
/// Most rules cannot be broken by an item of this exporter: the writer escapes, orders, nests, declares namespaces, counts
/// words and gives out ids; options are judged when the stage is made; topics are those of the vocabulary; labels have their
/// white space taken out; addresses are absolute. What remains are the values that come from outside, and these rules are about
/// them. That both ways of judging agree is tested with every rule: see `SelfCheckTests`.
extension ItemPlan {
  struct Breach: Equatable {
    var rule: NewsRule
    /// JSON Pointer into the article record.
    var place: String
  }

  /// The first rule that the items of the plan would break.
  var breach: Breach? {
    identityBreach ?? dateBreach ?? codeBreach ?? pictureBreach
  }

  private var identityBreach: Breach? {
    if !Self.isPrintable(textGUID) { return Breach(rule: .guidForm, place: "/id") }
    // 18 digits are what receivers can hold.
    if !(1...999_999_999_999_999_999).contains(version.version) { return Breach(rule: .version, place: "/id") }
    if !NewsForm.isLanguageTag(item.language) { return Breach(rule: .languageTag, place: "/language") }
    return nil
  }

  private var dateBreach: Breach? {
    guard NewsForm.isMoment(version.versionCreated), NewsForm.isMoment(version.firstCreated) else {
      return Breach(rule: .date, place: "/id")
    }
    if version.firstCreated != version.versionCreated, Self.lies(version.firstCreated, after: version.versionCreated) {
      return Breach(rule: .dateOrder, place: "/id")
    }
    if let created, !NewsForm.isDate(created), !NewsForm.isMoment(created) {
      return Breach(rule: .date, place: "/date_published")
    }
    guard let modified else { return nil }
    if !NewsForm.isDate(modified), !NewsForm.isMoment(modified) { return Breach(rule: .date, place: "/date_modified") }
    if let created, NewsForm.isMoment(created), NewsForm.isMoment(modified), Self.lies(created, after: modified) {
      return Breach(rule: .dateOrder, place: "/date_modified")
    }
    return nil
  }

  private static func lies(_ a: String, after b: String) -> Bool {
    guard let a = PartialDate(iso8601: a), let b = PartialDate(iso8601: b) else { return true }
    return a > b
  }

  /// Codes of public vocabularies are taken over only when they have their form; the provider's own are made of names.
  private var codeBreach: Breach? {
    let concepts = entities.concepts
    for index in concepts.indices where concepts[index].code.scheme == .own {
      if concepts[index].code.isSound { continue }
      return Breach(rule: .malformedQCode, place: "/entities/\(entities.index.firstIndex(of: index) ?? 0)")
    }
    return nil
  }

  private var pictureBreach: Breach? {
    for picture in pictures {
      if !Self.isPrintable(picture.guid) { return Breach(rule: .guidForm, place: "/id") }
      let isSound =
        NewsForm.isWebAddress(picture.address) && picture.width.map { $0 > 0 } ?? true
        && picture.height.map { $0 > 0 } ?? true
      if !isSound { return Breach(rule: .remoteContent, place: "/images/\(picture.index)") }
    }
    return nil
  }

  /// The part of an identity that the provider gives was judged with the options.
  private static func isPrintable(_ guid: String) -> Bool {
    !guid.isEmpty && guid.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
  }
}

extension QCode {
  /// Whether the code can stand in a list of codes.
  fileprivate var isSound: Bool {
    scheme.holds(code) && (code.utf8.allSatisfy { $0 < 0x7F } || NewsForm.isQCode("a:" + code))
  }
}
