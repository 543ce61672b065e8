import KZPipeJSON

/// What stands under `tests:` in a configuration.
enum ConfigTestSchema {
  static let keys = ["name", "input", "text", "html", "expect", "dead_letter"]

  static let schema: JSONValue = [
    "description": "Tests of this configuration, run by kzpipe test.", "type": ["array", "null"],
    "items": [
      "type": "object",
      "properties": [
        "name": ["description": "What the test shows.", "type": "string"],
        "input": ["description": "Path of a document.", "type": "string"],
        "text": ["description": "A plain text instead of a file.", "type": "string"],
        "html": ["description": "A page instead of a file.", "type": "string"],
        "expect": [
          "description":
            "Members that the article record has: values, NAME_count for the length of a list, NAME_contains for a part of a text, NAME_matches for a regular expression.",
          "type": "object",
        ],
        "dead_letter": [
          "description": "Code with which the document fails, or a map with more about it.",
          "anyOf": [
            ["type": "string"],
            [
              "type": "object",
              "properties": [
                "code": ["description": "Code of the failure.", "type": "string"],
                "stage": ["description": "Stage that failed.", "type": "string"],
                "message_matches": ["description": "Regular expression found in the message.", "type": "string"],
              ], "additionalProperties": false,
            ],
          ],
        ],
      ], "additionalProperties": false,
    ],
  ]
}
