#!/bin/sh
# usage: build-openssl.sh DIR
# Builds the openssl command of a current release, from the sources in the crate openssl-src,
# into DIR/bin/openssl (with its legacy provider). Needs cargo, Perl and a C compiler.
set -eu
dir=$1
version=300.6.1+3.6.3
test -x "$dir/bin/openssl" && exit 0
mkdir -p "$dir/fetch/src"
cat > "$dir/fetch/Cargo.toml" <<TOML
[package]
name = "fetch"
version = "0.0.0"
edition = "2021"
[dependencies]
openssl-src = "=$version"
[workspace]
TOML
: > "$dir/fetch/src/lib.rs"
(cd "$dir/fetch" && cargo vendor --quiet "$dir/fetch/vendor" >/dev/null)
cp -r "$dir/fetch/vendor/openssl-src/openssl" "$dir/source"
cd "$dir/source"
nice -n 10 perl ./Configure --prefix="$dir" --openssldir="$dir/ssl" --libdir=lib \
    no-docs no-tests no-shared enable-legacy no-module >/dev/null
nice -n 10 make -j2 build_sw >/dev/null
mkdir -p "$dir/bin"
mkdir -p "$dir/ssl"
# The crate leaves out the configuration; `openssl req` wants one.
cat > "$dir/ssl/openssl.cnf" <<CNF
[req]
distinguished_name = name
x509_extensions = self_signed
[name]
[self_signed]
subjectKeyIdentifier = hash
basicConstraints = critical, CA:true
CNF
cp apps/openssl "$dir/bin/openssl"
