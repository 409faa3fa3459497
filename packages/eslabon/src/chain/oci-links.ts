/** The links whose artifacts npm does not know. */
const OCI_LINKS: readonly string[] = ["image", "chart"];

export function isOciLink(name: string): boolean {
  return OCI_LINKS.includes(name);
}
