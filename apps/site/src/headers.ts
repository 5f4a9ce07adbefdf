/** The headers that every answer carries, and what a page that needs more may loosen. */
import { createHash } from "node:crypto";
import { inlineScripts } from "./client-scripts.ts";
import { css } from "./views/style.ts";

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

const ownScripts = Object.values(inlineScripts).map(hashOf);

/** What a page has beyond a page's usual: a sheet of its own, scripts of ours, other sites that may frame it. */
export type Extras = { sheet?: string; scripts?: readonly string[]; embeddable?: boolean };

/**
 * No font, no frame, nothing from elsewhere, unless the page is one that needs it. Style sheets, and the few lines of script that pages hold,
 * are named by their hashes.
 */
export function contentSecurityPolicy({ sheet, scripts = [], embeddable = false }: Extras = {}): string {
  return [
    "default-src 'none'",
    `style-src ${[css, ...(sheet === undefined ? [] : [sheet])].map(hashOf).join(" ")}`,
    `script-src ${[...(scripts.length === 0 ? [] : ["'self'"]), ...ownScripts].join(" ")}`,
    // A script asks this site alone, for what it shows.
    ...(scripts.length === 0 ? [] : ["connect-src 'self'"]),
    "img-src 'self' data:",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${embeddable ? "*" : "'none'"}`,
  ].join("; ");
}

/** The headers in which a page with extras differs from others. */
export function extraHeaders(extras: Extras): Headers {
  return {
    "content-security-policy": contentSecurityPolicy(extras),
    ...(extras.embeddable === true
      ? { "cross-origin-resource-policy": "cross-origin", "cross-origin-opener-policy": "unsafe-none" }
      : {}),
  };
}

export type Headers = Readonly<Record<string, string>>;

/** Headers for an origin: https promises that it stays https. */
export function baseHeaders(origin: string, mode: "demo" | "production"): Headers {
  return {
    "content-security-policy": contentSecurityPolicy(),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy":
      "camera=(), microphone=(), geolocation=(), browsing-topics=(), payment=(), usb=(), interest-cohort=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    ...(mode === "production" && origin.startsWith("https:")
      ? { "strict-transport-security": "max-age=31536000; includeSubDomains" }
      : {}),
  };
}
