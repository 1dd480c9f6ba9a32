# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""The floor: what two servers and a wire can do when nothing in between thinks. And the comparison of two indices."""

import concurrent.futures
import hashlib
import itertools
import json
import os
import re
import threading
import time

from documents import document, number_of, send_bulk

TOTAL = re.compile(rb'"total":\{"value":(\d+)')
SCROLL = re.compile(rb'"_scroll_id":"([^"]+)"')
HIT = re.compile(r'"_id":"([^"\\]+)",(?:"_score":[^,]+,)?"_source":')
JSON_TYPE = {"Content-Type": "application/json"}


class Clock:
    """Runs workers that start together and tells how long all of them took."""

    def __init__(self, workers):
        self._barrier = threading.Barrier(workers + 1)
        self._workers = workers

    def run(self, work):
        def one(place):
            self._barrier.wait()
            return work(place)

        with concurrent.futures.ThreadPoolExecutor(self._workers) as pool:
            running = [pool.submit(one, place) for place in range(self._workers)]
            self._barrier.wait()
            begun = time.monotonic()
            results = [done.result() for done in running]
            return time.monotonic() - begun, results


def _pages(connection, index, body, keep=False, query=""):
    """Scrolls; yields the whole answers when `keep`, else their sizes and first bytes."""
    buffer = memoryview(bytearray(1 << 20))
    path, text = f"/{index}/_search?scroll=5m{query}", json.dumps(body)
    scroll = None
    while True:
        connection.request("POST", path, text, JSON_TYPE)
        answer = connection.getresponse()
        if answer.status != 200:
            raise RuntimeError(f"A scroll was refused: {answer.read()[:500].decode(errors='replace')}")
        if keep:
            whole = answer.read()
            size, head = len(whole), whole[:4096]
        else:  # the bytes are thrown away as they come
            size, head = 0, b""
            while got := answer.readinto(buffer):
                if size < 4096:
                    head += bytes(buffer[:4096])[:got]
                size += got
            whole = None
        scroll = SCROLL.search(head).group(1).decode()
        if size < 4096 and b'"hits":[]' in head:
            break
        yield size, head, whole
        path, text = "/_search/scroll", json.dumps({"scroll": "5m", "scroll_id": scroll})
    connection.request("DELETE", "/_search/scroll", json.dumps({"scroll_id": scroll}), JSON_TYPE)
    connection.getresponse().read()


def drain(server, index, slices=4, size=5000):
    """Seconds and bytes of reading a whole index with sliced scrolls in parallel."""
    def one(place):
        connection = server.connect()
        body = {"size": size, "sort": ["_doc"], "track_total_hits": True}
        if slices > 1:
            body["slice"] = {"id": place, "max": slices}
        documents = read = 0
        for length, head, _ in _pages(connection, index, body):
            if not read:
                documents = int(TOTAL.search(head).group(1))
            read += length
        connection.close()
        return documents, read

    seconds, results = Clock(slices).run(one)
    return seconds, sum(documents for documents, _ in results), sum(read for _, read in results)


class Bodies:
    """Bulk bodies with the bytes that Godwit sends, prepared in a file; one shard a body, in the order of changes."""

    def __init__(self, path):
        self._file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        os.unlink(path)
        self.pieces = []  # (offset, length)
        self.bytes = 0
        self.documents = 0

    def close(self):
        os.close(self._file)

    def add(self, body, documents):
        os.write(self._file, body)
        self.pieces.append((self.bytes, len(body)))
        self.bytes += len(body)
        self.documents += documents

    def body(self, piece):
        offset, length = piece
        return os.pread(self._file, length, offset)

    def warm(self):
        """Reads all of it once, so that the replay doesn't wait for the disk."""
        for piece in self.pieces:
            self.body(piece)


def _action(target, name, seq_no):
    return (f'{{"index":{{"_index":"{target}","_id":"{name}","version":{seq_no + 1},'
            f'"version_type":"external_gte"}}}}\n').encode()


