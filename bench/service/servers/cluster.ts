// So many processes of one server behind one port: Node's own way, in which connections are dealt out in turn.
import cluster from "node:cluster";

if (cluster.isPrimary) {
  for (let worker = 0; worker < Number(process.env.WORKERS); worker++) cluster.fork();
} else {
  await import(process.argv[2]!);
}
