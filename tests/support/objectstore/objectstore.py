#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
"""An object store on 127.0.0.1 that speaks S3 and checks who asks, for tests.

    objectstore.py CACHE    CACHE: the folder that keeps what was downloaded

Prints one line of JSON when it answers: its port, its bucket, and the keys of two accounts, one that may do all and
one that only reads. Ends when its standard input does. What it runs is fetched by pip, once, as requirements.txt pins
it. A failure is one sentence on standard error.
"""
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
BUCKET = "backups"
ACCOUNTS = {"writer": ["s3:*"], "reader": ["s3:GetObject", "s3:ListBucket"]}


def give_up(why):
    sys.exit("objectstore: " + why)


def run(command, why):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        sys.stderr.write(done.stdout[-2000:] + "\n")
        give_up(why)


def environment(cache):
    """The folder of a virtual environment with what requirements.txt names."""
    wanted = os.path.join(HERE, "requirements.txt")
    with open(wanted, "rb") as file:
        mark = hashlib.sha256(file.read() + sys.version.encode()).hexdigest()[:12]
    folder = os.path.join(cache, "objectstore-" + mark)
    try:
        os.makedirs(cache, exist_ok=True)
        lock = open(folder + ".lock", "w")
    except OSError:
        give_up("The cache folder " + cache + " is not writable. Set GODWIT_CACHE to a folder that you may write to.")
    fcntl.flock(lock, fcntl.LOCK_EX)
    if not os.path.exists(os.path.join(folder, ".complete")):
        shutil.rmtree(folder, ignore_errors=True)
        run([sys.executable, "-m", "venv", folder],
            "Python can't make a virtual environment. Install the package python3-venv and try again.")
        run([os.path.join(folder, "bin", "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
             "--only-binary", ":all:", "--require-hashes", "--requirement", wanted],
            "pip could not fetch the object store. Check the network connection (or pip's settings) and try again.")
        open(os.path.join(folder, ".complete"), "w").close()
    return folder


def serve():
    import logging

    import boto3
    from moto import settings
    from moto.server import ThreadedMotoServer

    for name in list(os.environ):  # an administrator's own accounts and proxies
        if name.startswith("AWS_") or name.lower().endswith("_proxy"):
            del os.environ[name]
    os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.environ["AWS_CONFIG_FILE"] = os.devnull
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    port = server.get_host_and_port()[1]
    root = dict(endpoint_url="http://127.0.0.1:%d" % port, region_name="us-east-1", aws_access_key_id="root",
                aws_secret_access_key="root")
    boto3.client("s3", **root).create_bucket(Bucket=BUCKET)
    people = boto3.client("iam", **root)
    told = {"port": port, "bucket": BUCKET}
    for name, actions in ACCOUNTS.items():
        rights = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": actions, "Resource": "*"}]}
        people.create_user(UserName=name)
        people.put_user_policy(UserName=name, PolicyName="rights", PolicyDocument=json.dumps(rights))
        key = people.create_access_key(UserName=name)["AccessKey"]
        told[name] = {"access_key": key["AccessKeyId"], "secret_key": key["SecretAccessKey"]}
    settings.INITIAL_NO_AUTH_ACTION_COUNT = 0  # from here on everybody has to sign
    print(json.dumps(told), flush=True)
    sys.stdin.read()
    os._exit(0)  # requests that are still answered interest nobody


def main():
    if sys.argv[1:] == ["--serve"]:
        serve()
    elif len(sys.argv) == 2:
        python = os.path.join(environment(sys.argv[1]), "bin", "python")
        os.execv(python, [python, os.path.abspath(__file__), "--serve"])
    else:
        give_up("Usage: objectstore.py CACHE")


if __name__ == "__main__":
    main()