def prepare(server, source, target, shards, bodies, per_bulk=1000):
    """Adds the bodies that copy `source`; shards take turns, as they do when they are read side by side. Without
    `per_bulk` all of it is one body."""
    per_shard = []
    connection = server.connect()
    body = {"size": 10000, "sort": [{"_seq_no": "asc"}], "_source": False, "seq_no_primary_term": True}
    for shard in range(shards):
        wanted = []
        for _, _, whole in _pages(connection, source, body, keep=True, query=f"&preference=_shards:{shard}"):
            wanted += [(hit["_id"], hit["_seq_no"]) for hit in json.loads(whole)["hits"]["hits"]]
        step = per_bulk or max(1, len(wanted))
        per_shard.append([wanted[begin:begin + step] for begin in range(0, len(wanted), step)])
    connection.close()
    if per_bulk is None:
        per_shard = [[list(itertools.chain.from_iterable(itertools.chain.from_iterable(per_shard)))]]
    for row in itertools.zip_longest(*per_shard):
        for piece in filter(None, row):
            bodies.add(b"".join(_action(target, name, seq_no) + document(number_of(name)) + b"\n"
                                for name, seq_no in piece), len(piece))


def replay(server, bodies, connections=2, before=None):
    """Seconds of sending ready bodies. `before(connection, position)` runs before each of them."""
    turn = itertools.count()
    lock = threading.Lock()

    def one(_):
        connection = server.connect()
        while True:
            with lock:
                position = next(turn)
            if position >= len(bodies.pieces):
                break
            if before:
                before(connection, position)
            send_bulk(connection, bodies.body(bodies.pieces[position]))
        connection.close()

    seconds, _ = Clock(connections).run(one)
    return seconds


def _digest_part(connect, index, place, slices, names=None):
    connection = connect()
    body = {"size": 2000, "sort": ["_doc"], "slice": {"id": place, "max": slices}}
    scan = json.JSONDecoder().scan_once
    count = total = 0
    for _, _, whole in _pages(connection, index, body, keep=True):
        text = whole.decode("utf-8")
        at = text.index('"hits":[')
        while hit := HIT.search(text, at):
            _, at = scan(text, hit.end())  # where the source ends; its bytes stay as they are
            source = text[hit.end():at].encode("utf-8")
            digest = hashlib.blake2b(hit.group(1).encode() + b"\0" + source, digest_size=16).digest()
            count += 1
            total += int.from_bytes(digest, "big")
            if names is not None:
                names[hit.group(1)] = digest
    connection.close()
    return count, total % (1 << 128)


def digest(server, index):
    """Number of documents and a checksum of all ids with the bytes of their sources, whatever their order."""
    server.ask("POST", f"/{index}/_refresh")
    with concurrent.futures.ProcessPoolExecutor(2) as pool:
        parts = [done.result() for done in [pool.submit(_digest_part, server.connect, index, place, 2)
                                            for place in range(2)]]
    count = sum(part[0] for part in parts)
    found = server.ask("GET", f"/{index}/_count")["count"]
    if count != found:
        raise RuntimeError(f"{found} documents are in {index}, but {count} were read for the comparison.")
    return count, sum(part[1] for part in parts) % (1 << 128)


def differences(source, target, index, most=10):
    """Names some documents that are not the same on both sides."""
    sides = ({}, {})
    for server, names in zip((source, target), sides):
        for place in range(2):
            _digest_part(server.connect, index, place, 2, names)
    missing = sorted(sides[0].keys() - sides[1].keys())
    extra = sorted(sides[1].keys() - sides[0].keys())
    other = sorted(name for name in sides[0].keys() & sides[1].keys() if sides[0][name] != sides[1][name])
    return (f"missing {len(missing)} {missing[:most]}, extra {len(extra)} {extra[:most]}, "
            f"different {len(other)} {other[:most]}")
