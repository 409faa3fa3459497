import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { changesBetween } from "../src/deploy/changes.ts";

const object = (kind: string, name: string, version: string, more = ""): string =>
  `---\n# Source: tiny/templates/x.yaml\nkind: ${kind}\nmetadata:\n  name: ${name}\n  labels:\n    app.kubernetes.io/version: "${version}"\n    helm.sh/chart: tiny-${version}\n${more}`;

describe("what a deployment would change", () => {
  it("is nothing when the objects are the same", () => {
    const objects = object("Service", "tiny", "1.0.0") + object("ConfigMap", "tiny", "1.0.0");
    assert.deepEqual(changesBetween(objects, objects), []);
  });

  it("tells the labels with versions, which all objects have, from the rest", () => {
    const before =
      object("Service", "tiny", "1.0.0") + object("Deployment", "tiny", "1.0.0", "spec: { replicas: 2 }\n");
    const after =
      object("Service", "tiny", "1.1.0") + object("Deployment", "tiny", "1.1.0", "spec: { replicas: 3 }\n");
    const changes = changesBetween(before, after);
    assert.deepEqual(
      changes.map((each) => [each.object, each.change]),
      [
        ["Service tiny", "labels"],
        ["Deployment tiny", "changed"],
      ],
    );
    assert.match(changes[1]!.diff, /^-spec: \{ replicas: 2 \}$[^]*^\+spec: \{ replicas: 3 \}$/mu);
  });

  it("names what is new and what is gone", () => {
    const changes = changesBetween(object("Ingress", "tiny", "1.0.0"), object("Route", "tiny", "1.0.0"));
    assert.deepEqual(
      changes.map((each) => [each.object, each.change]),
      [
        ["Ingress tiny", "gone"],
        ["Route tiny", "new"],
      ],
    );
  });

  it("is everything where nothing is deployed", () => {
    assert.deepEqual(
      changesBetween("", object("Service", "tiny", "1.0.0")).map(({ change }) => change),
      ["new"],
    );
  });
});
