#!/usr/bin/env bash
# check-deb.sh PACKAGE.deb: installs the package into a new, minimal system without Java, uses it there without a network,
# removes it and compares every file. Needs root, debootstrap and this machine's own package sources.
set -euo pipefail
deb=$(readlink -f "$1")
root=$(mktemp -d "${TMPDIR:-/tmp}/lmttm-clean-root.XXXXXX")
chmod 755 "$root"
# shellcheck disable=SC1091
codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' | head -1)

leave() {
    umount "$root/proc" 2>/dev/null || true
    rm -rf --one-file-system "$root"
}
trap leave EXIT

inside() {
    chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@"
}

# As a user of that system, in a network of its own that leads nowhere.
use() {
    unshare --net chroot --userspec=1000:1000 "$root" \
        env -i PATH=/usr/bin:/bin HOME=/home/reader LC_ALL=C.UTF-8 "$@"
}

# Every file but the package manager's own records and caches.
files() {
    (cd "$root" && find . -xdev \( -path ./proc -o -path ./home -o -path ./tmp -o -path ./dev -o -path ./var/lib/dpkg \
        -o -path ./var/lib/apt -o -path ./var/cache -o -path ./var/log \) -prune -o -print | sort)
}

fail() {
    echo "check-deb: $*" >&2
    exit 1
}

echo "check-deb: making a clean $codename"
debootstrap --variant=minbase "$codename" "$root" "$mirror" >"$root.log" 2>&1 || { tail -5 "$root.log" >&2; fail "debootstrap failed"; }
rm -f "$root.log"
mount -t proc proc "$root/proc"
cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
rm -f "$root/etc/apt/sources.list"
cp -r /etc/apt/sources.list* /etc/apt/apt.conf.d "$root/etc/apt/" 2>/dev/null || true
cp -r /usr/share/keyrings/. "$root/usr/share/keyrings/" 2>/dev/null || true
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod +x "$root/usr/sbin/policy-rc.d"
inside useradd --uid 1000 --create-home reader
cp "$deb" "$root/tmp/package.deb"

echo "check-deb: installing with what it depends on"
inside apt-get -qq update
inside apt-get -qq install -y --no-install-recommends /tmp/package.deb >"$root/tmp/install.log" 2>&1 \
    || { tail -20 "$root/tmp/install.log" >&2; fail "installing failed"; }
if inside sh -c 'command -v java' >/dev/null; then fail "the clean system has a Java of its own, which proves nothing"; fi
inside dpkg --remove lmttm-workbench >/dev/null
before=$(files)
inside dpkg --install /tmp/package.deb >/dev/null

app=/opt/lmttm-workbench/lib/app
echo "check-deb: using it"
use lmttm --version
use lmttm info "$app/sample-volumes/ct-phantom.nii.gz" --json >/dev/null
use lmttm predict --json --model "$app/assets/models/phantom-vessels-lmttm.safetensors" \
    "$app/sample-volumes/vessel-aneurysm.nii.gz"
use lmttm train --dataset "$app/sample-volumes/phantom-vessels.npz" --run /home/reader/run --dry-run >/dev/null
# the window's launcher, which takes the tour where there is no display
use sh -c 'cd /home/reader && /opt/lmttm-workbench/bin/lmttm-workbench' | tail -1
pictures=$(find "$root/home/reader/tour" -name '*.png' | wc -l)
[ "$pictures" -gt 20 ] || fail "the tour left $pictures pictures"
[ -L "$root/usr/share/applications/lmttm-workbench.desktop" ] || fail "no menu entry"
[ -L "$root/usr/share/mime/packages/lmttm-workbench.xml" ] || fail "no file types"
unpacked=$(find "$root/home/reader" \( -name '*.so*' -o -name '.djl.ai' -o -name '.openjfx' \) | head -3)
[ -z "$unpacked" ] || fail "the first start unpacked into the home folder: $unpacked"

echo "check-deb: removing it"
inside dpkg --purge lmttm-workbench >/dev/null 2>&1
diff <(echo "$before") <(files) || fail "the package left something behind, see above"
echo "check-deb: installed, used offline and removed without a trace; $pictures pictures"
