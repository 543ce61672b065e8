"""The adapter on a real cluster, held against `kzpipe run` on the same pages.

`KZPIPE` names the kzpipe to use, an installed tree; without it these tests are skipped.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

KZPIPE = os.environ.get("KZPIPE", "")
PAGES = int(os.environ.get("KZPIPE_SPARK_PAGES", "400"))
SEEDS = Path(__file__).parents[3] / "seeds" / "pages"
MOMENT = "1767225600"

PIPELINE = """\
kzpipe: 1
pipeline:
  clean: [html_article, text_article]
  parse: [news_article]
  enrich: [language, dates, statistics]
  export: [article_json, newsml_g2: {provider: {name: Example Desk, uri: "https://example.com/"}, guid_authority: "example.com,2026"}]
"""


def lines(count: int) -> list[bytes]:
    """Pages made of the seeds, each with an address and a first paragraph of its own, and some that hold no article."""
    seeds = [page for path in sorted(SEEDS.glob("*.html")) if (page := utf8(path))]
    out = []
    for number in range(count):
        if number % 50 == 7:
            out.append(b'{"html": 5}')
            continue
        html = seeds[number % len(seeds)]
        page = {"url": f"https://example.org/story/{number}", "html": html.replace("</title>", f" {number}</title>", 1)}
        out.append(json.dumps(page, ensure_ascii=False).encode())
    return out


def utf8(path: Path) -> str | None:
    """JSON holds text, so that pages in other encodings cannot stand in it as they are."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


