#!/bin/sh
# Saves the database, then the documents, of a running installation: ./sauvegarde.sh [folder]
# The database first: a document it knows is already on the disk, and documents are never taken away.
set -eu
umask 077
cd "$(dirname "$0")"
folder="${1:-sauvegardes}/$(date -u +%Y%m%dT%H%M%SZ)"
mkdir -p "$folder"
docker compose exec -T postgres pg_dump -U medplum -d medplum --format=custom >"$folder/base.dump.partiel"
docker run --rm --volume dcc_binary:/binary:ro postgres:16-bookworm \
  tar --create --gzip --directory=/binary --exclude=./bot . >"$folder/documents.tar.gz.partiel"
cp .env "$folder/env"
cp secrets/storage.key "$folder/storage.key"
mv "$folder/base.dump.partiel" "$folder/base.dump"
mv "$folder/documents.tar.gz.partiel" "$folder/documents.tar.gz"
(cd "$folder" && sha256sum base.dump documents.tar.gz env storage.key >SHA256SUMS)
echo "Sauvegarde terminée : $folder"
