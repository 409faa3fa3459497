import { type Static, Type } from "typebox";

// Descriptions are one line each: they are shown in values.yaml, in the JSON Schema and in the table of the README.
const closed = { additionalProperties: false } as const;
const text = (initial: string, description: string) => Type.String({ default: initial, description });
const flag = (initial: boolean, description: string) => Type.Boolean({ default: initial, description });
const whole = (initial: number, description: string, minimum = 0) =>
  Type.Integer({ default: initial, minimum, description });
const percent = (initial: number, description: string) =>
  Type.Integer({ default: initial, minimum: 1, maximum: 100, description });
/** What Kubernetes says how to write. */
const verbatim = (initial: object, description: string) =>
  Type.Record(Type.String(), Type.Unknown(), { default: initial, description });
const texts = (description: string) =>
  Type.Record(Type.String(), Type.String(), { default: {}, description });
/** Of the ephemeral storage the node's copies of the log take most: it keeps five files of 10 MiB, and more until it turns them over. */
const amounts = (cpu: string, storage: string, description: string) =>
  Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]), {
    default: { cpu, memory: "512Mi", "ephemeral-storage": storage },
    description,
  });

/** All that may be set of a chart, with its defaults, which are those for production. */
export const Values = Type.Object(
  {
    image: Type.Object(
      {
        repository: text("", "Where the image is: `registry.example.com/hogar/image`."),
        tag: text("", "Its version, for people; the chart's `appVersion` unless given."),
        digest: Type.String({
          default: "",
          pattern: "^(sha256:[0-9a-f]{64})?$",
          description: "The digest by which it is pulled, `sha256:…`. Without one it is pulled by its tag.",
        }),
        pullPolicy: Type.Enum(["IfNotPresent", "Always", "Never"], {
          default: "IfNotPresent",
          description: "When the node asks the registry. What has a digest never changes.",
        }),
        pullSecret: text("", "The Secret with which the registry is asked; none unless given."),
      },
      closed,
    ),
    config: verbatim(
      {},
      "The service's settings, as in its configuration file: `{log: {level: warn}}`. Files of the secret are in `/etc/eslabon/secret/`.",
    ),
    secret: Type.Object(
      {
        existing: text("", "The Secret whose keys become files in `/etc/eslabon/secret/`."),
        files: texts("Without an existing one: the files themselves, by name. Better not in git."),
      },
      closed,
    ),
    logs: Type.Object(
      {
        enabled: flag(true, "Whether the log is also in files in `/var/log/eslabon`, in memory."),
        sizeLimit: text("1Mi", "The most that they may take."),
      },
      closed,
    ),
    resources: Type.Object(
      {
        requests: amounts("2", "64Mi", "What a pod is sure to have."),
        limits: amounts(
          "4",
          "256Mi",
          "What it may have at most; of memory as much as is requested, so that nobody takes it back.",
        ),
      },
      closed,
    ),
    replicas: whole(2, "How many pods there are without autoscaling."),
    autoscaling: Type.Object(
      {
        enabled: flag(true, "Whether the number of pods follows the load."),
        minReplicas: whole(2, "The fewest pods.", 1),
        maxReplicas: whole(20, "The most pods.", 1),
        targetCPUUtilizationPercentage: percent(50, "More pods from this share of the requested CPU on."),
        targetMemoryUtilizationPercentage: percent(
          50,
          "More pods from this share of the requested memory on.",
        ),
        scaleDownSeconds: whole(300, "How long the load has to be low before there are fewer pods."),
      },
      closed,
    ),
    expose: Type.Object(
      {
        kind: Type.Enum(["none", "ingress", "route", "httpRoute"], {
          default: "none",
          description:
            "How the service is reached from outside: `ingress`, OpenShift's `route`, the Gateway API's `httpRoute`, or `none`.",
        }),
        host: text("", "The name under which it is reached."),
        ingressClassName: text("", "Of an Ingress: whose it is; the cluster's default unless given."),
        gateway: text("", "Of an HTTPRoute: the name of its Gateway."),
        gatewayNamespace: text("", "Of an HTTPRoute: the Gateway's namespace; the release's unless given."),
        tlsSecret: text(
          "",
          "The Secret with the certificate for the host; a Route has the router's unless given.",
        ),
        annotations: texts("Annotations of the Ingress, Route or HTTPRoute."),
      },
      closed,
    ),
    networkPolicy: Type.Object(
      {
        enabled: flag(true, "Whether connections that are not listed are denied, in both directions."),
        ingress: Type.Record(Type.String(), Type.Array(Type.Unknown()), {
          default: {},
          description:
            "Who may ask the service: names, and lists of peers as a NetworkPolicy has them. Ingress controller and Prometheus belong here.",
        }),
        egress: verbatim(
          {},
          "What the service may reach beside DNS: names such as `kafka` or `collector`, and rules as a NetworkPolicy has them, `{to: […], ports: […]}`.",
        ),
      },
      closed,
    ),
    serviceMonitor: Type.Object(
      {
        enabled: flag(false, "Whether the Prometheus operator is told to read `/metrics`."),
        interval: text("30s", "How often."),
        labels: texts("Labels by which Prometheus selects it."),
        keyIn: text("", "The key of the secret that holds an API key for `/metrics`."),
      },
      closed,
    ),
    probes: Type.Object(
      {
        startSeconds: whole(30, "How long a start may take.", 1),
        livenessSeconds: whole(
          5,
          "How often it is asked whether it is alive; after three failures it is started again.",
          1,
        ),
        readinessSeconds: whole(
          2,
          "How often it is asked whether it is ready; after two failures it gets no requests.",
          1,
        ),
      },
      closed,
    ),
    termination: Type.Object(
      {
        preStopSeconds: whole(5, "How long a pod still answers while others learn that it goes.", 1),
        graceSeconds: whole(30, "How long it has in all before it is killed.", 1),
      },
      closed,
    ),
    runAsUser: whole(0, "The user that it runs as, with group 0; 0 leaves it to OpenShift or to the image."),
    nodeSelector: texts("Labels of the nodes that it may run on."),
    tolerations: Type.Array(Type.Unknown(), {
      default: [],
      description: "Taints of nodes that it tolerates.",
    }),
    priorityClassName: text("", "Its PriorityClass."),
    tests: Type.Object(
      {
        examples: Type.Record(
          Type.String(),
          Type.Object({ input: Type.Unknown(), label: Type.String() }, closed),
          {
            default: {},
            description:
              "What `helm test` asks: names, each with an `input` and the `label` that must come first.",
          },
        ),
        keyIn: text("", "The key of the secret that holds an API key for `helm test`."),
      },
      closed,
    ),
  },
  closed,
);
export type Values = Static<typeof Values>;

/** Some of the values, in place of their defaults. */
export type SomeValues = SomeOf<Values>;
type SomeOf<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [Key in keyof T]?: SomeOf<T[Key]> }
    : T;
