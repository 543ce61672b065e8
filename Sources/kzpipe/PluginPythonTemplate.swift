import KZPipeKit

/// The files of a stage in Python: one program that needs nothing but python3, its manifest and its test.
struct PluginPythonTemplate {
  let name: String
  let kind: StageKind

  var files: [(path: String, text: String)] {
    [
      ("\(name).kzpipe.yaml", manifest), ("\(name).py", program), ("test_\(name).py", tests),
      ("pipeline.yaml", PluginPipeline.text(name: name, kind: kind, plugins: ".")),
      kind == .clean ? ("page.txt", PluginPipeline.plainPage) : ("page.html", PluginPipeline.page),
      (".gitignore", "__pycache__/\nout/\n"),
    ]
  }

  private var manifest: String {
    let (summary, fields, option): (String, [String], String) =
      switch kind {
      case .clean:
        (
          "Keeps the lines of a text that are long enough.",
          ["accepts: [text/plain]", "reads: [content]", "writes: [blocks]"],
          "minimum_characters: {type: integer, default: 2, minimum: 1, maximum: 1000, summary: Shorter lines are dropped.}"
        )
      case .parse:
        (
          "Takes the first kept block for the headline and the others for the body.",
          ["accepts: [\"*/*\"]", "reads: [blocks]", "writes: [headline, body]"],
          "headline_blocks: {type: integer, default: 1, minimum: 1, maximum: 9, summary: Blocks that make the headline.}"
        )
      case .enrich:
        (
          "Marks articles that shout.", ["reads: [body]", "writes: [keywords]"],
          "threshold: {type: integer, default: 3, minimum: 1, maximum: 100, summary: Exclamation marks that make a shout.}"
        )
      case .export:
        (
          "Writes headline and body as text.", ["reads: [body]", "reads_optionally: [headline]"],
          "path: {default: \"{slug}.txt\", summary: Name of the file.}"
        )
      }
    return """
      # What kzpipe has to know of this module without running it.
      kzpipe_module: 1
      name: \(name)
      version: 0.1.0
      command: [python3, \(name).py]
      stages:
        - name: \(name)
          kind: \(kind.rawValue)
          summary: \(summary)
          \(fields.joined(separator: "\n    "))
          options:
            \(option)

      """
  }

  private var program: String {
    """
    #!/usr/bin/env python3
    \"\"\"A stage of kzpipe, asked by frames on standard input; the manual is docs/protocol.md of kzpipe.

    Standard output belongs to the frames: print to sys.stderr.
    \"\"\"

    import json
    import struct
    import sys


    \(work)


    class Failure(Exception):
        \"\"\"Sends the document to the dead letter: a stable code, and one sentence without text of the article.\"\"\"

        def __init__(self, code, message):
            super().__init__(message)
            self.code = code


    # What follows speaks with kzpipe and can stay as it is.


    def read_frame(source):
        \"\"\"The header and the parts by name; (None, {}) at the end of the input.\"\"\"
        lengths = source.read(8)
        if len(lengths) < 8:
            return None, {}
        header_bytes, body_bytes = struct.unpack(">II", lengths)
        header, body = json.loads(source.read(header_bytes)), source.read(body_bytes)
        parts, start = {}, 0
        for part in header.get("parts", []):
            parts[part["name"]] = body[start : start + part["bytes"]]
            start += part["bytes"]
        return header, parts


    def write_frame(out, header, *parts):
        \"\"\"Parts are pairs: what the header says of the part, and its bytes.\"\"\"
        header["parts"] = [dict(members, bytes=len(data)) for members, data in parts]
        text = json.dumps(header).encode()
        out.write(struct.pack(">II", len(text), sum(len(data) for _, data in parts)) + text)
        for _, data in parts:
            out.write(data)
        out.flush()


    def main(source=sys.stdin.buffer, out=sys.stdout.buffer):
        options = {}
        while True:
            header, parts = read_frame(source)
            if header is None or header["type"] == "end":
                return
            if header["type"] == "hello":
                options = header["options"]
                write_frame(out, {"type": "hello", "protocol": 1})
                continue
            try:
                write_frame(out, {"type": "answer", "seq": header["seq"]}, *answer(parts, options))
            except Failure as failure:
                error = {"code": failure.code, "message": str(failure)}
                write_frame(out, {"type": "error", "seq": header["seq"], "error": error})


    if __name__ == "__main__":
        main()

    """
  }

