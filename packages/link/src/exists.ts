import { access } from "node:fs/promises";

/** Whether there is a file or folder that this process may see. */
export function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
