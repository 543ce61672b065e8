#!/usr/bin/env python3
"""Writes the first corpus of a fuzz target that no file of the repository could be: invented records, frames, models.

Usage: seeds.py TARGET DIRECTORY
"""
import gzip
import json
import os
import struct
import sys

PAGE = "<!DOCTYPE html><html lang=en><head><title>Example Hill library reopens</title></head><body><article>" \
       "<h1>Example Hill library reopens</h1><p>By Dana Example</p><p>The library of Example Hill is open again after " \
       "repairs that took two winters and cost 5 million euros, the council said on Monday.</p></article></body></html>"
ARTICLE = """Example Hill library reopens
ASTANA, Jan. 14 — Dana Example, head of the Council of Example Hill, said on Monday: “The café is open.”
The work cost 5.2 million euros ($5.6m), 12 percent less than in 2024.
# Next steps
? How much was it?
! About ₸3 billion, Mr. Sample told reporters.
> «Мы открыты с 3 марта 2026 года», — сказала министр Дана Примерова.
* 한국 예시부 장관 김예시는 15일 "문을 열었다"고 말했다.
| a\tb"""


def warc(kind, fields, block):
    head = ["WARC/1.0", f"WARC-Type: {kind}", "WARC-Date: 2026-02-03T04:05:06Z", *fields, f"Content-Length: {len(block)}"]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def response(body, *fields):
    head = "\r\n".join(["HTTP/1.1 200 OK", "Content-Type: text/html; charset=utf-8", *fields]).encode() + b"\r\n\r\n"
    return warc("response", ["Content-Type: application/http; msgtype=response", "WARC-Target-URI: https://example.org/a"], head + body)


def chunked(body):
    return b"".join(b"%x\r\n%s\r\n" % (len(body[i:i + 64]), body[i:i + 64]) for i in range(0, len(body), 64)) + b"0\r\n\r\n"


def archive():
    page = PAGE.encode()
    info = warc("warcinfo", ["Content-Type: application/warc-fields"], b"software: none\r\n")
    plain = response(page)
    yield info + plain + warc("resource", ["Content-Type: text/plain"], b"Example Hill\n")
    yield response(chunked(page), "Transfer-Encoding: chunked") + plain
    yield response(gzip.compress(page, mtime=0), "Content-Encoding: gzip")
    yield plain.replace(b"Content-Length: ", b"Content-Length: 9") + plain
    yield gzip.compress(info, mtime=0) + gzip.compress(plain, mtime=0)
    yield gzip.compress(plain, mtime=0)[:-20]


def lines():
    rows = [{"url": "https://example.org/a", "html": "<p>A"}, {"id": "b", "text": "B", "headers": {"Content-Language": "kk"}},
            {"text": "C", "fetched": "2026-01-02T03:04:05Z", "headers": [["X", "y"]]}]
    text = "\n".join(map(json.dumps, rows)).encode() + b"\n"
    yield text
    yield text + b"{\"text\": \"cut\n\n" + b"x" * 600 + b"\n" + text
    yield gzip.compress(text, mtime=0)
    yield gzip.compress(text, mtime=0)[:-12]


def feed():
    yield b"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Example</title>
<language>kk</language><item><title>A &lt;b&gt;</title><link>https://example.org/a</link><dc:creator>Ana Example</dc:creator>
<pubDate>Tue, 03 Feb 2026 10:00:00 +0500</pubDate><description><![CDATA[<p>Text]]></description></item></channel></rss>"""
    yield b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru"><title>E</title><entry><title type="text">One</title>
<link rel="alternate" href="https://example.org/1"/><author><name>Bo</name></author><updated>2026-02-04T10:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p title="a&quot;b">x &lt; y<br/></p></div></content></entry></feed>"""
    yield b"""<!DOCTYPE rdf:RDF [<!ENTITY e "x">]><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><channel><title>R</title>
</channel><item><title>&e;</title><link>http://example.org/r</link></item></rdf:RDF>"""


def headers():
    for charset in ["utf-8", "windows-1251", "euc-kr", "shift_jis", "gbk", "utf-16le", "iso-2022-jp", "koi8-r"]:
        text = {"euc-kr": "예시 도서관", "shift_jis": "例の図書館", "gbk": "示例图书馆", "iso-2022-jp": "例の図書館"}.get(charset, "Пример библиотеки")
        body = f"<meta charset={charset}><p>{text}. {text}.".encode(charset)
        yield f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"{charset}\"\r\nContent-Encoding: gzip\r\nX: a\r\n b\r\n\r\n".encode() + body
    yield b'{"Content-Language": "kk", "X": ["a", "b"], "n": 1}'
    yield b'[["Name", "value"], {"name": "Other", "value": "v"}]'


def framed(header, *parts):
    if parts:
        header = {**header, "parts": [{**members, "bytes": len(content)} for members, content in parts]}
    text = json.dumps(header).encode()
    body = b"".join(content for _, content in parts)
    return struct.pack(">II", len(text), len(body)) + text + body


