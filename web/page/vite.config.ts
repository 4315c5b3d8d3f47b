import { readFileSync } from "node:fs";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";
import { samples } from "./build/samples.ts";
import { withoutOwnThread } from "./build/thread.ts";

const { version } = JSON.parse(readFileSync(new URL("../npm/package.json", import.meta.url), "utf8"));

export default defineConfig(({ mode }) => ({
  base: "./",
  plugins: [svelte(), samples(), withoutOwnThread()],
  define: { __VERSION__: JSON.stringify(version) },
  worker: { format: "iife" },
  build: {
    target: "es2022",
    outDir: mode === "single" ? "dist/single" : "dist/site",
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    // It would fetch, which the policy forbids.
    modulePreload: false,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 4000,
    rolldownOptions: mode === "single" ? { output: { codeSplitting: false } } : {},
  },
}));
