import KZPipeJSON
import KZPipeKit

/// JSON Schema of the article record, one line of `articles.jsonl`. A test holds it against what the writer writes.
public enum ArticleSchema {
  /// Indented UTF-8 without a line feed at the end.
  public static var json: [UInt8] {
    var writer = JSONWriter(pretty: true)
    writer.value(schema)
    return writer.bytes
  }

  static var schema: JSONValue {
    .object(
      [
        JSONMember("$schema", "https://json-schema.org/draft/2020-12/schema"),
        JSONMember("title", "kzpipe article record"),
        JSONMember(
          "description",
          "A news article. What is absent was not found; lists are always there. Offsets count UTF-8 bytes of the string that `at` names."
        ),
      ] + members(head + content + annotations, required: always))
  }

  private static let always = [
    "id", "source", "authors", "body", "text", "images", "entities", "mentions", "quotations", "exchanges", "dates",
    "amounts", "roles", "topics", "countries", "keywords", "related",
  ]

  private typealias Fields = KeyValuePairs<String, JSONValue>

  private static func members(_ fields: [(key: String, value: JSONValue)], required: [String]) -> [JSONMember] {
    [
      JSONMember("type", "object"),
      JSONMember("properties", .object(fields.map { JSONMember($0.key, $0.value) })),
      JSONMember("required", .array(required.map { .string($0) })),
      JSONMember("additionalProperties", false),
    ]
  }

  private static func object(_ fields: Fields, required: [String] = []) -> JSONValue {
    .object(members(fields.map { ($0.key, $0.value) }, required: required))
  }

  private static func list(_ element: JSONValue) -> JSONValue { ["type": "array", "items": element] }
  private static let string: JSONValue = ["type": "string"]
  private static let number: JSONValue = ["type": "number"]
  private static let count: JSONValue = ["type": "integer", "minimum": 0]
  private static let flag: JSONValue = ["type": "boolean"]
  private static let probability: JSONValue = ["type": "number", "minimum": 0, "maximum": 1]
  private static let strings = list(string)
  private static func says(_ text: String, _ schema: JSONValue) -> JSONValue {
    .object([JSONMember("description", .string(text))] + (schema.object ?? []))
  }
  private static func choice(_ words: [String]) -> JSONValue { ["enum": .array(words.map { .string($0) })] }

  private static var head: [(key: String, value: JSONValue)] {
    let fields: Fields = [
      "id": says("Stable identity, derived from the canonical address, else from the content.", string),
      "source": says(
        "The document as received.",
        object(
          [
            "uri": says("Where it was read from: a path, or file and place in it.", string),
            "url": says("Address that the page was fetched from.", string), "media_type": string,
            "encoding": says("Character encoding that the bytes were read as.", string),
            "fetched": says("When it was fetched, as the input says.", string),
            "sha256": says("Of the bytes as received.", string),
          ], required: ["uri", "media_type", "sha256"])),
      "headline": string, "alternative_headline": says("Deck or standfirst.", string),
      "authors": list(
        object(
          [
            "name": string, "email": string, "role": says("As printed: reporter, photographer.", string),
            "url": string, "is_organisation": says("A desk or an agency signs.", flag),
          ], required: ["name"])
      ),
      "publisher": object(["name": string, "uri": string], required: ["name"]),
      "section": says("Section trail from the widest to the narrowest.", strings),
      "date_published": says("ISO 8601, truncated when only that is known.", string),
      "date_modified": says("ISO 8601, truncated when only that is known.", string),
      "date_published_inferred": says("The date was derived from the text.", flag),
      "language": says("BCP 47 tag.", string), "canonical_url": says("Address that the page gives as its own.", string),
      "dateline": says("Place, date and agency before the first sentence.", string),
    ]
    return fields.map { ($0.key, $0.value) }
  }

