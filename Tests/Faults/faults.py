#!/usr/bin/env python3
"""Runs kzpipe while the machine fails under it and compares what is left with an undisturbed run.

Usage: faults.py KZPIPE SHIM [--kills N] [--seed N] [--only NAME ...]

After every fault the run is carried on with --resume. Nothing may be lost, doubled or half written: every output byte for
byte as undisturbed, the ledger agreeing with the disk (kzpipe status --check), nothing left over under temporary names.
"""
import argparse
import filecmp
import gzip
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PIPELINE = """kzpipe: 1
input: {paths: [pages.jsonl, more]}
pipeline:
  clean: [text_article]
  parse: [news_article]
  enrich: [language, keywords]
  export:
    - newsml_g2:
        provider: {name: Example Desk, uri: "https://example.com/"}
        guid_authority: "example.com,2026"
        path: "{date}/{language}.xml"
    - article_json
    - rss: {title: Example, link: "https://example.com/"}
output: {directory: out}
"""
PIPELINE_PACKED = PIPELINE.replace("{directory: out}", "{directory: out, pack: {part_bytes: 262144}}")
PIPELINE_PLAIN = PIPELINE.replace('        path: "{date}/{language}.xml"\n', "")


class Fault(Exception):
    pass


def check(condition, message):
    if not condition:
        raise Fault(message)


