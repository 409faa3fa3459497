/** In which group a process is: a path in the hierarchy of version 2, and one for each controller of version 1. */
export interface Membership {
  readonly unified: string | undefined;
  readonly controllers: ReadonlyMap<string, string>;
}

/** Reads what `/proc/self/cgroup` says: a line for each hierarchy, `4:memory:/docker/0123`; that of version 2 is `0::/`. */
export function parseMembership(text: string): Membership {
  const lines = [...text.matchAll(/^\d+:([^:\n]*):(\/.*)$/gmu)].map(
    ([, names = "", path = "/"]) => [names, path] as const,
  );
  const controllers = lines.flatMap(([names, path]) => names.split(",").map((name) => [name, path] as const));
  return {
    unified: lines.find(([names]) => names === "")?.[1],
    controllers: new Map(controllers.filter(([name]) => name !== "")),
  };
}
