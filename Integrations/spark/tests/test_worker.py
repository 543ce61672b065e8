"""The worker's keeper against children that die, hang and talk nonsense. Needs neither Spark nor kzpipe."""

from __future__ import annotations

import io
import os
import sys
import unittest
from pathlib import Path

from kzpipe_spark.frames import Frame, Part, ProtocolError, read_frame
from kzpipe_spark.worker import Document, Worker, WorkerFailed

FAKE = [sys.executable, str(Path(__file__).parent / "fake_worker.py")]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def run(contents: list[bytes], **settings: object) -> list[str]:
    settings = {"in_flight": 4, "deadline_seconds": 5, **settings}
    worker = Worker(FAKE, environment=ENVIRONMENT, **settings)
    try:
        answers = list(worker.process(Document({"uri": f"u{i}"}, content) for i, content in enumerate(contents)))
    finally:
        worker.close()
    assert [answer.document.members["uri"] for answer in answers] == [f"u{i}" for i in range(len(contents))]
    return [a.frame.members["error"]["code"] if a.frame.type == "error" else a.frame.members["id"] for a in answers]


class FrameTests(unittest.TestCase):
    def test_a_frame_comes_back(self) -> None:
        frame = Frame("document", {"seq": 3, "uri": "ü"}, [Part({"name": "content"}, b"\x00\xff"), Part({"name": "x"}, b"")])
        self.assertEqual(read_frame(io.BytesIO(frame.encoded())), frame)
        self.assertIsNone(read_frame(io.BytesIO(b"")))

    def test_every_cut_is_told(self) -> None:
        data = Frame("answer", {"seq": 1}, [Part({"name": "output"}, b"abc")]).encoded()
        for end in range(1, len(data)):
            with self.assertRaises(ProtocolError):
                read_frame(io.BytesIO(data[:end]))

    def test_what_is_no_frame_is_told(self) -> None:
        for data in (b"hello world, this is text", b"\x00\x00\x00\x02\x00\x00\x00\x00[]", b"\x00\x00\x00\x02\x00\x00\x00\x00{}"):
            with self.assertRaises(ProtocolError):
                read_frame(io.BytesIO(data))


class WorkerTests(unittest.TestCase):
    def test_answers_keep_the_order(self) -> None:
        contents = [b"%d" % i for i in range(100)]
        self.assertEqual(run(contents), [str(i) for i in range(100)])

    def test_a_death_costs_its_document(self) -> None:
        self.assertEqual(run([b"a", b"b", b"die", b"c", b"d", b"e"]), ["a", "b", "worker_crashed", "c", "d", "e"])

    def test_deaths_at_both_ends(self) -> None:
        self.assertEqual(run([b"die", b"a", b"die"]), ["worker_crashed", "a", "worker_crashed"])

    def test_a_hanging_document_is_found(self) -> None:
        self.assertEqual(run([b"a", b"hang", b"b"], deadline_seconds=0.5), ["a", "deadline", "b"])

    def test_noise_and_wrong_answers_count_as_death(self) -> None:
        self.assertEqual(run([b"a", b"noise", b"b"]), ["a", "worker_crashed", "b"])
        self.assertEqual(run([b"a", b"wrong", b"b"]), ["a", "worker_crashed", "b"])

    def test_errors_are_answers(self) -> None:
        self.assertEqual(run([b"a", b"refuse", b"b"]), ["a", "no_article", "b"])

    def test_standard_error_does_not_block(self) -> None:
        self.assertEqual(run([b"flood", b"flood", b"a"]), ["flood", "flood", "a"])

    def test_large_documents_do_not_block(self) -> None:
        self.assertEqual(run([b"x" * 3_000_000] * 8), ["x" * 20] * 8)

    def test_it_gives_up_after_too_many_deaths(self) -> None:
        with self.assertRaises(WorkerFailed):
            run([b"die"] * 5, restarts=3)

    def test_a_worker_that_does_not_start(self) -> None:
        with self.assertRaisesRegex(WorkerFailed, "cannot load the model"):
            Worker([*FAKE, "--no-hello"], environment=ENVIRONMENT)
        with self.assertRaisesRegex(WorkerFailed, "cannot be started"):
            Worker(["./no-such-program"], environment=ENVIRONMENT)


if __name__ == "__main__":
    unittest.main()
