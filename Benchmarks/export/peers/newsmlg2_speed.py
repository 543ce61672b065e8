#!/usr/bin/env python3
"""Items a second of the IPTC's newsmlg2 (Python) on the measured story: newsmlg2_speed.py STORY.xml

The library's objects are made once, by reading the document; only writing them is measured, which is in its favour.
"""
import contextlib
import io
import statistics
import sys
import time

import NewsMLG2
from lxml import etree

root = etree.parse(sys.argv[1]).getroot()
item = next(root.iter("{http://iptc.org/std/nar/2006-10-01/}newsItem"))
source = b'<?xml version="1.0" encoding="UTF-8"?>\n' + etree.tostring(item, encoding="utf-8", with_tail=False)
with contextlib.redirect_stdout(io.StringIO()):
    news_item = NewsMLG2.NewsMLG2Document(source).get_item()
rates = []
for _ in range(7):
    start = time.process_time()
    for _ in range(50):
        text = news_item.to_xml_string()
    rates.append(50 / (time.process_time() - start))
size = len(text if isinstance(text, bytes) else text.encode())
print(f"{statistics.median(rates):.0f} items/s\t{size} bytes\tnewsmlg2 (Python), writing only")
