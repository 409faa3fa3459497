// As little as a Fastify server can do with the same request: it reads the body and answers with what it was given.
import Fastify from "fastify";

const { PORT, ANSWER } = process.env;
const server = Fastify();
server.post("/api/v2/modelos/:model", (_request, reply) =>
  reply.type("application/json; charset=utf-8").send(ANSWER),
);
const address = { host: "127.0.0.1", port: Number(PORT), reusePort: true };
await server.listen(address);