  private var work: String {
    switch kind {
    case .clean:
      """
      def clean(content, options):
          \"\"\"The blocks of a page, kept or dropped, from its bytes.\"\"\"
          blocks = []
          for line in content.decode("utf-8", "replace").splitlines():
              if not line.strip():
                  continue
              block = {"kind": "paragraph", "text": line, "decision": "kept", "confidence": 0.9}
              if len(line) < options["minimum_characters"]:
                  block.update(decision="dropped", reason="short_line")
              blocks.append(block)
          return blocks


      def answer(parts, options):
          page = json.loads(parts["page"])
          page["blocks"] = clean(parts["content"], options)
          page["source"]["encoding"] = "utf-8"
          return [({"name": "page"}, json.dumps(page).encode())]
      """
    case .parse:
      """
      def parse(page, options):
          \"\"\"An article record from a page record; kzpipe gives it its identity and its source.\"\"\"
          kept = [(index, block) for index, block in enumerate(page["blocks"]) if block["decision"] == "kept"]
          if not kept:
              raise Failure("no_article", "the page has no text")
          count = options["headline_blocks"]
          return {
              "headline": " ".join(block["text"] for _, block in kept[:count]),
              "body": [
                  {"kind": "paragraph", "text": block["text"], "origin": index}
                  for index, block in kept[count:]
                  if block["text"]
              ],
          }


      def answer(parts, options):
          article = parse(json.loads(parts["page"]), options)
          return [({"name": "article"}, json.dumps(article).encode())]
      """
    case .enrich:
      """
      def enrich(article, options):
          \"\"\"What to add to an article record: members of the record. Offsets count bytes of UTF-8.\"\"\"
          marks = sum(block["text"].count("!") for block in article["body"])
          if marks < options["threshold"]:
              return {}
          return {"keywords": [{"text": "shouting", "relevance": 1}]}


      def answer(parts, options):
          changes = {"add": enrich(json.loads(parts["article"]), options)}
          return [({"name": "changes"}, json.dumps(changes).encode())]
      """
    case .export:
      """
      def export(article, options):
          \"\"\"Files as pairs of name and text; placeholders in names are filled in by kzpipe.\"\"\"
          lines = [article.get("headline")] + [block["text"] for block in article["body"]]
          return [(options["path"], "\\n\\n".join(line for line in lines if line) + "\\n")]


      def answer(parts, options):
          files = export(json.loads(parts["article"]), options)
          return [({"name": "output", "file": name}, text.encode()) for name, text in files]
      """
    }
  }

  private var tests: String {
    let ownTest: String
    let request: String
    let expected: String
    switch kind {
    case .clean:
      ownTest = """
            def test_short_lines_are_dropped(self):
                blocks = \(name).clean(b"A headline\\n\\n-\\nBody\\n", {"minimum_characters": 2})
                self.assertEqual([block["text"] for block in blocks], ["A headline", "-", "Body"])
                self.assertEqual([block["decision"] for block in blocks], ["kept", "dropped", "kept"])
        """
      request = #"({"name": "page"}, b'{"source": {}, "blocks": []}'), ({"name": "content"}, b"A line\n")"#
      expected = #"self.assertEqual(json.loads(parts["page"])["blocks"][0]["text"], "A line")"#
    case .parse:
      ownTest = """
            def test_the_first_kept_block_is_the_headline(self):
                texts = [("Menu", "dropped"), ("A headline", "kept"), ("Body", "kept")]
                page = {"blocks": [{"text": text, "decision": decision} for text, decision in texts]}
                article = \(name).parse(page, {"headline_blocks": 1})
                self.assertEqual(article["headline"], "A headline")
                self.assertEqual([block["text"] for block in article["body"]], ["Body"])
        """
      request = #"({"name": "page"}, b'{"blocks": [{"text": "A line", "decision": "kept"}]}')"#
      expected = #"self.assertEqual(json.loads(parts["article"])["headline"], "A line")"#
    case .enrich:
      ownTest = """
            def test_marks_shouts_only(self):
                for text, keywords in [("Quiet.", {}), ("Fire! Fire! Fire!", {"keywords": [{"text": "shouting", "relevance": 1}]})]:
                    self.assertEqual(\(name).enrich({"body": [{"text": text}]}, {"threshold": 3}), keywords)
        """
      request = #"({"name": "article"}, b'{"body": [{"text": "Fire! Fire! Fire!"}]}')"#
      expected = #"self.assertEqual(json.loads(parts["changes"])["add"]["keywords"][0]["text"], "shouting")"#
    case .export:
      ownTest = """
            def test_writes_headline_and_body(self):
                article = {"headline": "A headline", "body": [{"text": "Body"}]}
                files = \(name).export(article, {"path": "a.txt"})
                self.assertEqual(files, [("a.txt", "A headline\\n\\nBody\\n")])
        """
      request = #"({"name": "article"}, b'{"headline": "A line", "body": []}')"#
      expected = #"self.assertEqual(parts["output"], b"A line\n")"#
    }
    return """
      \"\"\"Run with: python3 -m unittest\"\"\"

      import io
      import json
      import unittest

      import \(name)

      OPTIONS = {"minimum_characters": 2, "headline_blocks": 1, "threshold": 3, "path": "a.txt"}


      class StageTests(unittest.TestCase):
      \(ownTest)

          def test_speaks_with_kzpipe(self):
              source, out = io.BytesIO(), io.BytesIO()
              \(name).write_frame(source, {"type": "hello", "protocol": 1, "options": OPTIONS})
              \(name).write_frame(source, {"type": "\(kind.rawValue)", "seq": 7}, \(request))
              source.seek(0)
              \(name).main(source, out)
              out.seek(0)
              header, _ = \(name).read_frame(out)
              self.assertEqual((header["type"], header["protocol"]), ("hello", 1))
              header, parts = \(name).read_frame(out)
              self.assertEqual((header["type"], header["seq"]), ("answer", 7))
              \(expected)


      if __name__ == "__main__":
          unittest.main()

      """
  }
}
