#!/bin/sh
# links.sh add | remove: what desktops and shells look for in /usr, as links to the files of the installed package.
# Packages of both kinds call it, so that neither needs tools that a small system lacks.
set -e
home=/opt/lmttm-workbench
share=$home/lib/app/share

ours() {
    [ -L "$1" ] && case $(readlink "$1") in "$home"/*) true ;; *) false ;; esac
}

files() {
    (cd "$share" && find . -type f | sed 's|^\./||')
}

add() {
    files | while read -r file; do
        mkdir -p "/usr/share/$(dirname "$file")"
        ln -sf "$share/$file" "/usr/share/$file"
    done
    # another program's command of that name stays
    if [ ! -e /usr/bin/lmttm ] || ours /usr/bin/lmttm; then ln -sf "$home/bin/lmttm" /usr/bin/lmttm; fi
}

remove() {
    files | while read -r file; do
        if ours "/usr/share/$file"; then
            rm -f "/usr/share/$file"
            rmdir -p "/usr/share/$(dirname "$file")" 2>/dev/null || true
        fi
    done
    if ours /usr/bin/lmttm; then rm -f /usr/bin/lmttm; fi
}

refresh() {
    if command -v update-desktop-database >/dev/null; then update-desktop-database -q || true; fi
    if command -v update-mime-database >/dev/null && [ -d /usr/share/mime ]; then
        update-mime-database /usr/share/mime || true
    fi
    if command -v gtk-update-icon-cache >/dev/null && [ -d /usr/share/icons/hicolor ]; then
        gtk-update-icon-cache -qtf /usr/share/icons/hicolor || true
    fi
}

case $1 in
    add) add ;;
    remove) remove ;;
    *)
        echo "links.sh: say add or remove" >&2
        exit 2
        ;;
esac
refresh
