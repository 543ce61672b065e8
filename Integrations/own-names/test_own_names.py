"""Run with: python3 -m unittest"""

import io
import json
import os
import tempfile
import unittest

import own_names

LIST = ["# a comment\n", "\n", "person\tAru Sample\n", "place\tExample\n", "organisation\tҮлгі баспасы\n"]


class NamesTests(unittest.TestCase):
    def test_offsets_count_bytes(self):
        text = "Әсел «Үлгі баспасы» үйінде. Aru Sample, Example."
        found = list(own_names.Names(LIST).find(text))
        self.assertEqual([name for _, _, name in found], ["Үлгі баспасы", "Aru Sample", "Example"])
        for start, end, name in found:
            self.assertEqual(text.encode()[start:end].decode(), name)

    def test_parts_of_words_are_no_names(self):
        self.assertEqual(list(own_names.Names(LIST).find("Examples Aru Samples")), [])

    def test_a_bad_list_is_told(self):
        with self.assertRaisesRegex(ValueError, "line 2"):
            own_names.Names(["person\tAru\n", "Aru\n"])

    def test_what_others_found_keeps_its_identity(self):
        article = {"headline": "Aru Sample", "entities": [{"id": "e1", "name": "Aru Sample"}]}
        added = own_names.enrich(article, own_names.Names(LIST))
        self.assertEqual(added["entities"], [])
        self.assertEqual(added["mentions"][0]["entity"], "e1")

    def test_speaks_with_kzpipe(self):
        with tempfile.TemporaryDirectory() as place:
            path = os.path.join(place, "names.txt")
            with open(path, "w", encoding="utf-8") as lines:
                lines.writelines(LIST)
            source, out = io.BytesIO(), io.BytesIO()
            own_names.write_frame(source, {"type": "hello", "protocol": 1, "options": {"list": path}})
            article = {"body": [{"text": "Aru Sample came."}]}
            own_names.write_frame(
                source, {"type": "enrich", "seq": 7}, ({"name": "article"}, json.dumps(article).encode()))
            source.seek(0)
            own_names.main(source, out)
        out.seek(0)
        self.assertEqual(own_names.read_frame(out)[0]["type"], "hello")
        header, parts = own_names.read_frame(out)
        self.assertEqual(header["seq"], 7)
        self.assertEqual(json.loads(parts["changes"])["add"]["mentions"][0]["end"], 10)


if __name__ == "__main__":
    unittest.main()
