/** Says where a service listens and what is there. */
export function announce(url: string): void {
  process.stderr.write(
    `
listening on ${url}
  ${url}/            try it
  ${url}/docs        the interface
  ${url}/metrics     for Prometheus
stop it with Ctrl-C
`,
  );
}
