#!/usr/bin/env bash
# Makes what a release offers, from this repository alone: ci/package.sh [DIR], by default target/package/out.
#
#   work-register-VERSION-TARGET.tar.gz  the program, its manual pages and completions, to unpack into any prefix
#   work-register_VERSION-1_ARCH.deb     the same for Debian and Ubuntu; for Linux only, with `cargo deb`
#   SHA256SUMS                           the checksums of both
#
# TARGET is the Rust target; on Linux the default is musl, so that the program needs no library of the machine.
# DEBFULLNAME and DEBEMAIL name the maintainer of the Debian package. WR_TAG, if set, must be the tag of this version.
set -euo pipefail
# A folder that is named is one of the folder where the command runs.
out=${1:+$(mkdir -p "$1" && cd "$1" && pwd)}
cd "$(dirname "$0")/.."

version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
host=$(rustc --version --verbose | sed -n 's/^host: //p')
case $host in
  *-linux-*) default=${host%%-*}-unknown-linux-musl ;;
  *) default=$host ;;
esac
target=${TARGET:-$default}
name=work-register-$version-$target
# `cargo deb` takes its files from this folder: see Cargo.toml.
stage=target/package/root
out=${out:-target/package/out}

fail() {
  printf '%s\n' "$@" >&2
  exit 2
}

if [ -n "${WR_TAG:-}" ] && [ "$WR_TAG" != "v$version" ]; then
  fail "the tag $WR_TAG is not that of version $version" "  needs: the tag v$version, or another version in Cargo.toml"
fi
if ! [ -d "$(rustc --print sysroot)/lib/rustlib/$target/lib" ]; then
  rustup target add "$target" || fail "Rust cannot build for $target" "  needs: rustup target add $target"
fi
case $target in
  *-linux-musl)
    command -v musl-gcc >/dev/null || fail "there is no musl-gcc" "  needs: apt-get install musl-tools"
    command -v cargo-deb >/dev/null || fail "there is no cargo-deb" "  needs: cargo install --locked cargo-deb"
    ;;
esac

# The date of the commit instead of the clock: the same commit has the same manual pages and archives.
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH

cargo build --locked --profile dist --target "$target" --bin wr

rm -rf "$stage"
mkdir -p "$stage"/{bin,share/{man/man1,bash-completion/completions,zsh/site-functions,fish/vendor_completions.d,doc/work-register}} "$out"
wr=$stage/bin/wr
case $target in *-windows-*) wr=$wr.exe ;; esac
cp "${CARGO_TARGET_DIR:-target}/$target/dist/$(basename "$wr")" "$wr"
[ "$("$wr" --version)" = "wr $version (work-register)" ] || fail "$wr is not of version $version"
"$wr" man --out "$stage/share/man/man1" >/dev/null
"$wr" completions bash >"$stage/share/bash-completion/completions/wr"
"$wr" completions zsh >"$stage/share/zsh/site-functions/_wr"
"$wr" completions fish >"$stage/share/fish/vendor_completions.d/wr.fish"
cp README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE "$stage/share/doc/work-register/"
cp -R docs "$stage/share/doc/work-register/"

# One folder at the top, as `tar --strip-components=1` expects.
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
cp -R "$stage" "$room/$name"
same=()
if tar --version | grep -q GNU; then
  same=(--owner=0 --group=0 --numeric-owner --mtime="@$SOURCE_DATE_EPOCH")
fi
# Files alone: unpacking must not change the folders of the prefix.
(cd "$room" && find "$name" -type f | LC_ALL=C sort >files && tar ${same[@]+"${same[@]}"} -cf - -T files) |
  gzip -n -9 >"$out/$name.tar.gz"
made=("$name.tar.gz")

case $target in
  *-linux-musl)
    maintainer=$(sed -n 's/^maintainer = "\(.*\)"$/\1/p' Cargo.toml)
    if [ -n "${DEBEMAIL:-}" ]; then
      maintainer="${DEBFULLNAME:-$DEBEMAIL} <$DEBEMAIL>"
    fi
    {
      cat LICENSE-MIT
      printf '\nOr, as you prefer, the Apache License 2.0: /usr/share/common-licenses/Apache-2.0.\n'
    } >target/package/copyright
    printf 'work-register (%s-1) unstable; urgency=medium\n\n  * See changelog.gz.\n\n -- %s  %s\n' \
      "$version" "$maintainer" "$(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")" >target/package/changelog
    deb=$(cargo deb --quiet --no-build --no-strip --target "$target" --maintainer "$maintainer" --output "$out/")
    made+=("$(basename "$deb")")
    ;;
esac

cd "$out"
if command -v sha256sum >/dev/null; then
  sha256sum "${made[@]}" >SHA256SUMS
else
  shasum -a 256 "${made[@]}" >SHA256SUMS
fi
cat SHA256SUMS
