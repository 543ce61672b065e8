import Foundation
import KZPipeText
import Testing

/// Texts in legacy encodings, found without a label and in spite of a wrong one.
@Suite struct CharsetDetectionTests {
  struct Sample: Sendable, CustomTestStringConvertible {
    var encoding: String
    /// The C library's name.
    var converter: String
    var text: String
    var testDescription: String { encoding }
  }

  static let samples: [Sample] = [
    Sample(
      encoding: "windows-1251", converter: "CP1251",
      text: "Министр сообщил, что новый мост через реку откроют «до конца года». Строительство идёт по плану."),
    Sample(
      encoding: "koi8-u", converter: "KOI8-U",
      text: "Министр сообщил, что новый мост через реку откроют до конца года. Строительство идет по плану."),
    Sample(
      encoding: "iso-8859-5", converter: "ISO-8859-5",
      text: "Министр сообщил, что новый мост через реку откроют до конца года. Строительство идет по плану."),
    Sample(
      encoding: "ibm866", converter: "CP866",
      text: "Министр сообщил, что новый мост через реку откроют до конца года. Строительство идет по плану."),
    Sample(
      encoding: "windows-1252", converter: "CP1252",
      text:
        "Le ministre a déclaré que le nouveau pont sera ouvert « avant la fin de l’année », a-t-il précisé à l’étranger."
    ),
    Sample(
      encoding: "windows-1252", converter: "CP1252",
      text: "Der Minister sagte, die neue Brücke werde „spätestens im März“ für alle geöffnet – größer als zuvor."),
    Sample(
      encoding: "windows-1250", converter: "CP1250",
      text: "Minister powiedział, że nowy most zostanie otwarty „jeszcze w tym roku”, a część prac już się zakończyła."),
    Sample(
      encoding: "windows-1250", converter: "CP1250",
      text:
        "Ministr řekl, že nový most bude otevřen ještě letos a že část prací už skončila, uvedl včera v Českých Budějovicích."
    ),
    Sample(
      encoding: "windows-1254", converter: "CP1254",
      text:
        "Bakan, yeni köprünün yıl sonuna kadar açılacağını söyledi. İnşaat çalışmaları planlandığı gibi sürüyor, ışıklar da yandı."
    ),
    Sample(
      encoding: "windows-1253", converter: "CP1253",
      text: "Ο υπουργός δήλωσε ότι η νέα γέφυρα θα ανοίξει πριν από το τέλος του έτους."),
    Sample(
      encoding: "windows-1255", converter: "CP1255",
      text: "השר אמר כי הגשר החדש ייפתח לציבור לפני סוף השנה, והעבודות נמשכות."),
    Sample(
      encoding: "windows-1256", converter: "CP1256",
      text: "قال الوزير إن الجسر الجديد سيفتح قبل نهاية العام وإن الأعمال مستمرة في المدينة."),
    Sample(
      encoding: "windows-874", converter: "CP874", text: "รัฐมนตรีกล่าวว่าสะพานใหม่จะเปิดให้ประชาชนใช้ก่อนสิ้นปีนี้"),
    Sample(
      encoding: "euc-kr", converter: "CP949", text: "장관은 새 다리가 올해 말까지 시민에게 개방될 것이라고 말했다. 공사는 계획대로 진행되고 있다."),
    Sample(
      encoding: "shift_jis", converter: "CP932", text: "大臣は新しい橋が年内に開通すると述べた。工事は計画どおりに進んでいるという。"),
    Sample(
      encoding: "euc-jp", converter: "EUC-JP", text: "大臣は新しい橋が年内に開通すると述べた。工事は計画どおりに進んでいるという。"),
    Sample(
      encoding: "gb18030", converter: "GBK", text: "部长表示，新桥将在今年年底前向公众开放，工程正在按计划进行，市民对此感到高兴。"),
    Sample(
      encoding: "big5", converter: "BIG5", text: "部長表示，新橋將在今年年底前向公眾開放，工程正在按計劃進行，市民對此感到高興。"),
  ]

  @Test(arguments: samples) func foundWithoutALabel(sample: Sample) throws {
    let bytes = try #require(encoded(sample.text, sample.converter))
    let decoded = Charset.decode(bytes, declared: nil, isHTML: false)
    #expect(decoded.encoding == sample.encoding)
    #expect(text(decoded.utf8) == sample.text)
    #expect(decoded.source == .detected)
  }

  @Test(arguments: samples) func correctsAWrongLabel(sample: Sample) throws {
    let bytes = try #require(encoded(sample.text, sample.converter))
    for label in ["utf-8", sample.encoding == "windows-1251" ? "koi8-r" : "windows-1251"] {
      let decoded = Charset.decode(bytes, declared: label, isHTML: false)
      #expect(text(decoded.utf8) == sample.text, "declared as \(label), read as \(decoded.encoding)")
    }
  }

  @Test(arguments: samples) func keepsARightLabel(sample: Sample) throws {
    let bytes = try #require(encoded(sample.text, sample.converter))
    let decoded = Charset.decode(bytes, declared: sample.encoding, isHTML: false)
    #expect(decoded.encoding == sample.encoding)
    #expect(decoded.source == .declared)
    #expect(text(decoded.utf8) == sample.text)
  }

  /// A label is kept for the few bytes of a page in English.
  @Test func keepsTheLabelOfAPageWithFewAccents() {
    let bytes = "The caf".bytes + [0xE9] + " said it".bytes + [0x92] + "s open".bytes
    let decoded = Charset.decode(bytes, declared: "iso-8859-1", isHTML: false)
    #expect(decoded.encoding == "windows-1252")
    #expect(text(decoded.utf8) == "The café said it’s open")
  }

  private func encoded(_ text: String, _ converter: String) -> [UInt8]? {
    let descriptor = iconv_open(converter, "UTF-8")
    guard descriptor != iconv_t(bitPattern: -1) else { return nil }
    defer { iconv_close(descriptor) }
    var input = text.utf8.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: input.count * 2 + 16)
    let used = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output -> Int? in
        var source = input.baseAddress
        var left = input.count
        var target = output.baseAddress
        var room = output.count
        guard iconv(descriptor, &source, &left, &target, &room) != -1 else { return nil }
        return output.count - room
      }
    }
    return used.map { output[..<$0].map { UInt8(bitPattern: $0) } }
  }
}