class Suite:
    def __init__(self, arguments):
        self.kzpipe = os.path.abspath(arguments.kzpipe)
        self.shim = os.path.abspath(arguments.shim)
        self.kills = arguments.kills
        self.random = random.Random(arguments.seed)
        self.work = tempfile.mkdtemp(prefix="kzpipe-faults-")
        self.pipeline, self.reference = "pipeline.yaml", "reference"
        self.environment = dict(os.environ, SOURCE_DATE_EPOCH="1790000000")

    # Set-up

    def prepare(self, pages):
        generator = os.path.join(HERE, "../../Benchmarks/scale/pages.py")
        with open(f"{self.work}/pages.jsonl", "w") as out:
            subprocess.run([sys.executable, generator, str(pages), "--broken", "17"], stdout=out, check=True)
        os.makedirs(f"{self.work}/more")
        for number in range(20):
            with open(f"{self.work}/more/{number:02}.txt", "w") as out:
                out.write(f"Story number {number} of the second folder\n\nBy Dana Example\n\n"
                          + "The ferry of Example Hill leaves every hour, and nobody has ever missed it, the council said.\n\n" * 3)
        self.refer(PIPELINE_PLAIN, "pipeline.yaml", "reference")

    def refer(self, pipeline, file, reference):
        """Takes up another pipeline and runs it undisturbed."""
        self.pipeline, self.reference = file, reference
        with open(f"{self.work}/{file}", "w") as out:
            out.write(pipeline)
        started = time.monotonic()
        result = self.run(reference)
        self.seconds = time.monotonic() - started
        self.bytes = sum(os.path.getsize(path) for path in self.tree(reference).values())
        check(result.returncode == 1, f"the undisturbed run ended with {result.returncode}: {result.stderr}")

    def command(self, out, *more):
        return [self.kzpipe, "run", "-c", f"{self.work}/{self.pipeline}", "-o", f"{self.work}/{out}",
                "--summary", "json", *more]

    def run(self, out, *more, shim=None):
        environment = dict(self.environment, LD_PRELOAD=self.shim, **shim) if shim else self.environment
        return subprocess.run(self.command(out, *more), env=environment, capture_output=True, text=True)

    # Judging

    def tree(self, out):
        found = {}
        for folder, names, files in os.walk(f"{self.work}/{out}"):
            if ".kzpipe" in names:
                names.remove(".kzpipe")
            for name in files:
                path = os.path.join(folder, name)
                found[os.path.relpath(path, f"{self.work}/{out}")] = path
        return found

    def compare(self, out, what):
        """The output is whole: the same files with the same bytes as undisturbed, and a ledger that agrees."""
        expected, found = self.tree(self.reference), self.tree(out)
        missing, extra = sorted(expected.keys() - found.keys()), sorted(found.keys() - expected.keys())
        check(not missing, f"{what}: lost {missing[:3]} and {len(missing)} in all")
        check(not extra, f"{what}: left over {extra[:3]} and {len(extra)} in all")
        for name, path in expected.items():
            check(filecmp.cmp(path, found[name], shallow=False), f"{what}: {name} differs")
        kept = os.path.join(self.work, out, ".kzpipe")
        check(not os.listdir(f"{kept}/tmp"), f"{what}: temporary files are left")
        check(not os.path.exists(f"{kept}/parts"), f"{what}: parts are left")
        status = subprocess.run([self.kzpipe, "status", f"{self.work}/{out}", "--check", "--json"],
                                env=self.environment, capture_output=True, text=True)
        check(status.returncode == 0, f"{what}: status --check: {status.stdout[-500:]}{status.stderr}")
        counts = json.loads(status.stdout)
        reference = json.loads(subprocess.run([self.kzpipe, "status", f"{self.work}/{self.reference}", "--json"],
                                              env=self.environment, capture_output=True, text=True).stdout)
        for key in ["documents", "exported", "failed", "skipped", "failures"]:
            check(counts[key] == reference[key], f"{what}: {key} is {counts[key]}, not {reference[key]}")
        check(counts["run"]["finished"], f"{what}: the ledger says the run is not finished")
        rows = sqlite3.connect(f"{kept}/ledger.sqlite")
        doubled = rows.execute("SELECT count(*) FROM (SELECT 1 FROM document GROUP BY volume, sequence HAVING count(*) > 1)")
        check(doubled.fetchone()[0] == 0, f"{what}: two documents have one place")
        check(rows.execute("PRAGMA integrity_check").fetchone()[0] == "ok", f"{what}: the ledger is damaged")
        rows.close()

    def half_written(self, out, what):
        """Whatever lies under its name now is whole, though the run is not."""
        expected = self.tree(self.reference)
        for name, path in self.tree(out).items():
            check(name in expected, f"{what}: {name} is no output of the run")
            check(filecmp.cmp(path, expected[name], shallow=False), f"{what}: {name} is half written")

    def resume(self, out, what):
        result = self.run(out, "--resume")
        check(result.returncode == 1, f"{what}: --resume ended with {result.returncode}: {result.stderr[-400:]}")
        self.compare(out, what)
        shutil.rmtree(f"{self.work}/{out}")

    # Faults

    def killed(self, number=signal.SIGKILL, kills=None):
        """kill -9 at random moments, several in a row before the run may end."""
        kills, done, rounds = kills or self.kills, 0, 0
        while done < kills:
            rounds += 1
            out, more = f"killed-{rounds}", []
            for _ in range(min(5, kills - done)):
                process = subprocess.Popen(self.command(out, *more), env=self.environment, stdout=subprocess.DEVNULL,
                                           stderr=subprocess.DEVNULL)
                time.sleep(self.random.uniform(0, self.seconds * 1.05))
                process.send_signal(number)
                process.wait()
                done += 1
                if os.path.isdir(f"{self.work}/{out}"):
                    self.half_written(out, f"kill {done}")
                more = ["--resume"]
            self.resume(out, f"after kill {done}")
        return f"{done} kills in {rounds} runs"

    def killed_at(self, most=60):
        """kill -9 at calls that change the disk, evenly chosen from the first to the last; writes are half done."""
        low, high = 1, 64
        while self.run("count", shim={"FAULT_KILL_AT": str(high)}).returncode == -9:
            shutil.rmtree(f"{self.work}/count")
            low, high = high, high * 2
        shutil.rmtree(f"{self.work}/count")
        moments = sorted(set(list(range(1, 16)) + [self.random.randrange(1, high) for _ in range(most)]))
        killed = 0
        for at in moments:
            result = self.run("killed-at", shim={"FAULT_KILL_AT": str(at)})
            if result.returncode != -9:
                shutil.rmtree(f"{self.work}/killed-at")
                continue
            killed += 1
            if os.path.isdir(f"{self.work}/killed-at"):
                self.half_written("killed-at", f"call {at}")
            # The one that carries on is killed, too.
            if killed % 2:
                self.run("killed-at", "--resume", shim={"FAULT_KILL_AT": str(self.random.randrange(1, high))})
            self.resume("killed-at", f"after call {at}")
        check(killed > most // 2, f"only {killed} kills")
        return f"{killed} kills at calls 1 to {high}"

    def packed(self):
        """The same with outputs in parts, which other programs have to be able to read."""
        plain = self.pipeline, self.reference, self.seconds, self.bytes
        files = {name[len("newsml_g2/"):] for name in self.tree(self.reference) if name.startswith("newsml_g2/")}
        with open(f"{self.work}/{self.reference}/article_json/articles.jsonl", "rb") as records:
            lines = records.read()
        self.refer(PIPELINE_PACKED.replace('        path: "{date}/{language}.xml"\n', ""), "packed.yaml", "packed")
        parts = {"tar": [], "gz": []}
        for name, path in sorted(self.tree("packed").items()):
            parts.get(name.rsplit(".", 1)[-1], []).append(path)
        check(len(parts["tar"]) > 2 and len(parts["gz"]) > 1, f"packed: too few parts {parts}")
        names = [entry.name for path in parts["tar"] for entry in tarfile.open(path) if entry.isreg() and entry.mtime == 0]
        check(len(names) == len(files) and set(names) == files, "packed: the archives have not the files of a plain run")
        listed = [subprocess.run(["tar", "tf", path], capture_output=True, text=True, check=True).stdout.split() for path in parts["tar"]]
        check(sum(listed, []) == names, "packed: tar and tarfile read different names")
        check(b"".join(gzip.open(path).read() for path in parts["gz"]) == lines, "packed: the records are not those of a plain run")
        zcat = subprocess.run(["zcat", *parts["gz"]], capture_output=True, check=True)
        check(zcat.stdout == lines, "packed: zcat reads other records")
        outcome = f"{len(names)} files in {len(parts['tar'])} archives; {self.killed(kills=max(5, self.kills // 4))}; {self.killed_at(20)}"
        self.pipeline, self.reference, self.seconds, self.bytes = plain
        return outcome

    def interrupted(self):
        """SIGTERM: what is in flight is finished, exit code 3, --resume goes on."""
        codes = []
        for number in range(6):
            out = f"interrupted-{number}"
            process = subprocess.Popen(self.command(out), env=self.environment, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.PIPE, text=True)
            time.sleep(self.seconds * self.random.uniform(0.2, 0.8))
            process.send_signal([signal.SIGTERM, signal.SIGINT][number % 2])
            _, errors = process.communicate()
            codes.append(process.returncode)
            # A signal before the run has begun ends the process as usual; one after its end comes too late.
            check(process.returncode in (3, 1, -15, -2), f"interrupted: ended with {process.returncode}: {errors}")
            self.resume(out, "after an interruption")
        check(3 in codes, f"no run was caught at work: {codes}")
        return f"exit codes {codes}"

    def failing(self, what, codes, **shim):
        out = "failing"
        shutil.rmtree(f"{self.work}/{out}", ignore_errors=True)
        result = self.run(out, shim=shim)
        check(result.returncode in codes, f"{what}: ended with {result.returncode}: {result.stderr[-400:]}")
        if result.returncode in (2, 70):
            check("error[KZ04" in result.stderr, f"{what}: no message: {result.stderr[-400:]}")
        if os.path.isdir(f"{self.work}/{out}"):
            self.half_written(out, what)
        self.resume(out, what)
        return result.returncode

    def broken_disk(self):
        """EIO from write and from sync."""
        codes = [self.failing(f"EIO after {after} bytes", (2, 70), FAULT_WRITE_ERRNO="5", FAULT_AFTER=str(after))
                 for after in [0, 5_000] + [self.bytes * part // 100 for part in (5, 20, 50, 80, 95)]]
        codes += [self.failing(f"EIO at sync {after}", (1, 2, 70), FAULT_SYNC_ERRNO="5", FAULT_AFTER=str(after))
                  for after in [0, 10, 20, 40, 80, 160, 320]]
        check(codes.count(1) < 5, "the disk was hardly broken")
        return f"exit codes {codes}"

    def full_disk(self):
        """A small file system of its own where mounting is allowed; else ENOSPC from every write beyond a number of bytes."""
        codes = [self.failing(f"ENOSPC after {after} bytes", (2, 70), FAULT_WRITE_ERRNO="28", FAULT_AFTER=str(after))
                 for after in [self.bytes * part // 100 for part in (2, 30, 60, 90)]]
        place = f"{self.work}/small"
        os.makedirs(place)
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={max(200, self.bytes // 2048)}k", "tmpfs", place], capture_output=True).returncode != 0:
            return f"exit codes {codes}; SKIPPED the small file system: mounting is not allowed here"
        try:
            result = self.run("small/out")
            check(result.returncode in (2, 70) and "no space left" in result.stderr, f"full disk: {result.stderr[-400:]}")
            self.half_written("small/out", "full disk")
            subprocess.run(["mount", "-o", "remount,size=64m", place], check=True)
            self.resume("small/out", "full disk with room again")
        finally:
            subprocess.run(["umount", "-l", place])
        return f"exit codes {codes}, small file system"

    def read_only(self):
        """Directories that cannot be written to."""
        out = f"{self.work}/read-only"
        os.makedirs(out)
        if os.geteuid() == 0:
            # Permissions do not bind root; a read-only mount does.
            if subprocess.run(["mount", "--bind", out, out], capture_output=True).returncode != 0:
                return "SKIPPED: root, and mounting is not allowed here"
            try:
                subprocess.run(["mount", "-o", "remount,ro,bind", out], check=True)
                result = self.run("read-only")
            finally:
                subprocess.run(["umount", "-l", out])
        else:
            os.chmod(out, 0o500)
            result = self.run("read-only")
            os.chmod(out, 0o700)
        check(result.returncode == 2, f"read-only: ended with {result.returncode}: {result.stderr[-300:]}")
        check(os.listdir(out) == [], "read-only: something was written")
        return "exit code 2"

    def jumping_clock(self):
        """The clock on the wall jumps by ten years, back and forth."""
        return f"exit code {self.failing('jumping clock', (1,), FAULT_CLOCK_JUMP='315360000')}"

    def slow_disk(self):
        """Every sync takes 3 ms."""
        return f"exit code {self.failing('slow disk', (1,), FAULT_SLOW_US='3000')}"

    def two_runs(self):
        """The second run into one directory refuses; the first one does not notice."""
        out = "two"
        first = subprocess.Popen(self.command(out), env=dict(self.environment, LD_PRELOAD=self.shim, FAULT_SLOW_US="50000"),
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while not os.path.exists(f"{self.work}/{out}/.kzpipe/ledger.sqlite"):
            check(first.poll() is None, "two runs: the first one ended early")
            time.sleep(0.01)
        second = self.run(out)
        check(first.poll() is None, "two runs: the first one was over before the second began")
        check(second.returncode == 2 and "another run is writing to it" in second.stderr, f"two runs: {second.stderr}")
        check(first.wait() == 1, "two runs: the first one failed")
        self.compare(out, "two runs")
        return "exit code 2"

    def all(self, only):
        tests = [("kill -9", self.killed), ("kill at call", self.killed_at), ("packed", self.packed), ("interruption", self.interrupted), ("broken disk", self.broken_disk),
                 ("full disk", self.full_disk), ("read-only", self.read_only), ("jumping clock", self.jumping_clock),
                 ("slow disk", self.slow_disk), ("two runs", self.two_runs)]
        failures = 0
        for name, test in tests:
            if only and name not in only:
                continue
            started = time.monotonic()
            try:
                outcome = "ok: " + test()
            except Fault as fault:
                outcome, failures = f"FAILED: {fault}", failures + 1
            print(f"{name:14} {time.monotonic() - started:6.1f} s  {outcome}", flush=True)
        return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kzpipe")
    parser.add_argument("shim")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--only", nargs="*")
    arguments = parser.parse_args()
    suite = Suite(arguments)
    try:
        suite.prepare(arguments.pages)
        failures = suite.all(arguments.only)
    finally:
        shutil.rmtree(suite.work, ignore_errors=True)
    sys.exit(1 if failures else 0)


main()
