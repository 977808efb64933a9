/**
 * Workflows of Lab 5 that build and push the same images in another way.
 * @module
 */

import type { Change, Listed } from "../../../scripts/checks/variants/mod.ts";
import {
  all,
  build,
  byHand,
  CHECKOUT,
  CI,
  listed,
  LOGIN,
  swapped,
} from "./workflow_edits.ts";

const IMAGES: Readonly<Record<string, Change>> = {
  "a lower case by tr": build(byHand(
    `owner=$(echo "$OWNER" | tr '[:upper:]' '[:lower:]')
docker build -f services/Dockerfile --build-arg SERVICE=$SERVICE --build-arg REVISION=$GITHUB_SHA -t ghcr.io/$owner/quickticket/$SERVICE:$GITHUB_SHA .
docker push ghcr.io/$owner/quickticket/$SERVICE:$GITHUB_SHA`,
  )),
  "a lower case by awk": build(byHand(
    `image=$(echo "ghcr.io/$OWNER/quickticket/$SERVICE" | awk '{ print tolower($0) }')
docker build --push --file=services/Dockerfile --build-arg=SERVICE=$SERVICE --build-arg=REVISION=$GITHUB_SHA --tag=$image:$GITHUB_SHA .`,
  )),
  "buildx, pushed at once": build(byHand(
    `docker buildx build --push --file services/Dockerfile --build-arg SERVICE=$SERVICE --build-arg REVISION=$GITHUB_SHA --tag "ghcr.io/\${OWNER,,}/quickticket/$SERVICE:$GITHUB_SHA" .`,
  )),
  "buildx with an output": build(byHand(
    `docker buildx build --output type=image,push=true -f services/Dockerfile --build-arg SERVICE=$SERVICE --build-arg REVISION=$GITHUB_SHA -t "ghcr.io/\${OWNER,,}/quickticket/$SERVICE:$GITHUB_SHA" .`,
  )),
  "built by a name, tagged afterwards": build(byHand(
    `image="ghcr.io/\${OWNER,,}/quickticket/$SERVICE:$GITHUB_SHA"
docker build -t "$SERVICE:ci" -f services/Dockerfile --build-arg SERVICE="$SERVICE" --build-arg REVISION="$GITHUB_SHA" .
docker tag "$SERVICE:ci" "$image"
docker push "$image"`,
  )),
  "the first twelve digits": build(byHand(
    `image="ghcr.io/\${OWNER,,}/quickticket/$SERVICE:\${GITHUB_SHA::12}"
docker build -t "$image" -f services/Dockerfile --build-arg SERVICE="$SERVICE" --build-arg REVISION="$GITHUB_SHA" .
docker push "$image"`,
  )),
  "a tag with a word before": build(byHand(
    `image="ghcr.io/\${OWNER,,}/quickticket/$SERVICE:sha-$GITHUB_SHA"
docker build -t "$image" -f services/Dockerfile --build-arg SERVICE="$SERVICE" --build-arg REVISION="$GITHUB_SHA" .
docker push "$image"`,
  )),
  "an output with a delimiter": build(
    `${LOGIN}      - id: name
        env: { OWNER: "\${{ github.repository_owner }}" }
        run: |
          {
            echo 'image<<END_OF_NAME'
            echo "ghcr.io/\${OWNER,,}/quickticket/\${{ matrix.service }}:\${{ github.sha }}"
            echo END_OF_NAME
          } >> "$GITHUB_OUTPUT"
      - run: |
          docker build -t \${{ steps.name.outputs.image }} -f services/Dockerfile --build-arg SERVICE=\${{ matrix.service }} --build-arg REVISION=\${{ github.sha }} .
          docker push \${{ steps.name.outputs.image }}
`,
  ),
  "a variable of the environment": build(
    `${LOGIN}      - run: echo "IMAGE=ghcr.io/\${GITHUB_REPOSITORY_OWNER,,}/quickticket/\${{ matrix.service }}:$GITHUB_SHA" >> "$GITHUB_ENV"
      - run: |
          docker build -t "$IMAGE" -f services/Dockerfile --build-arg SERVICE=\${{ matrix.service }} --build-arg REVISION=$GITHUB_SHA .
          docker push $IMAGE
`,
  ),
  "actions of docker": build(
    `      - uses: docker/login-action@74a5d142397b4f367a81961eba4e8cd7edddf772 # v3.4.0
        with: { registry: ghcr.io, username: "\${{ github.actor }}", password: "\${{ github.token }}" }
      - id: meta
        uses: docker/metadata-action@902fa8ec7d6ecbf8d84d538b9b233a880e428804 # v5.7.0
        with:
          images: ghcr.io/\${{ github.repository_owner }}/quickticket/\${{ matrix.service }}
          tags: type=sha,format=long,prefix=
      - uses: docker/build-push-action@14487ce63c7a62a4a324b0bfb37086795e31c6c1 # v6.16.0
        with:
          context: .
          file: services/Dockerfile
          push: true
          tags: \${{ steps.meta.outputs.tags }}
          build-args: |
            SERVICE=\${{ matrix.service }}
            REVISION=\${{ github.sha }}
`,
  ),
  "a name by format": build(
    `${LOGIN}      - env:
          IMAGE: \${{ format('ghcr.io/some-student/quickticket/{0}:{1}', matrix.service, github.sha) }}
        run: |
          docker build -t "$IMAGE" -f services/Dockerfile --build-arg SERVICE=\${{ matrix.service }} --build-arg REVISION=$GITHUB_SHA .
          docker push "$IMAGE"
`,
  ),
  "a loop over the services": all(
    [
      "    strategy:\n      matrix:\n        service: [gateway, events, payments]\n",
      "",
    ],
    [
      / {6}- name: Build and push\n[^]*?(?= {2}write-back:)/,
      `      - env: { OWNER: "\${{ github.repository_owner }}" }
        run: |
          for service in gateway events payments; do
            image="ghcr.io/\${OWNER,,}/quickticket/$service:$GITHUB_SHA"
            docker build -t "$image" -f services/Dockerfile --build-arg SERVICE=$service --build-arg REVISION=$GITHUB_SHA .
            docker push "$image"
          done
`,
    ],
  ),
  "a matrix by include": swapped(
    "        service: [gateway, events, payments]\n",
    "        include:\n          - { service: gateway, port: 8080 }\n          - { service: events, port: 8081 }\n          - { service: payments, port: 8082 }\n",
  ),
  "a matrix with an exclude": swapped(
    "        service: [gateway, events, payments]\n",
    "        service: [gateway, events, payments, notifications]\n        exclude: [{ service: notifications }]\n",
  ),
  "a matrix from another job": all(
    [
      "        service: [gateway, events, payments]\n",
      "        service: ${{ fromJSON(needs.check.outputs.services) }}\n",
    ],
    [
      "    timeout-minutes: 15\n",
      '    timeout-minutes: 15\n    outputs: { services: "${{ steps.list.outputs.services }}" }\n',
    ],
    [
      "      - run: deno task test --unit\n",
      '      - run: deno task test --unit\n      - id: list\n        run: echo \'services=["gateway","events","payments"]\' >> "$GITHUB_OUTPUT"\n',
    ],
  ),
  "defaults of run": all(
    [
      "jobs:\n  check:\n",
      "defaults:\n  run:\n    shell: bash\njobs:\n  check:\n",
    ],
  ),
  "an environment for all": all(
    ["jobs:\n  check:\n", "env:\n  REGISTRY: ghcr.io\njobs:\n  check:\n"],
    ['image="ghcr.io/', 'image="$REGISTRY/'],
  ),
  "a workflow that is called for each": {
    [CI]: (old) =>
      old(CI).replace(
        / {4}runs-on: ubuntu-24.04\n {4}timeout-minutes: 30\n([^]*?) {4}steps:\n[^]*?(?= {2}write-back:)/,
        (_, middle: string) =>
          `${middle}    uses: ./.github/workflows/image.yml\n    with:\n      service: \${{ matrix.service }}\n    secrets: inherit\n`,
      ),
    ".github/workflows/image.yml": () =>
      `name: image
on:
  workflow_call:
    inputs:
      service: { type: string, required: true }
jobs:
  image:
    runs-on: ubuntu-24.04
    permissions: { contents: read, packages: write }
    steps:
      - uses: ${CHECKOUT}
      - run: echo "\${{ secrets.GITHUB_TOKEN }}" | docker login ghcr.io -u "$GITHUB_ACTOR" --password-stdin
      - run: |
          image="ghcr.io/\${GITHUB_REPOSITORY_OWNER,,}/quickticket/\${{ inputs.service }}:$GITHUB_SHA"
          docker build -t "$image" -f services/Dockerfile --build-arg SERVICE=\${{ inputs.service }} --build-arg REVISION=$GITHUB_SHA .
          docker push "$image"
`,
  },
};

/** Equivalent ones. */
export const SAME_IMAGES: readonly Listed[] = listed(
  IMAGES,
  "equivalent",
  ["5.2"],
);
