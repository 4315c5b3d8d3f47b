// The Content-Security-Policy of both forms of the page: nothing is sent, nothing is loaded from elsewhere.
import { createHash } from "node:crypto";

const common = {
  "default-src": "'none'",
  "connect-src": "'none'",
  "img-src": "'self' data:",
  "base-uri": "'none'",
  "form-action": "'none'",
};

const written = (directives) => Object.entries(directives).map(([name, value]) => `${name} ${value}`).join("; ");

/** Of the site. The thread that works is made from a blob, so that this policy holds in it too. */
export const sitePolicy = written({
  ...common,
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self'",
  "manifest-src": "'self'",
  "worker-src": "'self' blob:",
});

/** Of the single file: from a disk 'self' matches nothing, so that script and style are named by their hashes. */
export const singlePolicy = (script, style) =>
  written({
    ...common,
    "img-src": "data:",
    "script-src": `${source(script)} 'wasm-unsafe-eval'`,
    "style-src": source(style),
    "worker-src": "blob:",
  });

const source = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** What can't stand in the page itself: for servers that read a file of this name. */
export const headers = `/*
  Content-Security-Policy: ${sitePolicy}; frame-ancestors 'none'
  Cross-Origin-Opener-Policy: same-origin
  Cross-Origin-Resource-Policy: same-origin
  Referrer-Policy: no-referrer
  X-Content-Type-Options: nosniff
`;
