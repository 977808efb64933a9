#!/usr/bin/env bash
# Installs the tools of all labs that the image and its features lack.
set -euo pipefail

npm install --global deno@2.9.6

# PostgreSQL's own packages: Labs 9 and 12 need pg_dump 17.
sudo install -d /usr/share/postgresql-common/pgdg
sudo curl -fsSLo /usr/share/postgresql-common/pgdg/apt.postgresql.org.asc \
  https://www.postgresql.org/media/keys/ACCC4CF8.asc
echo "deb [signed-by=/usr/share/postgresql-common/pgdg/apt.postgresql.org.asc] \
https://apt.postgresql.org/pub/repos/apt bookworm-pgdg main" |
  sudo tee /etc/apt/sources.list.d/pgdg.list >/dev/null
sudo apt-get update -qq
sudo apt-get install -qq -y postgresql-client-17 prometheus redis-server chromium
sudo systemctl disable --now prometheus redis-server 2>/dev/null || true

deno task doctor
