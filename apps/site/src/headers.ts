/** The headers that every answer carries. */
import { createHash } from "node:crypto";
import { css } from "./views/style.ts";

const styleHash = createHash("sha256").update(css).digest("base64");

/** No script, no font, no frame, nothing from elsewhere; the one style sheet is named by its hash. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

export type Headers = Readonly<Record<string, string>>;

/** Headers for an origin: https promises that it stays https. */
export function baseHeaders(origin: string, mode: "demo" | "production"): Headers {
  return {
    "content-security-policy": contentSecurityPolicy,
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