  private static var content: [(key: String, value: JSONValue)] {
    let span = object(
      [
        "kind": choice(["link", "emphasis", "strong", "superscript", "subscript", "code", "line_break"]),
        "start": count, "end": count, "target": says("Address of a link.", string),
      ], required: ["kind", "start", "end"])
    let fields: Fields = [
      "body": list(
        object(
          [
            "kind": choice(BodyBlock.Kind.allCases.map(\.rawValue)), "text": string,
            "level": says("Of a heading, from 1.", count), "spans": says("Inline markup.", list(span)),
            "origin": says("Index of the page's block.", count),
          ], required: ["kind", "text"])),
      "text": says("Body blocks joined by a blank line.", string),
      "images": list(
        object([
          "url": string, "caption": string, "credit": string, "alternate_text": string, "width": count, "height": count,
          "is_lead": says("The picture of the article as a whole.", flag),
          "position": says("Number of body blocks before the picture.", count),
        ])),
      "copyright_notice": string,
      "data_mining": says("What the page says about use by machines.", string),
    ]
    return fields.map { ($0.key, $0.value) }
  }

  /// An annotation at a place in the text.
  private static func placed(_ fields: Fields, required: [String] = []) -> JSONValue {
    let place: Fields = [
      "at": says("JSON Pointer (RFC 6901) to the string that the offsets count in.", string), "start": count,
      "end": count,
      "text": string,
    ]
    let all = place.map { ($0.key, $0.value) } + fields.map { ($0.key, $0.value) } + [("confidence", probability)]
    return list(.object(members(all, required: ["at", "start", "end", "text"] + required)))
  }

  private static var annotations: [(key: String, value: JSONValue)] {
    let fields: Fields = [
      "entities": list(
        object(
          [
            "id": says("What mentions, quotations and roles refer to.", string),
            "type": choice(Entity.Kind.allCases.map(\.rawValue)), "name": string,
            "ids": says(
              "Identifiers elsewhere: wikidata, geonames, iso3166.", ["type": "object", "additionalProperties": string]),
            "names": says("By language (BCP 47).", ["type": "object", "additionalProperties": string]),
            "position": object(["latitude": number, "longitude": number], required: ["latitude", "longitude"]),
            "confidence": probability, "relevance": probability,
          ], required: ["id", "type", "name", "ids"])),
      "mentions": placed(["entity": says("Id of the entity.", string)], required: ["entity"]),
      "quotations": placed(
        [
          "speaker": says("Id of the entity that speaks.", string),
          "speaker_name": says("Name of a speaker that is no entity.", string),
          "direct": says("In the speaker's own words.", flag),
        ], required: ["direct"]),
      "exchanges": list(
        object(
          [
            "question": says("Indexes in body.", list(count)), "answer": says("Indexes in body.", list(count)),
            "speaker": says("Id of the entity that answers.", string), "speaker_name": string,
          ],
          required: ["question", "answer"])),
      "dates": placed(["value": says("TimeML.", string)], required: ["value"]),
      "amounts": placed(
        [
          "value": says("One number, or both bounds of a range.", ["anyOf": [number, list(number)]]),
          "unit": says("ISO 4217 code, percent, or a noun.", string),
        ], required: ["value", "unit"]),
      "roles": placed(["entity": says("Id of the person.", string)], required: ["entity"]),
      "topics": list(
        object(
          [
            "id": says("QCode of an IPTC Media Topic.", string), "name": string,
            "broader": says("QCodes of the topics above it.", strings), "confidence": probability,
            "relevance": probability, "why": says("direct, or ancestor of a direct one.", string),
            "terms": says("Words of the text that speak for it.", strings),
          ], required: ["id", "name", "why"])),
      "countries": says("ISO 3166-1 alpha-2 codes, main ones first.", strings),
      "keywords": list(object(["text": string, "relevance": probability], required: ["text"])),
      "summary": string,
      "statistics": object([
        "words": count, "sentences": count, "paragraphs": count, "characters": count, "reading_time_seconds": count,
      ]),
      "related": list(
        object(
          [
            "article": says("Id of the other article.", string),
            "kind": choice(RelatedArticle.Kind.allCases.map(\.rawValue)), "similarity": probability,
          ], required: ["article", "kind"])),
      "block_languages": list(
        object(
          ["at": says("JSON Pointer to the block.", string), "language": string, "confidence": probability],
          required: ["at", "language"])),
      "provenance": list(
        object(
          [
            "stage": says("Stage that set the value.", string), "at": says("JSON Pointer to the value.", string),
            "reason": says("What it was taken from.", string), "confidence": probability,
            "block": says("Index of the page's block.", count),
          ], required: ["stage", "at", "reason"])),
    ]
    return fields.map { ($0.key, $0.value) }
  }
}
