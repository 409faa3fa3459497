import type { EslabonError } from "@eslabon/link";
import { modelErrors } from "@eslabon/model";
import { serviceErrors } from "./errors.ts";
import { type Problem, type ProblemCode, toProblem } from "./problem.ts";

const errors: Readonly<Record<ProblemCode, EslabonError>> = {
  MODEL_TEXT_MISSING: modelErrors.MODEL_TEXT_MISSING("texto"),
  MODEL_TEXT_TYPE: modelErrors.MODEL_TEXT_TYPE("texto", "of type number"),
  MODEL_TEXT_EMPTY: modelErrors.MODEL_TEXT_EMPTY("texto"),
  MODEL_TEXT_TOO_LONG: modelErrors.MODEL_TEXT_TOO_LONG("texto", 20_001, 20_000),
  MODEL_FIELD_MISSING: modelErrors.MODEL_FIELD_MISSING("importe"),
  MODEL_FIELD_TYPE: modelErrors.MODEL_FIELD_TYPE("importe", "a finite number", "of type string"),
  SERVICE_ROUTE_UNKNOWN: serviceErrors.SERVICE_ROUTE_UNKNOWN(),
  SERVICE_MODEL_UNKNOWN: serviceErrors.SERVICE_MODEL_UNKNOWN(["hogar"]),
  SERVICE_VERSION_UNKNOWN: serviceErrors.SERVICE_VERSION_UNKNOWN("1.1.0"),
  SERVICE_INFERENCE_INVALID: serviceErrors.SERVICE_INFERENCE_INVALID(
    "inputs/0 must have required property 'shape'",
  ),
  SERVICE_METHOD_NOT_ALLOWED: serviceErrors.SERVICE_METHOD_NOT_ALLOWED("GET, POST"),
  SERVICE_URL_INVALID: serviceErrors.SERVICE_URL_INVALID(),
  SERVICE_QUERY_INVALID: serviceErrors.SERVICE_QUERY_INVALID("querystring/explain must be boolean"),
  SERVICE_MEDIA_TYPE: serviceErrors.SERVICE_MEDIA_TYPE("its charset is unknown"),
  SERVICE_BODY_INVALID: serviceErrors.SERVICE_BODY_INVALID("it is not JSON"),
  SERVICE_BODY_TOO_LARGE: serviceErrors.SERVICE_BODY_TOO_LARGE(121_024),
  SERVICE_BATCH_TOO_LONG: serviceErrors.SERVICE_BATCH_TOO_LONG(10_000),
  SERVICE_REQUEST_MALFORMED: serviceErrors.SERVICE_REQUEST_MALFORMED(),
  SERVICE_REQUEST_TIMEOUT: serviceErrors.SERVICE_REQUEST_TIMEOUT(),
  SERVICE_HEADERS_TOO_LARGE: serviceErrors.SERVICE_HEADERS_TOO_LARGE(16_384),
  SERVICE_UNAUTHENTICATED: serviceErrors.SERVICE_UNAUTHENTICATED(),
  SERVICE_FORBIDDEN: serviceErrors.SERVICE_FORBIDDEN("classify"),
  SERVICE_IDENTITY_UNREACHABLE: serviceErrors.SERVICE_IDENTITY_UNREACHABLE(),
  SERVICE_RATE_LIMITED: serviceErrors.SERVICE_RATE_LIMITED(1),
  SERVICE_ANSWER_UNKNOWN: serviceErrors.SERVICE_ANSWER_UNKNOWN(),
  SERVICE_FEEDBACK_INVALID: serviceErrors.SERVICE_FEEDBACK_INVALID("the model has no such label"),
  SERVICE_FEEDBACK_CONFLICT: serviceErrors.SERVICE_FEEDBACK_CONFLICT(),
  SERVICE_OVERLOADED: serviceErrors.SERVICE_OVERLOADED(),
  SERVICE_FAILED: serviceErrors.SERVICE_FAILED(),
};

/** What a problem looks like, for the documentation. */
export function problemExample(code: ProblemCode): Problem {
  return toProblem(errors[code]);
}
