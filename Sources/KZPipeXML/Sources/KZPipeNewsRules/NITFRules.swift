import KZPipeKit

/// A NITF 3.6 document of its own.
struct NITFRules {
  let tree: NewsTree

  func check(_ report: inout Report) {
    let line = tree[0].line
    if tree.text(tree.first(["head", "title"], in: 0)).isEmpty {
      report.add(.nitfHead, line, "the document has no head/title; repeat the headline there")
    }
    if let data = tree.first(["head", "docdata"], in: 0) {
      checkData(data, &report)
    } else {
      report.add(.nitfHead, line, "the document has no head/docdata; it carries id and dates")
    }
    if tree.text(tree.first(["body", "body.head", "hedline", "hl1"], in: 0)).isEmpty {
      report.add(.nitfHeadline, line, "the document has no body.head/hedline/hl1; write the headline")
    }
    if let body = tree.first(["body", "body.content"], in: 0), !tree.text(body).isEmpty {
      if tree.first("block", in: body) == nil {
        report.add(.nitfBlock, tree[body].line, "body.content has no block; some readers see only what stands in one")
      }
    } else {
      report.add(.nitfBody, line, "the document has no text in body.content; do not send it")
    }
    for media in tree.elements.indices where tree[media].name == "media" && tree[media].vocabulary == .nitf {
      let source = tree.first("media-reference", in: media).flatMap { tree[$0].attribute("source") }
      if (source ?? "").isEmpty {
        report.add(.nitfMedia, tree[media].line, "the medium has no media-reference/@source; say where it is")
      }
      if tree.text(tree.first("media-caption", in: media)).isEmpty {
        report.add(.nitfMedia, tree[media].line, "the medium has no media-caption; write one")
      }
    }
  }

  private func checkData(_ data: Int, _ report: inout Report) {
    let line = tree[data].line
    if (tree.first("doc-id", in: data).flatMap { tree[$0].attribute("id-string") } ?? "").isEmpty {
      report.add(.nitfHead, line, "docdata has no doc-id/@id-string; give the document an id that never changes")
    }
    if tree.first("date.issue", in: data) == nil {
      report.add(.nitfHead, line, "docdata has no date.issue; say when the text came out")
    }
    for number in tree.children(data) where ["date.issue", "date.release", "date.expire"].contains(tree[number].name) {
      let norm = tree[number].attribute("norm") ?? ""
      if !Self.isDate(norm) {
        report.add(
          .date, tree[number].line,
          "\(tree[number].name) \(NewsForm.quoted(norm)) is neither a day nor a date and time with a zone; write for example 2026-03-20T08:30:00Z"
        )
      }
    }
    if let rights = tree.first("doc.copyright", in: data), (tree[rights].attribute("holder") ?? "").isEmpty {
      report.add(.rights, tree[rights].line, "doc.copyright has no holder; name it or leave the element out")
    }
    if let urgency = tree.first("urgency", in: data),
      !(1...9).contains(tree[urgency].attribute("ed-urg").flatMap(Int.init) ?? 0)
    {
      report.add(
        .unknownValue, tree[urgency].line, "ed-urg is no number from 1 to 9; leave urgency out when it is unknown")
    }
  }

  /// NITF takes ISO 8601 in basic or extended form: a day, or a moment with its zone.
  private static func isDate(_ text: String) -> Bool {
    if NewsForm.isMoment(text) || text.utf8.count == 10 && NewsForm.isDate(text) { return true }
    let bytes = Array(text.utf8)
    guard bytes.count >= 8, bytes.prefix(8).allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
    func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    let day = "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))"
    if bytes.count == 8 { return NewsForm.isDate(day) }
    guard bytes.count >= 16, bytes[8] == UInt8(ascii: "T") else { return false }
    var zone = part(15..<bytes.count)
    if zone.utf8.count == 5 { zone = zone.prefix(3) + ":" + zone.suffix(2) }
    return NewsForm.isMoment("\(day)T\(part(9..<11)):\(part(11..<13)):\(part(13..<15))\(zone)")
  }
}
