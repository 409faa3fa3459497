import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** A proxy that lets everything arrive late, as a long way does: each direction takes so many milliseconds. */
export async function slowNetwork(
  port: number,
  milliseconds: number,
): Promise<{ url: string; server: Server }> {
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    pass(near, far, milliseconds);
    pass(far, near, milliseconds);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

function pass(from: Socket, to: Socket, milliseconds: number): void {
  from.on("data", (chunk) => setTimeout(() => to.writable && to.write(chunk), milliseconds));
  from.on("close", () => setTimeout(() => to.destroy(), milliseconds));
  from.on("error", () => to.destroy());
}
