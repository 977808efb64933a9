import assert from "node:assert/strict";
import { machineWith } from "../machine_fixture.ts";
import { nameOf, studentManifests } from "./student_manifests.ts";

const object = (kind: string, name: string): string =>
  `kind: ${kind}\nmetadata: { name: ${name} }\n`;

async function namesOf(
  has: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const { objects } = await studentManifests(machineWith({ has }));
  return objects.map(({ path, object }) => `${path} ${nameOf(object)}`);
}

Deno.test("objects are found in files of any shape, in sub-folders, too", async () => {
  const list = {
    kind: "List",
    items: [{ kind: "A", metadata: { name: "c" } }],
  };
  assert.deepEqual(
    await namesOf({
      "k8s/a.yaml": `${object("A", "a")}---\n${object("B", "b")}`,
      "k8s/more/c.json": JSON.stringify(list),
      "k8s/d.yml": `\ufeff${object("A", "d").replaceAll("\n", "\r\n")}`,
    }),
    ["k8s/a.yaml a", "k8s/a.yaml b", "k8s/d.yml d", "k8s/more/c.json c"],
  );
});

Deno.test("the course's manifests and other files are not a student's", async () => {
  assert.deepEqual(
    await namesOf({
      "k8s/base/a.yaml": object("A", "a"),
      "labs/lab7/a.yaml": object("A", "a"),
      "deno.json": "{}",
      "compose.yaml": "services: {}",
    }),
    [],
  );
});

Deno.test("a copy below counts only where no file above has the object", async () => {
  assert.deepEqual(
    await namesOf({
      "k8s/a.yaml": object("A", "a"),
      "k8s/old/a.yaml": object("A", "a"),
      "k8s/old/b.yaml": object("A", "b"),
    }),
    ["k8s/a.yaml a", "k8s/old/b.yaml b"],
  );
});

Deno.test("what is no YAML is named, and the rest is read", async () => {
  const { objects, broken } = await studentManifests(machineWith({
    has: { "k8s/a.yaml": "kind: [", "k8s/b.yaml": object("B", "b") },
  }));
  assert.equal(objects.length, 1);
  assert.match(broken.join(), /k8s\/a\.yaml/);
});

Deno.test("a kustomization is rendered, and its files count no more", async () => {
  const { objects, broken } = await studentManifests(machineWith({
    has: {
      "k8s/kustomization.yaml": "resources: [a.yaml]\n",
      "k8s/a.yaml": object("A", "a"),
    },
    kubectl: {
      ...machineWith({}).kubectl,
      run: (args) => {
        assert.deepEqual(args, ["kustomize", "k8s"]);
        return Promise.resolve(object("A", "prefix-a"));
      },
    },
  }));
  assert.deepEqual(broken, []);
  assert.deepEqual(objects.map(({ object }) => nameOf(object)), ["prefix-a"]);
});
