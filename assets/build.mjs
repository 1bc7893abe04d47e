// Bundles app/web/assets/*.js and *.css into app/web/static/build/ under hashed names, gathers the Tabler icons that
// templates, Python and scripts name into one sprite, and writes manifest.json for the Jinja function `asset`.
import { createHash } from "node:crypto";
import { globSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import esbuild from "esbuild";

const root = path.resolve(import.meta.dirname, "..");
const sources = path.join(root, "app/web/assets");
const target = path.join(root, "app/web/static/build");
const fresh = `${target}.new`;
const iconFolder = path.join(root, "node_modules/@tabler/icons/icons/outline");

// How the sources name icons: icon("home") in templates and scripts, icon="home" in Python, and a comment
// `icons: home, phone` beside names that are put together at run time.
const iconPatterns = [
  /\bicon\(\s*["']([a-z0-9-]+)["']/g,
  /\b[a-z_]*icon\s*=\s*["']([a-z0-9-]+)["']/g,
  /\bdata-icon=["']([a-z0-9-]+)["']/g,
];
const iconComment = /\bicons:\s*([a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)/g;

async function bundle() {
  const entries = (await readdir(sources)).filter((name) => /\.(js|css)$/.test(name));
  const result = await esbuild.build({
    entryPoints: entries.map((name) => path.join(sources, name)),
    outdir: fresh,
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    target: ["es2022"],
    minify: true,
    metafile: true,
    legalComments: "none",
    logLevel: "warning",
    absWorkingDir: root,
    define: { "process.env.NODE_ENV": '"production"' },
    loader: { ".eot": "empty", ".woff": "file", ".woff2": "file", ".ttf": "file", ".svg": "file", ".png": "file" },
  });
  const files = {};
  for (const [output, { entryPoint }] of Object.entries(result.metafile.outputs)) {
    if (entryPoint && path.dirname(entryPoint) === "app/web/assets") {
      files[path.basename(entryPoint)] = path.basename(output);
    }
  }
  return files;
}

async function usedIcons() {
  const patterns = ["app/**/*.html", "app/**/*.py", "app/web/assets/**/*.js"];
  const names = new Set();
  for (const file of globSync(patterns, { cwd: root, exclude: (name) => name === "build" || name === "__pycache__" })) {
    const text = await readFile(path.join(root, file), "utf8");
    for (const pattern of iconPatterns) for (const [, name] of text.matchAll(pattern)) names.add(name);
    for (const [, list] of text.matchAll(iconComment)) list.split(/\s*,\s*/).forEach((name) => names.add(name));
  }
  return [...names].sort();
}

async function sprite(names) {
  const symbols = [];
  const found = [];
  for (const name of names) {
    const svg = await readFile(path.join(iconFolder, `${name}.svg`), "utf8").catch(() => null);
    if (svg === null) {
      console.warn(`assets: Tabler has no outline icon named ${name}`);
      continue;
    }
    const body = svg
      .replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, "")
      .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*\/>/, "")
      .replace(/\s+/g, " ")
      .trim();
    symbols.push(
      `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" ` +
        `stroke-linecap="round" stroke-linejoin="round">${body}</symbol>`,
    );
    found.push(name);
  }
  const content = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>`;
  const name = `icons-${createHash("sha256").update(content).digest("hex").slice(0, 8).toUpperCase()}.svg`;
  await writeFile(path.join(fresh, name), content);
  return { name, found };
}

// A server without a compressing proxy in front of it sends these as they are.
async function compress() {
  for (const name of await readdir(fresh)) {
    if (!/\.(js|css|svg)$/.test(name)) continue;
    const content = await readFile(path.join(fresh, name));
    if (content.length < 1024) continue;
    await writeFile(path.join(fresh, `${name}.gz`), await promisify(gzip)(content, { level: 9 }));
  }
}

await rm(fresh, { recursive: true, force: true });
await mkdir(fresh, { recursive: true });
const [files, names] = await Promise.all([bundle(), usedIcons()]);
const icons = await sprite(names);
files["icons.svg"] = icons.name;
await compress();
await writeFile(path.join(fresh, "manifest.json"), JSON.stringify({ files, icons: icons.found }, null, 1));
await rm(target, { recursive: true, force: true });
await rename(fresh, target);
console.log(`assets: ${Object.keys(files).length} files, ${icons.found.length} icons in app/web/static/build`);
