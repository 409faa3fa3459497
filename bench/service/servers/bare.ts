// As little as a Fastify server can do with the same request: it reads the body and answers with what it was given.
import Fastify from "fastify";

const answer = process.argv[2]!;
const server = Fastify();
server.post("/api/v2/modelos/:model", (_request, reply) =>
  reply.type("application/json; charset=utf-8").send(answer),
);
process.send!(await server.listen({ host: "127.0.0.1", port: 0 }));