@unittest.skipUnless(KZPIPE, "KZPIPE names no kzpipe")
class ClusterTests(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        from cluster import Cluster

        cls.scratch = tempfile.TemporaryDirectory()
        cls.directory = Path(cls.scratch.name)
        os.environ.update(SOURCE_DATE_EPOCH=MOMENT, PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
        (cls.directory / "pipeline.yaml").write_text(PIPELINE)
        cls.pages = cls.directory / "pages.jsonl"
        cls.pages.write_bytes(b"\n".join(lines(PAGES)) + b"\n")
        out = cls.directory / "single"
        command = [KZPIPE, "run", "-c", "pipeline.yaml", "-o", str(out), str(cls.pages)]
        subprocess.run(command, cwd=cls.directory, check=False, stderr=subprocess.DEVNULL)
        cls.expected = sorted((out / "article_json" / "articles.jsonl").read_bytes().splitlines())
        cls.cluster = cls.enterClassContext(Cluster(cls.directory))

    @classmethod
    def tearDownClass(cls) -> None:
        cls.doClassCleanups()
        cls.scratch.cleanup()

    def session(self):
        from pyspark.sql import SparkSession

        session = (
            SparkSession.builder.master(self.cluster.url)
            .appName("kzpipe-test")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.ui.enabled", "false")
            .config("spark.executor.memory", "768m")
            .config("spark.python.worker.reuse", "false")
            .config("spark.speculation", "true")
            .getOrCreate()
        )
        session.sparkContext.setLogLevel("ERROR")
        package = str(Path(__file__).parents[1] / "src")
        archive = self.directory / "kzpipe_spark.zip"
        if not archive.exists():
            subprocess.run([sys.executable, "-m", "zipfile", "-c", str(archive), package + "/kzpipe_spark"], check=True)
        session.sparkContext.addPyFile(str(archive))
        self.addCleanup(session.stop)
        return session

    def settings(self):
        from kzpipe_spark import Settings

        return Settings(config=str(self.directory / "pipeline.yaml"), command=[KZPIPE])

    def values(self, results) -> list[bytes]:
        from kzpipe_spark import records

        return sorted(row.value.encode().rstrip(b"\n") for row in records(results, "article_json").collect())

    def test_output_equals_that_of_a_single_run(self) -> None:
        from kzpipe_spark import documents_from_jsonl, process, write_datasets, write_files

        session = self.session()
        results = process(documents_from_jsonl(session, [str(self.pages)], partitions=6), self.settings()).cache()
        self.assertEqual(self.values(results), self.expected)
        failed = {row.uri: row for row in results.where("status = 'failed'").collect()}
        broken = [number + 1 for number in range(PAGES) if number % 50 == 7]
        self.assertEqual(set(failed), {f"{self.pages}#{line}" for line in broken})
        self.assertEqual({bytes(row.content) for row in failed.values()}, {b'{"html": 5}'})
        write_datasets(results, str(self.directory / "parquet"))
        stored = session.read.parquet(str(self.directory / "parquet" / "documents")).count()
        self.assertEqual(stored, PAGES - len(broken))
        for _ in range(2):
            write_files(results, str(self.directory / "files"))
        self.assertEqual(tree(self.directory / "files"), tree(self.directory / "single", "newsml_g2"))

    def test_writing_takes_every_document_through_once(self) -> None:
        from kzpipe_spark import Settings, documents_from_jsonl, process, write_datasets

        session = self.session()
        starts = self.directory / "starts"
        counting = self.directory / "counting.sh"
        counting.write_text(f'#!/bin/sh\necho start >> "{starts}"\nexec "{KZPIPE}" "$@"\n')
        counting.chmod(0o755)
        settings = Settings(config=str(self.directory / "pipeline.yaml"), command=[str(counting)])
        documents = documents_from_jsonl(session, [str(self.pages)], partitions=6)
        write_datasets(process(documents, settings), str(self.directory / "once"))
        # A task that takes long may be tried on the other machine as well.
        self.assertLess(len(starts.read_text().splitlines()), 2 * 6)

    def test_archives_give_the_same_as_a_single_run(self) -> None:
        from kzpipe_spark import documents_from_warc, process, warc_index

        archive = self.directory / "pages.warc.gz"
        archive.write_bytes(b"".join(gzip.compress(record(line)) for line in lines(40) if b"url" in line))
        out = self.directory / "single-warc"
        command = [KZPIPE, "run", "-c", "pipeline.yaml", "-o", str(out), str(archive)]
        subprocess.run(command, cwd=self.directory, check=True, stderr=subprocess.DEVNULL)
        expected = sorted((out / "article_json" / "articles.jsonl").read_bytes().splitlines())
        index = warc_index(self.session(), [str(archive)])
        self.assertEqual(self.values(process(documents_from_warc(index), self.settings())), expected)

    def test_zz_a_lost_machine_changes_nothing(self) -> None:
        """Kills one of the two workers and its executor in the middle of the job; the last test, since it stays dead."""
        from kzpipe_spark import documents_from_jsonl, process

        session = self.session()
        documents = documents_from_jsonl(session, [str(self.pages)], partitions=12)
        victim = self.cluster.workers[0]
        killed = threading.Event()

        def kill_when_busy() -> None:
            tracker = session.sparkContext.statusTracker()
            while not killed.is_set():
                stages = [tracker.getStageInfo(number) for number in tracker.getActiveStageIds()]
                if any(stage and stage.numTasks >= 4 and stage.numCompletedTasks >= 1 for stage in stages):
                    children = subprocess.run(["pgrep", "-P", str(victim.pid)], capture_output=True, text=True)
                    for child in children.stdout.split():
                        os.kill(int(child), 9)
                    victim.kill()
                    killed.set()
                killed.wait(0.05)

        killer = threading.Thread(target=kill_when_busy, daemon=True)
        killer.start()
        values = self.values(process(documents, self.settings()))
        self.assertTrue(killed.is_set(), "the job ended before a worker was killed")
        self.assertEqual(values, self.expected)


def record(line: bytes) -> bytes:
    page = json.loads(line)
    body = page["html"].encode()
    message = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
        f"WARC-Target-URI: {page['url']}\r\nWARC-Date: 2026-01-02T03:04:05Z\r\nContent-Length: {len(message)}\r\n\r\n"
    )
    return head.encode() + message + b"\r\n\r\n"


def tree(directory: Path, *names: str) -> dict[str, bytes]:
    roots = [directory / name for name in names] or [directory]
    return {
        str(path.relative_to(directory)): path.read_bytes() for root in roots for path in root.rglob("*") if path.is_file()
    }


if __name__ == "__main__":
    unittest.main()
