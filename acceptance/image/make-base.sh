#!/usr/bin/env bash
# Makes docker.io/library/node:24-slim where no image can be pulled: Debian's smallest system, the Node of the npm package `node`, and npm.
set -euo pipefail
cd "$(dirname "$0")/../.."
image=docker.io/library/node:24-slim

if podman image exists "$image"; then exit 0; fi
if ! command -v debootstrap buildah runc skopeo docker-registry >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends podman buildah runc netavark \
    aardvark-dns containernetworking-plugins iptables debootstrap docker-registry skopeo >/dev/null
fi

# Debian's crun does not work in every sandbox; runc does, with limits that the sandbox allows.
if [ ! -e /etc/containers/containers.conf ]; then
  printf '%s\n' '[containers]' 'default_ulimits = ["nofile=10000:10000","nproc=4096:4096"]' '' \
    '[engine]' 'runtime = "runc"' 'cgroup_manager = "cgroupfs"' >/etc/containers/containers.conf
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
debootstrap --variant=minbase bookworm "$work/root" >&2
rm -rf "$work"/root/var/cache/apt/* "$work"/root/var/lib/apt/lists/* "$work"/root/usr/share/{doc,man,locale,info}/*
cp node_modules/node/bin/node "$work/root/usr/local/bin/node"
modules=$work/root/usr/local/lib/node_modules
mkdir -p "$modules/npm"
archive=$(cd "$work" && npm pack --silent npm@11)
tar --extract --file "$work/$archive" --directory "$modules/npm" --strip-components 1 --no-same-owner
ln -s ../lib/node_modules/npm/bin/npm-cli.js "$work/root/usr/local/bin/npm"
ln -s ../lib/node_modules/npm/bin/npx-cli.js "$work/root/usr/local/bin/npx"

tar --create --directory "$work/root" --numeric-owner --exclude ./dev/* --exclude ./proc/* . |
  podman import --quiet --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
    --change 'CMD ["node"]' - "$image" >&2
