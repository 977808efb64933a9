import assert from "node:assert/strict";
import { objectsIn } from "./manifest_objects.ts";

Deno.test("documents, lists and lists in lists are the objects in them", () => {
  const text = `kind: Service
---
# only a comment
---
apiVersion: v1
kind: List
items:
  - kind: Deployment
  - kind: ConfigMapList
    items: [{ kind: ConfigMap }]
---
notes: without a kind
`;
  assert.deepEqual(
    objectsIn(text, "k8s/all.yaml").map(({ kind }) => kind),
    ["Service", "Deployment", "ConfigMap"],
  );
});

Deno.test("a merge key counts as what it stands for", () => {
  const [object] = objectsIn(
    "kind: Deployment\nx: &x { cpu: 1 }\nspec: { <<: *x }\n",
    "k8s/a.yaml",
  );
  assert.deepEqual(object?.spec, { cpu: 1 });
});

Deno.test("what is not YAML is an error with its line", () => {
  assert.throws(
    () => objectsIn("kind: A\n---\nkind:\n\t- B\n", "k8s/a.yaml"),
    /Cannot read k8s\/a.yaml: line 4: /,
  );
});
