import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { silent } from "@eslabon/link";
import { buildModel } from "@eslabon/model";
import { type Browser, chromium } from "playwright-core";

const BANKING = join(import.meta.dirname, "../bench/data/banking77");

/** A model of a real dataset. */
async function buildBanking(folder: string): Promise<string> {
  const dataset = join(folder, "data");
  cpSync(BANKING, dataset, { recursive: true });
  const files = {
    "package.json": { name: "@banking/data", version: "1.0.0" },
    "datapackage.json": {
      language: "en",
      roles: { text: "text", label: "label" },
      resources: ["train", "test"].map((name) => ({ name, path: `${name}.jsonl` })),
    },
  };
  for (const [name, value] of Object.entries(files))
    writeFileSync(join(dataset, name), JSON.stringify(value));
  const out = join(folder, "model");
  await buildModel({
    definition: {
      name: "banking",
      gates: { accuracy: 0, macroF1: 0, recall: 0 },
      golden: [{ text: "I lost my card", label: "lost_or_stolen_card" }],
    },
    package: { name: "@banking/model", version: "1.0.0", description: "", license: "CC0-1.0" },
    dataset,
    out,
    progress: silent,
  });
  return join(out, "figures");
}

interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

describe("the figures of a model card, in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "eslabon-figures-"));
  let browser: Browser;
  let figures: string;
  const urls = (): string[] => readdirSync(figures).map((file) => pathToFileURL(join(figures, file)).href);

  before(async () => {
    figures = await buildBanking(folder);
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
  });

  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  it("have all their texts within their edges, none over another", async () => {
    const page = await browser.newPage({ viewport: { width: 800, height: 800 } });
    assert.equal(urls().length, 3);
    for (const url of urls()) {
      await page.goto(url);
      const [edge, ...texts] = await page.evaluate<Box[]>(EDGE_AND_TEXTS);
      assert.ok(texts.length > 10, url);
      for (const [index, text] of texts.entries()) {
        assert.ok(isWithin(text, edge!), `${url}: “${text.text}” is cut`);
        const over = texts.slice(index + 1).find((other) => overlap(text, other));
        assert.equal(over, undefined, `${url}: “${text.text}” lies over “${String(over?.text)}”`);
      }
    }
  });

  for (const scheme of ["light", "dark"] as const) {
    it(`can be read as images on a ${scheme} page`, async () => {
      const page = await browser.newPage({ colorScheme: scheme });
      // As data, which a page may look into.
      const images = readdirSync(figures).map((file) => readFileSync(join(figures, file)).toString("base64"));
      const shown = images.map((image) => `<img src="data:image/svg+xml;base64,${image}">`);
      await page.setContent(`<meta name="color-scheme" content="light dark">${shown.join("")}`);
      const colours = await page.evaluate<{ paper: number; ink: number }[]>(PAPER_AND_INK);
      assert.equal(colours.length, 3);
      for (const { paper, ink } of colours) {
        assert.ok(scheme === "light" ? paper > 0.9 : paper < 0.2, `paper ${paper}`);
        assert.ok(Math.abs(paper - ink) > 0.6, `ink ${ink} on ${paper}`);
      }
    });
  }
});

function isWithin(inner: Box, outer: Box): boolean {
  return (
    inner.left >= outer.left
    && inner.right <= outer.right
    && inner.top >= outer.top
    && inner.bottom <= outer.bottom
  );
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** Where the background is, and each text. */
const EDGE_AND_TEXTS = `
  [...document.querySelectorAll("svg > rect.background, text")].map((element) => {
    const { left, right, top, bottom } = element.getBoundingClientRect();
    return { text: element.textContent, left, right, top, bottom };
  })`;

/** The lightness, from 0 to 1, of each image's middle of the upper edge and of what differs most from it. */
const PAPER_AND_INK = `
  Promise.all([...document.images].map(async (image) => {
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
    const context = canvas.getContext("2d");
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const light = (pixel) => (data[4 * pixel] + data[4 * pixel + 1] + data[4 * pixel + 2]) / 765;
    const paper = light(2 * canvas.width + (canvas.width >> 1));
    let ink = paper;
    for (let pixel = 0; pixel < data.length / 4; pixel += 1) {
      if (data[4 * pixel + 3] === 255 && Math.abs(light(pixel) - paper) > Math.abs(ink - paper)) ink = light(pixel);
    }
    return { paper, ink };
  }))`;
