/** Whether an address is percent-encoded UTF-8 throughout. */
export function isWellEncoded(url: string): boolean {
  if (!url.includes("%")) return true;
  try {
    decodeURIComponent(url);
    return true;
  } catch {
    return false;
  }
}
