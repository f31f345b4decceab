#!/bin/sh
# Make one backup in FOLDER and let go of those that are older than the newest KEEP (14): parvis-backup FOLDER
set -eu
umask 077
folder=${1:?a folder for the backups}
keep=${KEEP:-14}

parvis backup "$folder/parvis-$(date -u +%Y-%m-%dT%H%M%SZ).tar.gz"
ls -1 "$folder"/parvis-*.tar.gz | sort -r | tail -n "+$((keep + 1))" | while read -r old; do
  rm -- "$old"
  echo "$old was let go."
done