def frames():
    document = {"type": "document", "seq": 1, "uri": "a.html", "slug": "a", "url": "https://example.org/a", "media_type": "text/html"}
    changes = {"add": {"keywords": [{"text": "café", "relevance": 0.5}]},
               "set": {"language": "en", "entities": [{"id": "e1", "type": "person", "name": "Dana Example"}],
                       "mentions": [{"entity": "e1", "at": "/body/0/text", "start": 0, "end": 12, "text": "Dana Example"}]}}
    yield framed({"type": "hello", "protocol": 1}) + framed(document, ({"name": "content"}, PAGE.encode())) + framed({"type": "end"})
    yield framed({"type": "answer", "seq": 3, "id": "i"}, ({"name": "output", "exporter": "e", "file": "{slug}.xml"}, b"<a/>"),
                 ({"name": "output", "record": "all.jsonl", "opening": "["}, b"{}\n"))
    yield framed({"type": "error", "seq": 3, "error": {"code": "no_article", "message": "none", "place": "line 1"}})
    yield json.dumps({"type": "answer", "seq": 2, "parts": [{"name": "changes", "json": changes}]}).encode() + b"\n"
    page = {"source": {"encoding": "utf-8"}, "article_confidence": 0.9, "blocks": [
        {"kind": "heading", "text": "Example Hill", "level": 1, "decision": "kept", "confidence": 0.8, "source": [0, 12]},
        {"kind": "paragraph", "text": "The café", "decision": "dropped", "reason": "promotion", "confidence": 0.7}],
        "images": [{"url": "https://example.com/1.jpg", "caption_block": 1, "before_block": 1}],
        "evidence": [{"origin": "meta", "item": 0, "property": "og:title", "value": "Example Hill", "block": 0}]}
    yield json.dumps({"type": "answer", "seq": 2, "parts": [{"name": "page", "json": page}]}).encode() + b"\n"
    article = {"id": "urn:example:2", "headline": "H", "body": [{"kind": "paragraph", "text": "Dana Example"}], "date_published": "2026-01-02"}
    yield json.dumps({"type": "answer", "seq": 2, "parts": [{"name": "article", "json": article}]}).encode() + b"\n"
    yield json.dumps({**document, "parts": [{"name": "content", "text": PAGE}, {"name": "x", "base64": "AP8="}]}).encode() + b"\n"


def names():
    yield "a.html\na.html\n../../etc/passwd\n.hidden\na//b\n-rf\n".encode()
    yield "жаңалық 1\n한국\nx\u202ey\n/\u0301../x\ne\u0301\n...\n{slug}\n{id}/{date}.xml\na\na/b\n".encode()
    yield b"x" * 300 + b"a\n" + b"x" * 300 + b"b\na-2\na\na\n"


def sealed_gazetteer():
    # No children, no postings, one record, its name: head, trie, lists, records, strings.
    trie, record = bytes(5), bytes([1, 0, 75, 90]) + bytes(28)
    yield b"G" + struct.pack("<8I", 48, 0, 53, 53, 1, 85, 0, 0) + trie + record + b"\x04\x00Dana"


def models():
    header = "kind\tname\tcountry\tgeonames\twikidata\tlat\tlon\tweight\tnames\n"
    yield f"g# Invented.\n{header}place\tExample Hill\tQV\t99\tQ99\t61.5\t12.25\t900\ten=Example Hill|^EH;ru=Далия|~?Пример\n".encode()
    yield from sealed_gazetteer()
    labels = b"O\nB-PER\nI-PER"
    yield b"t" + struct.pack("<3IfI", 3, 16, 4, 0.5, len(labels)) + labels + struct.pack("<12f", *range(12)) + bytes(32) + bytes(256)
    yield b"T" + struct.pack("<2I", 1, 2) + struct.pack("<2I2f", 4000000, 3, 0.5, 0.1) + struct.pack("<2I", 5, 9) + b"\x01\xff"
    signature = struct.pack("<I", 1) + b"a" + struct.pack("<IQ", 20000, 5) + struct.pack("<I", 64) + bytes(256)
    yield b"r" + struct.pack("<I", 1) + signature + struct.pack("<IQfIQIQ", 1, 7, 0.5, 1, 3, 1, 3)
    names = b"length\nlinks\n"
    tree = struct.pack("<I", 2) + struct.pack("<fHHhh", 0.5, 1, 0, ~0, ~1) + struct.pack("<2f", -1, 1)
    yield b"f" + struct.pack("<5I2f", 2, 1, 1, 2, len(names), 1, 0) + names + tree
    yield b"c-DOCSTART- -X- O O\n\nDana NNP B-NP B-PER\nExample NNP I-NP I-PER\nsmiled VBD O O\n. . O O\n"


def article():
    for ending in [b"\n\x00\x00\x01", b"\n\x01\x01\x24\x01", b"\n\x00\x01\x10\x02", b"\n\x01\x20\x01\x03", b"\n\x00\x00\x04"]:
        yield ARTICLE.encode() + ending
    for line in ARTICLE.split("\n")[1:]:
        yield b"Headline\n" + line.encode() + b"\n\x00\x00"


def main():
    _, target, directory = sys.argv
    makers = {maker.__name__: maker for maker in (archive, lines, feed, headers, frames, names, models, article)}
    for number, seed in enumerate(makers[target]()):
        with open(os.path.join(directory, f"seed-{number:02}"), "wb") as out:
            out.write(seed)


main()
