# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""Starts real search servers on loopback and always stops them again."""

import contextlib
import glob
import http.client
import json
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
KITS = os.path.join(os.path.dirname(HERE), "practice", "kits.sh")


def fetch_kit(kind):
    """The folder of that server; it is downloaded when it is not in the cache."""
    answer = subprocess.run(["bash", KITS, "fetch", kind], stdout=subprocess.PIPE, text=True)
    if answer.returncode:
        raise SystemExit(f"The server kit {kind} could not be fetched.")
    return answer.stdout.strip()


def find_java(kind):
    """The oldest Java that the server takes."""
    least, most = (21, 25) if kind in ("es9", "os3") else (17, 21)
    best = None
    for home in [os.environ.get("JAVA_HOME", "")] + glob.glob("/usr/lib/jvm/*"):
        try:
            with open(os.path.join(home, "release"), encoding="utf-8") as file:
                major = int(re.search(r'JAVA_VERSION="(\d+)', file.read()).group(1))
        except (OSError, AttributeError):
            continue
        if least <= major <= most and (best is None or major < best[0]):
            best = (major, home)
    if best is None:
        raise SystemExit(f"No Java {least} to {most} was found. Install one, or point JAVA_HOME to it.")
    return best[1]


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


class Failed(Exception):
    """A server refused or broke a request."""


class Server:
    """One node that runs, and short questions to it."""

    def __init__(self, kind, name, folder, port):
        self.kind = kind
        self.name = name
        self.folder = folder
        self.port = port
        self.product = "opensearch" if kind.startswith("os") else "elasticsearch"
        self.version = ""
        self.home = ""

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def has_module(self, name):
        return os.path.isdir(os.path.join(self.home, "modules", name))

    def connect(self, timeout=600):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def ask(self, method, path, body=None, missing_is_fine=False):
        """The parsed answer to one request."""
        connection = self.connect()
        try:
            text = None if body is None else json.dumps(body).encode()
            connection.request(method, path, text, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            said = answer.read()
        finally:
            connection.close()
        if answer.status == 404 and missing_is_fine:
            return None
        if answer.status >= 300:
            words = said[:500].decode(errors="replace")
            raise Failed(f"{self.name} answered {answer.status} to {method} {path}: {words}")
        return json.loads(said)

    def delete_indices(self, names):
        for begin in range(0, len(names), 40):  # an address may have 4 kB
            some = ",".join(names[begin:begin + 40])
            self.ask("DELETE", f"/{some}?ignore_unavailable=true", missing_is_fine=True)

    def settle(self, limit=300):
        """Waits until merges have ended, so that they don't run into the next measurement."""
        end = time.monotonic() + limit
        quiet = 0
        while quiet < 2 and time.monotonic() < end:
            merges = self.ask("GET", "/_stats/merge?filter_path=_all.total.merges.current")
            current = merges.get("_all", {}).get("total", {}).get("merges", {}).get("current", 0)
            quiet = quiet + 1 if current == 0 else 0
            time.sleep(0.5)


def _configure(server, transport, extra):
    folder = server.folder
    for name in ("data", "logs", "tmp"):
        os.makedirs(os.path.join(folder, name))
    shutil.copytree(os.path.join(server.home, "config"), os.path.join(folder, "config"))
    options = os.path.join(folder, "config", "jvm.options")
    with open(options, encoding="utf-8") as file:
        kept = [line for line in file if not re.search("gc.log|ErrorFile|HeapDump", line)]
    with open(options, "w", encoding="utf-8") as file:
        file.writelines(kept)
    settings = {
        "cluster.name": server.name,
        "node.name": server.name,
        "path.data": os.path.join(folder, "data"),
        "path.logs": os.path.join(folder, "logs"),
        "network.host": "127.0.0.1",
        "http.port": server.port,
        "transport.tcp.port" if server.kind == "es6" else "transport.port": transport,
        "discovery.type": "single-node",
        "cluster.routing.allocation.disk.threshold_enabled": "false",
    }
    if server.has_module("reindex"):
        word = "allowlist" if server.product == "opensearch" else "whitelist"
        settings[f"reindex.remote.{word}"] = '["127.0.0.1:*"]'
    if server.has_module("x-pack-security"):
        settings["xpack.security.enabled"] = "false"
        if server.kind[:3] in ("es8", "es9"):
            settings["xpack.security.enrollment.enabled"] = "false"
    if server.has_module("x-pack-ml"):
        settings["xpack.ml.enabled"] = "false"
    settings.update(extra or {})
    with open(os.path.join(folder, "config", server.product + ".yml"), "w", encoding="utf-8") as file:
        file.writelines(f"{key}: {value}\n" for key, value in settings.items())


def _environment(server, heap):
    prefix = "OPENSEARCH" if server.product == "opensearch" else "ES"
    temporary = os.path.join(server.folder, "tmp")
    return {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": server.folder,
        "LANG": "C.UTF-8",
        "TMPDIR": temporary,
        f"{prefix}_TMPDIR": temporary,
        "JAVA_HOME" if server.kind == "es6" else f"{prefix}_JAVA_HOME": find_java(server.kind),
        f"{prefix}_PATH_CONF": os.path.join(server.folder, "config"),
        f"{prefix}_JAVA_OPTS": f"-Xms{heap} -Xmx{heap}",
    }


def _last_words(server):
    words = ""
    for name in ("console.log", server.name + ".log"):
        with contextlib.suppress(OSError):
            with open(os.path.join(server.folder, "logs", name), encoding="utf-8", errors="replace") as file:
                words += "".join(file.readlines()[-15:])
    return words


def _wait_until_up(server, process, limit=180):
    end = time.monotonic() + limit
    while time.monotonic() < end:
        if process.poll() is not None:
            raise SystemExit(f"The server {server.name} ended while it started.\n{_last_words(server)}")
        try:
            server.ask("GET", "/_cluster/health?wait_for_status=yellow&timeout=5s")
            server.version = server.ask("GET", "/")["version"]["number"]
            return
        except (OSError, http.client.HTTPException, Failed):
            time.sleep(0.2)
    raise SystemExit(f"The server {server.name} was not up after {limit} s.\n{_last_words(server)}")


def _stop(process):
    """Ends the session that was started for the server, and nothing else."""
    for what, patience in ((signal.SIGTERM, 30), (signal.SIGKILL, 10)):
        end = time.monotonic() + patience
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, what)
            while time.monotonic() < end:
                process.poll()
                os.killpg(process.pid, 0)
                time.sleep(0.05)
    process.poll()


