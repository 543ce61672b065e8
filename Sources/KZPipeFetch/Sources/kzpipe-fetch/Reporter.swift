import Glibc
import KZPipeFetch
import KZPipeJSON

/// What goes to standard error: a line for every address that failed, and one at the end.
struct Reporter: Sendable {
  let isJSON: Bool

  func tell(_ result: Fetch.Result) {
    guard let failure = result.failure else { return }
    guard isJSON else {
      let reached = result.reached.map { " (at \($0))" } ?? ""
      let advice = failure.advice.map { "; \($0)" } ?? ""
      line("kzpipe-fetch: \(result.listed)\(reached): \(failure.code.rawValue): \(failure.message)\(advice)")
      return
    }
    var json = JSONWriter()
    json.beginObject()
    json.member("address", result.listed)
    json.member("reached", result.reached)
    json.member("code", failure.code.rawValue)
    json.member("message", failure.message)
    json.member("advice", failure.advice)
    json.member("status", result.status)
    json.endObject()
    line(String(decoding: json.bytes, as: UTF8.self))
  }

  func summary(_ report: Fetch.Report) {
    guard isJSON else {
      var text = "\(report.addresses) address\(report.addresses == 1 ? "" : "es"): \(report.fetched) fetched"
      if report.unchanged > 0 { text += " (\(report.unchanged) unchanged)" }
      if report.failed > 0 { text += ", \(report.failed) failed" }
      if report.present > 0 { text += ", \(report.present) there already" }
      if report.isInterrupted { text += ", interrupted; the same command goes on" }
      line(text)
      return
    }
    var json = JSONWriter()
    json.beginObject()
    json.member("addresses", report.addresses)
    json.member("fetched", report.fetched)
    json.member("failed", report.failed)
    json.member("unchanged", report.unchanged)
    json.member("present", report.present)
    json.member("bytes_in", report.bytesIn)
    json.member("interrupted", report.isInterrupted)
    json.endObject()
    line(String(decoding: json.bytes, as: UTF8.self))
  }

  func note(_ text: String) { if !isJSON { line("kzpipe-fetch: \(text)") } }

  func fatal(_ text: String) { line("kzpipe-fetch: error: \(text)") }

  private func line(_ text: String) { Self.write(text, to: STDERR_FILENO) }

  /// A line at once; a reader that went away is no reason to complain.
  static func write(_ text: String, to descriptor: Int32) {
    var rest = Array((text + "\n").utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return }
      rest = rest.dropFirst(written)
    }
  }
}
