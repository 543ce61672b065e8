#!/usr/bin/env python3
"""A newcomer's path, timed: from `git clone` to stages of one's own, in Python and in Swift, in a pipeline of one's own.

Usage: newcomer.py [--kzpipe PATH] [REPOSITORY]

Clones the repository (default: this one, as committed), installs it into a directory of its own and then runs the commands of
docs/tutorial.md in order, in one shell, in an empty directory. Prints the seconds and the exit code of each; some commands of
the tutorial fail on purpose, and what they print is compared by `swift test --filter TutorialTests`. With --kzpipe an
installed one is used and the first two steps are left out.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time


def steps(page: str) -> list[tuple[str, str, bool]]:
    """Section, command and whether it is one that the reader types; files that the reader writes are commands too."""
    found = []
    section = ""
    for part in re.finditer(r"^## (.+)$|^```(\S*)[ ]?(.*)\n((?:.*\n)*?)```$", page, re.MULTILINE):
        heading, language, remark, text = part.groups()
        if heading:
            section = heading
        elif remark.startswith("title="):
            path = remark.removeprefix("title=")
            write = f"mkdir -p \"$(dirname '{path}')\" && cat > '{path}' <<'END_OF_FILE'\n{text}END_OF_FILE"
            found.append((section, write, False))
        elif language == "console":
            found += [(section, line[2:], True) for line in text.splitlines() if line.startswith("$ ")]
    return found


def timed(name: str, command: list[str], **options) -> None:
    start = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False, **options)
    print(f"{time.monotonic() - start:8.1f} s  {done.returncode:3}  {name}", flush=True)
    if done.returncode != 0:
        sys.exit(done.stderr.decode(errors="replace"))


def walk(tutorial: str, bin_directory: pathlib.Path, work: pathlib.Path) -> None:
    todo = steps(tutorial)
    script = "".join(
        f"{command}\nprintf '\\036%s %s\\n' $? \"$EPOCHREALTIME\" >&3\n" for _, command, _ in todo
    )
    read, write = os.pipe()
    environment = os.environ | {"PATH": f"{bin_directory}:{os.environ['PATH']}", "TMPDIR": str(work)}
    shell = subprocess.Popen(
        ["/bin/bash", "-c", f"exec 3>&{write}\n{script}"], cwd=work, env=environment, pass_fds=[write],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(write)
    before = time.time()
    section = ""
    with os.fdopen(read) as marks:
        for (name, command, is_typed), mark in zip(todo, marks):
            code, moment = mark.strip("\036\n").split()
            seconds, before = float(moment) - before, float(moment)
            if name != section:
                section = name
                print(section)
            if is_typed:
                print(f"{seconds:8.1f} s  {code:>3}  {command}", flush=True)
    shell.wait()


def main() -> None:
    here = pathlib.Path(__file__).resolve().parents[2]
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kzpipe", type=pathlib.Path, help="an installed kzpipe")
    parser.add_argument("repository", nargs="?", default=here)
    arguments = parser.parse_args()
    start = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="kzpipe-newcomer-") as place:
        work = pathlib.Path(place)
        checkout, bin_directory = here, (arguments.kzpipe or pathlib.Path()).absolute().parent
        print("   seconds  exit  step")
        if not arguments.kzpipe:
            checkout, bin_directory = work / "kzpipe", work / "local" / "bin"
            timed("git clone", ["git", "clone", "-q", str(arguments.repository), str(checkout)])
            timed("make install PREFIX=…", ["make", "install", f"PREFIX={work / 'local'}"], cwd=checkout)
        first = work / "first"
        first.mkdir()
        walk((checkout / "docs" / "tutorial.md").read_text(encoding="utf-8"), bin_directory, first)
        print(f"{time.monotonic() - start:8.1f} s       all of it")


if __name__ == "__main__":
    main()
