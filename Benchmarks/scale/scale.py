#!/usr/bin/env python3
"""Measures runs over many pages: two jobs beside one, the cost of the ledger, memory, resuming a finished run, packs.

Usage: scale.py KZPIPE [--pages N] [--rounds N] [--only jobs|ledger|packs|directory|million ...]

Ratios within one run of this script; CPU seconds (user and system) stand beside wall seconds because the machine may be shared.
"""
import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
SEEDS = os.path.join(HERE, "../../seeds/pages")
ENRICH = "[language, entities, names, dates, amounts, quotations, roles, topics, keywords, summary, statistics]"


def pipeline(enrich, exporters):
    return f"""kzpipe: 1
pipeline:
  clean: [html_article, text_article]
  parse: [news_article]
  enrich: {enrich}
  export: {exporters}
"""


NEWSML = '[{newsml_g2: {provider: {name: Example Desk, uri: "https://example.com/"}, guid_authority: "example.com,2026"}}, article_json]'


class Bench:
    def __init__(self, arguments):
        self.kzpipe = os.path.abspath(arguments.kzpipe)
        self.arguments = arguments
        self.work = tempfile.mkdtemp(prefix="kzpipe-scale-")

    def config(self, name, text):
        path = f"{self.work}/{name}.yaml"
        with open(path, "w") as out:
            out.write(text)
        return path

    def run(self, config, inputs, *more, watch=None, to=os.devnull):
        """Seconds of wall, user and system, and the exit code."""
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.monotonic()
        with open(to, "w") as out:
            process = subprocess.Popen([self.kzpipe, "run", "-c", config, *inputs, *more, "--summary", "none"], stdout=out)
        if watch:
            watch(process)
        code = process.wait()
        wall = time.monotonic() - started
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if code not in (0, 1):
            sys.exit(f"kzpipe ended with {code}")
        return wall, after.ru_utime - before.ru_utime, after.ru_stime - before.ru_stime

    def copies(self, count):
        """The seed pages, `count` times under other names."""
        folder = f"{self.work}/seeds-{count}"
        for number in range(count):
            for name in sorted(os.listdir(SEEDS)):
                os.makedirs(f"{folder}/{number:04}", exist_ok=True)
                shutil.copy(os.path.join(SEEDS, name), f"{folder}/{number:04}/{name}")
        return folder

    def jobs(self):
        """The whole seeds pipeline with one job and with two, each run into a directory of its own: a file system that has
        just lost thousands of files is slow to make new ones."""
        config, folder = self.config("seeds", pipeline(ENRICH, NEWSML)), self.copies(240)
        best = {}
        for turn in range(self.arguments.rounds):
            for jobs in (1, 2):
                os.sync()
                measured = self.run(config, [folder], "-o", f"{self.work}/jobs-{turn}-{jobs}", "--jobs", str(jobs))
                best[jobs] = min(best.get(jobs, measured), measured)
        for jobs, (wall, user, system) in best.items():
            print(f"{jobs} job{'s' if jobs > 1 else ' '}: {wall:.2f} s wall, {user:.2f} s user, {system:.2f} s system")
        print(f"two jobs are {best[1][0] / best[2][0]:.2f} times as fast as one (goal 1.9, floor 1.7 on two free cores); "
              f"they take {sum(best[2][1:]) / sum(best[1][1:]):.2f} times the CPU; load {os.getloadavg()[0]:.1f}")

    def ledger(self):
        """The same records into a directory with a ledger, and to standard output without one: hashing, looking up, the
        ledger itself and syncing are what differs."""
        for name, config, inputs in [
            ("seeds pipeline", self.config("records", pipeline(ENRICH, "[article_json]")), [self.copies(60)]),
            ("small pages, no enricher", self.config("small", pipeline("[]", "[article_json]")), [self.pages(50_000)]),
        ]:
            best = {}
            for turn in range(self.arguments.rounds):
                for place in ("-", f"{self.work}/{os.path.basename(config)}-{turn}"):
                    cpu = sum(self.run(config, inputs, "-o", place, "--jobs", "1", to=f"{self.work}/records")[1:])
                    best[place == "-"] = min(best.get(place == "-", cpu), cpu)
            without, with_ledger = best[True], best[False]
            print(f"{name}: {with_ledger:.2f} s CPU with the ledger, {without:.2f} s without: "
                  f"{100 * (with_ledger / without - 1):+.1f} % (limit +3 % of the seeds pipeline)")

    def pages(self, count):
        path = f"{self.work}/pages-{count}.jsonl"
        if not os.path.exists(path):
            with open(path, "w") as out:
                subprocess.run([sys.executable, os.path.join(HERE, "pages.py"), str(count)], stdout=out, check=True)
        return path

    def packs(self):
        """Outputs in files of their own beside outputs in parts: time, bytes, files."""
        folder = self.copies(60)
        for name, more in [("files", ""), ("parts", "output: {pack: {}}\n")]:
            config, out = self.config(f"packs-{name}", pipeline(ENRICH, NEWSML) + more), f"{self.work}/packs-{name}"
            wall, user, system = self.run(config, [folder], "-o", out)
            sizes = [os.path.getsize(os.path.join(place, file)) for place, folders, files in os.walk(out)
                     if ".kzpipe" not in place for file in files]
            print(f"outputs in {name}: {wall:.2f} s wall, {user:.2f} s user, {system:.2f} s system; "
                  f"{len(sizes)} files, {sum(sizes) / 1e6:.1f} MB")

    def directory(self):
        """A directory of many small files: resident memory when the first document is written, and at most."""
        count = min(200_000, self.arguments.pages)
        config, folder, out = self.config("small", pipeline("[]", "[article_json]")), f"{self.work}/files", f"{self.work}/directory"
        os.makedirs(folder)
        with open(self.pages(count)) as lines:
            for number, line in enumerate(lines):
                with open(f"{folder}/page-of-a-news-site-{number:07}.txt", "w") as page:
                    page.write(json.loads(line)["text"])
        samples, watch = self.watching(out)
        wall, user, system = self.run(config, [folder], "-o", out, watch=watch)
        rss = [rss for _, rss, _ in samples]
        print(f"{count} files in one directory: {wall:.1f} s wall, {1e6 * (user + system) / count:.1f} us CPU a page; "
              f"resident memory {rss[0] / 1024:.1f} MB at the first, at most {max(rss) / 1024:.1f} MB")
        shutil.rmtree(folder)

    @staticmethod
    def watching(out):
        """Samples of a run: bytes of its records, resident KB, seconds; and what takes them."""
        samples = []

        def watch(process):
            def look():
                while process.poll() is None:
                    try:
                        with open(f"/proc/{process.pid}/status") as status:
                            fields = dict(line.split(":", 1) for line in status)
                        size = os.path.getsize(f"{out}/.kzpipe/parts/1/article_json/articles.jsonl")
                        samples.append((size, int(fields["VmRSS"].split()[0]), time.monotonic()))
                    except (OSError, KeyError):
                        pass
                    time.sleep(0.05)
            threading.Thread(target=look, daemon=True).start()

        return samples, watch

    def million(self):
        """One run over many pages: resident memory on the way, and resuming it when it is finished."""
        count = self.arguments.pages
        config, path = self.config("small", pipeline("[]", "[article_json]")), self.pages(count)
        out = f"{self.work}/million"
        samples, watch = self.watching(out)
        wall, user, system = self.run(config, [path], "-o", out, watch=watch)
        print(f"{count} pages, {os.path.getsize(path) >> 20} MB: {wall:.1f} s wall, {user:.1f} s user, {system:.1f} s system, "
              f"{1e6 * (user + system) / count:.1f} us CPU a page; load {os.getloadavg()[0]:.1f}")
        whole = os.path.getsize(f"{out}/article_json/articles.jsonl")
        settled = [rss for size, rss, _ in samples if size >= whole * 50_000 / count]
        if settled:
            print(f"resident memory after 50,000 pages: {settled[0] / 1024:.1f} MB, at most {max(settled) / 1024:.1f} MB: "
                  f"{100 * (max(settled) / settled[0] - 1):+.1f} % (limit +5 %)")
        halves = [next(t for s, _, t in samples if s >= whole * part) for part in (0.05, 0.5, 0.98)]
        print(f"first half {halves[1] - halves[0]:.1f} s, second half {halves[2] - halves[1]:.1f} s")
        print(f"ledger {os.path.getsize(f'{out}/.kzpipe/ledger.sqlite') >> 20} MB")
        wall, user, system = self.run(config, [path], "-o", out, "--resume")
        print(f"--resume of the finished run: {wall:.1f} s wall, {user + system:.1f} s CPU (limit 10 s)")
        wall, user, system = self.run(config, [path], "-o", out)
        print(f"a second run: {wall:.1f} s wall, {user + system:.1f} s CPU")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kzpipe")
    parser.add_argument("--pages", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", choices=["jobs", "ledger", "packs", "directory", "million"])
    arguments = parser.parse_args()
    bench = Bench(arguments)
    try:
        for name in arguments.only or ["jobs", "ledger", "packs", "directory", "million"]:
            getattr(bench, name)()
    finally:
        shutil.rmtree(bench.work, ignore_errors=True)


main()
