import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { learnFields, loadModel, type Model, trainClassifier, withFacts, writeModel } from "@eslabon/model";
import { loadServiceConfig, newKey, startService } from "@eslabon/service";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";

const THINGS = {
  Fontanería: ["grifo", "bañera", "tubería", "ducha", "cisterna", "lavabo"],
  Electricidad: ["enchufe", "bombilla", "diferencial", "cable", "lámpara", "interruptor"],
  Carpintería: ["puerta", "armario", "cajón", "estantería", "bisagra", "mueble"],
};

async function tinyModel(): Promise<Model> {
  const examples = Object.entries(THINGS).flatMap(([label, things]) =>
    things.flatMap((thing) =>
      ["cocina", "salón"].map((room) => ({ text: `Se ha roto ${thing} en ${room}`, label })),
    ),
  );
  const folder = join(mkdtempSync(join(tmpdir(), "eslabon-page-")), "model");
  await writeModel(
    await trainClassifier(examples),
    {
      name: "hogar",
      package: { name: "@tiny/model", version: "1.2.3", description: "", license: "CC0-1.0" },
      fields: { text: "texto", label: "gremio" },
      data: { package: "@tiny/data", version: "1.2.0", digest: "sha256:0" },
    },
    folder,
  );
  return loadModel(folder);
}

/** Tells by the amount alone, which it needs. */
async function amountModel(): Promise<Model> {
  const examples = Array.from({ length: 60 }, (_, row) => ({
    text: "Se ha roto la ventana",
    label: row < 30 ? "Tienda" : "Peritaje",
    fields: { importe: 20 * row, canal: row % 2 === 0 ? "web" : "app" },
  }));
  const extra = await learnFields(
    { importe: { type: "number", required: true }, canal: { type: "category" } },
    examples,
  );
  const folder = join(mkdtempSync(join(tmpdir(), "eslabon-page-")), "model");
  await writeModel(
    await trainClassifier(withFacts(examples, extra)),
    {
      name: "avisos",
      package: { name: "@tiny/model", version: "1.2.3", description: "", license: "CC0-1.0" },
      fields: { text: "texto", label: "destino", extra },
      data: { package: "@tiny/data", version: "1.2.0", digest: "sha256:0" },
    },
    folder,
  );
  return loadModel(folder);
}

describe("the page at /", () => {
  let browser: Browser;
  let page: Page;
  let service: Awaited<ReturnType<typeof startService>>;
  const complaints: string[] = [];

  before(async () => {
    service = await startService({ model: await tinyModel(), version: "1.0.0", port: 0, logger: false });
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
    page = await browser.newPage();
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
  });

  after(async () => {
    await browser.close();
    await service.close();
  });

  it("shows the trades for a claim, the most probable first, and the words that spoke for it", async () => {
    await page.goto(service.url);
    await page.getByLabel("Descripción del parte").fill("Se ha roto la bañera");
    await page.getByRole("button", { name: "Clasificar" }).click();
    await page.getByRole("heading", { name: "Gremio propuesto" }).waitFor();
    assert.equal(await page.locator("#first-label").innerText(), "Fontanería");
    assert.match(await page.locator("#words").innerText(), /bañera/u);
    assert.equal(await page.locator("#labels li").count(), 3);
    assert.match(await page.locator("footer").innerText(), /1\.2\.3/u);
  });

  it("shows markup in a claim as text", async () => {
    await page.goto(service.url);
    await page.getByLabel("Descripción del parte").fill('<img src=x onerror="document.title=1">grifo');
    await page.getByRole("button", { name: "Clasificar" }).click();
    await page.getByRole("heading", { name: "Gremio propuesto" }).waitFor();
    assert.match(await page.locator("#highlighted").innerText(), /<img src=x/u);
    assert.equal(await page.locator("#highlighted img").count(), 0);
  });

  it("says in Spanish what is wrong with a claim that is none", async () => {
    await page.goto(service.url);
    await page.getByLabel("Descripción del parte").fill("...");
    await page.getByRole("button", { name: "Clasificar" }).click();
    await page.getByRole("alert").waitFor();
    assert.notEqual(await page.getByRole("alert").innerText(), "");
    assert.equal(await page.locator("#answer").isVisible(), false);
  });

  it("asks for what else the model reads, and says what that did", async () => {
    const other = await startService({
      model: await amountModel(),
      version: "1.0.0",
      port: 0,
      logger: false,
    });
    await page.goto(other.url);
    await page.getByLabel("Descripción del parte").fill("Se ha roto la ventana");
    await page.getByRole("button", { name: "Clasificar" }).click();
    await page.getByRole("alert").waitFor();
    assert.match(await page.getByRole("alert").innerText(), /asterisco/u);
    for (const [importe, label] of [
      ["1100", "Peritaje"],
      ["40.5", "Tienda"],
    ] as const) {
      await page.getByLabel("importe *").fill(importe);
      await page.getByRole("button", { name: "Clasificar" }).click();
      await page.locator("#first-label", { hasText: label }).waitFor();
      assert.match(await page.locator("#words").innerText(), new RegExp(`importe: ${importe}`, "u"));
    }
    await other.close();
  });

  it("asks for a key where the service wants one", async () => {
    const { key, line } = newKey("person", ["classify"]);
    const file = join(mkdtempSync(join(tmpdir(), "eslabon-page-")), "keys");
    writeFileSync(file, line);
    const config = await loadServiceConfig({ flags: { port: 0, "access.keys": file }, env: {} });
    const other = await startService({ model: await tinyModel(), version: "1.0.0", config, logger: false });
    const visitor = await browser.newPage();
    await visitor.goto(other.url);
    assert.match(await visitor.getByRole("alert").innerText(), /clave/u);
    await visitor.getByLabel("Descripción del parte").fill("grifo roto");
    await visitor.getByLabel("Clave del servicio").fill(key);
    await visitor.getByRole("button", { name: "Clasificar" }).click();
    await visitor.locator("#first-label", { hasText: "Fontanería" }).waitFor();
    await visitor.close();
    await other.close();
  });

  it("loads nothing from elsewhere and runs without an error", async () => {
    const hosts = new Set<string>();
    page.on("request", (request) => hosts.add(new URL(request.url()).host));
    await page.goto(service.url);
    await page.getByLabel("Descripción del parte").fill("cable roto");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("heading", { name: "Gremio propuesto" }).waitFor();
    assert.deepEqual([...hosts], [new URL(service.url).host]);
    assert.deepEqual(
      complaints.filter((text) => !text.includes("status of 400")),
      [],
    );
  });
});
