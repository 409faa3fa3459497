/** The links whose artifacts npm does not know. */
export const OCI_LINKS: readonly string[] = ["image", "chart"];

export function isOciLink(name: string): boolean {
  return OCI_LINKS.includes(name);
}
