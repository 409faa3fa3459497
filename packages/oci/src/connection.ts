import { type Credentials, credentialsFor } from "./credentials.ts";
import { ociErrors } from "./errors.ts";

/** A registry as one repository of it is asked. */
export interface Connection {
  /**
   * Sends a request to a path below `/v2/`, or to the whole URL that the registry has named.
   *
   * @param what is wanted, in words, for when it is not allowed: `read`
   * @throws EslabonError `OCI_UNREACHABLE`, `OCI_DENIED`; `OCI_FAILED` for an answer that is neither a success nor 404.
   */
  readonly ask: (path: string, what: string, options?: Ask) => Promise<Response>;
}

interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Blob | Uint8Array<ArrayBuffer>;
}

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?::\d+)?$/u;

/**
 * Connects with a registry that speaks the distribution API: https://github.com/opencontainers/distribution-spec
 *
 * @param plain whether it may be asked without encryption although it is not on this machine
 */
export function connect(host: string, repository: string, plain: boolean): Connection {
  const base = `${plain || LOOPBACK.test(host) ? "http" : "https"}://${host}/v2/`;
  let authorization: string | undefined;

  async function send(url: URL, { method = "GET", headers = {}, body }: Ask): Promise<Response> {
    // What the registry lends elsewhere has its own rights in its URL.
    const own = authorization !== undefined && url.host === host ? { authorization } : {};
    try {
      return await fetch(url, { method, headers: { ...headers, ...own }, ...(body && { body }) });
    } catch (error) {
      const { cause } = error as { cause?: { code?: string; message?: string } };
      throw ociErrors.OCI_UNREACHABLE(host, cause?.code ?? cause?.message ?? (error as Error).message, error);
    }
  }

  return {
    ask: async (path, what, options = {}) => {
      const url = new URL(path, base);
      let response = await send(url, options);
      if (response.status === 401) {
        await response.body?.cancel();
        const credentials = await credentialsFor(host);
        authorization = await authorize(
          response.headers.get("www-authenticate") ?? "",
          repository,
          credentials,
        );
        if (authorization !== undefined) response = await send(url, options);
      }
      if (response.ok || response.status === 404) return response;
      const said = await reasonOf(response);
      if (response.status === 401 || response.status === 403)
        throw ociErrors.OCI_DENIED(host, `${what}: ${said}`);
      throw ociErrors.OCI_FAILED(host, said);
    },
  };
}

/** What is to be sent as `Authorization` after a registry has asked for it; `undefined` when there is nothing. */
async function authorize(
  challenge: string,
  repository: string,
  credentials: Credentials | undefined,
): Promise<string | undefined> {
  const basic = credentials && basicAuthorization(credentials);
  if (!/^bearer /iu.test(challenge)) return basic;
  const { realm, service, scope = `repository:${repository}:pull,push` } = parameters(challenge);
  if (realm === undefined) return undefined;
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set("service", service);
  url.searchParams.set("scope", scope);
  const response = await fetch(url, { headers: basic === undefined ? {} : { authorization: basic } }).catch(
    (error: unknown) => {
      throw ociErrors.OCI_UNREACHABLE(url.host, (error as Error).message, error);
    },
  );
  if (!response.ok) return undefined;
  const { token, access_token: access } = (await response.json()) as {
    token?: string;
    access_token?: string;
  };
  return `Bearer ${token ?? access ?? ""}`;
}

function basicAuthorization({ user, password }: Credentials): string {
  const encoded = Buffer.from(`${user}:${password}`).toString("base64");
  return `Basic ${encoded}`;
}

/** `Bearer realm="https://…",service="registry"` as an object. */
function parameters(challenge: string): Readonly<Record<string, string>> {
  const found = challenge.replace(/^bearer /iu, "").matchAll(/\b([a-z]+)="([^"]*)"/gu);
  return Object.fromEntries([...found].map(([, name, value]) => [name!, value!]));
}

async function reasonOf(response: Response): Promise<string> {
  const text = await response.text().catch(() => "");
  const status = `${response.status} ${response.statusText}`.trim();
  try {
    const { errors = [] } = JSON.parse(text) as { errors?: { code?: string; message?: string }[] };
    const said = errors.map(({ code, message }) => [code, message].filter(Boolean).join(" "));
    return [status, ...said].join(", ");
  } catch {
    return status;
  }
}
