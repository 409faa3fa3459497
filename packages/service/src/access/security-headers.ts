/** An answer is data: it may load nothing and stand in no frame. The pages say themselves what they need. */
const CONTENT_SECURITY_POLICY = "default-src 'none'; frame-ancestors 'none'";
/** A year, as browsers' lists ask. */
const STRICT_TRANSPORT_SECURITY = "max-age=31536000; includeSubDomains";

/** What every answer tells a browser, which programs do not read. */
export function securityHeaders({ tls }: { readonly tls: boolean }): Record<string, string> {
  return {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    ...(tls && { "strict-transport-security": STRICT_TRANSPORT_SECURITY }),
  };
}
