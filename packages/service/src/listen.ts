import type { FastifyInstance } from "fastify";
import { serviceErrors } from "./errors.ts";

export interface Address {
  readonly host: string;
  /** 0 is any free one. */
  readonly port: number;
}

/**
 * Lets a service listen; gives its URL.
 *
 * @throws EslabonError `SERVICE_PORT_TAKEN`, `SERVICE_PORT_FORBIDDEN`, `SERVICE_HOST_UNKNOWN`.
 */
export async function listen(app: FastifyInstance, { host, port }: Address): Promise<string> {
  try {
    return await app.listen({ host, port, listenTextResolver: (url) => `listening at ${url}` });
  } catch (cause) {
    await app.close();
    throw fromSystem(cause as NodeJS.ErrnoException, { host, port });
  }
}

function fromSystem(cause: NodeJS.ErrnoException, { host, port }: Address): Error {
  switch (cause.code) {
    case "EADDRINUSE":
      return serviceErrors.SERVICE_PORT_TAKEN(host, port, cause);
    case "EACCES":
      return serviceErrors.SERVICE_PORT_FORBIDDEN(host, port, cause);
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return serviceErrors.SERVICE_HOST_UNKNOWN(host, cause);
    default:
      return cause;
  }
}
