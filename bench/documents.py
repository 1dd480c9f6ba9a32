# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents for measurements: orders of about 0.75 kB, the same on every machine."""

import concurrent.futures
import http.client

CITIES = ("Hamburg", "Utrecht", "Lyon", "Århus", "Kraków", "Bologna", "Málaga", "Malmö", "Graz", "Porto", "Köln")
NAMES = ("Anna Müller", "Zoë de Vries", "Søren Jensen", "Marta Kowalski", "Luís Ferreira", "Chloé Lefèvre",
         "Piotr Nowak", "Ingrid Lindström", "Marco Rossi", "Łucja Schäfer", "Thijs van den Berg", "Elena García")
ARTICLES = ("rain jacket", "field notebook", "spotting scope", "hiking socks", "thermos flask", "head torch",
            "binoculars", "walking poles", "dry bag", "camping stove", "merino shirt", "trail shoes", "tide table")
STATES = ("paid", "packed", "shipped", "delivered", "returned")
NOTES = ("Please leave the parcel with the neighbours on the second floor.",
         "Call before delivery, the bell is broken.",
         "This is a present; put the card with the heron into the box.",
         "Delivery to the ferry terminal, ticket office.",
         "The last pair was a size too small, so this is an exchange.", "Invoice to the bird club, goods to the hut.",
         "No plastic around the parcel, thank you.", "We leave on Friday: a later delivery is of no use to us.",
         "Replacement for the scope that came with a scratch on its lens.", "Collect together with last week's order.")

PROPERTIES = {
    "number": {"type": "keyword"}, "placed": {"type": "date"}, "changed": {"type": "long"},
    "status": {"type": "keyword"}, "total": {"type": "double"}, "note": {"type": "text"},
    "tracking": {"type": "keyword"}, "changed_by": {"type": "keyword"},
    "customer": {"properties": {"name": {"type": "text"}, "account": {"type": "long"}, "city": {"type": "keyword"}}},
    "lines": {"properties": {"article": {"type": "keyword"}, "title": {"type": "text"},
                             "quantity": {"type": "integer"}, "price": {"type": "double"}}},
    "attachment": {"type": "text", "index": False},
}
MASK = (1 << 64) - 1


def identity(number):
    return f"O-{number:08d}"


def number_of(name):
    return int(name[2:])


def document(number, revision=0):
    """The bytes of one document; prices keep zeros such as in 12.10."""
    dice = (number * 0x9E3779B97F4A7C15 + revision * 0xBF58476D1CE4E5B9 + 0x94D049BB133111EB) & MASK
    dice ^= dice >> 30
    dice = (dice * 0xBF58476D1CE4E5B9) & MASK
    dice ^= dice >> 27
    lines = []
    total = 0
    for place in range(3):
        bits = dice >> (place * 13)
        cents = 100 + bits % 2999 * 10
        quantity = 1 + bits % 4
        total += cents * quantity
        lines.append(f'{{"article":"A-{bits % 9000 + 1000}","title":"{ARTICLES[bits % 13]}, '
                     f'{ARTICLES[bits // 13 % 13]}","quantity":{quantity},"price":{cents // 100}.{cents % 100:02d}}}')
    note = " ".join(NOTES[dice // 10**place % 10] for place in range(4))
    return (f'{{"number":"{identity(number)}","placed":"2026-{dice % 12 + 1:02d}-{dice % 28 + 1:02d}T'
            f'{dice % 24:02d}:{dice % 60:02d}:{dice // 60 % 60:02d}.{dice % 1000:03d}Z","changed":{revision},'
            f'"status":"{STATES[dice % 5]}","customer":{{"name":"{NAMES[dice % 12]}","account":{dice % 10**15},'
            f'"city":"{CITIES[dice % 11]}"}},"lines":[{",".join(lines)}],"total":{total // 100}.{total % 100:02d},'
            f'"note":"{note}","tracking":["{dice:016x}","{dice ^ MASK:016x}"],'
            f'"changed_by":"order-service/4.2"}}').encode()


def big_document(number, size):
    """A document with an attachment of `size` bytes."""
    return document(number)[:-1] + b',"attachment":"' + (b"JVBERi0xLjQKJeLjz9MK" * (size // 20 + 1))[:size] + b'"}'


def index_body(shards, replicas=0, copying=False, alias=None):
    """What creates an index. While copying: the settings that a copy gives its target."""
    settings = {"number_of_shards": shards, "number_of_replicas": replicas}
    if copying:
        settings.update({"refresh_interval": "-1", "gc_deletes": "24h"})
    body = {"settings": {"index": settings}, "mappings": {"properties": PROPERTIES}}
    if alias:
        body["aliases"] = {alias: {}}
    return body


def send_bulk(connection, body):
    """Sends a bulk that must not be refused in any part."""
    connection.request("POST", "/_bulk?filter_path=errors,items.*.error", body,
                       {"Content-Type": "application/x-ndjson"})
    answer = connection.getresponse()
    said = answer.read()
    if answer.status >= 300 or b'"errors":false' not in said:
        raise RuntimeError(f"A bulk was refused ({answer.status}): {said[:500].decode(errors='replace')}")


def _load_part(port, index, numbers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    for begin in range(numbers.start, numbers.stop, 2000):
        body = bytearray()
        for number in range(begin, min(begin + 2000, numbers.stop)):
            body += b'{"index":{"_index":"%s","_id":"%s"}}\n' % (index.encode(), identity(number).encode())
            body += document(number)
            body += b"\n"
        send_bulk(connection, body)
    connection.close()


def load(server, index, count, first=0):
    """Fills an index that exists."""
    parts = 2 if count >= 10000 else 1
    bounds = [first + count * i // parts for i in range(parts + 1)]
    if parts == 1:
        _load_part(server.port, index, range(first, first + count))
    else:
        with concurrent.futures.ProcessPoolExecutor(parts) as pool:
            for done in [pool.submit(_load_part, server.port, index, range(bounds[i], bounds[i + 1]))
                         for i in range(parts)]:
                done.result()
    server.ask("POST", f"/{index}/_flush")
    server.ask("POST", f"/{index}/_refresh")
    found = server.ask("GET", f"/{index}/_count")["count"]
    if found < count:
        raise RuntimeError(f"{index} has {found} documents instead of {count}.")