@contextlib.contextmanager
def server(kind, name, under, heap="1g", settings=None):
    """A node of that kind with a folder of its own under `under`."""
    port, transport = free_ports(2)
    node = Server(kind, name, os.path.join(under, name), port)
    node.home = fetch_kit(kind)
    _configure(node, transport, settings)
    command = [os.path.join(node.home, "bin", node.product)]
    if os.geteuid() == 0:  # the servers refuse to run as root
        user = pwd.getpwnam("nobody")
        for base, folders, files in os.walk(node.folder):
            for path in [base] + [os.path.join(base, file) for file in files]:
                os.chown(path, user.pw_uid, user.pw_gid)
        command = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"] + command
    with open(os.path.join(node.folder, "logs", "console.log"), "wb") as log:
        process = subprocess.Popen(command, cwd=node.folder, env=_environment(node, heap), stdin=subprocess.DEVNULL,
                                   stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        _wait_until_up(node, process)
        yield node
    finally:
        _stop(process)


@contextlib.contextmanager
def run_folder(parent=None):
    """A folder that servers may look into too; it is gone afterwards."""
    def leave(number, frame):
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    folder = tempfile.mkdtemp(prefix="godwit-bench-", dir=parent)
    os.chmod(folder, 0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        for number, handler in before.items():
            signal.signal(number, handler)


def machine_line(servers, godwit, heap):
    """What a figure is worth nothing without."""
    model = "?"
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        found = re.search(r"model name\s*:\s*(.+)", file.read())
        if found:
            model = found.group(1).strip()
    with open("/proc/meminfo", encoding="utf-8") as file:
        memory = int(re.search(r"MemTotal:\s+(\d+)", file.read()).group(1)) / 1024 / 1024
    system = os.uname()
    version = subprocess.run([godwit, "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    nodes = ", ".join(f"{one.name} {one.product} {one.version}" for one in servers)
    return (f"Machine: {model}, {os.cpu_count()} cores, {memory:.1f} GiB; {system.sysname} {system.release} "
            f"{system.machine}; load before {os.getloadavg()[0]:.1f}\n"
            f"Servers: {nodes}; heap {heap} each; {version}")
