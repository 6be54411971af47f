#!/bin/sh
# Restores a backup into an installation that holds nothing yet: ./restauration.sh sauvegardes/DATE
set -eu
folder="$(cd "${1:?Usage : ./restauration.sh DOSSIER}" && pwd)"
cd "$(dirname "$0")"
(cd "$folder" && sha256sum --check --quiet SHA256SUMS)
if docker volume inspect dcc_postgres >/dev/null 2>&1; then
  echo "Le volume dcc_postgres existe déjà : restaurez sur une installation neuve." >&2
  exit 1
fi
umask 077
mkdir -p secrets
cp "$folder/env" .env
cp "$folder/storage.key" secrets/storage.key
chmod 0444 secrets/storage.key
docker compose up --detach --wait postgres
docker compose exec -T postgres pg_restore -U medplum -d medplum --exit-on-error --no-owner <"$folder/base.dump"
docker compose build medplum
docker compose create medplum
docker run --rm --interactive --volume dcc_binary:/binary postgres:16-bookworm \
  sh -c 'tar --extract --gzip --directory=/binary && chown --recursive 1000:1000 /binary' <"$folder/documents.tar.gz"
docker compose up --detach --wait
echo "Restauration terminée."
