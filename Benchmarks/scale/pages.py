#!/usr/bin/env python3
"""Prints COUNT generated pages as JSON Lines, the same for the same arguments.

Usage: pages.py COUNT [--broken N]      every N-th line is no page: broken JSON, a page without an article, an empty one
"""
import argparse
import json
import sys

PLACES = ["Example Hill", "Lower Example", "Port Example", "Example Bridge", "New Example", "Example Falls"]
THINGS = ["library", "ferry", "bakery", "observatory", "market hall", "orchestra", "railway station", "greenhouse"]
EVENTS = ["reopens after repairs", "lends out telescopes", "moves to a larger hall", "celebrates its anniversary",
          "asks readers for old photographs", "takes on twelve apprentices"]
PEOPLE = ["Dana Example", "Robin Sample", "Kim Specimen", "Alex Instance"]
DETAILS = [
    "The {thing} of {place} was founded by a society of readers and has kept its doors open through {n} winters.",
    "More than {n} people came on the first morning, the council said, and most of them stayed until the evening.",
    "The work cost {n} thousand euros, which is less than the council had set aside two years ago.",
    "A printed chart comes with each of the {n} instruments, and a volunteer explains how to read it.",
    "Visitors can reach the {thing} by the ferry that leaves every {n} minutes from the old harbour.",
]


def page(number):
    thing, place = THINGS[number % 8], PLACES[number // 8 % 6]
    lines = [f"{thing.capitalize()} of {place} {EVENTS[number // 48 % 6]} ({number})", "", f"By {PEOPLE[number % 4]}", ""]
    for index in range(3):
        detail = DETAILS[(number + index) % 5].format(thing=thing, place=place, n=number % 89 + 7 * index + 3)
        lines += [detail + " " + DETAILS[(number + index + 2) % 5].format(thing=thing, place=place, n=number % 53 + 4), ""]
    return "\n".join(lines)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("count", type=int)
    arguments.add_argument("--broken", type=int, default=0)
    arguments = arguments.parse_args()
    out = sys.stdout
    for number in range(arguments.count):
        if arguments.broken and number % arguments.broken == arguments.broken - 1:
            out.write(["{\"text\": \"cut\n", "{\"text\": \"Home | News | Sport\"}\n", "{\"text\": \"\"}\n"][number // arguments.broken % 3])
        else:
            out.write(json.dumps({"url": f"https://example.com/news/{number}", "text": page(number)}) + "\n")


main()
