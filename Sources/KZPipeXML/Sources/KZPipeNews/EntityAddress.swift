public import KZPipeKit

extension Entity {
  /// Addresses of the entity in the vocabularies of the IPTC catalog, the most telling first. A malformed code gives none.
  public var vocabularyAddresses: [String] {
    var addresses: [String] = []
    if let code = ids["iso3166"], code.utf8.count == 2, code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) {
      addresses.append("http://cvx.iptc.org/iso3166-1a2/" + code)
    }
    if let code = ids["geonames"], !code.isEmpty, code.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      addresses.append("http://sws.geonames.org/" + code)
    }
    if let code = ids["wikidata"], code.utf8.count > 1, code.utf8.first == UInt8(ascii: "Q"),
      code.utf8.dropFirst().allSatisfy({ (0x30...0x39).contains($0) })
    {
      addresses.append("http://www.wikidata.org/entity/" + code)
    }
    return addresses
  }

  /// The position when it is one on earth; a place at 0° north, 0° east is a missing one.
  public var knownPosition: Position? {
    guard let position, position.latitude.magnitude <= 90, position.longitude.magnitude <= 180,
      position.latitude.magnitude >= 0.000_001 || position.longitude.magnitude >= 0.000_001
    else { return nil }
    return position
  }
}

extension Topic {
  /// Address of the media topic; `nil` when the id is none.
  public var vocabularyAddress: String? {
    let code = id.utf8.dropFirst(7)
    guard id.hasPrefix("medtop:"), code.count == 8, code.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return "http://cv.iptc.org/newscodes/mediatopic/" + String(Substring(code))
  }
}
